"""How far a course is translated, and translating it side by side."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import Unknown
from core.actions import Refused
from core.languages import NATIVE_NAMES, direction
from core.refusals import sentence
from core.templatetags.lectern import language_name
from core.translating import State
from courses.access import writing as access
from courses.actions.publishing import publish_language as publish
from courses.actions.translations import translate_part
from courses.forms.translations import PartForm
from courses.queries.glossary import terms_in
from courses.queries.translations import Part, counts, matrix_of, part_of, passages_by_part
from people.models import Person

LINES_ON_A_PAGE = 80


@login_required
@require_safe
def matrix(request: HttpRequest, course_id: int) -> HttpResponse:
    """Each part of the course with its state in each language that the person may see."""
    person = cast(Person, request.user)
    course = access.get_translated_course(person, course_id)
    writable = access.translated_languages(person, course)
    teaches = access.visible_courses(person).filter(pk=course.pk).exists()
    columns = [language for language in NATIVE_NAMES if teaches or language in writable]
    lines, progress = matrix_of(course, columns)
    progress = [each for each in progress if each.total or each.is_published]
    context = {
        "course": course,
        "page": Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "columns": [(code, NATIVE_NAMES[code]) for code in columns],
        "progress": progress,
        "writable": writable,
        "may_edit": access.may_edit(person, course),
        "teaches": teaches,
    }
    return render(request, "courses/translation_matrix.html", context)


@login_required
@require_POST
def publish_language(request: HttpRequest, course_id: int, language: str) -> HttpResponse:
    """Show the course in one more language, or say what is still to be done for it."""
    person = cast(Person, request.user)
    course = access.get_course(person, course_id, access.Right.EDIT)
    if language not in NATIVE_NAMES:
        raise Unknown
    try:
        publish(course, language=language, by=person)
    except Refused as refused:
        words = sentence(refused.code, refused.data)
        to_go = next(each.to_go for each in matrix_of(course, [language])[1])
        if refused.code == "language.incomplete" and to_go:
            words += " " + _("Passages to go: %(number)d.") % {"number": to_go}
        messages.error(request, words)
    else:
        messages.success(
            request, _("Learners see the course in %(language)s now.") % {"language": language_name(language)}
        )
    return redirect("courses:translation_matrix", course.pk)


@login_required
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, course_id: int, subject: str, language: str) -> HttpResponse:
    """One part of a course, its own language at one side and ``language`` at the other."""
    person = cast(Person, request.user)
    course = access.get_course_to_translate(person, course_id, language)
    part = part_of(course, subject)
    if part is None or part.source_language == language:
        raise Unknown
    passages = passages_by_part([part], [language])[part.subject, language]
    only_todo = request.GET.get("show") == "todo"
    shown = [each for each in passages if each.state != State.REVIEWED] if only_todo else passages
    form = PartForm(
        request.POST if request.method == "POST" else None,
        part=part,
        passages=passages if request.method == "POST" else shown,
        terms=terms_in({each.key: each.source for each in passages}, part.source_language, language),
        language=language,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            refused = _save(course, part, form, request.POST.get("reviewed", ""), person, language)
            if refused is None:
                messages.success(request, _("The translation is saved."))
                return redirect(request.get_full_path())
            status = 409 if refused.code == "translation.changed" else 422
            form.refuse(refused)
    context: dict[str, Any] = {
        "course": course,
        "part": part,
        "form": form,
        "target": language,
        "target_direction": direction(language),
        "name": NATIVE_NAMES[language],
        "source_name": NATIVE_NAMES[part.source_language],
        "counts": counts(passages),
        "total": len(passages),
        "todo": sum(each.state != State.REVIEWED for each in passages),
        "only_todo": only_todo,
        "others": [
            (code, NATIVE_NAMES[code], code == language)
            for code in access.translated_languages(person, course)
            if code != part.source_language
        ],
    }
    return render(request, "courses/translate.html", context, status=status)


def _save(course: Any, part: Part, form: PartForm, asked: str, person: Person, language: str) -> Refused | None:
    every = [passage.key for passage in form.passages]
    reviewed = every if asked == "every" else [key for key in every if key == asked]
    try:
        translate_part(
            course,
            name=part.name,
            language=language,
            texts=form.texts(),
            seen=form.seen(),
            reviewed=reviewed,
            by=person,
        )
    except Refused as refused:
        return refused
    return None
