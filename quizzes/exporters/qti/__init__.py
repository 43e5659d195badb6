"""Questions as QTI items in a content package: 2.2, or 3.0.

An item has one language, so a question becomes an item in each of its languages; the manifest says which items are one
question. What items do not hold (units, levels of a rubric, the language of an accepted answer) stands beside them in the
manifest, in a namespace of its own. Kinds that QTI has no interaction for are left out, and returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from core.importing.xml import Element, read_xml
from core.languages import LANGUAGES
from quizzes.exporters.extras import add_extras, legal, sub
from quizzes.exporters.qti.item import KINDS, item_of
from quizzes.exporters.qti.names import NEWER, OLDER, Version, with_newer_names
from quizzes.importers.extras import NAMESPACE, SPACE, joint_state
from quizzes.importers.qti.item import read_item
from quizzes.importers.qti.merging import merge
from quizzes.importers.qti.names import with_older_names
from quizzes.importers.reading import ReadFile, ReadQuestion

VERSIONS = {"2.2": OLDER, "3.0": NEWER}
_UNSAFE = re.compile(r"[^\w.-]+")


def export(questions: Iterable[ReadQuestion], version: str = "2.2") -> tuple[bytes, list[ReadQuestion]]:
    """The package, and the questions that it cannot hold."""
    ours, left = VERSIONS[version], []
    manifest = etree.Element(f"{{{ours.package}}}manifest", {"identifier": "lectern"}, nsmap={None: ours.package})  # type: ignore[dict-item]
    metadata = sub(manifest, "metadata")
    sub(metadata, "schema", ours.schema)
    sub(metadata, "schemaversion", ours.schema_version)
    sub(manifest, "organizations")
    resources = sub(manifest, "resources")
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for number, question in enumerate(questions, start=1):
            content = question.content
            if (
                content is None
                or content.kind not in KINDS
                or not _add(archive, resources, question, f"q{number}", ours)
            ):
                left.append(question)
        archive.writestr("imsmanifest.xml", _bytes(manifest))
    return data.getvalue(), left


def _add(archive: ZipFile, resources: Element, question: ReadQuestion, name: str, version: Version) -> bool:
    """False, and nothing, when the question lacks what its interaction needs."""
    content = question.content
    assert content is not None
    files = {
        each.name: f"{name}-{number}-{_UNSAFE.sub('_', each.name)}"
        for number, each in enumerate(question.files, start=1)
    }
    stored = {f"files/{files[each.name]}": each.data for each in question.files}
    first = content.source_language if content.source_language in content.text else next(iter(content.text), "en")
    languages = [first, *(each for each in LANGUAGES if each in content.text and each != first)]
    written: dict[str, bytes] = {}
    for language in languages:
        item = item_of(question, content, f"{name}-{language}", language, files)
        if item is None:
            return False
        written[f"items/{name}-{language}.xml"] = _bytes(with_newer_names(item) if version is NEWER else item)
    parsed = [with_older_names(read_xml(each)) for each in written.values()]
    read = merge([read_item(item, first, stored.get, path) for item, path in zip(parsed, written, strict=True)])
    for path, data in [*written.items(), *stored.items()]:
        archive.writestr(path, data)
    for path, language in zip(written, languages, strict=True):
        resource = sub(resources, "resource", identifier=f"{name}-{language}", type=version.item, href=path)
        metadata = sub(resource, "metadata")
        said = etree.SubElement(metadata, SPACE + "question", {"group": name}, nsmap={"lectern": NAMESPACE})
        sub(resource, "file", href=path)
        for each in stored:
            sub(resource, "file", href=each)
        if language == first:
            _say(said, question)
            add_extras(said, joint_state(parsed), _named(question, files), read)
    return True


def _named(question: ReadQuestion, files: dict[str, str]) -> ReadQuestion:
    """With the names that its files have in the package."""
    named = tuple(ReadFile(files[each.name], each.data, each.alt, each.use) for each in question.files)
    return ReadQuestion(question.label, question.content, files=named)


def _say(said: Element, question: ReadQuestion) -> None:
    said.set("key", legal(question.key))
    for step in question.category:
        sub(said, "category", step)
    for tag in question.tags:
        sub(said, "tag", tag)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
