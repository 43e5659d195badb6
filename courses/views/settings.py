"""All of a course or a module but its contents."""

from __future__ import annotations

from functools import partial
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.access import writing as access
from courses.actions.courses import update_course
from courses.actions.modules import update_module
from courses.choices import OutcomeKind
from courses.forms.completion import CompletionForm
from courses.forms.picking import Finder, is_search
from courses.forms.settings import CourseSettingsForm, ModuleSettingsForm
from courses.models import Course, Lesson
from courses.queries.completing import rule_in_words, written_lessons
from courses.queries.outcomes import offered
from courses.queries.outlines import candidates, rows_of
from courses.queries.uses import module_uses
from people.models import Person
from people.queries.persons import region_choices
from quizzes.queries.bank import tags_by_kind


@login_required
@require_http_methods(["GET", "POST"])
def course(request: HttpRequest, course_id: int) -> HttpResponse:
    """Words, enrolment, and when it is complete. A search among what may be ticked saves nothing, and keeps what was typed."""
    person = cast(Person, request.user)
    held = access.get_course(person, course_id, access.Right.EDIT)
    others = access.visible_courses(person).exclude(pk=held.pk)
    form = CourseSettingsForm(
        request.POST or None, course=held, regions=region_choices(), courses=partial(candidates, others)
    )
    lessons = written_lessons(held)
    rule = _rule(request, person, held, lessons)
    if request.method == "POST" and not is_search(request.POST) and form.is_valid() and rule.is_valid():
        settings = form.settings(rule.expression(), rows_of(others, form.chosen()))
        saved = form.carry_out(
            lambda: update_course(held, **form.words(), settings=settings, seen=form.cleaned_data["seen"], by=person)
        )
        if saved is not None:
            messages.success(request, _("The course is saved."))
            return redirect("courses:course_settings", held.pk)
    context = {
        "course": held,
        "may_edit": True,
        "form": form,
        "rule": rule,
        "rule_words": rule_in_words(held.completion, {lesson.pk: str(lesson) for lesson in lessons}),
    }
    return render(request, "courses/course_settings.html", context)


def _rule(request: HttpRequest, person: Person, held: Course, lessons: list[Lesson]) -> CompletionForm:
    def finder(kind: OutcomeKind) -> Finder:
        return lambda words, keys: [(each.key, each.title) for each in offered(kind, person, words, keys)]

    finders = {"attended": finder(OutcomeKind.ATTENDANCE), "survey": finder(OutcomeKind.SURVEY)}
    return CompletionForm(request.POST or None, expression=held.completion, lessons=lessons, finders=finders)


@login_required
@require_http_methods(["GET", "POST"])
def module(request: HttpRequest, module_id: int) -> HttpResponse:
    """Words, minutes, for whom, tags, what comes before, and where the module is used."""
    person = cast(Person, request.user)
    held = access.get_module(person, module_id, access.Right.EDIT)
    others = access.visible_modules(person).exclude(pk=held.pk)
    form = ModuleSettingsForm(
        request.POST or None, module=held, tags=tags_by_kind(), modules=partial(candidates, others)
    )
    if request.method == "POST" and not is_search(request.POST) and form.is_valid():
        settings = form.settings(rows_of(others, form.chosen()))
        saved = form.carry_out(
            lambda: update_module(held, **form.words(), settings=settings, seen=form.cleaned_data["seen"], by=person)
        )
        if saved is not None:
            messages.success(request, _("The module is saved."))
            return redirect("courses:module_settings", held.pk)
    context = {"module": held, "may_edit": True, "form": form, "uses": module_uses(held, person)}
    return render(request, "courses/module_settings.html", context)
