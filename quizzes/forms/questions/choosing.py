"""Forms of questions with choices: single and multiple choice, true or false, ordering, ranking, matching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from core.languages import LANGUAGES
from quizzes.actions.checks import LONGEST_CHOICE, MOST_CHOICES, MOST_STEMS
from quizzes.choices import MarkRule, PartKind
from quizzes.content import ChoiceContent, PartContent, QuestionContent, Texts
from quizzes.forms.questions.base import PARTS_RULES, QuestionForm
from quizzes.forms.questions.columns import (
    FEEDBACK,
    choice_of,
    choice_values,
    held_choices,
    right_box,
    share_field,
    text_column,
)
from quizzes.forms.questions.rows import Column, Rows, RowValues

RIGHT = Column("right", control=right_box, counts=False)
SHARE = Column("share", control=share_field, folded=True)
CHOICE_LEGEND = _("Choice %(number)d")
AT_FIRST = 4


class _WithChoices(QuestionForm):
    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        return {"choice": choice_values(content.choices)}

    def given(self) -> dict[str, Any]:
        held = held_choices(self.before.choices)
        return {"choices": tuple(choice_of(row, held) for row in self.rows_of("choice"))}

    def add_fields(self) -> None:
        self.fields["keeps_order"] = forms.BooleanField(
            label=_("The choices keep their order"), required=False, help_text=_("Otherwise a quiz may shuffle them.")
        )


class SingleForm(_WithChoices):
    rules: ClassVar[tuple[tuple[str, Any], ...]] = (
        (MarkRule.DIFFERENCE, _("The right choice, all or nothing")),
        (MarkRule.SHARES, MarkRule.SHARES.label),
    )
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "choice",
            _("Choices"),
            CHOICE_LEGEND,
            (text_column(), RIGHT, FEEDBACK, SHARE),
            MOST_CHOICES,
            AT_FIRST,
            _("A row without text is left out. For a poll no choice needs to be right."),
        ),
    )


class MultipleForm(SingleForm):
    rules: ClassVar[tuple[tuple[str, Any], ...]] = tuple(MarkRule.choices)

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {"max_choices": content.max_choices}

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["max_choices"] = most_field(_("Empty: no limit."))

    def given(self) -> dict[str, Any]:
        return {**super().given(), "max_choices": self.cleaned_data.get("max_choices")}


def most_field(help_text: Any) -> forms.Field:
    return forms.IntegerField(
        label=_("At most, for one person"), required=False, min_value=1, max_value=20, help_text=help_text
    )


class TrueFalseForm(_WithChoices):
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "choice",
            _("True or false"),
            CHOICE_LEGEND,
            (text_column(), RIGHT, FEEDBACK),
            2,
            2,
            _("Mark what is right: the statement is true, or it is false."),
        ),
    )

    def blank(self, kind: str) -> QuestionContent:
        choices = (ChoiceContent(in_all_languages("True")), ChoiceContent(in_all_languages("False")))
        return QuestionContent(kind, {}, choices, keeps_order=True)


def in_all_languages(word: str) -> Texts:
    """The interface's word in each language. The words: ``_("True")``, ``_("False")``."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = gettext(word)
    return texts


WORDS = (_("True"), _("False"))


class OrderingForm(_WithChoices):
    rules: ClassVar[tuple[tuple[str, Any], ...]] = PARTS_RULES
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "choice",
            _("In the right order"),
            _("Place %(number)d"),
            (text_column(), FEEDBACK),
            MOST_CHOICES,
            AT_FIRST,
            _("Write them in the right order; people see them shuffled. A row without text is left out."),
        ),
    )

    def add_fields(self) -> None:
        """The order is what is asked for: it is not kept."""


class RankingForm(OrderingForm):
    rules: ClassVar[tuple[tuple[str, Any], ...]] = ()
    has_points = False
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "choice",
            _("Choices"),
            CHOICE_LEGEND,
            (text_column(),),
            MOST_CHOICES,
            AT_FIRST,
            _("A row without text is left out. For a poll no choice needs to be right."),
        ),
    )


class MatchingForm(QuestionForm):
    """Pairs of a stem and what it belongs to, and choices that belong to nothing. Equal choices are one choice."""

    rules: ClassVar[tuple[tuple[str, Any], ...]] = PARTS_RULES
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "pair",
            _("What belongs together"),
            _("Pair %(number)d"),
            (
                text_column(_("To be matched")),
                Column("match", TextField(_("Belongs to"), LONGEST_CHOICE)),
                Column("match_id", control=lambda: _hidden(), counts=False),
            ),
            MOST_STEMS,
            AT_FIRST,
            _("Several rows may belong to the same: write it the same way."),
        ),
        Rows(
            "other",
            _("Choices that belong to nothing"),
            CHOICE_LEGEND,
            (text_column(),),
            MOST_STEMS,
            2,
            _("They make it harder. None is needed."),
        ),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        pairs = []
        for part in content.parts:
            choice = content.choices[part.match - 1] if part.match else ChoiceContent({})
            pairs.append({"id": part.id, "text": part.text, "match": choice.text, "match_id": choice.id})
        matched = {part.match for part in content.parts}
        others = [choice for number, choice in enumerate(content.choices, 1) if number not in matched]
        return {"pair": pairs, "other": choice_values(others)}

    def given(self) -> dict[str, Any]:
        held = held_choices(self.before.choices)
        parts = {part.id: part for part in self.before.parts if part.id is not None}
        choices: list[ChoiceContent] = []
        stems: list[tuple[RowValues, ChoiceContent | None]] = []
        for row in self.rows_of("pair"):
            choice = self._matched(row, choices, held) if row["match"] else None
            stems.append((row, choice))
        choices += [choice_of(row, held) for row in self.rows_of("other")]
        places = {choice.id: place for place, choice in enumerate(self.before.choices)}
        choices.sort(key=lambda choice: places.get(choice.id, len(places)))
        return {
            "choices": tuple(choices),
            "parts": tuple(
                replace(
                    parts.get(row["id"], PartContent(PartKind.STEM)),
                    id=row["id"],
                    text=row["text"],
                    match=next(n for n, each in enumerate(choices, 1) if each is choice) if choice else None,
                )
                for row, choice in stems
            ),
        }

    def _matched(
        self, row: RowValues, choices: list[ChoiceContent], held: Mapping[int, ChoiceContent]
    ) -> ChoiceContent:
        """The choice of a pair: one that says the same, or the one it had, or a new one."""
        for choice in choices:
            if dict(choice.text) == row["match"]:
                return choice
        known = held.get(row["match_id"] or 0)
        taken = known is not None and any(choice.id == known.id for choice in choices)
        made = replace(known or ChoiceContent({}), text=row["match"], id=None if taken or known is None else known.id)
        choices.append(made)
        return made


def _hidden() -> forms.Field:
    return forms.IntegerField(widget=forms.HiddenInput, required=False)
