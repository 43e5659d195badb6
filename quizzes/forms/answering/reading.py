"""From what a browser sent to a response.

A question's fields are named ``q<position>-<what>``; ``docs/rules/answering.md`` lists them. None is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.datastructures import MultiValueDict

from quizzes.choices import PartKind, QuestionKind
from quizzes.content import PartContent, QuestionContent
from quizzes.marking.spec import Malformed, Response
from quizzes.words.numbers import number_of

Sent = Callable[[str], Sequence[str]]
"""The values of one of the question's fields, named without its position."""

_ID = re.compile(r"[0-9]{1,18}")
MOST_WORDS = 20


def field_name(position: int, what: str) -> str:
    return f"q{position}-{what}"


def read_response(content: QuestionContent, position: int, data: MultiValueDict[str, str]) -> Response | None:
    """What was given in a form. Raises :class:`Malformed` where it cannot be read; whether it fits is marking's to say."""
    return _READERS[content.kind](content, lambda what: data.getlist(field_name(position, what)))


def _number_of(typed: str) -> float:
    number = number_of(typed)
    if number is None:
        raise Malformed("answer.not_a_number")
    return number


def _first(values: Sequence[str]) -> str:
    return values[0].strip() if values else ""


def _id(value: str) -> int:
    if not _ID.fullmatch(value):
        raise Malformed("answer.malformed")
    return int(value)


def _chosen(content: QuestionContent, sent: Sent) -> Response | None:
    chosen = [_id(value) for value in sent("choice") if value]
    return Response(choices=chosen) if chosen else None


def _ordered(content: QuestionContent, sent: Sent) -> Response | None:
    """The choices that were given a place, by place; of two on the same place the first as listed."""
    places: dict[float, int] = {}
    for choice in content.choices:
        place = _first(sent(f"p{choice.id}"))
        if place and choice.id is not None:
            places.setdefault(_number_of(place), choice.id)
    return Response(choices=[places[place] for place in sorted(places)]) if places else None


def _number(content: QuestionContent, sent: Sent) -> Response | None:
    typed, unit = _first(sent("number")), _first(sent("unit"))
    return Response(number=_number_of(typed), unit=unit or None) if typed else None


def _text(content: QuestionContent, sent: Sent) -> Response | None:
    typed = next(iter(sent("text")), "")
    return Response(text=typed) if typed.strip() else None


def _words(content: QuestionContent, sent: Sent) -> Response | None:
    words = [word for number in range(1, MOST_WORDS + 1) if (word := _first(sent(f"w{number}")))]
    return Response(words=words) if words else None


def _matches(content: QuestionContent, sent: Sent) -> Response | None:
    matches = {
        part.id: _id(value)
        for part in content.parts
        if part.id is not None and part.kind == PartKind.STEM and (value := _first(sent(f"m{part.id}")))
    }
    return Response(matches=matches) if matches else None


def _gaps(content: QuestionContent, sent: Sent) -> Response | None:
    gaps = {
        part.id: _gap(part, value)
        for part in content.parts
        if part.id is not None and (value := _first(sent(f"g{part.id}")))
    }
    return Response(gaps=gaps) if gaps else None


def _gap(part: PartContent, value: str) -> int | float | str:
    if part.kind == PartKind.GAP_CHOICE:
        return _id(value)
    return _number_of(value) if part.kind == PartKind.GAP_NUMBER else value


def _place(content: QuestionContent, sent: Sent) -> Response | None:
    """A point, in percent from the picture's top left corner; else an area by its name."""
    across, down = _first(sent("x")), _first(sent("y"))
    if across and down:
        return Response(point=(_share(_number_of(across)), _share(_number_of(down))))
    return _chosen(content, sent)


def _share(percent: float) -> float:
    return round(min(100.0, max(0.0, percent)) / 100, 4)


def _code(content: QuestionContent, sent: Sent) -> Response | None:
    code = _first(sent("code"))
    return Response(code=code) if code else None


_READERS: dict[str, Callable[[QuestionContent, Sent], Response | None]] = {
    QuestionKind.SINGLE: _chosen,
    QuestionKind.MULTIPLE: _chosen,
    QuestionKind.TRUE_FALSE: _chosen,
    QuestionKind.MATCHING: _matches,
    QuestionKind.ORDERING: _ordered,
    QuestionKind.RANKING: _ordered,
    QuestionKind.NUMERIC: _number,
    QuestionKind.SCALE: _number,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.OPEN_TEXT: _text,
    QuestionKind.ESSAY: _text,
    QuestionKind.CLOZE: _gaps,
    QuestionKind.HOTSPOT: _place,
    QuestionKind.HS: _code,
    QuestionKind.WORD_CLOUD: _words,
}
