"""A question as people will see it, in each language, and what an answer is worth."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.languages import LANGUAGES, active
from people.models import Person
from quizzes import access
from quizzes.forms.preview import Preview
from quizzes.queries.contents import contents_of


@login_required
@require_http_methods(["GET", "POST"])
def preview_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Nothing is kept: an answer is marked as it would be, and forgotten."""
    question = access.get_question(cast(Person, request.user), question_id, access.Right.SEE)
    wanted = request.GET.get("language", "")
    preview = Preview(
        contents_of([question.pk])[question.pk],
        seed=question.pk,
        language=wanted if wanted in LANGUAGES else active(),
        data=request.POST if request.method == "POST" else None,
    )
    return render(request, "quizzes/preview.html", {"question": question, "preview": preview})
