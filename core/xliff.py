"""Files for translators: XLIFF 1.2 and 2.0 out, 1.2 and 2.x in. A passage is a unit, what it belongs to is a ``file``.

1.2: http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html; 2.0:
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. Marks within a text go out as inline codes and never as
letters: ``g`` and ``x`` in 1.2, ``pc`` and ``ph`` with ``originalData`` in 2.0. A mark that comes back is the one that went out
under its number: a file brings no marks of its own. A note of ours keeps what the translation was when the file was made, so
that a file that comes back writes over nothing that changed meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from lxml import etree

from core.actions import Refused
from core.importing.xml import Element, child, children, descendants, name_of, number_of, read_xml
from core.inline import Mark, Pieces
from core.languages import LANGUAGES
from core.translating import State

VERSIONS = ("1.2", "2.0")
NAMESPACES = {v: f"urn:oasis:names:tc:xliff:document:{v}" for v in VERSIONS}
NOTE = "lectern-target"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
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
_CTYPES = {"strong": "bold", "em": "italic", "a": "link", "br": "lb"}
_TYPES = {"strong": ("fmt", "xlf:b"), "em": ("fmt", "xlf:i"), "br": ("fmt", "xlf:lb"), "a": ("link", "html:a")}


@dataclass(frozen=True)
class Unit:
    """A passage as it goes out. ``seen``: what our note says of the translation as it is."""

    key: str
    source: Pieces
    target: Pieces
    state: State
    seen: str


@dataclass(frozen=True)
class Original:
    """What passages belong to. ``key`` names it for good; ``id`` within the file; ``about`` tells the translator where it is."""

    key: str
    id: str
    units: Sequence[Unit]
    about: str = ""


@dataclass(frozen=True)
class Code:
    """A mark with the number under which it goes out. ``kind`` as of :class:`core.inline.Mark`; a close has its open's number."""

    kind: str
    id: str
    mark: Mark | None = None


Coded = tuple[str | Code, ...]


@dataclass(frozen=True)
class ReadUnit:
    """A passage of a file. ``seen``: what our note says of the translation that the file was made with; "" without a note.

    ``doubt``: why its target is no translation though it has words: ``unfinished`` (segments of it are empty) or ``untouched``
    (it is the source, and its state says that nobody translated it).
    """

    key: str
    source: Coded
    target: Coded
    seen: str
    doubt: str = ""


@dataclass(frozen=True)
class ReadOriginal:
    """The passages of one ``file``, which calls what they belong to ``key``."""

    key: str
    language: str
    units: tuple[ReadUnit, ...]


def words_of(coded: Coded) -> str:
    """The letters alone."""
    return "".join(each for each in coded if isinstance(each, str))


def coded(source: Pieces, target: Pieces) -> tuple[Coded, Coded]:
    """Both with numbers on their marks: the same one where a mark of the target is one of the source's."""
    numbers: dict[str, list[str]] = {}
    numbered = _numbered(source, {}, 0, numbers)
    return numbered, _numbered(target, numbers, sum(isinstance(each, Code) for each in numbered), {})


def _numbered(pieces: Pieces, free: dict[str, list[str]], after: int, given: dict[str, list[str]]) -> Coded:
    found: list[str | Code] = []
    opened: list[str] = []
    for each in pieces:
        if isinstance(each, str):
            found.append(each)
        elif each.kind == "close":
            found.append(Code("close", opened.pop(), each))
        else:
            after += 1
            number = free[each.text].pop(0) if free.get(each.text) else str(after)
            given.setdefault(each.text, []).append(number)
            if each.kind == "open":
                opened.append(number)
            found.append(Code(each.kind, number, each))
    return tuple(found)


def with_marks(read: Coded, *known: Coded) -> list[str | Mark] | None:
    """What came back with the marks that went out under its numbers; None when it has another number, or one in a wrong way."""
    marks = {
        (each.kind, each.id): each.mark for pieces in known for each in pieces if isinstance(each, Code) and each.mark
    }
    found: list[str | Mark] = []
    opened: list[str] = []
    for each in read:
        if isinstance(each, str):
            found.append(each)
            continue
        mark = marks.get((each.kind, each.id))
        if mark is None or (each.kind == "close" and (not opened or opened.pop() != each.id)):
            return None
        if each.kind == "open":
            opened.append(each.id)
        found.append(mark)
    return None if opened else found


