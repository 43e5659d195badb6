"""Text with gaps: in each gap a choice, a number or words; some may be left empty. Worth the gaps that are right, by weight.

A gap with nothing right counts nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quizzes.marking import numeric, short_text
from quizzes.marking.spec import Given, Malformed, PartSpec, QuestionSpec, only
from quizzes.words.numbers import number_of

Value = int | float | str


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    gaps: Mapping[int, Value] = only(given, "gaps")
    parts = {part.id: part for part in spec.parts if part.kind in _WRITTEN}
    if not gaps.keys() <= parts.keys():
        raise Malformed("answer.malformed")
    written = {str(gap): _WRITTEN[parts[gap].kind](gaps[gap], parts[gap]) for gap in sorted(gaps)}
    written = {gap: value for gap, value in written.items() if value is not None}
    if not written:
        raise Malformed("answer.empty")
    return {"gaps": written}


def _choice(value: Value, part: PartSpec) -> Value:
    if isinstance(value, str) or value not in part.choices:
        raise Malformed("answer.unknown_choice")
    return int(value)


def _text(value: Value, part: PartSpec) -> Value | None:
    if not isinstance(value, str):
        raise Malformed("answer.malformed")
    return short_text.line(value) or None


def _number(value: Value, part: PartSpec) -> Value | None:
    if isinstance(value, str):
        if not value.strip():
            return None
        read = number_of(value)
        if read is None:
            raise Malformed("answer.not_a_number")
        value = read
    return numeric.finite(value)


_WRITTEN: dict[str, Callable[[Value, PartSpec], Value | None]] = {
    "gap_choice": _choice,
    "gap_text": _text,
    "gap_number": _number,
}


def worth_of_gap(value: Value | None, part: PartSpec, *, case_matters: bool = False) -> float:
    """What one gap is worth by itself, from 0 to 1. ``value``: of a canonical response; None of an empty gap."""
    if value is None:
        return 0.0
    if part.kind == "gap_choice":
        worth = part.shares.get(int(value), 1.0 if value in part.right else 0.0)
    elif part.kind == "gap_text":
        worth = short_text.worth_of_text(str(value), part.accepted, case_matters=case_matters)
    else:
        worth = numeric.worth_of_number(float(value), part.accepted)
    return min(max(worth, 0.0), 1.0)


def keyed(spec: QuestionSpec) -> list[PartSpec]:
    """The gaps in which something is right."""
    return [part for part in spec.parts if part.kind in _WRITTEN and _has_key(part)]


def _has_key(part: PartSpec) -> bool:
    if part.kind == "gap_choice":
        return bool(part.right) or any(worth > 0 for worth in part.shares.values())
    return any(each.share > 0 and bool(each.text or each.number is not None) for each in part.accepted)


def has_key(spec: QuestionSpec) -> bool:
    return bool(keyed(spec))


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    gaps = keyed(spec)
    worth = [
        gap.weight * worth_of_gap(response["gaps"].get(str(gap.id)), gap, case_matters=spec.case_matters)
        for gap in gaps
    ]
    return sum(worth) / sum(gap.weight for gap in gaps)
