"""Filling in evaluations and tests: by those who are signed in, in the room, and by the link of the mail."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.access import Insufficient, Unknown
from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.access import surveys as survey_access
from webinars.actions.survey_answers import fill_in_survey
from webinars.choices import SurveyKind, SurveyState
from webinars.forms.survey import SurveyForm
from webinars.models import Survey
from webinars.queries import open_surveys
from webinars.queries.surveys import questions_of, state_of

PAGE = "webinars/survey.html"
PART = "webinars/parts/survey.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """A form for whoever may fill it in, and as a preview for the team. A script may ask for the part alone."""
    person = cast(Person, request.user)
    found, may_fill_in = survey_access.get_survey(person, survey_id)
    if not may_fill_in and request.method == "POST":
        raise Insufficient(Right.ENTER)
    return _answer(request, found, person, is_preview=not may_fill_in)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """The evaluation by the link of the mail, without signing in: this form and nothing else, and no name of anybody."""
    found, person = survey_access.get_evaluation(token)
    state = state_of(found, timezone.now())
    if state == SurveyState.PLANNED:
        raise Unknown
    known = request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    with translation.override(active() if known else person.language), timezone.override(person.time_zone):
        if state == SurveyState.CLOSED and request.method != "POST":
            return render(request, "webinars/evaluation_closed.html", status=410)
        return _answer(request, found, person, by_link=True)


@login_required
@require_safe
@never_cache
def in_room(request: HttpRequest, room_id: int) -> HttpResponse:
    """What the room offers to fill in now: the part of a page; nothing (204) where there is nothing, and for the team."""
    person = cast(Person, request.user)
    room = access.get_room(person, room_id, Right.ENTER)
    offered = open_surveys.open_surveys(person, timezone.now(), webinar=room.sitting.webinar)
    if not offered:
        return HttpResponse(status=204)
    first = next((one for one in offered if not one.filled_in), offered[0])
    if first.survey.kind == SurveyKind.PRE_TEST:
        return render(request, "webinars/parts/survey_offer.html", {"offer": first})
    form = None if first.filled_in else SurveyForm(questions_of(first.survey))
    return render(request, PART, _context(first.survey, person, form=form, filled_in=first.filled_in))


def _answer(
    request: HttpRequest, survey: Survey, person: Person, *, is_preview: bool = False, by_link: bool = False
) -> HttpResponse:
    filled_in = not is_preview and open_surveys.has_filled_in(survey, person)
    status, form = 200, None
    if request.method == "POST":
        form = SurveyForm(questions_of(survey), request.POST)
        status = _send(survey, person, form)
        if status == 200:
            if not _wants_part(request):
                return redirect(request.path)
            filled_in, form = True, None
    elif is_preview or (
        state_of(survey, timezone.now()) == SurveyState.OPEN and (not filled_in or "again" in request.GET)
    ):
        kept = {} if by_link or is_preview else open_surveys.own_responses(survey, person)
        form = SurveyForm(questions_of(survey), kept=kept)
    context = _context(survey, person, form=form, is_preview=is_preview, by_link=by_link, filled_in=filled_in)
    context["address"] = request.path
    return render(request, PART if _wants_part(request) else PAGE, context, status=status)


def _send(survey: Survey, person: Person, form: SurveyForm) -> int:
    """200 when it is kept, else the status of the page that keeps what was typed and says why."""
    if form.faults:
        return 422
    try:
        fill_in_survey(survey, person=person, responses=form.responses, language=active())
    except Refused as refused:
        form.refusal = sentence(refused.code, refused.data)
        return 422 if refused.code == "survey.empty" else 409
    return 200


def _context(
    survey: Survey,
    person: Person,
    *,
    form: SurveyForm | None,
    is_preview: bool = False,
    by_link: bool = False,
    filled_in: bool = False,
) -> dict[str, Any]:
    now = timezone.now()
    others = [] if by_link or is_preview or form else open_surveys.open_surveys(person, now, webinar=survey.webinar)
    return {
        "survey": survey,
        "state": state_of(survey, now),
        "form": form,
        "is_preview": is_preview,
        "by_link": by_link,
        "filled_in": filled_in,
        "mark": None if is_preview or by_link else open_surveys.own_mark(survey, person, now),
        "others": [one.survey for one in others if not one.filled_in and one.survey.pk != survey.pk],
        "address": reverse("webinars:survey", args=[survey.pk]),
    }


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
