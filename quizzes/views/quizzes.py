"""The library of quizzes, how one is called and taken, and what single people are given beyond its rules."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions import allowances as allowing
from quizzes.actions.quizzes import change_settings, create_quiz
from quizzes.forms.quizzes import AllowanceForm, QuizForm, SettingsForm
from quizzes.models import Quiz
from quizzes.queries.allowances import allowances_of
from quizzes.queries.library import with_counts
from quizzes.queries.outline import has_attempts

PER_PAGE = 50


@login_required
@require_safe
def quiz_list(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    page = Paginator(with_counts(access.visible_quizzes(person)), PER_PAGE).get_page(request.GET.get("page"))
    mine = set(access.editable_quizzes(person).filter(pk__in=[quiz.pk for quiz in page]).values_list("pk", flat=True))
    return render(request, "quizzes/quiz_list.html", {"page": page, "mine": mine})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = QuizForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, told = form.texts("title"), form.texts("introduction")
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: create_quiz(title=title, introduction=told, by=person))
        )
        if isinstance(made, Quiz):
            messages.success(request, _("The quiz is made. Add its questions."))
            return redirect("quizzes:edit_quiz", made.pk)
        if made is not None:
            messages.success(request, str(ALREADY_SAVED))
            return redirect("quizzes:quizzes")
    return render(request, "quizzes/quiz_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, quiz_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    form = SettingsForm(request.POST or None, quiz=quiz)
    if request.method == "POST" and form.is_valid():
        texts = {name: form.texts(name) for name in ("title", "introduction")}
        saved = form.carry_out(
            lambda: change_settings(quiz, **texts, settings=form.settings(), seen=form.cleaned_data["seen"], by=person)
        )
        if saved is not None:
            messages.success(request, _("The quiz is saved."))
            return redirect("quizzes:quiz_settings", quiz.pk)
    return render(
        request, "quizzes/quiz_settings.html", {"form": form, "quiz": quiz, "has_attempts": has_attempts(quiz)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def allowances(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Who has more time, more attempts or a later close, and a form to give it."""
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    form = AllowanceForm(request.POST or None, quiz=quiz, viewer=person)
    if request.method == "POST" and form.is_valid():
        given = form.carry_out(lambda: allowing.give_allowance(quiz, **form.values(), by=person))
        if given is not None:
            messages.success(request, _("It is given."))
            return redirect("quizzes:allowances", quiz.pk)
    page = Paginator(allowances_of(quiz), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "quizzes/allowances.html", {"form": form, "quiz": quiz, "page": page})


@login_required
@require_POST
def take_allowance(request: HttpRequest, allowance_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    found = access.get_allowance(person, allowance_id)
    allowing.take_allowance(found, by=person)
    messages.success(request, _("It is taken back."))
    return redirect("quizzes:allowances", found.quiz_id)