def write_xliff(
    originals: Iterable[Original],
    *,
    source_language: str,
    language: str,
    version: str = "2.0",
    datatype: str = "plaintext",
) -> bytes:
    """A file of ``version``."""
    root = etree.Element(f"{{{NAMESPACES[version]}}}xliff", nsmap={None: NAMESPACES[version]}, version=version)  # type: ignore[dict-item]
    root.text = "\n"
    if version == "2.0":
        root.set("srcLang", source_language)
        root.set("trgLang", language)
    for original in originals:
        if version == "2.0":
            _file_2(root, original)
        else:
            _file_1(root, original, source_language, language, datatype)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _file_1(root: etree._Element, original: Original, source: str, target: str, datatype: str) -> None:
    about = {"original": original.key, "source-language": source, "target-language": target, "datatype": datatype}
    file = _add(root, "file", **about)
    if original.about:
        _add(_add(file, "header"), "note").text = _letters(original.about)
    body = _add(file, "body")
    for each in original.units:
        unit = _add(body, "trans-unit", id=each.key)
        source_codes, target_codes = coded(each.source, each.target)
        _fill(_text(unit, "source"), source_codes, "1.2")
        target_element = _text(unit, "target")
        target_element.set("state", _STATES["1.2"][each.state])
        _fill(target_element, target_codes, "1.2")
        note = _add(unit, "note")
        note.set("from", NOTE)
        note.text = each.seen


def _file_2(root: etree._Element, original: Original) -> None:
    file = _add(root, "file", id=original.id, original=original.key)
    if original.about:
        _add(_add(file, "notes"), "note").text = _letters(original.about)
    for each in original.units:
        unit = _add(file, "unit", id=each.key)
        note = _add(_add(unit, "notes"), "note", category=NOTE)
        note.text = each.seen
        source_codes, target_codes = coded(each.source, each.target)
        _data(unit, source_codes, target_codes)
        segment = _add(unit, "segment", state=_STATES["2.0"][each.state])
        _fill(_text(segment, "source"), source_codes, "2.0")
        _fill(_text(segment, "target"), target_codes, "2.0")


def _data(unit: etree._Element, *both: Coded) -> None:
    """What each code stands for, in the format's own place for it."""
    codes = {(each.kind, each.id): each for pieces in both for each in pieces if isinstance(each, Code)}
    if codes:
        data = _add(unit, "originalData")
        for (kind, number), code in codes.items():
            assert code.mark is not None
            _add(data, "data", id=_data_id(kind, number)).text = _letters(code.mark.text)


def _data_id(kind: str, number: str) -> str:
    return f"{'e' if kind == 'close' else 's'}{number}"


def _fill(parent: etree._Element, pieces: Coded, version: str) -> None:
    """The letters and codes of a text; nothing is indented here, as white space counts."""
    inside = [parent]
    for each in pieces:
        if isinstance(each, str):
            _append(inside[-1], _letters(each))
        elif each.kind == "close":
            inside.pop()
        else:
            made = _code_1(inside[-1], each) if version == "1.2" else _code_2(inside[-1], each)
            if each.kind == "open":
                inside.append(made)


def _code_1(parent: etree._Element, code: Code) -> etree._Element:
    assert code.mark is not None
    ctype = _CTYPES.get(code.mark.name, f"x-html-{code.mark.name}")
    return _plain(parent, "g" if code.kind == "open" else "x", id=code.id, ctype=ctype)


def _code_2(parent: etree._Element, code: Code) -> etree._Element:
    assert code.mark is not None
    kind, subtype = _TYPES.get(code.mark.name, ("fmt", f"html:{code.mark.name}"))
    about = {"id": code.id, "type": kind, "subType": subtype}
    if code.kind == "alone":
        return _plain(parent, "ph", **about, dataRef=_data_id("alone", code.id))
    ends = {"dataRefStart": _data_id("open", code.id), "dataRefEnd": _data_id("close", code.id)}
    return _plain(parent, "pc", **about, **ends)


def _append(parent: etree._Element, text: str) -> None:
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _plain(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}", attributes)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    made = _plain(parent, name, **attributes)
    made.tail = "\n"
    return made


def _text(parent: etree._Element, name: str) -> etree._Element:
    made = _add(parent, name)
    made.set(_SPACE, "preserve")
    return made


def _letters(text: str) -> str:
    """Without what no XML may hold."""
    return _FORBIDDEN.sub("", text)


