"""Handing an attempt in, and what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import Unknown
from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions.attempts.submitting import submit_attempt, submit_if_due
from quizzes.choices import AttemptState
from quizzes.forms.attempts import reviewed
from quizzes.queries.attempts import answers_of, is_overdue, offered, own_attempts, share_of, shows_feedback


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Asks once more, naming what is not answered; then hands it in."""
    found = access.get_attempt(cast(Person, request.user), attempt_id)
    why, status = "", HTTPStatus.OK
    if request.method == "POST":
        try:
            submit_attempt(found, lease=request.POST.get("lease", ""))
            return redirect("quizzes:result", found.pk)
        except Refused as refused:
            why, status = sentence(refused.code, refused.data), HTTPStatus.CONFLICT
            found = access.get_attempt(cast(Person, request.user), attempt_id)
    if found.state == AttemptState.SUBMITTED or is_overdue(found, timezone.now()):
        return redirect("quizzes:result", found.pk)
    answers = answers_of(found)
    context = {
        "attempt": found,
        "quiz": found.quiz,
        "unanswered": [answer for answer in answers if answer.response is None],
        "flagged": [answer for answer in answers if answer.is_flagged],
        "total": len(answers),
        "why": why,
        "now": timezone.now(),
    }
    return render(request, "quizzes/attempts/submit.html", context, status=status)


@login_required
@require_safe
@never_cache
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """One's own, or anybody's for those who may change the quiz; they see no attempt in progress."""
    person, now = cast(Person, request.user), timezone.now()
    found, is_team = access.get_result(person, attempt_id)
    if is_overdue(found, now):
        submit_if_due(found.pk)
        found, is_team = access.get_result(person, attempt_id)
    if found.state != AttemptState.SUBMITTED:
        if is_team:
            raise Unknown
        return redirect("quizzes:attempt", found.pk)
    row = offered([found.quiz], found.person, now, admitted=access.admitted(found.person))[0]
    is_shown = is_team or shows_feedback(found, row.rules, now)
    shows_key = is_team or found.is_preview or found.quiz.shows_key
    context = {
        "attempt": found,
        "quiz": found.quiz,
        "row": row,
        "percent": int(share_of(found) * 100),
        "is_team": is_team,
        "is_shown": is_shown,
        "questions": reviewed(answers_of(found), shows_key=shows_key) if is_shown else [],
        "attempts": [] if found.is_preview else list(own_attempts(found.quiz, found.person)),
    }
    return render(request, "quizzes/attempts/result.html", context)
