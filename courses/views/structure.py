"""A course's modules and a module's lessons: which there are, and in which order."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.refusals import sentence
from courses.access import writing as access
from courses.actions import courses as course_actions
from courses.actions import lessons as lesson_actions
from courses.forms.structure import ChosenModules, FindForm, LessonForm, OrderForm
from courses.models import Lesson, Module
from courses.queries.outlines import (
    found,
    lessons_of,
    listed_modules,
    made_by,
    outline_of,
    outside,
    seen_lessons,
    seen_modules,
)
from people.models import Person

PER_PAGE = 30


@login_required
@require_safe
def course(request: HttpRequest, course_id: int) -> HttpResponse:
    """The modules of a course, for everybody who teaches; those who may change it put them in order."""
    person = cast(Person, request.user)
    shown = access.get_course(person, course_id, access.Right.SEE)
    context = {
        "course": shown,
        "may_edit": access.may_edit(person, shown),
        "outline": outline_of(shown),
        "seen": seen_modules(shown),
    }
    return render(request, "courses/course_outline.html", context)


@login_required
@require_POST
def order_modules(request: HttpRequest, course_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    held = access.get_course(person, course_id, access.Right.EDIT)
    form = OrderForm(request.POST)
    try:
        course_actions.order_modules(held, order=form.order(), seen=form.seen_order, by=person)
    except Refused:
        messages.error(request, _("Somebody else changed the modules meanwhile. This is their order now."))
    return redirect("courses:edit_course", held.pk)


@login_required
@require_http_methods(["GET", "POST"])
def add_module(request: HttpRequest, course_id: int) -> HttpResponse:
    """Find modules that the course does not have, tick them, and put them at its end."""
    person = cast(Person, request.user)
    held = access.get_course(person, course_id, access.Right.EDIT)
    form = FindForm(request.GET)
    words, only_mine = form.wanted()
    modules = found(outside(access.visible_modules(person), held), words)
    page = Paginator(listed_modules(made_by(modules, person) if only_mine else modules), PER_PAGE).get_page(
        request.GET.get("page")
    )
    if request.method == "POST":
        shown = {module.pk: module for module in page}
        ids = ChosenModules(request.POST, ids=list(shown)).ids()
        if ids:
            return _add(request, held.pk, [shown[pk] for pk in ids])
        messages.error(request, _("Tick at least one module."))
    context = {"course": held, "form": form, "kept": form.kept(), "is_filtered": bool(words or only_mine), "page": page}
    return render(request, "courses/module_pick.html", context)


def _add(request: HttpRequest, course_id: int, modules: list[Module]) -> HttpResponse:
    person = cast(Person, request.user)
    held = access.get_course(person, course_id, access.Right.EDIT)
    try:
        added = course_actions.add_modules(held, modules=modules, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        said = ngettext("%(number)d module is added.", "%(number)d modules are added.", added)
        messages.success(request, said % {"number": added})
    return redirect("courses:edit_course", held.pk)


@login_required
@require_POST
def remove_module(request: HttpRequest, course_id: int, module_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    held = access.get_course(person, course_id, access.Right.EDIT)
    gone = access.get_module(person, module_id, access.Right.SEE)
    try:
        course_actions.remove_module(held, module=gone, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The module is out of this course. It stays in the curriculum."))
    return redirect("courses:edit_course", held.pk)


@login_required
@require_safe
def module(request: HttpRequest, module_id: int) -> HttpResponse:
    """The lessons of a module, for everybody who teaches; those who may change it put them in order."""
    person = cast(Person, request.user)
    return _module(request, access.get_module(person, module_id, access.Right.SEE), None)


def _module(request: HttpRequest, shown: Module, form: LessonForm | None) -> HttpResponse:
    lessons = list(lessons_of(shown))
    context = {
        "module": shown,
        "may_edit": access.may_edit(cast(Person, request.user), shown),
        "lessons": lessons,
        "minutes": sum(lesson.minutes for lesson in lessons),
        "seen": seen_lessons(shown),
        "form": form or LessonForm(language=shown.source_language),
    }
    return render(request, "courses/module_outline.html", context)


@login_required
@require_POST
def add_lesson(request: HttpRequest, module_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    held = access.get_module(person, module_id, access.Right.EDIT)
    form = LessonForm(request.POST, language=held.source_language)
    if form.is_valid():
        made = form.make_once(
            person.pk,
            lambda: form.carry_out(lambda: lesson_actions.add_lesson(held, **form.values(), by=person)),
        )
        if isinstance(made, Lesson):
            messages.success(request, _("The lesson is added."))
            return redirect("courses:edit_lesson", made.pk)
        if made is not None:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("courses:edit_module", held.pk)
    return _module(request, held, form)


@login_required
@require_POST
def order_lessons(request: HttpRequest, module_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    held = access.get_module(person, module_id, access.Right.EDIT)
    form = OrderForm(request.POST)
    try:
        lesson_actions.order_lessons(held, order=form.order(), seen=form.seen_order, by=person)
    except Refused:
        messages.error(request, _("Somebody else changed the lessons meanwhile. This is their order now."))
    return redirect("courses:edit_module", held.pk)


@login_required
@require_http_methods(["GET", "POST"])
def remove_lesson(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Asks first; what was never published is gone for good."""
    person = cast(Person, request.user)
    found_lesson = access.get_lesson(person, lesson_id, access.Right.EDIT)
    if request.method == "POST":
        try:
            lesson_actions.remove_lesson(found_lesson, by=person)
        except Refused as refused:
            messages.error(request, sentence(refused.code, refused.data))
        else:
            messages.success(request, _("The lesson is removed."))
        return redirect("courses:edit_module", found_lesson.module_id)
    context = {"lesson": found_lesson, "was_published": lesson_actions.was_published(found_lesson)}
    return render(request, "courses/lesson_remove.html", context)
