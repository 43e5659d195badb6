"""Forms of quizzes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LocalForm, Once, TextField, initial_texts
from people.models import Person
from quizzes.access import visible_questions
from quizzes.actions.quizzes import seen_quiz
from quizzes.forms.questions import _whole
from quizzes.models import Question, Quiz


@dataclass(frozen=True)
class EntryRow:
    """The fields of one place in a quiz."""

    number: int
    question: forms.BoundField
    seconds: forms.BoundField


class QuizForm(LocalForm, Once):
    """A title and questions in order: a row left empty is left out."""

    local: ClassVar[dict[str, TextField]] = {"title": TextField(_("Title"), 200, required=True)}
    speed_points = forms.BooleanField(
        label=_("Points for speed"), required=False, help_text=_("Part of a question’s points is for a quick answer.")
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, person: Person, quiz: Quiz | None = None, **kwargs: Any) -> None:
        entries = list(quiz.entries.all()) if quiz is not None else []
        data = kwargs.get("data") or (args[0] if args else None)
        self.number = max(6, len(entries) + 1, min(60, _whole(data.get("rows"))) if data else 0)
        if data and "more" in data:
            self.number += 4
            data = data.copy()
            data["rows"] = str(self.number)
            args = (data, *args[1:])
        initial: dict[str, Any] = {"rows": self.number}
        if quiz is not None:
            initial |= {**initial_texts(quiz, "title"), "speed_points": quiz.speed_points, "seen": seen_quiz(quiz)}
        for number, entry in enumerate(entries, start=1):
            initial |= {f"question{number}": entry.question_id, f"seconds{number}": entry.seconds}
        super().__init__(*args, initial=initial, **kwargs)
        questions = visible_questions(person)
        for entry in entries:
            questions = questions | Question.objects.filter(pk=entry.question_id)
        known = {question.pk: question for question in questions.order_by("-created_at", "-id")[:500]}
        options = [("", _("No question")), *((str(pk), str(question)) for pk, question in known.items())]
        self._known = known
        for number in range(1, self.number + 1):
            self.fields[f"question{number}"] = forms.ChoiceField(
                label=_("Question"), choices=options, required=False, widget=forms.Select(attrs={"class": "select"})
            )
            self.fields[f"seconds{number}"] = forms.IntegerField(
                label=_("Seconds"),
                min_value=5,
                max_value=3600,
                initial=30,
                required=False,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )

    def entry_rows(self) -> Iterator[EntryRow]:
        for number in range(1, self.number + 1):
            yield EntryRow(number, self[f"question{number}"], self[f"seconds{number}"])

    def questions(self) -> list[tuple[Question, int]]:
        given = self.cleaned_data
        rows = range(1, self.number + 1)
        return [
            (self._known[int(given[f"question{number}"])], given[f"seconds{number}"] or 30)
            for number in rows
            if given.get(f"question{number}")
        ]
