"""Marking by hand, for whoever may change the quiz."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Person
from quizzes import access
from quizzes.actions.essays import mark_answer
from quizzes.content import from_json
from quizzes.forms.by_hand import MarkForm
from quizzes.queries.marking_queue import marked_answers, next_waiting, waiting_answers

PER_PAGE = 50


@login_required
@require_safe
def queue(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Answers that wait, or with ``?marked=1`` those that were marked; without names."""
    quiz = access.get_quiz(cast(Person, request.user), quiz_id, access.Right.EDIT)
    is_marked = "marked" in request.GET
    answers = marked_answers(quiz) if is_marked else waiting_answers(quiz)
    page = Paginator(answers, PER_PAGE).get_page(request.GET.get("page"))
    context = {"quiz": quiz, "page": page, "is_marked": is_marked, "kept": "marked=1" if is_marked else ""}
    return render(request, "quizzes/marking.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, answer_id: int) -> HttpResponse:
    """One answer with its question, and the mark that it gets; then the next one."""
    person = cast(Person, request.user)
    answer = access.get_answer_to_mark(person, answer_id)
    if answer.version is None or answer.response is None or "text" not in answer.response:
        return redirect("quizzes:marking", quiz_id=answer.attempt.quiz_id)
    content = from_json(answer.version.content)
    form = MarkForm(request.POST or None, answer=answer, content=content)
    if request.method == "POST" and form.is_valid():
        marked = form.carry_out(
            lambda: mark_answer(
                answer,
                by=person,
                levels=form.levels(),
                mark=form.cleaned_data.get("mark"),
                comment=form.cleaned_data["comment"],
                seen=form.cleaned_data["seen"],
            )
        )
        if marked is not None:
            messages.success(request, _("The mark is saved."))
            following = next_waiting(answer) if "next" in request.POST else None
            if following is not None:
                return redirect("quizzes:mark_answer", answer_id=following.pk)
            return redirect("quizzes:marking", quiz_id=answer.attempt.quiz_id)
    context = {
        "quiz": answer.attempt.quiz,
        "answer": answer,
        "content": content,
        "form": form,
        "waiting": waiting_answers(answer.attempt.quiz).count(),
        "following": next_waiting(answer),
    }
    return render(request, "quizzes/mark_answer.html", context)
