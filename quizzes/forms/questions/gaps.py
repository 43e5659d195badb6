"""The form of a text with gaps: ``[[1]]`` in the text, and a block for each gap."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from quizzes.actions.checks import LONGEST_TEXT, MOST_ACCEPTED, MOST_CHOICES, MOST_GAPS
from quizzes.choices import PartKind
from quizzes.content import PartContent, QuestionContent
from quizzes.forms.questions.base import PARTS_RULES, QuestionForm
from quizzes.forms.questions.choosing import CHOICE_LEGEND, RIGHT, SHARE
from quizzes.forms.questions.columns import (
    FEEDBACK,
    accepted_of,
    accepted_values,
    choice_of,
    choice_values,
    held_choices,
    number_field,
    text_column,
    tidy,
)
from quizzes.forms.questions.rows import Column, Rows, RowValues
from quizzes.forms.questions.writing import ANSWER_COLUMNS, NUMBER_COLUMNS, STAR


class ClozeForm(QuestionForm):
    """Gaps are added one by one, each of its kind; the number of a block is the number in the text."""

    rules = PARTS_RULES
    local: ClassVar[dict[str, TextField]] = {
        "text": TextField(
            _("Text with gaps"),
            LONGEST_TEXT,
            long=True,
            required=True,
            help=_("Write [[1]] where the first gap stands, [[2]] for the second, in each language in its own order."),
        ),
        "explanation": QuestionForm.local["explanation"],
    }
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "gap",
            _("Gaps"),
            _("Gap %(number)d"),
            (Column("weight", control=lambda: number_field(_("Weight"), initial=1), counts=False),),
            MOST_GAPS,
            0,
            _("A block in which nothing is filled in is left out."),
            {
                PartKind.GAP_CHOICE: (
                    Rows(
                        "choice", _("Choices"), CHOICE_LEGEND, (text_column(), RIGHT, FEEDBACK, SHARE), MOST_CHOICES, 3
                    ),
                ),
                PartKind.GAP_TEXT: (
                    Rows(
                        "accepted",
                        _("Accepted answers"),
                        _("Answer %(number)d"),
                        ANSWER_COLUMNS,
                        MOST_ACCEPTED,
                        2,
                        STAR,
                    ),
                ),
                PartKind.GAP_NUMBER: (
                    Rows("accepted", _("Accepted numbers"), _("Number %(number)d"), NUMBER_COLUMNS, MOST_ACCEPTED, 1),
                ),
            },
            (
                (PartKind.GAP_CHOICE, PartKind.GAP_CHOICE.label),
                (PartKind.GAP_TEXT, PartKind.GAP_TEXT.label),
                (PartKind.GAP_NUMBER, PartKind.GAP_NUMBER.label),
            ),
        ),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        return {
            "gap": [
                {
                    "id": part.id,
                    "kind": part.kind,
                    "weight": tidy(part.weight),
                    "choice": choice_values(part.choices),
                    "accepted": accepted_values(part.accepted),
                }
                for part in content.parts
            ]
        }

    def given(self) -> dict[str, Any]:
        held = {part.id: part for part in self.before.parts if part.id is not None}
        return {"parts": tuple(self._gap(row, held.get(row["id"])) for row in self.rows_of("gap"))}

    def _gap(self, row: RowValues, before: PartContent | None) -> PartContent:
        part = before if before is not None else PartContent(row["kind"])
        choices = held_choices(part.choices)
        return replace(
            part,
            id=row["id"],
            kind=row["kind"],
            weight=row["weight"] or 1,
            choices=tuple(choice_of(each, choices) for each in row.get("choice", ())),
            accepted=accepted_of(row.get("accepted", ()), part.accepted),
        )
