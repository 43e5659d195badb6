"""Activities prepared for an agenda item."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.refusals import sentence
from people.models import Person
from quizzes.choices import ROOM_KINDS, QuestionKind
from quizzes.forms.questions import QuestionKindForm, question_form
from webinars import access
from webinars.access import Right
from webinars.actions import planned_activities as actions
from webinars.choices import ActivityKind
from webinars.forms.planning import ActivityOptionsForm, QuizChoiceForm


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """Write a poll (``?kind=`` of its question) or a discussion point for an agenda item."""
    person = cast(Person, request.user)
    item = access.get_item(person, item_id, Right.EDIT)
    given = request.POST.get("kind") or request.GET.get("kind", "")
    question_kind = given if given in ROOM_KINDS else QuestionKind.SINGLE
    if kind == ActivityKind.DISCUSSION:
        question_kind = QuestionKind.OPEN_TEXT
    form = question_form(request.POST or None, kind=question_kind, plain=True)
    options = ActivityOptionsForm(request.POST or None)
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and options.is_valid():
        made = form.make_once(
            person.pk,
            lambda: form.carry_out(
                lambda: actions.plan_activity(item, kind=kind, draft=form.draft(), **options.cleaned_data, by=person)
            ),
        )
        if made is not None:
            messages.success(request, str(ALREADY_SAVED) if made is False else _("It is prepared."))
            return redirect("webinars:item", item.pk)
    context = {
        "form": form,
        "options": options,
        "item": item,
        "is_poll": kind == ActivityKind.POLL,
        "kind_form": QuestionKindForm(initial={"kind": question_kind}),
    }
    return render(request, "webinars/activity_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan_quiz(request: HttpRequest, item_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    item = access.get_item(person, item_id, Right.EDIT)
    form = QuizChoiceForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: actions.plan_quiz(item, quiz=form.cleaned_data["quiz"]))
        if made is not None:
            messages.success(request, _("The quiz is prepared."))
            return redirect("webinars:item", item.pk)
    return render(request, "webinars/quiz_choice.html", {"form": form, "item": item})


@login_required
@require_POST
def remove(request: HttpRequest, activity_id: int) -> HttpResponse:
    activity = access.get_prepared(cast(Person, request.user), activity_id, Right.EDIT)
    try:
        actions.remove_activity(activity)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    if activity.agenda_item_id:
        return redirect("webinars:item", activity.agenda_item_id)
    return redirect("webinars:agenda", activity.room.sitting_id)
