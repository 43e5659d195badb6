from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from people.models import Person
from quizzes.models import Question, Quiz
from tests.factories.quizzes import make_quiz
from webinars.choices import ActivityKind, AgendaKind, MailKind, MailState, RoomState, SurveyKind, WebinarRole
from webinars.models import Activity, AgendaItem, Mail, Registration, Room, Sitting, Survey, TeamMember, Webinar

_numbers = count(1)


def make_webinar(
    *, host: Person | None = None, attendees: tuple[Person, ...] | list[Person] = (), **fields: Any
) -> Webinar:
    number = next(_numbers)
    fields.setdefault("slug", f"webinar-{number}")
    fields.setdefault("title_en", f"Webinar {number}")
    fields.setdefault("title_fr", f"Webinaire {number}")
    webinar = Webinar.objects.create(**fields)
    if host is not None:
        TeamMember.objects.create(webinar=webinar, person=host, role=WebinarRole.HOST)
    for person in attendees:
        Registration.objects.create(webinar=webinar, person=person)
    return webinar


def make_room(webinar: Webinar | None = None, *, state: str = RoomState.LIVE, items: int = 2, **fields: Any) -> Room:
    """A sitting of 90 minutes, live since ten minutes ago when ``state`` is live, with an agenda of modules."""
    webinar = webinar or make_webinar()
    now = timezone.now()
    begun = None if state == RoomState.LOBBY else now - timedelta(minutes=10)
    sitting = Sitting.objects.create(
        webinar=webinar,
        position=webinar.sittings.count() + 1,
        starts_at=now - timedelta(minutes=10),
        ends_at=now + timedelta(minutes=80),
        time_zone="Africa/Nairobi",
        live_from=begun,
        live_until=now if state == RoomState.ENDED else None,
    )
    for position in range(1, items + 1):
        AgendaItem.objects.create(
            sitting=sitting,
            position=position,
            kind=AgendaKind.MODULE,
            title_en=f"Module {position}",
            title_fr=f"Module {position}",
            planned_minutes=45,
        )
    return Room.objects.create(sitting=sitting, state=state, **fields)


def make_activity(room: Room, question: Question, **fields: Any) -> Activity:
    fields.setdefault("kind", ActivityKind.POLL)
    fields.setdefault("position", room.activities.count() + 1)
    return Activity.objects.create(room=room, question=question, **fields)


def make_survey(webinar: Webinar, kind: str = SurveyKind.EVALUATION, quiz: Quiz | None = None, **fields: Any) -> Survey:
    """A survey of a webinar; ``open_now=True`` opens an evaluation or a test after as the end of the webinar does."""
    if fields.pop("open_now", False):
        now = timezone.now()
        fields.update(opens_at=now, closes_at=now + timedelta(days=3))
        fields["answer_key"] = b"k" * 32 if kind == SurveyKind.EVALUATION else None
    return Survey.objects.create(webinar=webinar, kind=kind, quiz=quiz or make_quiz(2), **fields)


def make_mail(registration: Registration, **fields: Any) -> Mail:
    """A mail to the registration's person; one that could not be sent when nothing else is said."""
    fields.setdefault("kind", MailKind.CONFIRMATION)
    fields.setdefault("state", MailState.FAILED)
    fields.setdefault("key", f"{fields['kind']}.{registration.pk}.{next(_numbers)}")
    return Mail.objects.create(
        webinar=registration.webinar,
        person=registration.person,
        registration=registration,
        due_at=fields.pop("due_at", timezone.now()),
        **fields,
    )
