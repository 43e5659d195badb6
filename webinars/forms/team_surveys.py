"""Forms by which a team adds evaluations and tests, and changes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from people.models import Person
from quizzes.access import visible_quizzes
from quizzes.models import Quiz
from quizzes.queries.library import for_rooms
from webinars.actions.surveys import EVALUATION_DAYS, FOLLOW_UP_DAYS, MOST_DAYS
from webinars.choices import MONTHS_AFTER, SurveyKind
from webinars.models import Survey


class SurveyChoiceForm(Drawn):
    """Whose questions, and for a form that opens at the end, for how many days."""

    quiz: forms.ModelChoiceField[Quiz] = forms.ModelChoiceField(label=_("Questions"), queryset=Quiz.objects.none())
    days = forms.IntegerField(
        label=_("Days it stays open"), min_value=1, max_value=MOST_DAYS, initial=EVALUATION_DAYS, required=False
    )

    def __init__(self, *args: Any, person: Person, kind: str, survey: Survey | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", kind)
        if survey is not None:
            kwargs["initial"] = {"quiz": survey.quiz_id, "days": survey.days}
        super().__init__(*args, **kwargs)
        quizzes = for_rooms(visible_quizzes(person))
        if survey is not None:
            quizzes = quizzes | for_rooms(Quiz.objects.filter(pk=survey.quiz_id))
        self.fields["quiz"].queryset = quizzes.order_by("-created_at")  # type: ignore[attr-defined]
        if kind == SurveyKind.PRE_TEST:
            del self.fields["days"]
        elif kind in MONTHS_AFTER:
            self.fields["days"].initial = FOLLOW_UP_DAYS

    @property
    def chosen_days(self) -> int:
        return self.cleaned_data.get("days") or EVALUATION_DAYS
