"""The analysis of a quiz: page, CSV and Excel, for whoever may change the quiz."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.spreadsheets import XLSX
from people.models import Person
from quizzes import access
from quizzes.analysis import LEAST_ATTEMPTS, LEAST_GROUP, LEAST_SHOWN
from quizzes.exporters.analysed import analysis_csv, analysis_xlsx, columns, is_meaningful, lines, summary
from quizzes.forms.by_hand import WhichAttempts
from quizzes.queries.analysed import QuizAnalysis, quiz_analysis


def _found(request: HttpRequest, quiz_id: int) -> QuizAnalysis:
    quiz = access.get_quiz(cast(Person, request.user), quiz_id, access.Right.EDIT)
    return quiz_analysis(quiz, WhichAttempts(request.GET).chosen())


@login_required
@require_safe
@never_cache
def page(request: HttpRequest, quiz_id: int) -> HttpResponse:
    found = _found(request, quiz_id)
    context = {
        "quiz": found.quiz,
        "found": found,
        "form": WhichAttempts({"which": found.which}),
        "is_meaningful": is_meaningful(found),
        "summary": summary(found),
        "columns": columns(),
        "lines": lines(found),
        "least": LEAST_ATTEMPTS,
        "least_group": LEAST_GROUP,
        "least_shown": LEAST_SHOWN,
    }
    return render(request, "quizzes/analysis.html", context)


@login_required
@require_safe
@never_cache
def csv(request: HttpRequest, quiz_id: int) -> HttpResponse:
    return _file(quiz_id, analysis_csv(_found(request, quiz_id)), "csv", "text/csv; charset=utf-8")


@login_required
@require_safe
@never_cache
def xlsx(request: HttpRequest, quiz_id: int) -> HttpResponse:
    return _file(quiz_id, analysis_xlsx(_found(request, quiz_id)), "xlsx", XLSX)


def _file(quiz_id: int, content: bytes, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="analysis-{quiz_id}.{kind}"'
    return response
