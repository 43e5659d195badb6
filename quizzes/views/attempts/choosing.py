"""Quizzes that one may take, the rules of one, and beginning it."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions.attempts.starting import start_attempt
from quizzes.queries.attempts import offered, own_attempts, shape_of, soonest_first

PER_PAGE = 30


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is offered, and what one took before."""
    person = cast(Person, request.user)
    asked = access.admitted(person)
    page = Paginator(soonest_first(access.quizzes_to_take(person, asked)), PER_PAGE).get_page(request.GET.get("page"))
    rows = offered(list(page.object_list), person, timezone.now(), admitted=asked)
    return render(request, "quizzes/attempts/mine.html", {"page": page, "rows": rows})


@login_required
@require_safe
def take(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """The rules in words, the attempts so far, and the way in."""
    person = cast(Person, request.user)
    asked = access.admitted(person)
    quiz, may_change = access.get_quiz_to_take(person, quiz_id, asked)
    row = offered([quiz], person, timezone.now(), admitted=asked)[0]
    context = {
        "row": row,
        "quiz": quiz,
        "rules": row.rules,
        "why_not": sentence(row.refusal) if row.refusal else "",
        "may_change": may_change,
        "attempts": list(own_attempts(quiz, person)),
        "shape": shape_of(quiz),
    }
    return render(request, "quizzes/attempts/take.html", context)


@login_required
@require_POST
def start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    attempt = start_attempt(access.get_open_quiz(person, quiz_id), person=person)
    return redirect("quizzes:attempt", attempt.pk)


@login_required
@require_POST
def try_quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """A trainer's trial: without the quiz's rules, and counted nowhere."""
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    return redirect("quizzes:attempt", start_attempt(quiz, person=person, is_trial=True).pk)
