"""The library of quizzes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions.quizzes import create_quiz, update_quiz
from quizzes.forms.quizzes import QuizForm
from quizzes.queries.library import with_entries

PER_PAGE = 50


@login_required
@require_safe
def quiz_list(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    page = Paginator(with_entries(access.visible_quizzes(person)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "quizzes/quiz_list.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = QuizForm(request.POST or None, person=person)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        made = form.make_once(
            person.pk,
            lambda: form.carry_out(
                lambda: create_quiz(
                    title=form.texts("title"),
                    questions=form.questions(),
                    speed_points=form.cleaned_data["speed_points"],
                    by=person,
                )
            ),
        )
        if made is not None:
            messages.success(request, str(ALREADY_SAVED) if made is False else _("The quiz is saved."))
            return redirect("quizzes:quizzes")
    return render(request, "quizzes/quiz_form.html", {"form": form, "quiz": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, quiz_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    form = QuizForm(request.POST or None, person=person, quiz=quiz)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        saved = form.carry_out(
            lambda: update_quiz(
                quiz,
                title=form.texts("title"),
                questions=form.questions(),
                speed_points=form.cleaned_data["speed_points"],
                seen=form.cleaned_data["seen"],
            )
        )
        if saved is not None:
            messages.success(request, _("The quiz is saved."))
            return redirect("quizzes:quizzes")
    return render(request, "quizzes/quiz_form.html", {"form": form, "quiz": quiz})
