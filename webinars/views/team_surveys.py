"""Evaluations and tests of a webinar for its team: adding, changing, closing, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from quizzes.choices import QuestionKind
from webinars import access
from webinars.access import Right
from webinars.access import surveys as survey_access
from webinars.actions import surveys as actions
from webinars.choices import SURVEYS_IN_ORDER, SurveyKind
from webinars.forms.team_surveys import SurveyChoiceForm
from webinars.models import Survey
from webinars.protocol.views import ResultsView
from webinars.queries.bars import Bar, bars
from webinars.queries.open_surveys import TeamSurvey, team_surveys
from webinars.queries.surveys import QuestionResult, learning_gain, survey_results


@dataclass(frozen=True)
class Card:
    """One kind of form: the one that there is, or the form by which it is added."""

    kind: str
    held: TeamSurvey | None
    form: SurveyChoiceForm


@login_required
@require_http_methods(["GET", "POST"])
def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    given = request.POST.get("kind", "")
    form = None
    if request.method == "POST" and given in SurveyKind.values:
        standard = "standard" in request.POST
        form = SurveyChoiceForm(request.POST, person=person, kind=given)
        if standard or form.is_valid():
            try:
                if standard:
                    actions.add_standard_evaluation(webinar, by=person)
                else:
                    quiz, days = form.cleaned_data["quiz"], form.chosen_days
                    actions.add_survey(webinar, kind=given, quiz=quiz, days=days, by=person)
            except Refused as refused:
                messages.error(request, sentence(refused.code, refused.data))
            else:
                messages.success(request, _("It is added."))
                return redirect("webinars:surveys", webinar.slug)
    held = team_surveys(webinar, timezone.now())
    cards = [
        Card(
            kind,
            held.get(kind),
            form
            if form is not None and kind == given and kind not in held
            else SurveyChoiceForm(person=person, kind=kind, survey=held[kind].survey if kind in held else None),
        )
        for kind in SURVEYS_IN_ORDER
    ]
    context = {"webinar": webinar, "cards": cards, "learning": learning_gain(webinar)}
    return render(request, "webinars/surveys.html", context)


def _do(request: HttpRequest, survey_id: int, done: str, call: Callable[[Survey, Person], object]) -> HttpResponse:
    person = cast(Person, request.user)
    survey = survey_access.get_team_survey(person, survey_id, Right.EDIT)
    try:
        call(survey, person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, done)
    return redirect("webinars:surveys", survey.webinar.slug)


@login_required
@require_POST
def change(request: HttpRequest, survey_id: int) -> HttpResponse:
    def carry_out(survey: Survey, person: Person) -> None:
        form = SurveyChoiceForm(request.POST, person=person, kind=survey.kind, survey=survey)
        if not form.is_valid():
            raise Refused("survey.days" if "days" in form.errors else "survey.no_questions", limit=actions.MOST_DAYS)
        days = survey.days if survey.kind == SurveyKind.PRE_TEST else form.chosen_days
        actions.change_survey(survey, quiz=form.cleaned_data["quiz"], days=days, by=person)

    return _do(request, survey_id, _("It is changed."), carry_out)


@login_required
@require_POST
def close(request: HttpRequest, survey_id: int) -> HttpResponse:
    return _do(request, survey_id, _("It is closed."), lambda survey, person: actions.close_survey(survey, by=person))


@login_required
@require_POST
def remove(request: HttpRequest, survey_id: int) -> HttpResponse:
    return _do(request, survey_id, _("It is removed."), lambda survey, person: actions.remove_survey(survey, by=person))


@dataclass(frozen=True)
class Shown:
    """A question's results, ready to be drawn."""

    line: QuestionResult
    bars: list[Bar]
    languages: list[tuple[str, ResultsView, list[Bar]]]
    has_columns: bool
    """Every language has the same lines; numbers fall into bins of their own in each."""

    @property
    def share(self) -> int | None:
        return None if self.line.share is None else round(100 * self.line.share)


@login_required
@require_safe
def results(request: HttpRequest, survey_id: int) -> HttpResponse:
    survey = survey_access.get_team_survey(cast(Person, request.user), survey_id, Right.EDIT)
    found = survey_results(survey)
    shown = [
        Shown(
            line,
            bars(line.question, line.results),
            [(one.language, one.results, bars(line.question, one.results)) for one in line.languages],
            line.question.kind != QuestionKind.NUMERIC,
        )
        for line in found.questions
    ]
    context = {"webinar": survey.webinar, "survey": survey, "found": found, "shown": shown}
    return render(request, "webinars/survey_results.html", context)
