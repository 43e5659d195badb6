"""What the forms of all kinds have: the texts, points, name, files; and the columns that several kinds share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Once, TextField, Texts
from core.languages import LANGUAGES, active
from quizzes.actions.checks import LONGEST_NAME, LONGEST_TEXT, MOST_POINTS
from quizzes.actions.questions import seen_question
from quizzes.choices import MarkRule, QuestionKind
from quizzes.content import QuestionContent
from quizzes.forms.questions.attached import FilesForm
from quizzes.forms.questions.rows import RowValues
from quizzes.models import Question, QuestionFile
from quizzes.queries.contents import content_of


class QuestionForm(FilesForm, Once):
    """A question of one kind. ``plain`` leaves out what a poll of a room does not have: name and files.

    ``files`` are the kept files that the form may name (:func:`quizzes.queries.files.files_at_hand`), ``brought`` those that
    came with this very request.
    """

    local: ClassVar[dict[str, TextField]] = {
        "text": TextField(_("Question"), LONGEST_TEXT, long=True, required=True),
        "explanation": TextField(_("Explanation, shown with the answer"), LONGEST_TEXT, long=True),
    }
    rules: ClassVar[tuple[tuple[str, Any], ...]] = ()
    """Rules of marking to choose from."""
    has_points: ClassVar[bool] = True
    kind = forms.ChoiceField(choices=QuestionKind.choices, widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: str,
        question: Question | None = None,
        plain: bool = False,
        files: Mapping[int, QuestionFile] | None = None,
        brought: Sequence[QuestionFile] = (),
        **kwargs: Any,
    ) -> None:
        self.question_kind = kind
        self.plain = plain
        self.before = content_of(question) if question is not None else self.blank(kind)
        initial: dict[str, Any] = {
            "kind": kind,
            "name": self.before.name,
            "points": self.before.points,
            "mark_rule": self.before.mark_rule,
            "keeps_order": self.before.keeps_order,
            "source_language": self.before.source_language if question is not None else active(),
            **self.more_initial(self.before),
        }
        for name in (*self.local, "low_label", "high_label"):
            held = getattr(self.before, name, {})
            initial |= {f"{name}_{language}": held.get(language, "") for language in LANGUAGES}
        if question is not None:
            initial["seen"] = seen_question(question)
        if not plain:
            initial |= self.hold_files(data, self.before.files, files or {}, brought)
        super().__init__(data, values=self.values(self.before), initial=initial, **kwargs)
        self.add_fields()
        self._add_common()
        if not plain:
            self.add_files()
        for field in self.fields.values():
            _dress(field)

    def blank(self, kind: str) -> QuestionContent:
        """What the form of a new question begins with."""
        return QuestionContent(kind, {})

    def values(self, content: QuestionContent) -> dict[str, list[RowValues]]:
        """The rows of a question that is there."""
        return {}

    def more_initial(self, content: QuestionContent) -> dict[str, Any]:
        """Initial values of the fields of :meth:`add_fields`."""
        return {}

    def add_fields(self) -> None:
        """Add what this kind has beside texts and rows."""

    def given(self) -> dict[str, Any]:
        """What this kind's own fields and rows make of the question."""
        return {}

    def _add_common(self) -> None:
        if self.rules:
            self.fields["mark_rule"] = forms.ChoiceField(label=_("Marks"), choices=self.rules, required=False)
        if self.has_points:
            self.fields["points"] = forms.IntegerField(
                label=_("Points"), min_value=0, max_value=MOST_POINTS, required=False
            )
        if not self.plain:
            self.fields["name"] = forms.CharField(label=_("Name in the bank"), max_length=LONGEST_NAME, required=False)
            self.fields["source_language"] = forms.ChoiceField(
                label=_("Written in"), choices=settings.LANGUAGES, required=False
            )

    def label_texts(self) -> Iterator[Texts]:
        """Texts of this kind beside those of every question."""
        yield from ()

    def controls(self) -> Iterator[forms.BoundField]:
        """Fields that are neither texts, nor of rows, nor of files."""
        for name in CONTROLS:
            if name in self.fields:
                yield self[name]

    def filing(self) -> Iterator[forms.BoundField]:
        for name in ("name", "source_language"):
            if name in self.fields:
                yield self[name]

    @property
    def kind_label(self) -> str:
        return str(QuestionKind(self.question_kind).label)

    def draft(self) -> QuestionContent:
        """What was typed. Rows in which nothing was filled in are left out; what the form does not show stays."""
        given = self.cleaned_data
        common: dict[str, Any] = {"text": self.typed("text"), "explanation": self.typed("explanation")}
        if self.rules:
            common["mark_rule"] = given.get("mark_rule") or MarkRule.DIFFERENCE
        if self.has_points:
            common["points"] = 1 if given.get("points") is None else given["points"]
        if not self.plain:
            common["name"] = given.get("name") or ""
            common["source_language"] = given.get("source_language") or self.before.source_language
            common["files"] = tuple(self.file_contents())
        if "keeps_order" in self.fields:
            common["keeps_order"] = given["keeps_order"]
        return replace(self.before, **common, **self.given())

    def typed(self, name: str) -> dict[str, str]:
        return {language: text for language, text in self.texts(name).items() if text}


CONTROLS = (
    "key_number",
    "tolerance",
    "low",
    "high",
    "hs_code",
    "max_choices",
    "case_matters",
    "keeps_order",
    "mark_rule",
    "points",
)
PARTS_RULES = ((MarkRule.DIFFERENCE, _("Each right part counts")), (MarkRule.ALL, MarkRule.ALL.label))


def _dress(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.Textarea):
        widget.attrs.setdefault("class", "area")
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "select")
    elif not isinstance(widget, forms.CheckboxInput | forms.HiddenInput | forms.RadioSelect):
        widget.attrs.setdefault("class", "input")
