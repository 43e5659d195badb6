"""A lesson as it is being written, on the page of its learners: nothing of what one does there is counted."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import Unknown
from core.languages import LANGUAGES, NATIVE_NAMES, direction
from courses.access.writing import Right, get_lesson, may_edit
from courses.actions.progress import MARKED_BY_HAND
from courses.choices import LessonKind
from courses.queries.discussions import posts_of
from courses.queries.lessons import asked_of, quiz_of, slides_of
from courses.queries.previews import previewed
from courses.views.playing import played
from people.models import Person
from quizzes.access import editable_quizzes


@login_required
@require_safe
def preview(request: HttpRequest, lesson_id: int, language: str) -> HttpResponse:
    """The lesson in ``language``, drawn by the templates of learners; what is not translated is shown as what it is.

    ``?width=phone``: no wider than a phone.
    """
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.SEE)
    if language not in LANGUAGES:
        raise Unknown
    found = previewed(lesson, language)
    place = found.step.place
    context = {
        "lesson": lesson,
        "found": found,
        "step": found.step,
        "part": found.part,
        "place": place,
        "blocks": found.blocks,
        "quiz": quiz_of(place, person, timezone.now()),
        "tries": frozenset(editable_quizzes(person).filter(pk__in=asked_of([place])).values_list("pk", flat=True)),
        "slides": slides_of(place, language),
        "posts": posts_of(lesson.pk, request.GET.get("page")) if place.kind == LessonKind.DISCUSSION else [],
        "is_preview": True,
        "by_hand": place.kind in MARKED_BY_HAND,
        "template": f"courses/learning/kinds/{place.kind}.html",
        "shown": language,
        "shown_direction": direction(language),
        "tabs": [(code, NATIVE_NAMES[code]) for code in LANGUAGES],
        "is_phone": request.GET.get("width") == "phone",
        "may_edit": may_edit(person, lesson.module),
    }
    return render(request, "courses/lesson_preview.html", context)


@login_required
@never_cache
@require_safe
def preview_package(request: HttpRequest, lesson_id: int, language: str) -> HttpResponse:
    """The SCORM package of the lesson, with a ticket that keeps nothing."""
    person = cast(Person, request.user)
    lesson = get_lesson(person, lesson_id, Right.SEE)
    if language not in LANGUAGES:
        raise Unknown
    return played(request, previewed(lesson, language).step, language=language)
