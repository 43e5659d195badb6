"""Forms of questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, Texts, initial_texts
from core.languages import LANGUAGES
from quizzes.actions.checks import MOST_CHOICES
from quizzes.actions.questions import seen_question
from quizzes.choices import CHOICE_KINDS, ROOM_KINDS, QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Choice, Question

CHOICE_TEXT = TextField(_("Text"), 500)
CHOICE_FEEDBACK = TextField(_("Feedback"), 1000)
ROWS_AT_FIRST = 4


@dataclass(frozen=True)
class ChoiceRow:
    """The fields of one choice as they are drawn."""

    number: int
    id: forms.BoundField
    text: Texts
    feedback: Texts | None
    is_right: forms.BoundField | None


class QuestionForm(LocalForm, Once):
    """A question of one kind, with as many rows for choices as were asked for."""

    local: ClassVar[dict[str, TextField]] = {
        "text": TextField(_("Question"), 2000, long=True, required=True),
        "explanation": TextField(_("Explanation, shown with the answer"), 4000, long=True),
    }
    kind = forms.ChoiceField(choices=QuestionKind.choices, widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_CHOICES, required=False)

    def __init__(self, *args: Any, kind: str, question: Question | None = None, **kwargs: Any) -> None:
        self.question_kind = kind
        self.has_choices = kind in CHOICE_KINDS
        choices = list(question.choices.all()) if question is not None else []
        data = kwargs.get("data") or (args[0] if args else None)
        self.number = max(ROWS_AT_FIRST, len(choices), _whole(data.get("rows")) if data else 0)
        if data and "more" in data:
            self.number += 2
            data = data.copy()
            data["rows"] = str(min(MOST_CHOICES, self.number))
            args = (data, *args[1:])
        self.number = min(MOST_CHOICES, self.number) if self.has_choices else 0
        initial: dict[str, Any] = {"kind": kind, "rows": self.number}
        if question is not None:
            initial |= initial_texts(question, "text", "explanation", "low_label", "high_label")
            initial["seen"] = seen_question(question)
            for name in ("low", "high", "key_number", "tolerance", "max_choices", "points"):
                initial[name] = getattr(question, name)
        for number, choice in enumerate(choices, start=1):
            initial |= _choice_initial(number, choice)
        super().__init__(*args, initial=initial, **kwargs)
        self._add_numbers(kind)
        for number in range(1, self.number + 1):
            self._add_choice(number)
        for field in self.fields.values():
            field.widget.attrs.setdefault(
                "class", "area" if isinstance(field.widget, forms.Textarea) else "input"
            ) if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput) else None

    def _add_numbers(self, kind: str) -> None:
        if kind in (QuestionKind.SCALE, QuestionKind.NUMERIC):
            scale = kind == QuestionKind.SCALE
            self.fields["low"] = forms.FloatField(label=_("From"), required=scale, initial=1 if scale else None)
            self.fields["high"] = forms.FloatField(label=_("To"), required=scale, initial=5 if scale else None)
        if kind == QuestionKind.NUMERIC:
            self.fields["key_number"] = forms.FloatField(label=_("Right number"), required=False)
            self.fields["tolerance"] = forms.FloatField(label=_("Tolerance"), required=False, min_value=0)
        if kind in (QuestionKind.MULTIPLE, QuestionKind.WORD_CLOUD):
            self.fields["max_choices"] = forms.IntegerField(
                label=_("At most"),
                required=False,
                min_value=1,
                max_value=20,
                help_text=_("How many a person may give. Empty: no limit for choices, three words for a cloud."),
            )
        if kind == QuestionKind.SCALE:
            self.add_texts("low_label", LABELS["low_label"])
            self.add_texts("high_label", LABELS["high_label"])
        if kind in MARKED:
            self.fields["points"] = forms.IntegerField(
                label=_("Points"), min_value=0, max_value=100, initial=1, required=False
            )

    def _add_choice(self, number: int) -> None:
        self.fields[f"choice{number}_id"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.add_texts(f"choice{number}_text", CHOICE_TEXT)
        if self.question_kind != QuestionKind.RANKING:
            self.add_texts(f"choice{number}_feedback", CHOICE_FEEDBACK)
            self.fields[f"choice{number}_right"] = forms.BooleanField(label=_("Right"), required=False)

    def label_texts(self) -> Iterator[Texts]:
        if self.question_kind == QuestionKind.SCALE:
            for name, field in LABELS.items():
                yield self.draw_texts(name, field)

    def numbers(self) -> Iterator[forms.BoundField]:
        for name in ("low", "high", "key_number", "tolerance", "max_choices", "points"):
            if name in self.fields:
                yield self[name]

    def choice_rows(self) -> Iterator[ChoiceRow]:
        ranking = self.question_kind == QuestionKind.RANKING
        for number in range(1, self.number + 1):
            yield ChoiceRow(
                number=number,
                id=self[f"choice{number}_id"],
                text=self.draw_texts(f"choice{number}_text", CHOICE_TEXT),
                feedback=None if ranking else self.draw_texts(f"choice{number}_feedback", CHOICE_FEEDBACK),
                is_right=None if ranking else self[f"choice{number}_right"],
            )

    @property
    def may_have_more(self) -> bool:
        return self.has_choices and self.number < MOST_CHOICES

    @property
    def kind_label(self) -> str:
        return str(QuestionKind(self.question_kind).label)

    def draft(self) -> QuestionContent:
        """What was typed. Rows without any text are left out."""
        given = self.cleaned_data
        return QuestionContent(
            kind=self.question_kind,
            text=self.texts("text"),
            choices=tuple(
                choice for choice in map(self._choice, range(1, self.number + 1)) if any(choice.text.values())
            ),
            explanation=self.texts("explanation"),
            low=given.get("low"),
            high=given.get("high"),
            low_label=self.texts("low_label"),
            high_label=self.texts("high_label"),
            key_number=given.get("key_number"),
            tolerance=given.get("tolerance") or 0,
            max_choices=given.get("max_choices"),
            points=1 if given.get("points") is None else given["points"],
        )

    def _choice(self, number: int) -> ChoiceContent:
        return ChoiceContent(
            text=self.texts(f"choice{number}_text"),
            feedback=self.texts(f"choice{number}_feedback"),
            is_right=bool(self.cleaned_data.get(f"choice{number}_right")),
            id=self.cleaned_data.get(f"choice{number}_id"),
        )


LABELS = {
    "low_label": TextField(_("Label of the low end"), 80),
    "high_label": TextField(_("Label of the high end"), 80),
}
MARKED = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.NUMERIC})
"""Kinds that can have a right answer."""


def _whole(value: Any) -> int:
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(str(value)) < 4 else 0


def _choice_initial(number: int, choice: Choice) -> dict[str, Any]:
    initial: dict[str, Any] = {f"choice{number}_id": choice.pk, f"choice{number}_right": choice.is_right}
    for language in LANGUAGES:
        initial[f"choice{number}_text_{language}"] = getattr(choice, f"text_{language}") or ""
        initial[f"choice{number}_feedback_{language}"] = getattr(choice, f"feedback_{language}") or ""
    return initial


class QuestionKindForm(Drawn):
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in ROOM_KINDS])
