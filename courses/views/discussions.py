"""Saying something in a lesson's discussion, and taking it away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access import Unknown
from core.actions import Refused, Repeated, once
from core.languages import LANGUAGES, active
from core.refusals import sentence
from courses.access.learning import Seat, get_post, get_seat
from courses.actions.discussing import remove_post, write_post
from courses.choices import LessonKind
from courses.forms.studying import ChangeForm
from courses.queries.reading import outline_of
from courses.views.lessons import TYPED, is_sent_by_script, told
from people.models import Person


@login_required
@require_POST
def discuss(request: HttpRequest, slug: str, lesson_id: int) -> HttpResponse:
    """``text`` is said, in answer to ``reply_to`` where it is given; or the team takes the post ``remove`` away."""
    person = cast(Person, request.user)
    seat = get_seat(person, slug)
    if outline_of(seat.version.pk, active()).at(lesson_id).place.kind != LessonKind.DISCUSSION:
        raise Unknown
    if "remove" in request.POST:
        remove_post(get_post(seat, lesson_id, _number(request.POST["remove"])), by=person)
        messages.success(request, _("The post is taken away."))
        return redirect("courses:lesson", slug, lesson_id)
    refused = _write(request, seat, lesson_id)
    if is_sent_by_script(request):
        return told(request, slug, refused)
    if refused is None:
        messages.success(request, _("Your post is there."))
    else:
        typed = {"text": request.POST.get("text", ""), "reply_to": request.POST.get("reply_to", "")}
        request.session[TYPED] = {"lesson": lesson_id, **typed}
        messages.warning(request, sentence(refused.code, refused.data))
    return redirect("courses:lesson", slug, lesson_id)


def _write(request: HttpRequest, seat: Seat, lesson_id: int) -> Refused | None:
    """Why what was sent was not taken. From a page that was opened without a line it comes under ``change``."""
    person = cast(Person, request.user)
    if seat.enrolment is None and not seat.is_team:
        raise Unknown
    form = ChangeForm(request.POST)
    text, reply, language = (request.POST.get(name, "") for name in ("text", "reply_to", "language"))
    word = (form.cleaned_data["change"] if form.is_valid() else "") or request.POST.get("once", "")[:64]
    try:
        with once(f"discuss:{person.pk}:{word}"):
            write_post(
                lesson_id=lesson_id,
                by=person,
                text=text,
                language=language if language in LANGUAGES else active(),
                learns=seat.enrolment,
                reply_to=_number(reply) if reply else None,
                word=word,
                at=form.at_time() if form.is_valid() else None,
            )
    except Repeated:
        return None
    except Refused as refused:
        return refused
    return None


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 18):
        raise Unknown
    return int(word)
