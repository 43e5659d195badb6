"""QTI 2.1 and 2.2 (and items of 3.0 by their older names), alone or in a content package.

An item has one language. Items of a package that say in its manifest that they are one question in several languages, as our own
export does, become one question. The rules in words: ``docs/rules/question-formats.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import join, normpath
from urllib.parse import unquote

from core.actions import Refused
from core.importing.xml import Element, children, descendants, name_of, read_xml
from quizzes.importers.extras import SPACE, extras_in, joint_state, with_alts, with_extras
from quizzes.importers.packages import Package
from quizzes.importers.qti.item import read_item
from quizzes.importers.qti.merging import merge
from quizzes.importers.qti.names import with_older_names
from quizzes.importers.reading import MOST_QUESTIONS, Note, ReadQuestion, left_out

MANIFEST = "imsmanifest.xml"


def read(data: bytes, language: str) -> Iterator[ReadQuestion]:
    """The questions of an item or a package. Refused as :func:`core.importing.xml.read_xml` and
    :class:`quizzes.importers.packages.Package` do, and with ``import.not_qti`` or ``import.too_many_questions``."""
    if data.startswith(b"PK"):
        yield from _package(Package(data), language)
        return
    item = with_older_names(read_xml(data))
    if name_of(item) != "assessmentItem":
        raise Refused("import.not_qti")
    yield read_item(item, language, lambda path: None)


@dataclass(frozen=True)
class _Question:
    """``paths`` of the items that are one question; ``meta``: what our own export says about it in the manifest."""

    paths: tuple[str, ...]
    meta: Element | None = None


def _package(package: Package, language: str) -> Iterator[ReadQuestion]:
    questions = _listed(package)
    if not questions:
        raise Refused("import.not_qti")
    if len(questions) > MOST_QUESTIONS:
        raise Refused("import.too_many_questions", limit=MOST_QUESTIONS)
    for question in questions:
        yield _read(package, question, language)


def _listed(package: Package) -> list[_Question]:
    """The items that the manifest names, else all items there are. Tests, which only list items, are passed over."""
    manifest = package.read(MANIFEST)
    if manifest is None:
        names = sorted(name for name in package.names if name.lower().endswith(".xml"))
        return [_Question((name,)) for name in names if _is_item(package, name)]
    groups: dict[str, list[str]] = {}
    metas: dict[str, Element] = {}
    for resource in descendants(read_xml(manifest), "resource"):
        if "item" not in (resource.get("type") or "").lower() or not resource.get("href"):
            continue
        path = normpath(
            join(resource.get("{http://www.w3.org/XML/1998/namespace}base") or "", unquote(resource.get("href")))
        )
        meta = next((each for each in resource.iter(SPACE + "question")), None)
        group = (meta.get("group") if meta is not None else None) or path
        groups.setdefault(group, []).append(path)
        if meta is not None:
            metas.setdefault(group, meta)
    return [_Question(tuple(paths), metas.get(group)) for group, paths in groups.items()]


def _is_item(package: Package, name: str) -> bool:
    start = (package.read(name) or b"")[:4096]
    return b"assessmentItem" in start or b"qti-assessment-item" in start


def _read(package: Package, question: _Question, language: str) -> ReadQuestion:
    items = []
    for path in question.paths:
        data = package.read(path)
        if data is None:
            return left_out(path, "import.left_out.item_missing")
        try:
            items.append(with_older_names(read_xml(data)))
        except Refused as refused:
            if refused.code == "import.hostile":
                raise
            return left_out(path, "import.left_out.item_broken")
    read = [read_item(item, language, package.read, path) for item, path in zip(items, question.paths, strict=True)]
    return _with_meta(merge(read), items, question.meta)


def _with_meta(read: ReadQuestion, items: list[Element], meta: Element | None) -> ReadQuestion:
    if meta is None:
        return read
    said = replace(
        read,
        key=meta.get("key") or "",
        category=tuple(each.text or "" for each in children(meta, "category")),
        tags=tuple(each.text or "" for each in children(meta, "tag")),
    )
    extras = extras_in(meta)
    if extras is None or said.content is None:
        return said
    if extras.get("of") != joint_state(items):
        return replace(said, notes=(*said.notes, Note("import.note.changed_by_hand")))
    try:
        content = with_extras(said.content, extras)
    except (ValueError, OverflowError):
        return replace(said, content=None, left_out=Note("import.left_out.extras"))
    return replace(
        said, content=content, label=content.name or said.label, files=with_alts(said.files, extras), notes=()
    )
