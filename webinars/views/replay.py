"""A finished sitting seen again: its page, where somebody is in it, and answers for oneself."""

from __future__ import annotations

import itertools
import math
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.access import Insufficient, Unknown
from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from courses.access.replays import module_replaying
from courses.access.writing import may_edit
from courses.actions.replays import publish_replay
from people.models import Person
from webinars.access import Right
from webinars.access.replays import Seat, asked_in, get_replay, source_of
from webinars.actions import replay as actions
from webinars.forms.replay import FilmPlaceForm, PlaceForm, ReplayCourseForm
from webinars.forms.survey import QuestionForm
from webinars.queries.replay import timeline
from webinars.queries.timelines import Asked, Step


@login_required
@require_safe
@never_cache
def replay(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    return _page(request, get_replay(person, sitting_id), person)


def _page(
    request: HttpRequest, seat: Seat, person: Person, typed: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; ``typed``: an answer that was not taken, with what was typed and why."""
    sitting = seat.sitting
    module = module_replaying(person, source_of(sitting.pk)) if Right.BACKSTAGE in seat.rights else None
    found = timeline(sitting, person, language=active(), with_voices=Right.ENTER in seat.rights)
    numbers = itertools.count()
    context = {
        "timeline": found,
        "second": next((math.ceil(each.second) for each in found.asked if _is_typed(each, typed)), found.second),
        "learned": seat.learned,
        "may_bring_film": module is not None and may_edit(person, module),
        "may_enter": Right.ENTER in seat.rights,
        "film_form": FilmPlaceForm(initial={"film_from": found.recording.film_from if found.recording else 0}),
        "sitting": sitting,
        "webinar": sitting.webinar,
        "module": module,
        "course_form": ReplayCourseForm(person=person) if module is not None else None,
        "chapters": [
            (chapter, [(next(numbers), step, _form(step, typed)) for step in chapter.steps])
            for chapter in found.chapters
        ],
    }
    return render(request, "webinars/replay.html", context, status=status)


def _may_bring_film(person: Person, seat: Seat) -> bool:
    """Those of the team, and who plan, who may change the lesson."""
    module = module_replaying(person, source_of(seat.sitting.pk)) if Right.BACKSTAGE in seat.rights else None
    return module is not None and may_edit(person, module)


def _name(activity_id: int) -> str:
    return f"a{activity_id}"


def _is_typed(one: Asked, typed: QuestionForm | None) -> bool:
    return typed is not None and typed.name == _name(one.activity.pk)


def _form(one: Step, typed: QuestionForm | None) -> QuestionForm | None:
    if not isinstance(one, Asked):
        return None
    if typed is not None and _is_typed(one, typed):
        return typed
    return QuestionForm(one.activity.question, one.number, _name(one.activity.pk), kept=one.own)


@login_required
@require_POST
def seen(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Where the person is now. A script asks for no page; the button for those without one comes back to it."""
    person = cast(Person, request.user)
    sitting = get_replay(person, sitting_id).sitting
    form = PlaceForm(request.POST)
    if form.is_valid():
        actions.keep_place(sitting, person=person, **form.cleaned_data)
    if form.is_quiet():
        return HttpResponse(status=204)
    return redirect("webinars:replay", sitting.pk)


@login_required
@require_POST
def answer(request: HttpRequest, sitting_id: int, activity_id: int) -> HttpResponse:
    """Answer a poll or a quiz question of the room for oneself."""
    person = cast(Person, request.user)
    seat = get_replay(person, sitting_id)
    sitting, activity = seat.sitting, asked_in(seat.sitting, activity_id)
    number = int(request.POST.get("number", "1")) if request.POST.get("number", "1").isdecimal() else 1
    form = QuestionForm(activity.question, number, _name(activity.pk), data=request.POST)
    if form.faults:
        return _page(request, seat, person, form, status=422)
    try:
        actions.answer_in_replay(activity, person=person, given=form.responses.get(activity.question_id))
    except Refused as refused:
        form.asked[0].error = sentence(refused.code, refused.data)
        return _page(request, seat, person, form, status=422)
    return redirect(f"{reverse('webinars:replay', args=[sitting.pk])}#step-{activity.pk}")


@login_required
@require_POST
def film(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """When the recording begins: for those who may bring it."""
    person = cast(Person, request.user)
    seat = get_replay(person, sitting_id)
    if not _may_bring_film(person, seat):
        raise Insufficient(Right.BACKSTAGE)
    form = FilmPlaceForm(request.POST)
    if form.is_valid():
        actions.place_film(seat.sitting, film_from=form.cleaned_data["film_from"], by=person)
        messages.success(request, _("Film and slides go together from now on."))
    else:
        messages.error(request, _("This is not a whole number of seconds."))
    return redirect("webinars:replay", seat.sitting.pk)


@login_required
@require_POST
def publish(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Make a course of the replay and publish it, or put it into one that there is: for the team, where they teach."""
    person = cast(Person, request.user)
    seat = get_replay(person, sitting_id)
    sitting = seat.sitting
    if Right.BACKSTAGE not in seat.rights:
        raise Insufficient(Right.BACKSTAGE)
    module = module_replaying(person, source_of(sitting.pk))
    if module is None:
        raise Unknown
    form = ReplayCourseForm(request.POST, person=person)
    if not form.is_valid():
        messages.error(request, _("This course is not there any more. Choose another."))
        return redirect("webinars:replay", sitting.pk)
    into = form.cleaned_data["course"]
    try:
        course = publish_replay(module, into=into, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return redirect("webinars:replay", sitting.pk)
    if into is None:
        messages.success(request, _("The replay is published as a course."))
    else:
        messages.success(request, _("The replay is in the course. Learners see it once the course is published anew."))
    return redirect("courses:edit_course", course.pk)
