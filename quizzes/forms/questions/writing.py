"""Forms of questions that are answered in writing: numbers, words, codes, essays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import TextField, Texts
from quizzes.actions.checks import (
    LONGEST_ANSWER,
    LONGEST_LABEL,
    MOST_ACCEPTED,
    MOST_CRITERIA,
    MOST_LEVELS,
    MOST_UNITS,
)
from quizzes.choices import PartKind, QuestionKind
from quizzes.content import PartContent, QuestionContent, Unit
from quizzes.forms.questions.base import QuestionForm
from quizzes.forms.questions.choosing import most_field
from quizzes.forms.questions.columns import (
    FEEDBACK,
    accepted_of,
    accepted_values,
    choice_of,
    choice_values,
    full_share_field,
    held_choices,
    number_field,
    share_field,
    text_column,
    tidy,
)
from quizzes.forms.questions.rows import Column, Rows, RowValues

FULL_SHARE = Column("share", control=full_share_field, counts=False)
LABELS = {
    "low_label": TextField(_("Label of the low end"), LONGEST_LABEL),
    "high_label": TextField(_("Label of the high end"), LONGEST_LABEL),
}


def tolerance_field() -> forms.Field:
    field = number_field(_("Tolerance"))
    field.min_value = 0
    return field


def answer_field() -> forms.Field:
    return forms.CharField(label=_("Accepted answer"), required=False, max_length=LONGEST_ANSWER)


def language_field() -> forms.Field:
    return forms.ChoiceField(
        label=_("Written in"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )


ANSWER_COLUMNS = (
    Column("text", control=answer_field),
    Column("language", control=language_field, counts=False),
    FULL_SHARE,
    FEEDBACK,
)
NUMBER_COLUMNS = (
    Column("number", control=lambda: number_field(_("Number"))),
    Column("tolerance", control=tolerance_field, counts=False),
    FULL_SHARE,
    FEEDBACK,
)
STAR = _(
    "A star stands for any letters. Small and capital letters, accents and forms of a letter are compared by rule."
)


class ScaleForm(QuestionForm):
    has_points = False

    def blank(self, kind: str) -> QuestionContent:
        return QuestionContent(kind, {}, low=1, high=5)

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {"low": tidy(content.low), "high": tidy(content.high)}

    def add_fields(self) -> None:
        self.fields["low"] = number_field(_("From"), required=True)
        self.fields["high"] = number_field(_("To"), required=True)
        for name, field in LABELS.items():
            self.add_texts(name, field)

    def label_texts(self) -> Iterator[Texts]:
        for name, field in LABELS.items():
            yield self.draw_texts(name, field)

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"low": given["low"], "high": given["high"], **{name: self.typed(name) for name in LABELS}}


class NumericForm(QuestionForm):
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "unit",
            _("Units"),
            _("Unit %(number)d"),
            (
                Column("text", control=lambda: forms.CharField(label=_("Unit"), required=False, max_length=40)),
                Column("factor", control=lambda: number_field(_("Factor")), counts=False),
            ),
            MOST_UNITS,
            2,
            _(
                "Without units, a bare number is asked for. The unit of the right number has the factor 1; for a right number "
                "in tonnes, kg has 0.001."
            ),
        ),
        Rows(
            "accepted",
            _("Further numbers that are accepted"),
            _("Number %(number)d"),
            NUMBER_COLUMNS,
            MOST_ACCEPTED,
            0,
        ),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        units = [{"id": None, "text": unit.text, "factor": tidy(unit.factor)} for unit in content.units]
        return {"unit": units, "accepted": accepted_values(content.accepted)}

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {name: tidy(getattr(content, name)) for name in ("low", "high", "key_number", "tolerance")}

    def add_fields(self) -> None:
        self.fields["key_number"] = number_field(_("Right number"))
        self.fields["tolerance"] = tolerance_field()
        self.fields["low"] = number_field(_("Smallest number that can be given"))
        self.fields["high"] = number_field(_("Largest number that can be given"))

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "low": given["low"],
            "high": given["high"],
            "key_number": given["key_number"],
            "tolerance": given["tolerance"] or 0,
            "units": tuple(Unit(row["text"].strip(), row["factor"] or 1) for row in self.rows_of("unit")),
            "accepted": accepted_of(self.rows_of("accepted"), self.before.accepted),
        }


class ShortTextForm(QuestionForm):
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows("accepted", _("Accepted answers"), _("Answer %(number)d"), ANSWER_COLUMNS, MOST_ACCEPTED, 3, STAR),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        return {"accepted": accepted_values(content.accepted)}

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {"case_matters": content.case_matters}

    def add_fields(self) -> None:
        self.fields["case_matters"] = forms.BooleanField(label=_("Capitals matter"), required=False)

    def given(self) -> dict[str, Any]:
        accepted = accepted_of(self.rows_of("accepted"), self.before.accepted)
        return {"accepted": accepted, "case_matters": self.cleaned_data["case_matters"]}


class HSForm(QuestionForm):
    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {"hs_code": content.hs_code}

    def add_fields(self) -> None:
        self.fields["hs_code"] = forms.CharField(
            label=_("Right HS code"),
            max_length=10,
            required=False,
            help_text=_("Four digits for a heading, six for a subheading."),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        )

    def given(self) -> dict[str, Any]:
        return {"hs_code": "".join(self.cleaned_data["hs_code"].replace(".", "").split())}


class WordCloudForm(QuestionForm):
    has_points = False

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        return {"max_choices": content.max_choices}

    def add_fields(self) -> None:
        self.fields["max_choices"] = most_field(_("Empty: three words."))

    def given(self) -> dict[str, Any]:
        return {"max_choices": self.cleaned_data.get("max_choices")}


class OpenTextForm(QuestionForm):
    has_points = False


class EssayForm(QuestionForm):
    blocks: ClassVar[tuple[Rows, ...]] = (
        Rows(
            "criterion",
            _("Criteria"),
            _("Criterion %(number)d"),
            (
                text_column(_("What is looked at")),
                Column("weight", control=lambda: number_field(_("Weight"), initial=1), counts=False),
            ),
            MOST_CRITERIA,
            1,
            _("A trainer marks the essay: by these criteria, or without any by a number of points."),
            {
                "": (
                    Rows(
                        "level",
                        _("Levels"),
                        _("Level %(number)d"),
                        (text_column(), Column("share", control=share_field), FEEDBACK),
                        MOST_LEVELS,
                        3,
                        _("The best level is worth 100 percent of the criterion."),
                    ),
                )
            },
        ),
    )

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        return {
            "criterion": [
                {"id": part.id, "text": part.text, "weight": tidy(part.weight), "level": choice_values(part.choices)}
                for part in content.parts
            ]
        }

    def given(self) -> dict[str, Any]:
        held = {part.id: part for part in self.before.parts if part.id is not None}
        parts = []
        for row in self.rows_of("criterion"):
            before = held.get(row["id"], PartContent(PartKind.CRITERION))
            levels = held_choices(before.choices)
            parts.append(
                replace(
                    before,
                    id=row["id"],
                    text=row["text"],
                    weight=row["weight"] or 1,
                    choices=tuple(choice_of(level, levels) for level in row["level"]),
                )
            )
        return {"parts": tuple(parts)}


FORMS: dict[str, type[QuestionForm]] = {
    QuestionKind.SCALE: ScaleForm,
    QuestionKind.NUMERIC: NumericForm,
    QuestionKind.SHORT_TEXT: ShortTextForm,
    QuestionKind.HS: HSForm,
    QuestionKind.WORD_CLOUD: WordCloudForm,
    QuestionKind.OPEN_TEXT: OpenTextForm,
    QuestionKind.ESSAY: EssayForm,
}
