"""Columns that several kinds share, and the way between rows and contents: shares are typed in percent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from quizzes.actions.checks import LONGEST_CHOICE
from quizzes.content import Accepted, ChoiceContent
from quizzes.forms.questions.rows import Column, RowValues

FEEDBACK = Column("feedback", TextField(_("Feedback"), LONGEST_CHOICE), folded=True)


def text_column(label: Any = None) -> Column:
    return Column("text", TextField(label or _("Text"), LONGEST_CHOICE))


def right_box() -> forms.Field:
    return forms.BooleanField(label=_("Right"), required=False)


def number_field(label: Any, *, initial: float | None = None, required: bool = False) -> forms.FloatField:
    return forms.FloatField(
        label=label, required=required, initial=initial, widget=forms.NumberInput(attrs={"step": "any"})
    )


def share_field() -> forms.Field:
    return forms.FloatField(
        label=_("Share of the mark, in percent"),
        required=False,
        min_value=-100,
        max_value=100,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


def full_share_field() -> forms.Field:
    field = share_field()
    field.initial = 100
    return field


def tidy(number: float | None) -> float | None:
    """A number as it is typed: 1, not 1.0."""
    return int(number) if number is not None and number == int(number) else number


def percent(share: float | None) -> float | None:
    """A share as it is typed."""
    if share is None:
        return None
    return tidy(round(share * 100, 7))


def share(typed: float | None) -> float | None:
    """A typed percentage as a share."""
    return None if typed is None else round(typed / 100, 9)


def accepted_values(accepted: Iterable[Accepted]) -> list[RowValues]:
    return [
        {
            "id": each.id,
            "text": each.text,
            "language": each.language,
            "number": tidy(each.number),
            "tolerance": tidy(each.tolerance) or None,
            "share": percent(each.share),
            "feedback": each.feedback,
        }
        for each in accepted
    ]


def accepted_of(rows: Iterable[RowValues], held: Sequence[Accepted]) -> tuple[Accepted, ...]:
    known = {each.id: each for each in held if each.id is not None}
    return tuple(
        replace(
            known.get(row["id"], Accepted()),
            id=row["id"],
            text=row.get("text") or "",
            language=row.get("language") or "",
            number=row.get("number"),
            tolerance=row.get("tolerance") or 0,
            share=1 if row["share"] is None else share(row["share"]) or 0,
            feedback=row["feedback"],
        )
        for row in rows
    )


def choice_of(row: RowValues, held: Mapping[int, ChoiceContent]) -> ChoiceContent:
    """The choice of a row; what the form does not show of a choice that is there stays as it is."""
    before = held.get(row["id"] or 0, ChoiceContent({}))
    given: dict[str, Any] = {"id": row["id"], "text": row["text"]}
    if "feedback" in row:
        given["feedback"] = row["feedback"]
    if "right" in row:
        given["is_right"] = bool(row["right"])
    if "share" in row:
        given["share"] = share(row["share"])
    return replace(before, **given)


def choice_values(choices: Iterable[ChoiceContent]) -> list[RowValues]:
    return [
        {
            "id": choice.id,
            "text": choice.text,
            "feedback": choice.feedback,
            "right": choice.is_right,
            "share": percent(choice.share),
        }
        for choice in choices
    ]


def held_choices(choices: Iterable[ChoiceContent]) -> dict[int, ChoiceContent]:
    return {choice.id: choice for choice in choices if choice.id is not None}
