"""Answering: the page, and the saving that its script asks for while the line is there."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.fingerprint import reader_key
from core.languages import active
from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions.attempts import saving, submitting
from quizzes.choices import AttemptState
from quizzes.forms.attempts import Typed, asked
from quizzes.models import Attempt
from quizzes.queries.attempts import answers_of, is_overdue

PAGE = "quizzes/attempts/attempt.html"
CONFLICTS = frozenset({"attempt.elsewhere", "attempt.late", "attempt.stale", "attempt.submitted"})
"""Codes that are nobody's typing error: 409. What does not fit its question is 422."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters()
def attempt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """All questions on one page, saved by its button or by its script. Each opening lets this window write, and no other; so does
    a device that keeps the page, unless it is the one that may (``X-Keep`` says its lease)."""
    found = access.get_attempt(cast(Person, request.user), attempt_id)
    if is_overdue(found, timezone.now()):
        submitting.submit_if_due(found.pk)
    elif request.method == "POST":
        return _save(request, found)
    elif request.method == "GET" and request.headers.get("X-Keep") != found.lease:
        found = saving.take_over(found)
    if found.state == AttemptState.SUBMITTED or is_overdue(found, timezone.now()):
        return redirect("quizzes:result", found.pk)
    return _page(request, found)


def _save(request: HttpRequest, found: Attempt) -> HttpResponse:
    typed = Typed(dict(request.POST.lists()))
    positions = [int(value) for value in typed.data.getlist("position") if value.isascii() and value.isdigit()]
    flagged = set(typed.data.getlist("flag"))
    flags = {position: str(position) in flagged for position in positions}
    lease = request.POST.get("lease", "")
    try:
        refused = saving.save_page(found, lease=lease, flags=flags, read=typed.read, language=active())
    except Refused as why:
        if why.code != "attempt.elsewhere":
            return redirect("quizzes:result", found.pk)
        return _page(request, saving.take_over(found), typed=typed, why=why, status=HTTPStatus.CONFLICT)
    if refused:
        return _page(request, found, typed=typed, refused=refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if "finish" in request.POST:
        return redirect("quizzes:submit", found.pk)
    return redirect(f"{reverse('quizzes:attempt', args=[found.pk])}?saved")


def _page(
    request: HttpRequest,
    found: Attempt,
    *,
    typed: Typed | None = None,
    refused: dict[int, Refused] | None = None,
    why: Refused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    questions = asked(answers_of(found), data=typed.data if typed else None, refused=refused)
    context = {
        "attempt": found,
        "reader": reader_key(found.person_id),
        "quiz": found.quiz,
        "questions": questions,
        "answered": sum(one.is_answered for one in questions),
        "now": timezone.now(),
        "why": sentence(why.code, why.data) if why else "",
        "faults": [one for one in questions if one.field.error],
        "was_saved": "saved" in request.GET,
        "saves_itself": typed is None,
        "elsewhere": sentence("attempt.elsewhere"),
    }
    return render(request, PAGE, context, status=status)


@login_required
@require_POST
@sensitive_post_parameters()
def save_answer(request: HttpRequest, attempt_id: int, position: int) -> JsonResponse:
    """``{"lease", "revision", "fields": {name: [values]}, "flagged"}`` is kept, or refused with a code and a sentence."""
    try:
        given = json.loads(request.body)
        lease, revision, fields = str(given["lease"]), given["revision"], given["fields"]
        typed = Typed({str(name): list(values) for name, values in fields.items()})
        if type(revision) is not int or not 0 < revision < 2**31:
            raise TypeError
        flagged = given.get("flagged")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _refusal(Refused("message.malformed"), HTTPStatus.BAD_REQUEST)
    try:
        saved = saving.save_answer(
            attempt_id,
            person=cast(Person, request.user),
            position=position,
            lease=lease,
            revision=revision,
            read=typed.read,
            language=active(),
            is_flagged=flagged if isinstance(flagged, bool) else None,
        )
    except Refused as why:
        status = HTTPStatus.CONFLICT if why.code in CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY
        return _refusal(why, status)
    return JsonResponse(
        {
            "revision": saved.revision,
            "answered": saved.response is not None,
            "due": saved.due_at and saved.due_at.timestamp(),
            "now": timezone.now().timestamp(),
        }
    )


def _refusal(why: Refused, status: int) -> JsonResponse:
    answer: dict[str, Any] = {"code": why.code, "data": why.data, "sentence": sentence(why.code, why.data)}
    return JsonResponse(answer, status=status)
