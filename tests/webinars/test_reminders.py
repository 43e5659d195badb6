"""Who is reminded and thanked, and when: once each, never absurdly late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars.actions.reminders import queue_reminders, queue_thanks
from webinars.actions.sittings import move_sitting
from webinars.choices import MailKind, RegistrationState, RoomState, WebinarState
from webinars.models import Connection, Mail, Registration, Sitting, Webinar

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 29, 9, 0, tzinfo=UTC)
WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
LONG_AGO = START - timedelta(days=60)


def planned(webinar: Webinar, starts_at: datetime = START, zone: str = "Europe/Brussels", **fields: Any) -> Sitting:
    sitting = make_room(webinar, state=RoomState.LOBBY).sitting
    sitting.starts_at, sitting.ends_at, sitting.time_zone = starts_at, starts_at + timedelta(minutes=90), zone
    for name, value in fields.items():
        setattr(sitting, name, value)
    sitting.save()
    return sitting


def webinar_with(people: int = 1, *, since: datetime = LONG_AGO, **fields: Any) -> Webinar:
    webinar = make_webinar(attendees=[make_person() for _ in range(people)], **fields)
    Registration.objects.filter(webinar=webinar).update(registered_at=since)
    return webinar


def kinds() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("kind", flat=True))


def run_between(first: datetime, last: datetime, step: timedelta = timedelta(minutes=20)) -> None:
    while first <= last:
        queue_reminders(now=first)
        first += step


def test_each_reminder_once_from_registration_to_start() -> None:
    planned(webinar_with(2, host=make_person()))
    run_between(START - timedelta(days=8), START + timedelta(hours=1))
    assert {kind: kinds().count(kind) for kind in set(kinds())} == {
        MailKind.REMINDER_WEEK: 3,
        MailKind.REMINDER_DAY: 3,
        MailKind.REMINDER_HOUR: 3,
    }


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (WEEK + timedelta(minutes=1), []),
        (WEEK, [MailKind.REMINDER_WEEK]),
        (WEEK - timedelta(days=2), []),
        (DAY, [MailKind.REMINDER_DAY]),
        (DAY - timedelta(hours=12), []),
        (HOUR, [MailKind.REMINDER_HOUR]),
        (timedelta(minutes=1), [MailKind.REMINDER_HOUR]),
        (timedelta(0), []),
        (-HOUR, []),
    ],
)
def test_reminder_is_due_from_its_hour_for_a_while(before: timedelta, expected: list[str]) -> None:
    planned(webinar_with())
    queue_reminders(now=START - before)
    assert kinds() == expected


@pytest.mark.parametrize(
    ("registered", "expected"),
    [
        (timedelta(minutes=30), []),
        (timedelta(hours=3), [MailKind.REMINDER_HOUR]),
        (timedelta(days=3), [MailKind.REMINDER_DAY, MailKind.REMINDER_HOUR]),
        (timedelta(days=6), [MailKind.REMINDER_DAY, MailKind.REMINDER_HOUR]),
        (timedelta(days=8), [MailKind.REMINDER_WEEK, MailKind.REMINDER_DAY, MailKind.REMINDER_HOUR]),
    ],
)
def test_late_registration_is_reminded_of_what_is_still_to_come(registered: timedelta, expected: list[str]) -> None:
    planned(webinar_with(since=START - registered))
    run_between(START - registered, START)
    assert kinds() == expected


def test_only_those_with_a_place_and_the_team_are_reminded() -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    planned(webinar)
    for number, state in enumerate(RegistrationState, start=1):
        queue = number if state == RegistrationState.WAITING else None
        Registration.objects.create(webinar=webinar, person=make_person(), state=state, queue_number=queue)
    Registration.objects.create(webinar=webinar, person=make_person(is_active=False))
    Registration.objects.update(registered_at=LONG_AGO)
    queue_reminders(now=START - DAY)
    placed = webinar.registrations.placed().get(person__is_active=True).person_id
    assert set(Mail.objects.values_list("person_id", flat=True)) == {host.pk, placed}


@pytest.mark.parametrize("state", [WebinarState.DRAFT, WebinarState.CANCELLED, WebinarState.TEMPLATE])
def test_no_reminder_of_what_is_not_announced(state: WebinarState) -> None:
    planned(webinar_with(state=state))
    run_between(START - timedelta(days=8), START, HOUR)
    assert kinds() == []


def test_no_reminder_of_a_rehearsal_or_of_what_began_early() -> None:
    planned(webinar_with(), is_rehearsal=True)
    planned(webinar_with(), live_from=START - timedelta(hours=2))
    queue_reminders(now=START - HOUR)
    assert kinds() == []


def test_moved_sitting_reminds_again_of_its_new_time() -> None:
    sitting = planned(webinar_with())
    queue_reminders(now=START - DAY)
    Mail.objects.update(queued_at=START - DAY)
    later = START + timedelta(days=3)
    move_sitting(sitting, starts=later, ends=later + HOUR, time_zone=sitting.time_zone)
    Mail.objects.filter(kind=MailKind.CHANGE).update(queued_at=START - timedelta(hours=20))
    queue_reminders(now=START - HOUR)
    assert kinds() == [MailKind.REMINDER_DAY, MailKind.CHANGE]
    queue_reminders(now=later - DAY)
    assert kinds() == [MailKind.REMINDER_DAY, MailKind.CHANGE, MailKind.REMINDER_DAY]


def test_change_told_after_a_reminder_was_due_takes_its_place() -> None:
    sitting = planned(webinar_with())
    moved = START - timedelta(minutes=10)
    move_sitting(sitting, starts=moved, ends=moved + HOUR, time_zone=sitting.time_zone)
    Mail.objects.update(queued_at=moved - timedelta(minutes=50))
    queue_reminders(now=moved - timedelta(minutes=40))
    assert kinds() == [MailKind.CHANGE]


def test_sittings_of_a_week_share_the_first_reminder_and_those_of_a_day_the_second() -> None:
    webinar = webinar_with()
    morning, afternoon = planned(webinar), planned(webinar, START + timedelta(hours=5))
    tomorrow, month = planned(webinar, START + DAY), planned(webinar, START + timedelta(days=30))
    run_between(START - timedelta(days=8), START + timedelta(days=31), timedelta(minutes=30))
    by_kind = {
        kind: [mail.details["sitting"] for mail in Mail.objects.filter(kind=kind).order_by("pk")]
        for kind in set(kinds())
    }
    assert by_kind == {
        MailKind.REMINDER_WEEK: [morning.pk, month.pk],
        MailKind.REMINDER_DAY: [morning.pk, tomorrow.pk, month.pk],
        MailKind.REMINDER_HOUR: [morning.pk, afternoon.pk, tomorrow.pk, month.pk],
    }


@pytest.mark.parametrize("people", [1, 3])
def test_reminding_takes_the_same_queries_for_one_and_for_many(people: int, django_assert_num_queries: Any) -> None:
    planned(webinar_with(people))
    with django_assert_num_queries(7):
        queue_reminders(now=START - DAY)
    assert len(kinds()) == people


def held(webinar: Webinar, *, ended_at: datetime, came: list[Person]) -> Sitting:
    sitting = planned(webinar, ended_at - HOUR, live_from=ended_at - HOUR, live_until=ended_at)
    sitting.room.state = RoomState.ENDED
    sitting.room.save()
    for person in came:
        Connection.objects.create(
            room=sitting.room,
            person=person,
            language="en",
            opened_at=ended_at - HOUR,
            last_seen_at=ended_at,
            closed_at=ended_at,
        )
    return sitting


def test_those_who_came_are_thanked_once_when_all_is_over() -> None:
    came, absent, withdrawn = make_person(), make_person(), make_person()
    webinar = make_webinar(host=make_person(), attendees=[came, absent, withdrawn])
    webinar.registrations.filter(person=withdrawn).update(state=RegistrationState.CANCELLED)
    held(webinar, ended_at=START, came=[came, withdrawn])
    assert queue_thanks(now=START + timedelta(minutes=4)) == 0
    for minutes in (6, 7, 600):
        queue_thanks(now=START + timedelta(minutes=minutes))
    assert list(Mail.objects.values_list("kind", "person_id")) == [(MailKind.THANKS, came.pk)]


def test_nobody_is_thanked_between_two_sittings_or_days_later() -> None:
    came = make_person()
    webinar = make_webinar(attendees=[came])
    held(webinar, ended_at=START, came=[came])
    tomorrow = planned(webinar, START + timedelta(days=1))
    assert queue_thanks(now=START + timedelta(hours=1)) == 0
    tomorrow.room.delete()
    tomorrow.delete()
    assert queue_thanks(now=START + timedelta(days=2)) == 0
    assert queue_thanks(now=START + timedelta(hours=1)) == 1
