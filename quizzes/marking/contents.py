"""From a question whole to what the arithmetic knows of it."""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent
from quizzes.marking.spec import AcceptedSpec, AreaSpec, PartSpec, QuestionSpec


def spec_of_content(content: QuestionContent) -> QuestionSpec:
    """The spec of a question whose rows have ids, as every version has."""
    choices = [_id(choice) for choice in content.choices]
    return QuestionSpec(
        kind=content.kind,
        choices=tuple(choices),
        right=frozenset(_id(choice) for choice in content.choices if choice.is_right),
        low=content.low,
        high=content.high,
        key_number=content.key_number,
        tolerance=content.tolerance,
        max_choices=content.max_choices,
        points=content.points,
        mark_rule=content.mark_rule,
        shares={_id(choice): choice.share for choice in content.choices if choice.share is not None},
        accepted=_accepted(content.accepted),
        parts=tuple(_part(part, choices) for part in content.parts),
        units={unit.text: unit.factor for unit in content.units},
        areas={
            _id(choice): AreaSpec(choice.area.shape, choice.area.coords)
            for choice in content.choices
            if choice.area is not None
        },
        case_matters=content.case_matters,
        hs_code=content.hs_code,
    )


def _part(part: PartContent, choices: list[int]) -> PartSpec:
    matched = {choices[part.match - 1]} if part.match else set()
    return PartSpec(
        id=part.id or 0,
        kind=part.kind,
        choices=tuple(_id(choice) for choice in part.choices),
        right=frozenset(matched or (_id(choice) for choice in part.choices if choice.is_right)),
        shares={_id(choice): choice.share for choice in part.choices if choice.share is not None},
        accepted=_accepted(part.accepted),
        weight=part.weight,
    )


def _accepted(rows: Iterable[Accepted]) -> tuple[AcceptedSpec, ...]:
    return tuple(AcceptedSpec(row.text, row.language, row.number, row.tolerance, row.share) for row in rows)


def _id(choice: ChoiceContent) -> int:
    assert choice.id is not None
    return choice.id
