"""What a lesson was: its revisions, one of them, bringing one back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import Unknown
from core.actions import Refused
from core.refusals import sentence
from courses.access.writing import Right, get_lesson, may_edit
from courses.actions.editing import restore_revision
from courses.content import from_json
from courses.queries.contents import lesson_now
from courses.queries.revisions import changes_between, names_in, revision_at, revisions_of, shown_content, steps
from people.models import Person

PER_PAGE = 20


@login_required
@require_safe
def history(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """All revisions, newest first, each with what it changed."""
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.SEE)
    page = Paginator(revisions_of(lesson), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    before = revisions_of(lesson).filter(number__lt=shown[-1].number).first() if page.has_next() else None
    context = {
        "lesson": lesson,
        "page": page,
        "steps": steps(shown, before),
        "may_edit": may_edit(person, lesson.module),
    }
    return render(request, "courses/lesson_history.html", context)


@login_required
@require_safe
def revision(request: HttpRequest, lesson_id: int, number: int) -> HttpResponse:
    """One revision whole, and what is different in it from the lesson as it is now."""
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.SEE)
    old = revision_at(lesson, number)
    if old is None:
        raise Unknown
    if old.number != number:
        return redirect("courses:lesson_revision", lesson.pk, old.number)
    then, now = from_json(old.content), lesson_now(lesson)
    language = now.source_language
    context = {
        "lesson": lesson,
        "revision": old,
        "changes": changes_between(now, then, names_in([now, then])),
        "is_newest": old.number == lesson.revision,
        "may_edit": may_edit(person, lesson.module),
        "blocks": shown_content(then, language),
    }
    return render(request, "courses/lesson_revision.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, lesson_id: int, number: int) -> HttpResponse:
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.EDIT)
    before = lesson.revision
    try:
        made = restore_revision(lesson, number=number, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return redirect("courses:lesson_history", lesson.pk)
    if made.number == before:
        messages.info(request, _("Nothing is different: it was not changed."))
    else:
        messages.success(request, _("The lesson is again what it was as revision %(number)d.") % {"number": number})
    return redirect("courses:edit_lesson", lesson.pk)
