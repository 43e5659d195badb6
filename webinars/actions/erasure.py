"""What becomes of a person's part in webinars when they erase their account. In words: ``docs/rules/personal-data.md``."""

from __future__ import annotations

import secrets

from django.db.models import F, Q
from django.utils import timezone

from core import audit
from core.actions import Refused
from core.languages import active, choose, local_text
from core.personal import eraser, guard
from webinars.actions.registration.seating import fill_places, locked_webinar
from webinars.choices import AskedState, MailState, RegistrationState, WebinarRole, WebinarState
from webinars.models import (
    AgendaItem,
    Answer,
    AskedQuestion,
    ChatMessage,
    Correction,
    Mail,
    Registration,
    Sitting,
    SurveyAnswer,
    TeamMember,
    Webinar,
)
from webinars.queries.registrations import is_over

NO_TEXT = "…"
"""Stands where somebody's words were: that a question was asked, or minutes corrected, stays counted."""


def _ahead() -> Q:
    """Webinars of which a sitting is still to come or under way."""
    now = timezone.now()
    open_sittings = Sitting.objects.filter(is_rehearsal=False).filter(
        Q(live_from__isnull=False, live_until__isnull=True) | Q(live_from__isnull=True, ends_at__gt=now)
    )
    return Q(pk__in=open_sittings.values("webinar")) & ~Q(state=WebinarState.CANCELLED)


@guard
def refuse_a_sole_host(person_id: int) -> None:
    hosted = TeamMember.objects.filter(person=person_id, role=WebinarRole.HOST).values("webinar")
    others = TeamMember.objects.filter(role=WebinarRole.HOST, person__is_active=True).exclude(person=person_id)
    alone = Webinar.objects.filter(_ahead(), pk__in=hosted).exclude(pk__in=others.values("webinar")).first()
    if alone is not None:
        title, _language = choose(local_text(alone, "title")["$text"], active())
        raise Refused("erasure.sole_host", title=title)


@guard
def lock_places(person_id: int) -> None:
    """The webinars' rows are the locks of their places, and are taken before anything else, as every action does."""
    own = Registration.objects.filter(person=person_id).values("webinar")
    locked = Webinar.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=own)
    list(locked.order_by("pk").values_list("pk"))


@eraser
def leave_webinars(person_id: int) -> None:
    """Give back places that are still of use, leave teams, and part what was said from who said it."""
    coming = Webinar.objects.filter(_ahead()).values("pk")
    TeamMember.objects.filter(person=person_id, webinar__in=coming).delete()
    AgendaItem.objects.filter(presenter=person_id).update(presenter=None)
    Registration.objects.filter(person=person_id).update(listed_name="", reason="", link_version=F("link_version") + 1)
    Mail.objects.filter(person=person_id).exclude(state=MailState.SENT).update(state=MailState.DROPPED)
    Correction.objects.filter(person=person_id).update(reason=NO_TEXT)
    ChatMessage.objects.filter(author=person_id).delete()
    asked = AskedQuestion.objects.filter(author=person_id)
    asked.filter(state=AskedState.PENDING).update(state=AskedState.DECLINED)
    asked.update(text=NO_TEXT, hide_name=True)
    _part_answers(person_id)
    _give_places_back(person_id)


def _give_places_back(person_id: int) -> None:
    now = timezone.now()
    for own in Webinar.objects.filter(registrations__person=person_id).order_by("pk"):
        webinar = locked_webinar(own)
        if is_over(webinar, now):
            continue
        rows = Registration.objects.filter(webinar=webinar, person=person_id)
        keys = list(rows.values_list("pk", flat=True))
        rows.update(state=RegistrationState.CANCELLED, queue_number=None, changed_at=now)
        audit.record("place.erased", actor_id=None, subject=f"webinar:{webinar.pk}", registrations=keys)
        fill_places(webinar)


def _part_answers(person_id: int) -> None:
    """Answers stay, each under a word of its own that was drawn by lot."""
    answers = list(Answer.objects.filter(person=person_id).order_by("pk"))
    in_surveys = list(SurveyAnswer.objects.filter(person=person_id).order_by("pk"))
    rows: list[Answer | SurveyAnswer] = [*answers, *in_surveys]
    for row in rows:
        row.voter, row.person = secrets.token_hex(16), None
    Answer.objects.bulk_update(answers, ["voter", "person"], batch_size=500)
    SurveyAnswer.objects.bulk_update(in_surveys, ["voter", "person"], batch_size=500)
