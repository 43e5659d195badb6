"""What I translate, who translates a course, and the glossary that helps them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import ALREADY_SAVED
from courses.access import translating as translating_access
from courses.access import writing as access
from courses.actions import glossary as actions
from courses.actions.translators import end_task, give_task
from courses.forms.translators import SearchForm, TaskForm, TermForm
from courses.queries import glossary as queries
from courses.queries.translators import my_tasks, translators_of
from people import access as people_access
from people.models import Person

ON_A_PAGE = 50


@login_required
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """What the person was asked to translate, then the courses that they may change."""
    person = cast(Person, request.user)
    courses = translating_access.own_courses(person).order_by("-created_at", "-pk")
    context = {
        "tasks": my_tasks(access.tasks_of(person)),
        "page": Paginator(courses, ON_A_PAGE).get_page(request.GET.get("page")),
        "teaches": people_access.has_right(person, people_access.Right.TEACH),
    }
    return render(request, "courses/translations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def translators(request: HttpRequest, course_id: int) -> HttpResponse:
    """Who translates the course into what. A POST gives a task."""
    person = cast(Person, request.user)
    course = access.get_course(person, course_id, access.Right.EDIT)
    form = TaskForm(request.POST or None, languages=access.translated_languages(person, course))
    if request.method == "POST" and form.is_valid():
        task = form.carry_out(lambda: give_task(course, **form.cleaned_data, by=person))
        if task is not None:
            messages.success(request, _("%(name)s has the task.") % {"name": task.person.display_name})
            return redirect("courses:translators", course.pk)
    context = {"course": course, "form": form, "tasks": translators_of(course), "may_edit": True}
    return render(request, "courses/translators.html", context)


@login_required
@require_POST
def end_translation(request: HttpRequest, task_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    task = translating_access.get_task_to_end(person, task_id)
    end_task(task, by=person)
    messages.success(request, _("The task is taken back. What was translated stays."))
    return redirect("courses:translators", task.course_id)


@login_required
@require_http_methods(["GET", "POST"])
def glossary(request: HttpRequest) -> HttpResponse:
    """The terms, for everybody who teaches or translates; a form for one more for those who teach."""
    person = cast(Person, request.user)
    may_change = translating_access.require_glossary(person)
    looked_for = SearchForm(request.GET)
    words = looked_for.cleaned_data["words"] if looked_for.is_valid() else ""
    form = TermForm(request.POST or None)
    if request.method == "POST":
        people_access.require(person, people_access.Right.TEACH)
        if form.is_valid():
            made = form.make_once(
                person.pk, lambda: form.carry_out(lambda: actions.add_term(**form.values(), by=person))
            )
            if made is not None:
                messages.success(request, str(ALREADY_SAVED) if made is False else _("The term is in the glossary."))
                return redirect("courses:glossary")
    context = {
        "page": Paginator(queries.terms(words), ON_A_PAGE).get_page(request.GET.get("page")),
        "words": words,
        "kept": urlencode({"words": words}) if words else "",
        "form": form,
        "may_change": may_change,
    }
    return render(request, "courses/glossary.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest, term_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    found = translating_access.get_term(person, term_id)
    form = TermForm(request.POST or None, term=found)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if form.carry_out(lambda: actions.change_term(found, **form.values(), by=person, seen=seen)) is not None:
            messages.success(request, _("The term is saved."))
            return redirect("courses:glossary")
    return render(request, "courses/term.html", {"form": form, "term": found})


@login_required
@require_POST
def remove_term(request: HttpRequest, term_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    actions.remove_term(translating_access.get_term(person, term_id), by=person)
    messages.success(request, _("The term is removed."))
    return redirect("courses:glossary")
