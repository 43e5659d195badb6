"""A finished sitting seen again: its page, where somebody is in it, and answers for oneself."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from people.models import Person
from webinars.access.replays import asked_in, get_replay
from webinars.actions import replay as actions
from webinars.forms.replay import PlaceForm
from webinars.forms.survey import QuestionForm
from webinars.models import Sitting
from webinars.queries.replay import Asked, timeline


@login_required
@require_safe
@never_cache
def replay(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    sitting, _rights = get_replay(person, sitting_id)
    return _page(request, sitting, person)


def _page(
    request: HttpRequest, sitting: Sitting, person: Person, typed: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; ``typed``: an answer that was not taken, with what was typed and why."""
    found = timeline(sitting, person, language=active())
    context = {
        "timeline": found,
        "sitting": sitting,
        "webinar": sitting.webinar,
        "chapters": [
            (chapter, [(step, _form(step, typed) if isinstance(step, Asked) else None) for step in chapter.steps])
            for chapter in found.chapters
        ],
    }
    return render(request, "webinars/replay.html", context, status=status)


def _name(activity_id: int) -> str:
    return f"a{activity_id}"


def _form(one: Asked, typed: QuestionForm | None) -> QuestionForm:
    name = _name(one.activity.pk)
    if typed is not None and typed.name == name:
        return typed
    return QuestionForm(one.activity.question, one.number, name, kept=one.own)


@login_required
@require_POST
def seen(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Where the person is now. A script asks for no page; the button for those without one comes back to it."""
    person = cast(Person, request.user)
    sitting, _rights = get_replay(person, sitting_id)
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
    sitting, _rights = get_replay(person, sitting_id)
    activity = asked_in(sitting, activity_id)
    number = int(request.POST.get("number", "1")) if request.POST.get("number", "1").isdecimal() else 1
    form = QuestionForm(activity.question, number, _name(activity.pk), data=request.POST)
    if form.faults:
        return _page(request, sitting, person, form, status=422)
    try:
        actions.answer_in_replay(activity, person=person, given=form.responses.get(activity.question_id))
    except Refused as refused:
        form.asked[0].error = sentence(refused.code, refused.data)
        return _page(request, sitting, person, form, status=422)
    return redirect(f"{reverse('webinars:replay', args=[sitting.pk])}#step-{activity.pk}")
