"""Marking an answer by hand: levels of a rubric or a mark, and a comment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, Once
from core.languages import active
from quizzes.actions.essays import LONGEST_COMMENT, seen_answer
from quizzes.choices import Analysed, AttemptState, PartKind
from quizzes.content import PartContent, QuestionContent
from quizzes.forms.answering import wording
from quizzes.models import AttemptAnswer
from quizzes.queries.marking_queue import WAITING


class MarkForm(Drawn, Once):
    """Levels of each criterion where the question has a rubric, else a mark; and a comment in the language of the answer."""

    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("The person reads it with the mark."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, answer: AttemptAnswer, content: QuestionContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [part for part in content.parts if part.kind == PartKind.CRITERION]
        source = content.source_language
        for part in self.criteria:
            field = forms.ChoiceField(
                label=str(wording(part.text, active(), source)),
                choices=[(str(level.id), _level(level.text, source)) for level in part.choices],
                widget=forms.RadioSelect,
            )
            field.initial = (answer.levels or {}).get(str(part.id))
            self.fields[_name(part)] = field
        if not self.criteria:
            mark = forms.DecimalField(
                label=_("Mark"), min_value=Decimal(0), max_value=answer.max_mark, decimal_places=2, localize=False
            )
            mark.widget.attrs.update({"step": "0.01", "class": "input"})
            mark.initial = None if answer.needs_marking else answer.mark
            self.fields["mark"] = mark
        self.fields["comment"].initial = answer.comment
        self.fields["seen"].initial = seen_answer(answer)

    def rubric(self) -> list[forms.BoundField]:
        """The criteria as fields, in their order."""
        return [self[_name(part)] for part in self.criteria]

    def levels(self) -> dict[int, int]:
        """Level's id by criterion's."""
        return {part.id or 0: int(self.cleaned_data[_name(part)]) for part in self.criteria}


def _name(part: PartContent) -> str:
    return f"level_{part.id}"


def _level(texts: Any, source: str) -> str:
    return str(wording(texts, active(), source))


class WhichAttempts(Drawn):
    """Which attempts an analysis is made of."""

    which = forms.ChoiceField(label=_("Made of"), choices=Analysed.choices, required=False)

    def chosen(self) -> str:
        """The choice; the first attempt of each person where none or another word was given."""
        return self.cleaned_data.get("which") or Analysed.FIRST if self.is_valid() else Analysed.FIRST


class AttemptFilter(Drawn):
    """Which attempts are listed."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All attempts")),
            (AttemptState.IN_PROGRESS, AttemptState.IN_PROGRESS.label),
            (AttemptState.SUBMITTED, AttemptState.SUBMITTED.label),
            (WAITING, _("Waiting for a mark")),
        ],
    )

    def chosen(self) -> str:
        return self.cleaned_data.get("state", "") if self.is_valid() else ""