def read_xliff(data: bytes, *, otherwise: str) -> Iterator[ReadOriginal]:
    """Refused: ``otherwise`` for other XML, ``import.unknown_language``, and as :func:`core.importing.xml.read_xml`."""
    root = read_xml(data)
    if name_of(root) != "xliff":
        raise Refused(otherwise)
    for file in descendants(root, "file"):
        language = (file.get("target-language") or root.get("trgLang") or "").lower().partition("-")[0]
        if language not in LANGUAGES:
            raise Refused("import.unknown_language", language=language[:20] or "?")
        units = [_unit_1(unit) for unit in descendants(file, "trans-unit")]
        units += [_unit_2(unit) for unit in descendants(file, "unit")]
        yield ReadOriginal(file.get("original") or "", language, tuple(units))


def _unit_1(unit: Element) -> ReadUnit:
    """Segments stand in ``mrk`` within the target, under the numbers that they have in ``seg-source``."""
    notes = ["".join(note.itertext()) for note in children(unit, "note") if note.get("from") == NOTE]
    there = child(unit, "target")
    source, target = _read(child(unit, "source")), _read(there)
    wanted, given = (_segments(child(unit, name)) for name in ("seg-source", "target"))
    is_half = any(words and not given.get(number) for number, words in wanted.items())
    is_new = there is not None and there.get("state") in _UNTRANSLATED
    return ReadUnit(unit.get("id") or "", source, target, "".join(notes[:1]), _doubt(source, target, is_half, is_new))


def _segments(element: Element | None) -> dict[str, str]:
    if element is None:
        return {}
    found = (each for each in descendants(element, "mrk") if each.get("mtype") == "seg")
    return {each.get("mid") or "": words_of(_read(each)).strip() for each in found}


def _unit_2(unit: Element) -> ReadUnit:
    """Translators' tools cut a unit into segments, with what stands between them, and may put them into another order."""
    notes = ["".join(note.itertext()) for note in descendants(unit, "note") if note.get("category") == NOTE]
    source: Coded = ()
    targets: list[tuple[float, Coded]] = []
    is_half, states = False, set()
    for position, piece in enumerate(children(unit, "segment", "ignorable"), start=1):
        own, there = _read(child(piece, "source")), child(piece, "target")
        words = _read(there)
        source += own
        if name_of(piece) == "segment":
            states.add(piece.get("state") or "initial")
            is_new = there is None or (piece.get("state") or "initial") in _UNTRANSLATED
            is_half = is_half or bool(words_of(own).strip() and not words_of(words).strip() and is_new)
        elif there is None:
            words = own
        place = number_of(there.get("order")) if there is not None else None
        targets.append((position if place is None else place, words))
    target = sum((words for _, words in sorted(targets, key=itemgetter(0))), ())
    if not any(words_of(words).strip() for _, words in targets):
        target = ()
    doubt = _doubt(source, target, is_half, states <= _UNTRANSLATED)
    return ReadUnit(unit.get("id") or "", source, target, "".join(notes[:1]), doubt)


def _doubt(source: Coded, target: Coded, is_half: bool, is_new: bool) -> str:
    if not words_of(target).strip():
        return ""
    if is_half:
        return "unfinished"
    return "untouched" if is_new and words_of(source).split() == words_of(target).split() else ""


_UNTRANSLATED = frozenset({"initial", "new", "needs-translation"})
_ALONE = frozenset({"x", "ph", "bpt", "ept", "it"})


def _read(element: Element | None) -> Coded:
    found: list[str | Code] = []
    if element is not None:
        _read_into(found, element)
    return tuple(found)


def _read_into(found: list[str | Code], element: Element) -> None:
    if element.text:
        found.append(element.text)
    for each in element:
        name, number = name_of(each), each.get("id") or ""
        if each.get("mtype") == "x-sdl-deleted":
            pass  # what a reviser crossed out, in Trados' way to keep it
        elif name in ("g", "pc"):
            found.append(Code("open", number))
            _read_into(found, each)
            found.append(Code("close", number))
        elif name in _ALONE:
            found.append(Code("alone", number))
        elif name in ("bx", "sc"):
            found.append(Code("open", number))
        elif name in ("ex", "ec"):
            found.append(Code("close", each.get("startRef") or each.get("rid") or number))
        elif name == "cp":
            found.append(_letter(each.get("hex")))
        elif name:
            _read_into(found, each)
        if each.tail:
            found.append(each.tail)


def _letter(code: str | None) -> str:
    try:
        return _letters(chr(int(code or "", 16)))
    except (ValueError, OverflowError):
        return ""
