"""Building a quiz: its questions in order, picked from the bank, in sections, given or drawn."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions import arranging as actions
from quizzes.forms.bank import ChosenForm, WantedForm
from quizzes.forms.building import DrawForm, OutlineForm, SectionForm
from quizzes.models import Quiz, QuizDraw, QuizQuestion, QuizSection
from quizzes.queries import bank
from quizzes.queries.draws import fitting, within
from quizzes.queries.outline import has_attempts, needs_of, outline_of, points_of

PER_PAGE = 25


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, quiz_id: int) -> HttpResponse:
    quiz = access.get_quiz(cast(Person, request.user), quiz_id, access.Right.EDIT)
    items = outline_of(quiz)
    form = OutlineForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        order, entries = form.order(), form.entries()
        saved = form.carry_out(
            lambda: actions.arrange_quiz(quiz, order=order, entries=entries, seen=form.cleaned_data["seen"])
        )
        if saved is not None:
            messages.success(request, _("The quiz is saved."))
            return redirect("quizzes:edit_quiz", quiz.pk)
    needs = needs_of(items)
    context = {
        "form": form,
        "quiz": quiz,
        "lines": list(form.lines()),
        "questions": sum(isinstance(item, QuizQuestion) for item in items)
        + sum(item.count for item in items if isinstance(item, QuizDraw)),
        "points": points_of(items),
        "is_more": any(isinstance(item, QuizDraw) and item.points is None for item in items),
        "needs": needs,
        "short": {pk: need for pk, need in needs.items() if _count(items, pk) > need.drawn},
        "has_attempts": has_attempts(quiz),
    }
    return render(request, "quizzes/quiz_builder.html", context)


def _count(items: list[QuizSection | QuizQuestion | QuizDraw], draw_id: int) -> int:
    return next(item.count for item in items if isinstance(item, QuizDraw) and item.pk == draw_id)


@login_required
@require_http_methods(["GET", "POST"])
def pick(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Find questions of the bank, tick them, and put them into the quiz; the filters stay for the next ones."""
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    form = WantedForm(request.GET, tree=tree, tags=tags)
    wanted = form.wanted()
    questions = access.visible_questions(person).exclude(quiz_entries__quiz=quiz)
    found = bank.wanted_questions(questions, wanted, bank.parents_in(tree))
    if request.method == "POST":
        ids = ChosenForm(request.POST, questions=questions, found=questions.none()).ids()
        _add(request, quiz, [pk for pk in map(int, filter(str.isdigit, request.POST.getlist("chosen"))) if pk in ids])
        return redirect(f"{reverse('quizzes:pick_questions', args=[quiz.pk])}?{form.kept()}")
    context = {
        "quiz": quiz,
        "form": form,
        "is_filtered": wanted != bank.Wanted(),
        "kept": form.kept(),
        "page": Paginator(bank.listed(found), PER_PAGE).get_page(request.GET.get("page")),
        "sections": quiz.sections.all(),
    }
    return render(request, "quizzes/quiz_pick.html", context)


def _add(request: HttpRequest, quiz: Quiz, ids: list[int]) -> None:
    if not ids:
        messages.error(request, _("Tick at least one question."))
        return
    where = request.POST.get("section", "")
    section = access.find_section(quiz, where)
    try:
        added = actions.add_questions(quiz, questions=ids, section=section, at_end=where == "")
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return
    said = ngettext("%(number)d question is added.", "%(number)d questions are added.", added)
    messages.success(request, said % {"number": added})


@login_required
@require_http_methods(["GET", "POST"])
def add_section(request: HttpRequest, quiz_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    quiz = access.get_quiz(person, quiz_id, access.Right.EDIT)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: actions.add_section(quiz, **form.values())))
        if made is not None:
            return redirect("quizzes:edit_quiz", quiz.pk)
    return render(request, "quizzes/quiz_section.html", {"form": form, "quiz": quiz})


@login_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, section_id: int) -> HttpResponse:
    found = access.get_section(cast(Person, request.user), section_id)
    form = SectionForm(request.POST or None, section=found)
    if request.method == "POST" and form.is_valid():
        saved = form.carry_out(lambda: actions.change_section(found, **form.values()))
        if saved is not None:
            return redirect("quizzes:edit_quiz", found.quiz_id)
    return render(request, "quizzes/quiz_section.html", {"form": form, "quiz": found.quiz, "section": found})


@login_required
@require_http_methods(["GET", "POST"])
def add_draw(request: HttpRequest, quiz_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    return _draw(request, access.get_quiz(person, quiz_id, access.Right.EDIT), None)


@login_required
@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest, draw_id: int) -> HttpResponse:
    found = access.get_draw(cast(Person, request.user), draw_id)
    return _draw(request, found.quiz, found)


def _draw(request: HttpRequest, quiz: Quiz, draw: QuizDraw | None) -> HttpResponse:
    """The form of a draw; with ``look`` it only says how many questions fit what was chosen."""
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    form = DrawForm(request.POST or None, tree=tree, tags=tags, draw=draw)
    fit: int | None = None
    if request.method == "POST" and form.is_valid():
        rule = form.rule()
        if "look" not in request.POST:
            saved = form.make_once(
                cast(Person, request.user).pk, lambda: form.carry_out(lambda: _save(quiz, draw, rule))
            )
            if saved is not None:
                return redirect("quizzes:edit_quiz", quiz.pk)
        parents = bank.parents_in(tree)
        fit = (
            fitting(
                categories=within(rule.category.pk, parents) if rule.category else None,
                tags=[tag.pk for tag in rule.tags],
                easiest=rule.easiest,
                hardest=rule.hardest,
            )
            .exclude(quiz_entries__quiz=quiz)
            .count()
        )
    context = {"form": form, "quiz": quiz, "draw": draw, "fit": fit}
    return render(request, "quizzes/quiz_draw.html", context)


def _save(quiz: Quiz, draw: QuizDraw | None, rule: actions.DrawRule) -> QuizDraw:
    return actions.add_draw(quiz, rule=rule) if draw is None else actions.change_draw(draw, rule=rule)
