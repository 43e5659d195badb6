"""The curriculum as it is being written: what there is, and something new."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import ALREADY_SAVED
from courses.access import writing as access
from courses.actions.courses import create_course
from courses.actions.modules import create_module
from courses.forms.structure import CourseForm, FindForm, ModuleForm
from courses.models import Course, Module
from courses.queries.outlines import found, listed_courses, listed_modules, made_by
from people import access as people_access
from people.models import Person

PER_PAGE = 30


@login_required
@require_safe
def curriculum(request: HttpRequest) -> HttpResponse:
    """Courses, or with ``kind=modules`` modules."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    kind = "modules" if request.GET.get("kind") == "modules" else "courses"
    form = FindForm(request.GET)
    words, only_mine = form.wanted()
    kept = "&".join(part for part in ("kind=modules" if kind == "modules" else "", form.kept()) if part)
    rows: Any
    if kind == "modules":
        modules = found(access.visible_modules(person), words)
        rows = listed_modules(made_by(modules, person) if only_mine else modules)
    else:
        courses = found(access.visible_courses(person), words)
        rows = listed_courses(made_by(courses, person) if only_mine else courses)
    context = {
        "kind": kind,
        "form": form,
        "kept": kept,
        "is_filtered": bool(words or only_mine),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/curriculum.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_course(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: create_course(**form.values(), by=person)))
        if isinstance(made, Course):
            messages.success(request, _("The course is made. Add its modules."))
            return redirect("courses:edit_course", made.pk)
        if made is not None:
            messages.success(request, str(ALREADY_SAVED))
            return redirect("courses:curriculum")
    return render(request, "courses/course_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def new_module(request: HttpRequest) -> HttpResponse:
    """A new module, with ``course`` in the address at that course's end."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    number = request.GET.get("course", "")
    course = access.get_course(person, int(number), access.Right.EDIT) if number.isdecimal() else None
    begun = {"source_language": course.source_language} if course else {}
    form = ModuleForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: create_module(**form.values(), course=course, by=person))
        )
        if isinstance(made, Module):
            messages.success(request, _("The module is made. Add its lessons."))
            return redirect("courses:edit_module", made.pk)
        if made is not None:
            messages.success(request, str(ALREADY_SAVED))
            return redirect("courses:edit_course", course.pk) if course else redirect("courses:curriculum")
    return render(request, "courses/module_form.html", {"form": form, "course": course})
