"""Questions for translators: XLIFF 1.2 and 2.0, a passage a unit.

1.2: http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html; 2.0:
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. Each question is a ``file`` whose ``original`` is the
question's own key; each unit's id is its passage's key. A note of ours keeps what the translation was when the file was
made, so that a file that comes back writes over nothing that changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from core.fingerprint import fingerprint
from core.translating import Passage, State
from quizzes.queries.own_keys import own_key

VERSIONS = ("1.2", "2.0")
NAMESPACES = {v: f"urn:oasis:names:tc:xliff:document:{v}" for v in VERSIONS}
NOTE = "lectern-target"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {
    "1.2": {
        State.MISSING: "needs-translation",
        State.STALE: "needs-adaptation",
        State.DRAFT: "needs-review-translation",
        State.REVIEWED: "final",
    },
    "2.0": {State.MISSING: "initial", State.STALE: "initial", State.DRAFT: "translated", State.REVIEWED: "final"},
}


def target_print(target: str) -> str:
    """What the note says of a translation as it is."""
    return fingerprint(target)


def write_xliff(
    questions: Mapping[int, Sequence[Passage]], *, source_language: str, language: str, version: str = "2.0"
) -> bytes:
    """The passages of questions by id as a file of ``version``."""
    root = etree.Element(f"{{{NAMESPACES[version]}}}xliff", nsmap={None: NAMESPACES[version]}, version=version)  # type: ignore[dict-item]
    if version == "2.0":
        root.set("srcLang", source_language)
        root.set("trgLang", language)
    for question_id, passages in questions.items():
        if version == "2.0":
            _file_2(root, question_id, passages)
        else:
            _file_1(root, question_id, passages, source_language, language)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _file_1(root: etree._Element, question_id: int, passages: Iterable[Passage], source: str, target: str) -> None:
    about = {"original": own_key(question_id), "source-language": source, "target-language": target}
    body = _add(_add(root, "file", datatype="plaintext", **about), "body")
    for passage in passages:
        unit = _add(body, "trans-unit", id=passage.key)
        _text(unit, "source", passage.source)
        _text(unit, "target", passage.target).set("state", _STATES["1.2"][passage.state])
        note = _add(unit, "note")
        note.set("from", NOTE)
        note.text = target_print(passage.target)


def _file_2(root: etree._Element, question_id: int, passages: Iterable[Passage]) -> None:
    file = _add(root, "file", id=f"q{question_id}", original=own_key(question_id))
    for passage in passages:
        unit = _add(file, "unit", id=passage.key)
        note = _add(_add(unit, "notes"), "note", category=NOTE)
        note.text = target_print(passage.target)
        segment = _add(unit, "segment", state=_STATES["2.0"][passage.state])
        _text(segment, "source", passage.source)
        _text(segment, "target", passage.target)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}", attributes)


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = _add(parent, name)
    made.set(_SPACE, "preserve")
    made.text = "".join(letter for letter in text if letter in "\n\t" or letter >= " ")
    return made
