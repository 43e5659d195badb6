"""A lesson as it is read, and what its page tells while somebody studies."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.access import Unknown
from core.actions import Refused, Repeated, once
from core.fingerprint import reader_key
from core.languages import active
from core.refusals import sentence
from courses.access.learning import Seat, get_seat
from courses.actions import progress
from courses.choices import LessonKind
from courses.forms.studying import ChangeForm, PlaceForm
from courses.models import Enrolment
from courses.queries.discussions import posts_of
from courses.queries.lessons import quiz_of, slides_of
from courses.queries.reading import Outline, Step, lesson_blocks, outline_of
from people.models import Person
from quizzes.queries.attempts import Offered

TYPED = "discussion.typed"
"""In the session: what of a discussion was refused, to stand in the form again."""

KEEPING = "X-Keep"
"""On the request of a page that is only kept on a device, for later: nobody reads it now."""


@login_required
@require_safe
def lesson(request: HttpRequest, slug: str, lesson_id: int) -> HttpResponse:
    """The lesson in the reader's language, of the version that they began; the team's look leaves no trace."""
    person, now = cast(Person, request.user), timezone.now()
    seat = get_seat(person, slug)
    learner = seat.enrolment
    outline = outline_of(seat.version.pk, active(), person_id=person.pk if learner else None)
    step = outline.at(lesson_id)
    quiz = quiz_of(step.place, person, now)
    if learner is not None and request.method == "GET" and KEEPING not in request.headers:
        if learner.last_lesson_id != lesson_id or not step.state:
            progress.begin_lesson(learner, lesson_id=lesson_id)
        if quiz is not None and not step.is_done and progress.finishes(quiz.standing):
            progress.finish_lesson(person, lesson_id=lesson_id)
            outline = outline_of(seat.version.pk, active(), person_id=person.pk)
            step = outline.at(lesson_id)
    context = _context(seat, outline, step, quiz)
    if step.place.kind == LessonKind.DISCUSSION:
        typed = request.session.pop(TYPED, None) if TYPED in request.session else None
        context["posts"] = posts_of(lesson_id, request.GET.get("page"))
        context["typed"] = typed if typed and typed["lesson"] == lesson_id else None
        context["once_word"] = secrets.token_urlsafe(12)
    return render(request, "courses/learning/lesson.html", context)


def _context(seat: Seat, outline: Outline, step: Step, quiz: Offered | None) -> dict[str, Any]:
    part = outline.part_of(step)
    blocks = lesson_blocks(part, step.id, outline.language)
    before, after = outline.beside(step)
    return {
        "seat": seat,
        "reader": reader_key(seat.enrolment.person_id) if seat.enrolment else "",
        "course": seat.course,
        "outline": outline,
        "part": part,
        "step": step,
        "place": step.place,
        "before": before,
        "after": after,
        "blocks": blocks,
        "quiz": quiz,
        "slides": slides_of(step.place, outline.language),
        "kept_place": outline.places.get(step.id, {}),
        "by_hand": seat.enrolment is not None and step.place.kind in progress.MARKED_BY_HAND,
        "template": f"courses/learning/kinds/{step.place.kind}.html",
    }


@login_required
@require_POST
def done(request: HttpRequest, slug: str, lesson_id: int) -> HttpResponse:
    """The learner is done with a lesson: from its button, or from a device that was without a line."""
    learner, step = _learning(request, slug, lesson_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _malformed()
    try:
        _once(request, form, lambda: progress.mark_done(learner, place=step.place, at=form.at_time()))
    except Refused as refused:
        return _answer(request, slug, lesson_id, refused)
    return _answer(request, slug, lesson_id)


@login_required
@require_POST
def place(request: HttpRequest, slug: str, lesson_id: int) -> HttpResponse:
    """Where the learner is in a lesson, sent by its page from time to time."""
    learner, _step = _learning(request, slug, lesson_id)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _malformed()
    _once(
        request,
        form,
        lambda: progress.keep_place(
            learner,
            lesson_id=lesson_id,
            place=form.place(),
            seconds=form.cleaned_data["seconds"],
            at=form.at_time() or timezone.now(),
        ),
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _learning(request: HttpRequest, slug: str, lesson_id: int) -> tuple[Enrolment, Step]:
    seat = get_seat(cast(Person, request.user), slug)
    if seat.enrolment is None:
        raise Unknown
    return seat.enrolment, outline_of(seat.version.pk, active()).at(lesson_id)


def _once(request: HttpRequest, form: ChangeForm, call: Callable[[], None]) -> None:
    word = form.cleaned_data["change"]
    if not word:
        call()
        return
    try:
        with once(f"study:{request.user.pk}:{word}"):
            call()
    except Repeated:
        return


def _malformed() -> HttpResponse:
    refused = Refused("message.malformed")
    return JsonResponse({"code": refused.code, "sentence": sentence(refused.code)}, status=HTTPStatus.BAD_REQUEST)


def is_sent_by_script(request: HttpRequest) -> bool:
    """The page's script sent it, and reads data: what a form sends is answered with a page."""
    return request.headers.get("X-Requested-With") == "fetch"


def told(request: HttpRequest, slug: str, refused: Refused | None) -> JsonResponse:
    """To the page's script: how far the learner is now, or why it was not taken."""
    if refused is not None:
        body = {"code": refused.code, "sentence": sentence(refused.code, refused.data)}
        return JsonResponse(body, status=HTTPStatus.CONFLICT)
    seat = get_seat(cast(Person, request.user), slug)
    if seat.enrolment is None:
        return JsonResponse({})
    done = {"done": seat.enrolment.lessons_done, "of": seat.version.lesson_count, "state": seat.enrolment.state}
    return JsonResponse(done)


def _answer(request: HttpRequest, slug: str, lesson_id: int, refused: Refused | None = None) -> HttpResponse:
    if is_sent_by_script(request):
        return told(request, slug, refused)
    seat = get_seat(cast(Person, request.user), slug)
    if refused is not None:
        messages.warning(request, sentence(refused.code, refused.data))
    elif seat.enrolment is not None and seat.enrolment.completed_at is not None:
        messages.success(request, _("The lesson is done, and the course is complete."))
    else:
        messages.success(request, _("The lesson is done."))
    return redirect("courses:lesson", slug, lesson_id)
