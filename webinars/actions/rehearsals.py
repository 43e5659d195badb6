"""Rehearsals before a big day: a hidden sitting with made-up viewers, removed without a trace afterwards."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.actions import action
from core.models import RecordedEvent, TopicHead
from people.models import Person
from quizzes.choices import QuestionKind
from quizzes.models import Choice, Question
from webinars import topics
from webinars.choices import REHEARSAL_SLUG, ActivityKind, RoomState, WebinarRole
from webinars.models import Activity, Registration, Room, Sitting, TeamMember, Webinar

CHOICES = 4
POLLS = 2


@dataclass(frozen=True)
class Viewer:
    """A made-up person with a session of their own. ``session_key`` is what the browser's cookie would hold."""

    person_id: int
    session_key: str
    language: str


@dataclass(frozen=True)
class Rehearsal:
    """A prepared room. ``polls`` are activity ids; ``choices`` the ids of each one's choices."""

    room_id: int
    sitting_id: int
    host: Viewer
    viewers: list[Viewer]
    polls: list[int]
    choices: dict[int, list[int]]


@action
def create_rehearsal(webinar: Webinar | None, *, viewers: int, languages: list[str]) -> Rehearsal:
    """Make a rehearsal sitting of ``webinar`` with ``viewers`` made-up persons and a host, all signed in.

    Without a webinar, one is made for it and removed with it.
    """
    mark = secrets.token_hex(4)
    if webinar is None:
        webinar = Webinar.objects.create(slug=f"{REHEARSAL_SLUG}{mark}", title_en="Rehearsal")
    now = timezone.now()
    people = Person.objects.bulk_create(
        Person(
            email=f"{mark}-{number}@rehearsal.invalid",
            full_name=f"Rehearsal {number}",
            language=languages[number % len(languages)],
            is_rehearsal=True,
            password="!" + secrets.token_urlsafe(24),
        )
        for number in range(viewers + 1)
    )
    host, *audience = people
    TeamMember.objects.create(webinar=webinar, person=host, role=WebinarRole.HOST)
    Registration.objects.bulk_create(Registration(webinar=webinar, person=person) for person in audience)
    sitting = Sitting.objects.create(
        webinar=webinar,
        position=1000,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        time_zone="UTC",
        is_rehearsal=True,
    )
    room = Room.objects.create(sitting=sitting, state=RoomState.LOBBY)
    polls, choices = [], {}
    for position in range(1, POLLS + 1):
        question = Question.objects.create(kind=QuestionKind.SINGLE, text_en=f"Rehearsal {position}")
        rows = [Choice(question=question, position=n, text_en=f"Choice {n}") for n in range(1, CHOICES + 1)]
        Choice.objects.bulk_create(rows)
        activity = Activity.objects.create(
            room=room, kind=ActivityKind.POLL, question=question, position=position, live_results=True
        )
        polls.append(activity.pk)
        choices[activity.pk] = list(question.choices.order_by("position").values_list("pk", flat=True))
    made = _sign_in(people)
    return Rehearsal(
        room_id=room.pk,
        sitting_id=sitting.pk,
        host=Viewer(host.pk, made[host.pk], host.language),
        viewers=[Viewer(person.pk, made[person.pk], person.language) for person in audience],
        polls=polls,
        choices=choices,
    )


def _sign_in(people: list[Person]) -> dict[int, str]:
    """A session for each person, by person id: as allauth would leave it, without the password."""
    store_class = import_module(settings.SESSION_ENGINE).SessionStore
    backend = settings.AUTHENTICATION_BACKENDS[0]
    rows, keys = [], {}
    for person in people:
        store = store_class()
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: backend,
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        key = secrets.token_hex(16)
        rows.append(
            Session(session_key=key, session_data=store.encode(data), expire_date=timezone.now() + timedelta(hours=2))
        )
        keys[person.pk] = key
    Session.objects.bulk_create(rows)
    return keys


@action
def remove_rehearsal(sitting_id: int) -> None:
    """Remove a rehearsal sitting and everything made for it: persons, sessions, questions, events."""
    sitting = Sitting.objects.select_related("room", "webinar").get(pk=sitting_id, is_rehearsal=True)
    room = sitting.room
    questions = list(room.activities.values_list("question_id", flat=True))
    group = topics.room(room.pk)
    RecordedEvent.objects.filter(topic=group).delete()
    RecordedEvent.objects.filter(topic__startswith=f"{group}.").delete()
    TopicHead.objects.filter(topic=group).delete()
    TopicHead.objects.filter(topic__startswith=f"{group}.").delete()
    people = Person.objects.filter(is_rehearsal=True, registrations__webinar=sitting.webinar)
    hosts = Person.objects.filter(is_rehearsal=True, team_roles__webinar=sitting.webinar)
    ids = list(people.values_list("pk", flat=True)) + list(hosts.values_list("pk", flat=True))
    webinar = sitting.webinar
    sitting.delete()
    Question.objects.filter(pk__in=questions).delete()
    Person.objects.filter(pk__in=ids).delete()
    if webinar.slug.startswith(REHEARSAL_SLUG):
        webinar.delete()
