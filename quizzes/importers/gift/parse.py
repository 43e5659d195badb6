"""A GIFT text as a sequence of :class:`Item` and :class:`Fault`: what it says, without judging.

Agrees with ``fuhrmanator/GIFT-grammar-PEG.js`` on its cases. Where that and Moodle part, the comments say so. A block that
cannot be understood costs itself and not its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.importers.gift.tree import Answer, Fault, Item, Number, Pair, Type, Written

GAP = "_____"
"""What stands for an answer in the middle of a text."""

_COMMENT = re.compile(r"^\s*//")
_CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(.*)$", re.IGNORECASE)
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]", re.IGNORECASE)
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]", re.IGNORECASE)
_FORMAT = re.compile(r"^\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"^\s*%(-?\d+(?:[.,]\d*)?)%")
_SIGN = re.compile(r"\\(.)|([{}=~#])", re.DOTALL)
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_NUMBER = r"\s*([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?)\s*"
_RANGE = re.compile(rf"^{_NUMBER}\.\.{_NUMBER}$")
_TOLERANCE = re.compile(rf"^{_NUMBER}(?::{_NUMBER})?$")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_FOUND = 80


class NoGift(Exception):
    """Something here is no GIFT."""


@dataclass
class _Block:
    """Lines that belong together, and what the comments before them say."""

    line: int
    lines: list[str] = field(default_factory=list)
    id: str | None = None
    tags: list[str] = field(default_factory=list)


def parse(text: str) -> Iterator[Item | Fault]:
    for block in _blocks(text):
        lines = block.lines
        category = _CATEGORY.match(lines[0])
        if category:
            yield Item(Type.CATEGORY, block.line, title=_unescaped(category.group(1).strip()))
            lines = lines[1:]
        written = "\n".join(lines)
        if not written.strip():
            continue
        try:
            yield _item(written, block)
        except NoGift:
            yield Fault(block.line, " ".join(written.split())[:_FOUND])


def _blocks(text: str) -> Iterator[_Block]:
    """Blank lines part questions; within braces that are closed before the next question begins, they do not."""
    block = _Block(1)
    open_braces = False
    for number, line in enumerate(text.split("\n"), start=1):
        if _COMMENT.match(line):
            _hear(line, block)
            continue
        begins = bool(re.match(r"\s*(?:::|\$CATEGORY:)", line))
        if block.lines and (
            (not line.strip() and not open_braces) or (begins and not line.startswith(" ") and open_braces)
        ):
            yield block
            block, open_braces = _Block(number), False
        if not line.strip() and not block.lines:
            continue
        if not block.lines:
            block.line = number
        block.lines.append(line)
        open_braces = _leaves_open(line, open_braces)
    if block.lines:
        yield block


def _hear(comment: str, block: _Block) -> None:
    """The id and the tags that a comment gives to the question after it."""
    if block.lines:
        return
    found = _ID.search(comment)
    if found:
        block.id = found.group(1).replace("\\]", "]").strip()
    block.tags += [tag.replace("\\]", "]").strip() for tag in _TAG.findall(comment)]


def _leaves_open(line: str, was_open: bool) -> bool:
    for sign in _SIGN.finditer(line):
        if sign.group(2) in ("{", "}"):
            was_open = sign.group(2) == "{"
    return was_open


def _item(written: str, block: _Block) -> Item:
    title, rest = _title(written)
    begin, end = _braces(rest)
    given = {"line": block.line, "title": title, "id": block.id, "tags": tuple(block.tags)}
    if begin is None:
        return Item(Type.DESCRIPTION, stem=_written(rest, "moodle"), **given)  # type: ignore[arg-type]
    before, inside, after = rest[:begin], rest[begin + 1 : end], rest[end + 1 :]
    stem = _written(before, "moodle")
    if after.strip():
        tail = _shown(after, stem.format)
        stem = Written(f"{stem.text} {GAP} {tail}".strip(), stem.format)
    body = _body(inside, stem.format)
    return Item(stem=stem, is_embedded=bool(after.strip()), **given, **body)  # type: ignore[arg-type]


def _title(written: str) -> tuple[str | None, str]:
    text = written.lstrip()
    if not text.startswith("::"):
        return None, written
    at = 2
    while True:
        at = text.find("::", at)
        if at < 0:
            raise NoGift
        if (len(text[:at]) - len(text[:at].rstrip("\\"))) % 2 == 0:
            return _unescaped(" ".join(text[2:at].split())), text[at + 2 :]
        at += 1


def _braces(text: str) -> tuple[int | None, int]:
    begin = None
    for sign in _SIGN.finditer(text):
        if sign.group(2) == "{":
            if begin is not None:
                raise NoGift
            begin = sign.start()
        elif sign.group(2) == "}":
            if begin is None:
                raise NoGift
            return begin, sign.start()
    if begin is not None:
        raise NoGift
    return None, 0


def _body(inside: str, default: str) -> dict[str, object]:
    inside, general = _general_feedback(inside, default)
    found: dict[str, object] = {"general_feedback": general}
    text = inside.strip()
    if not text:
        return {**found, "type": Type.ESSAY}
    if text.startswith("#"):
        answers = [_numerical(sign, piece, default) for sign, piece in _split(text[1:], "=~")]
        simple = len(answers) == 1 and not text[1:].lstrip().startswith(("=", "~"))
        return {**found, "type": Type.NUMERICAL, "answers": tuple(answers), "is_simple": simple}
    pieces = _split(text, "=~")
    if pieces[0][0] == "":
        return {**found, **_true_or_false(text, default)}
    rights = [sign == "=" for sign, _piece in pieces]
    if all(rights) and all("->" in piece for _sign, piece in pieces):
        return {**found, "type": Type.MATCHING, "pairs": tuple(_pair(piece, default) for _sign, piece in pieces)}
    kind = Type.SHORT if all(rights) else Type.MULTIPLE_CHOICE
    return {**found, "type": kind, "answers": tuple(_answer(sign, piece, default) for sign, piece in pieces)}


def _general_feedback(inside: str, default: str) -> tuple[str, Written | None]:
    at = inside.find("####")
    while at > 0 and inside[at - 1] == "\\":
        at = inside.find("####", at + 1)
    if at < 0:
        return inside, None
    feedback = _written(inside[at + 4 :], default)
    return inside[:at], feedback if feedback.text else None


def _split(text: str, signs: str) -> list[tuple[str, str]]:
    """The pieces of a text with the sign before each; the first one has none when something stands before every sign."""
    pieces, sign, at = [], "", 0
    for found in _SIGN.finditer(text):
        if found.group(2) and found.group(2) in signs:
            if sign or text[at : found.start()].strip():
                pieces.append((sign, text[at : found.start()]))
            sign, at = found.group(2), found.end()
    pieces.append((sign, text[at:]))
    return pieces


def _answer(sign: str, piece: str, default: str) -> Answer:
    weight, piece = _weight(piece)
    text, feedback = _feedback(piece, default)
    return Answer(sign == "=", _written(text, default), weight, feedback)


def _numerical(sign: str, piece: str, default: str) -> Answer:
    weight, piece = _weight(piece)
    text, feedback = _feedback(piece, default)
    if not text.strip() and sign == "~":
        return Answer(False, Written("", default), weight, feedback)
    return Answer(sign != "~", Written(text.strip(), "plain"), weight, feedback, _number(text))


def _number(text: str) -> Number:
    found = _RANGE.match(text)
    if found:
        low, high = map(_float, found.groups())
        return Number(low=min(low, high), high=max(low, high))
    found = _TOLERANCE.match(text)
    if not found:
        raise NoGift
    return Number(_float(found.group(1)), abs(_float(found.group(2))) if found.group(2) else None)


def _float(text: str) -> float:
    number = float(text.replace(",", "."))
    if abs(number) > 1e15:
        raise NoGift
    return number


def _true_or_false(text: str, default: str) -> dict[str, object]:
    word, *feedbacks = [piece for _sign, piece in _split(text, "#")]
    if word.strip().upper() not in _TRUTH or len(feedbacks) > 2:
        raise NoGift
    written = [_written(each, default) for each in feedbacks]
    first, second = [*(each if each.text else None for each in written), None, None][:2]
    is_true = _TRUTH[word.strip().upper()]
    return {"type": Type.TRUE_FALSE, "is_true": is_true, "first_feedback": first, "second_feedback": second}


def _pair(piece: str, default: str) -> Pair:
    stem, answer = piece.rsplit("->", 1)
    return Pair(_written(stem, default), _shown(answer, "moodle"))


def _weight(piece: str) -> tuple[float | None, str]:
    found = _WEIGHT.match(piece)
    if not found:
        return None, piece
    return float(found.group(1).replace(",", ".")), piece[found.end() :]


def _feedback(piece: str, default: str) -> tuple[str, Written | None]:
    pieces = _split(piece, "#")
    if pieces[0][0] == "#":
        pieces.insert(0, ("", ""))
    if len(pieces) == 1:
        return piece, None
    feedback = _written("#".join(each for _sign, each in pieces[1:]), default)
    return pieces[0][1], feedback if feedback.text else None


def _written(text: str, default: str) -> Written:
    found = _FORMAT.match(text)
    name = found.group(1).lower() if found else default
    return Written(_shown(text[found.end() :] if found else text, name), name)


def _shown(text: str, name: str) -> str:
    """Ends of lines count in HTML and Markdown; else they are where somebody's line was full."""
    text = text.strip()
    if name not in ("html", "markdown"):
        text = " ".join(text.split())
    return _unescaped(text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found.group(1) == "n" else found.group(1), text)
