"""Moodle's embedded answers: ``{2:MULTICHOICE:=right#feedback~%50%half~wrong}`` in the middle of a text.

The grammar is that of https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type; a backslash makes ``}``, ``~``, ``#``
and ``/`` ordinary letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from core.importing.xml import child, number_of
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent
from quizzes.importers.html import marks_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.kinds import common
from quizzes.importers.moodle.taking import Taking

_CHOICE = r"MULTICHOICE(?:_[VHS]S?)?|MC(?:[VHS]S?)?"
_SEVERAL = r"MULTIRESPONSE(?:_HS?|_S)?|MR(?:HS?|S|V)?"
_SHORT = r"SHORTANSWER(?:_C)?|SAC?|MWC?"
_START = re.compile(rf"\{{(\d*):({_CHOICE}|{_SEVERAL}|{_SHORT}|NUMERICAL|NM):")
_INSIDE = re.compile(r"(?:[^\\}]|\\.)*\}", re.DOTALL)
_SHARE = re.compile(r"%(-?\d+(?:[.,]\d+)?)%")
_ESCAPED = re.compile(r"\\([}~#/\"{=%])")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Answer:
    text: str
    feedback: str
    share: float


@dataclass(frozen=True)
class Gap:
    weight: float
    kind: str
    answers: tuple[Answer, ...]
    case_matters: bool = False


def cloze(taking: Taking) -> QuestionContent:
    element = child(taking.element, "questiontext")
    found: dict[str, tuple[str, list[Gap]]] = {
        language: _taken_apart(html) for language, html in taking.htmls(element).items()
    }
    if not found:
        raise LeftOut("import.left_out.gaps")
    main = taking.language if taking.language in found else next(iter(found))
    gaps = found[main][1]
    if not gaps:
        raise LeftOut("import.left_out.gaps")
    if any(gap.kind == "several" for gap in gaps):
        raise LeftOut("import.left_out.gap_several")
    texts = {}
    for language, (html, its_gaps) in found.items():
        if language != main and not _are_alike(gaps, its_gaps):
            taking.note("import.note.gaps_differ", language=language)
            continue
        texts[language] = taking.text(html, element, language, use="picture", gaps=True)
    by_language = {language: found[language][1] for language in texts}
    return replace(
        common(taking, "cloze"),
        text={language: text for language, text in texts.items() if text},
        parts=tuple(
            _part(taking, {language: its[number] for language, its in by_language.items()}, main)
            for number in range(len(gaps))
        ),
        source_language=main,
        case_matters=any(gap.case_matters for gap in gaps),
    )


def _taken_apart(html: str) -> tuple[str, list[Gap]]:
    """The text with ``[[n]]`` for its gaps, and the gaps."""
    pieces: list[str] = []
    gaps: list[Gap] = []
    at = 0
    while start := _START.search(html, at):
        inside = _INSIDE.match(html, start.end())
        if inside is None:
            break
        gaps.append(_gap(start[1], start[2], inside[0][:-1]))
        pieces += [html[at : start.start()], f"[[{len(gaps)}]]"]
        at = inside.end()
    pieces.append(html[at:])
    return "".join(pieces), gaps


def _gap(weight: str, kind: str, inside: str) -> Gap:
    answers = tuple(_answer(each) for each in _split(inside, "~") if each.strip())
    ours = "gap_number"
    if re.fullmatch(_CHOICE, kind):
        ours = "gap_choice"
    elif re.fullmatch(_SEVERAL, kind):
        ours = "several"
    elif re.fullmatch(_SHORT, kind):
        ours = "gap_text"
    return Gap(float(weight or 1) or 1, ours, answers, kind in ("SHORTANSWER_C", "SAC", "MWC"))


def _split(text: str, mark: str) -> list[str]:
    return re.split(rf"(?<!\\){mark}", text)


def _answer(written: str) -> Answer:
    written = written.strip()
    share = 0.0
    if written.startswith("="):
        share, written = 1.0, written[1:]
    elif found := _SHARE.match(written):
        share, written = (number_of(found[1], 0.0) or 0.0) / 100, written[found.end() :]
    text, _, feedback = written.partition("#") if "\\#" not in written else _partition(written)
    return Answer(_plain(text), _plain(feedback), max(-1.0, min(1.0, share)))


def _partition(written: str) -> tuple[str, str, str]:
    pieces = _split(written, "#")
    return pieces[0], "#", "#".join(pieces[1:])


def _plain(text: str) -> str:
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def _are_alike(one: list[Gap], two: list[Gap]) -> bool:
    """Whether both languages ask for the same: kinds, weights, and the choices that are right in the same places."""
    return [_shape(gap) for gap in one] == [_shape(gap) for gap in two]


def _shape(gap: Gap) -> object:
    answers: object = None
    if gap.kind == "gap_choice":
        answers = [answer.share for answer in gap.answers]
    elif gap.kind == "gap_number":
        answers = [answer.text for answer in gap.answers]
    return gap.kind, gap.weight, answers


def _part(taking: Taking, gaps: dict[str, Gap], main: str) -> PartContent:
    kind, weight = gaps[main].kind, gaps[main].weight
    make: Callable[[dict[str, Gap], str], PartContent] = {
        "gap_choice": _choices,
        "gap_text": _words,
        "gap_number": _numbers,
    }[kind]
    part = make(gaps, main)
    if (kind != "gap_choice" and not part.accepted) or (kind == "gap_choice" and len(part.choices) < 2):
        raise LeftOut("import.left_out.gaps")
    return replace(part, weight=weight)


def _html(text: str) -> str:
    return marks_of(text).text


def _choices(gaps: dict[str, Gap], main: str) -> PartContent:
    right = max((answer.share for answer in gaps[main].answers), default=0.0)
    choices = tuple(
        ChoiceContent(
            {language: text for language, gap in gaps.items() if (text := _html(gap.answers[place].text))},
            {language: text for language, gap in gaps.items() if (text := _html(gap.answers[place].feedback))},
            is_right=answer.share == right > 0,
            share=answer.share if answer.share not in (0.0, 1.0) else None,
        )
        for place, answer in enumerate(gaps[main].answers)
    )
    return PartContent("gap_choice", choices=choices)


def _words(gaps: dict[str, Gap], main: str) -> PartContent:
    """Words that every language lists are accepted in all of them; others in their own."""
    lists = {language: [_words_of(answer.text) for answer in gap.answers] for language, gap in gaps.items()}
    is_common = all(words == lists[main] for words in lists.values())
    rows = []
    for language, gap in gaps.items() if not is_common else [(main, gaps[main])]:
        for place, answer in enumerate(gap.answers):
            if not lists[language][place]:
                continue
            feedback = _html(answer.feedback)
            if is_common:
                texts = {each: text for each, its in gaps.items() if (text := _html(its.answers[place].feedback))}
            else:
                texts = {language: feedback} if feedback else {}
            rows.append(
                Accepted(
                    lists[language][place],
                    "" if is_common else language,
                    share=max(0.0, answer.share),
                    feedback=texts,
                )
            )
    return PartContent("gap_text", accepted=tuple(rows))


def _words_of(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())[:500]


def _numbers(gaps: dict[str, Gap], main: str) -> PartContent:
    rows = []
    for place, answer in enumerate(gaps[main].answers):
        number, _, tolerance = unescape(answer.text).partition(":")
        value = number_of(number)
        if value is None:
            continue
        rows.append(
            Accepted(
                number=value,
                tolerance=abs(number_of(tolerance, 0.0) or 0.0),
                share=max(0.0, answer.share),
                feedback={
                    language: text for language, gap in gaps.items() if (text := _html(gap.answers[place].feedback))
                },
            )
        )
    return PartContent("gap_number", accepted=tuple(rows))
