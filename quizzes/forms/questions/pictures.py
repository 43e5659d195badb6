"""The form of a place in a picture: areas by their numbers in percent; a script lets them be drawn as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.actions.checks import MOST_AREAS
from quizzes.content import AreaContent, QuestionContent
from quizzes.forms.questions.base import QuestionForm
from quizzes.forms.questions.choosing import RIGHT
from quizzes.forms.questions.columns import FEEDBACK, choice_of, choice_values, held_choices, percent, text_column
from quizzes.forms.questions.rows import Column, Rows, RowValues

SHAPES = (("rect", _("Rectangle")), ("circle", _("Circle")), ("poly", _("Corners")))


def shape_field() -> forms.Field:
    return forms.ChoiceField(label=_("Shape"), choices=SHAPES, required=False)


class CoordsField(forms.CharField):
    """Numbers in percent, with blanks or semicolons between them; kept as shares."""

    def clean(self, value: Any) -> tuple[float, ...]:
        words = super().clean(value).replace(";", " ").replace("%", "").split()
        try:
            return tuple(round(float(word.rstrip(",").replace(",", ".")) / 100, 6) for word in words)
        except ValueError:
            raise forms.ValidationError(
                _("Write numbers in percent with blanks between them, such as 10 20 40 50.")
            ) from None


def coords_field() -> forms.Field:
    return CoordsField(
        label=_("Numbers in percent"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "ltr", "data-coords": "", "spellcheck": "false"}),
    )


class HotspotForm(QuestionForm):
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "choice",
            _("Areas"),
            _("Area %(number)d"),
            (
                text_column(_("What it is, for those who answer by keyboard")),
                RIGHT,
                Column("shape", control=shape_field, counts=False),
                Column("coords", control=coords_field),
                FEEDBACK,
            ),
            MOST_AREAS,
            2,
            _(
                "Rectangle: left, top, right, bottom. Circle: across and down to its middle, and its radius in percent of the "
                "width. Corners: across and down to each."
            ),
        ),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        rows = choice_values(content.choices)
        for row, choice in zip(rows, content.choices, strict=True):
            if choice.area is not None:
                row["shape"] = choice.area.shape
                row["coords"] = " ".join(str(percent(each)) for each in choice.area.coords)
        return {"choice": rows}

    def given(self) -> dict[str, Any]:
        held = held_choices(self.before.choices)
        return {
            "choices": tuple(
                replace(choice_of(row, held), area=self._area(row, held)) for row in self.rows_of("choice")
            )
        }

    def _area(self, row: RowValues, held: dict[int, Any]) -> AreaContent | None:
        """As it was typed; an area whose numbers were not touched keeps its last decimals."""
        typed = AreaContent(row["shape"] or "rect", row["coords"]) if row["coords"] else None
        before = held.get(row["id"] or 0)
        if before is None or before.area is None or typed is None or typed.shape != before.area.shape:
            return typed
        same = len(typed.coords) == len(before.area.coords) and all(
            abs(one - two) < 0.00001 for one, two in zip(typed.coords, before.area.coords, strict=True)
        )
        return before.area if same else typed
