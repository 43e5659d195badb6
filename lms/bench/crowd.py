"""A made-up webinar with a crowd, for measurements in a database that is thrown away."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

from people.choices import Audience, Gender, Role
from people.models import Administration, Person, RoleGrant
from quizzes.models import Choice, Question
from webinars.choices import ActivityKind, ActivityState, AgendaKind, RoomState
from webinars.models import (
    Activity,
    AgendaItem,
    Answer,
    Companion,
    Connection,
    Hand,
    Participation,
    Registration,
    Room,
    Sitting,
    TeamMember,
    Webinar,
)

LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")
BEGUN = datetime(2026, 6, 4, 12, tzinfo=UTC)
LIVE_MINUTES = 150
ITEMS = 6


def crowded_webinar(*, people: int, administrations: int, sittings: int, activities: int) -> tuple[Webinar, Person]:
    """A webinar that is over, and a manager. Most came, some twice, one in twenty sat at somebody's screen."""
    chance = random.Random(7)  # noqa: S311  made-up people
    where = list(Administration.objects.order_by("pk")[:administrations])
    manager = Person.objects.create_user("manager@example.org", full_name="Manager")
    RoleGrant.objects.create(person=manager, role=Role.PROGRAMME_MANAGER)
    persons = Person.objects.bulk_create(
        [
            Person(
                email=f"officer-{number}@example.org",
                full_name=f"Officer {number}",
                administration=chance.choice(where),
                language=chance.choice(LANGUAGES),
                audience=chance.choice(Audience.values),
                gender=chance.choice(Gender.values),
            )
            for number in range(people)
        ],
        batch_size=500,
    )
    webinar = Webinar.objects.create(slug="crowd", title_en="Targeting dual-use goods")
    TeamMember.objects.create(webinar=webinar, person=manager, role="host")
    Registration.objects.bulk_create(
        [Registration(webinar=webinar, person=one, administration=one.administration) for one in persons],
        batch_size=500,
    )
    for number in range(sittings):
        _sitting(webinar, manager, persons, where, number, activities // sittings, chance)
    return webinar, manager


def _sitting(
    webinar: Webinar,
    presenter: Person,
    persons: list[Person],
    where: list[Administration],
    number: int,
    activities: int,
    chance: random.Random,
) -> None:
    begun = BEGUN + timedelta(days=number)
    over = begun + timedelta(minutes=LIVE_MINUTES)
    sitting = Sitting.objects.create(
        webinar=webinar,
        position=number + 1,
        starts_at=begun,
        ends_at=over,
        time_zone="Africa/Nairobi",
        live_from=begun,
        live_until=over,
    )
    room = Room.objects.create(sitting=sitting, state=RoomState.ENDED)
    each = LIVE_MINUTES // ITEMS
    for position in range(ITEMS):
        AgendaItem.objects.create(
            sitting=sitting,
            position=position + 1,
            kind=AgendaKind.MODULE,
            title_en=f"Module {position + 1}",
            planned_minutes=each,
            presenter=presenter,
            started_at=begun + timedelta(minutes=each * position),
            ended_at=begun + timedelta(minutes=each * (position + 1)),
        )
    came = [person for person in persons if chance.random() < 0.9]
    rows, beside = [], []
    for person in came:
        start, end = chance.uniform(-10, 30), chance.uniform(100, LIVE_MINUTES + 10)
        pause = chance.uniform(40, 90)
        pieces = [(start, end)] if chance.random() < 0.75 else [(start, pause), (pause + 4, end)]
        rows += [
            Connection(
                room=room,
                person=person,
                language=person.language,
                opened_at=begun + timedelta(minutes=since),
                last_seen_at=begun + timedelta(minutes=until),
                closed_at=begun + timedelta(minutes=until),
                process="bench",
            )
            for since, until in pieces
        ]
        if chance.random() < 0.05:
            beside.append(
                Companion(
                    room=room,
                    host=person,
                    guest_name=f"Guest {person.pk}",
                    administration=chance.choice(where),
                    since=begun + timedelta(minutes=10),
                )
            )
    Connection.objects.bulk_create(rows, batch_size=500)
    Companion.objects.bulk_create(beside, batch_size=500)
    Hand.objects.bulk_create(
        Hand(
            room=room,
            person=person,
            state="lowered",
            floor_at=begun + timedelta(minutes=5 * place),
            lowered_at=begun + timedelta(minutes=5 * place + 2),
        )
        for place, person in enumerate(came[:20])
    )
    for position in range(activities):
        _activity(room, came, position, begun + timedelta(minutes=10 * position + 5), chance)


def _activity(room: Room, came: list[Person], position: int, opened: datetime, chance: random.Random) -> None:
    question = Question.objects.create(kind="single", text_en=f"What do you check first? ({position + 1})")
    choices = [
        Choice.objects.create(question=question, position=place, text_en=f"Choice {place}") for place in range(1, 5)
    ]
    activity = Activity.objects.create(
        room=room,
        kind=ActivityKind.POLL,
        question=question,
        position=position + 1,
        anonymous=position % 2 == 1,
        state=ActivityState.REVEALED,
        opened_at=opened,
        closed_at=opened + timedelta(minutes=3),
    )
    answering = [person for person in came if chance.random() < 0.8]
    Answer.objects.bulk_create(
        [
            Answer(
                activity=activity,
                voter=f"p{person.pk}",
                person=None if activity.anonymous else person,
                response=json.dumps({"choices": [chance.choice(choices).pk]}),
                language=person.language,
            )
            for person in answering
        ],
        batch_size=500,
    )
    Participation.objects.bulk_create(
        [Participation(activity=activity, person=person) for person in answering], batch_size=500
    )
