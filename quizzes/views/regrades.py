"""A quiz's attempts for its team, and marking them again."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions.regrading import begin_regrade
from quizzes.forms.by_hand import AttemptFilter
from quizzes.queries.marking_queue import attempts_of
from quizzes.queries.regrades import UNFINISHED, changes_of, question_changes, regrades_of

PER_PAGE = 50
MOST_REGRADES = 5


@login_required
@require_safe
def attempts(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Who took the quiz, how far they are and what came of it."""
    quiz = access.get_quiz(cast(Person, request.user), quiz_id, access.Right.EDIT)
    form = AttemptFilter(request.GET)
    state = form.chosen()
    page = Paginator(attempts_of(quiz, state=state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "quiz": quiz,
        "page": page,
        "form": form,
        "kept": f"state={state}" if state else "",
        "regrades": regrades_of(quiz)[:MOST_REGRADES],
    }
    return render(request, "quizzes/attempts.html", context)


@login_required
@require_POST
def begin(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Mark the quiz again; the report shows how far it is."""
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    try:
        regrade = begin_regrade(quiz, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return redirect("quizzes:attempts", quiz_id=quiz.pk)
    messages.success(request, _("The quiz is being marked again."))
    return redirect("quizzes:regrade_report", regrade_id=regrade.pk)


@login_required
@require_safe
@never_cache
def report(request: HttpRequest, regrade_id: int) -> HttpResponse:
    """How far a regrade is, and what it changed."""
    regrade = access.get_regrade(cast(Person, request.user), regrade_id)
    page = Paginator(changes_of(regrade), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "quiz": regrade.quiz,
        "regrade": regrade,
        "is_busy": regrade.state in UNFINISHED,
        "page": page,
        "questions": question_changes(regrade),
    }
    return render(request, "quizzes/regrade.html", context)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, regrade_id: int) -> HttpResponse:
    """The part of the report that is fetched again until the job is done."""
    regrade = access.get_regrade(cast(Person, request.user), regrade_id)
    context = {"regrade": regrade, "is_busy": regrade.state in UNFINISHED}
    return render(request, "quizzes/parts/regrade_progress.html", context)
