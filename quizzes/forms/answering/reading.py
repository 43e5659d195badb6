"""From what a browser sent to a response. ``frontend/src/answering/response.ts`` reads the same fields in the same way.

A question's fields are named ``q<position>-<what>``; ``docs/rules/answering.md`` lists them. None is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.datastructures import MultiValueDict

from quizzes.choices import PartKind, QuestionKind
from quizzes.content import PartContent, QuestionContent
from quizzes.marking.spec import Malformed, Response

Sent = Callable[[str], Sequence[str]]
"""The values of one of the question's fields, named without its position."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_ID = re.compile(r"[0-9]{1,18}")
MOST_WORDS = 20


def field_name(position: int, what: str) -> str:
    return f"q{position}-{what}"


def read_response(content: QuestionContent, position: int, data: MultiValueDict[str, str]) -> Response | None:
    """What was given in a form. Raises :class:`Malformed` where it cannot be read; whether it fits is marking's to say."""
    return _READERS[content.kind](content, lambda what: data.getlist(field_name(position, what)))


def parse_response(content: QuestionContent, given: object) -> Response | None:
    """What a script sent, or what is stored: the JSON of a response. Raises :class:`Malformed`."""
    if given is None:
        return None
    if not isinstance(given, Mapping) or not set(given) <= set(_FIELDS) or not given:
        raise Malformed("answer.malformed")
    found = {name: _FIELDS[name](value) for name, value in given.items() if value is not None}
    if "gaps" in found:
        found["gaps"] = _numbers_in_gaps(content, found["gaps"])
    return Response(**found) if found else None


def number_of(typed: str) -> float:
    """A number as people write it: with a comma or a point, with digits of their script."""
    plain = "".join(typed.split()).replace(",", ".").replace("٫", ".").replace("−", "-")
    plain = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in plain)
    if not _NUMBER.fullmatch(plain):
        raise Malformed("answer.not_a_number")
    return float(plain)


def code_of(typed: str) -> str:
    """An HS code as people write it: with points and spaces, with digits of their script."""
    plain = re.sub(r"[\s.]+", "", typed)
    return "".join(str(int(letter)) if letter.isdecimal() else letter for letter in plain)


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
            places.setdefault(number_of(place), choice.id)
    return Response(choices=[places[place] for place in sorted(places)]) if places else None


def _number(content: QuestionContent, sent: Sent) -> Response | None:
    typed, unit = _first(sent("number")), _first(sent("unit"))
    return Response(number=number_of(typed), unit=unit or None) if typed else None


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
    return number_of(value) if part.kind == PartKind.GAP_NUMBER else value


def _place(content: QuestionContent, sent: Sent) -> Response | None:
    """A point, in percent from the picture's top left corner; else an area by its name."""
    across, down = _first(sent("x")), _first(sent("y"))
    if across and down:
        return Response(point=(_share(number_of(across)), _share(number_of(down))))
    return _chosen(content, sent)


def _share(percent: float) -> float:
    return round(min(100.0, max(0.0, percent)) / 100, 4)


def _code(content: QuestionContent, sent: Sent) -> Response | None:
    code = code_of(_first(sent("code")))
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


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18


def _ids_field(value: Any) -> list[int]:
    if not isinstance(value, list) or not all(map(_is_whole, value)) or len(value) > 200:
        raise Malformed("answer.malformed")
    return value


def _number_field(value: Any) -> float:
    if isinstance(value, str):
        return number_of(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed("answer.malformed")
    return value


def _text_field(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed("answer.malformed")
    return value


def _words_field(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > MOST_WORDS:
        raise Malformed("answer.malformed")
    return [_text_field(word) for word in value]


def _by_part(value: Any) -> list[tuple[int, Any]]:
    if not isinstance(value, Mapping) or len(value) > 200:
        raise Malformed("answer.malformed")
    return [(_id(str(part)), given) for part, given in value.items()]


def _matches_field(value: Any) -> dict[int, int]:
    matches = dict(_by_part(value))
    if not all(map(_is_whole, matches.values())):
        raise Malformed("answer.malformed")
    return matches


def _gaps_field(value: Any) -> dict[int, int | float | str]:
    gaps = dict(_by_part(value))
    if not all(isinstance(given, int | float | str) and not isinstance(given, bool) for given in gaps.values()):
        raise Malformed("answer.malformed")
    return gaps


def _numbers_in_gaps(content: QuestionContent, gaps: dict[int, int | float | str]) -> dict[int, int | float | str]:
    numbers = {part.id for part in content.parts if part.kind == PartKind.GAP_NUMBER}
    return {
        part: number_of(given) if part in numbers and isinstance(given, str) else given for part, given in gaps.items()
    }


def _point_field(value: Any) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise Malformed("answer.malformed")
    return _number_field(value[0]), _number_field(value[1])


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "choices": _ids_field,
    "number": _number_field,
    "unit": _text_field,
    "text": _text_field,
    "words": _words_field,
    "matches": _matches_field,
    "gaps": _gaps_field,
    "point": _point_field,
    "code": _text_field,
}
