"""Writing questions."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions.questions import create_question, update_question
from quizzes.choices import QuestionKind
from quizzes.forms.questions import QuestionForm
from quizzes.queries.library import is_answered


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    kind = kind if kind in QuestionKind.values else QuestionKind.SINGLE
    form = QuestionForm(request.POST or None, kind=kind)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: create_question(form.draft(), by=person)))
        if made is not None:
            messages.success(request, str(ALREADY_SAVED) if made is False else _("The question is saved."))
            return redirect("quizzes:questions")
    return render(request, "quizzes/question_form.html", {"form": form, "question": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, question_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.EDIT)
    form = QuestionForm(request.POST or None, kind=question.kind, question=question)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        saved = form.carry_out(lambda: update_question(question, form.draft(), seen=form.cleaned_data["seen"]))
        if saved is not None:
            messages.success(request, _("The question is saved."))
            return redirect("quizzes:questions")
    context = {"form": form, "question": question, "is_answered": is_answered(question)}
    return render(request, "quizzes/question_form.html", context)
