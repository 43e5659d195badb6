"""Who is told when the times of a webinar change or it is called off, and of which of two changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import make_person, make_room, make_webinar
from webinars.actions.announcements import tell_of_cancellation
from webinars.actions.sittings import create_sitting, move_sitting, remove_sitting
from webinars.choices import DropReason, MailKind, MailState, RegistrationState, RoomState, WebinarState
from webinars.models import Mail, Registration, Sitting, Webinar

pytestmark = pytest.mark.django_db
S = RegistrationState


def place(webinar: Webinar, state: RegistrationState = S.CONFIRMED) -> Registration:
    number = webinar.registrations.count() + 1 if state == S.WAITING else None
    return Registration.objects.create(webinar=webinar, person=make_person(), state=state, queue_number=number)


def planned(webinar: Webinar, *, days: int = 10) -> Sitting:
    """A sitting in some days, made before anybody is in the webinar."""
    starts = timezone.now().replace(microsecond=0) + timedelta(days=days)
    sitting = make_room(webinar, state=RoomState.LOBBY).sitting
    sitting.starts_at, sitting.ends_at = starts, starts + timedelta(minutes=90)
    sitting.save()
    return sitting


def move(sitting: Sitting, **by: Any) -> Sitting:
    delta = timedelta(**by)
    return move_sitting(
        sitting, starts=sitting.starts_at + delta, ends=sitting.ends_at + delta, time_zone=sitting.time_zone
    )


def queued() -> list[Mail]:
    return list(Mail.objects.filter(state=MailState.QUEUED).order_by("person_id"))


def test_move_is_told_to_those_in_it_and_to_the_team_once_each() -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    sitting = planned(webinar)
    told = [place(webinar, state).person_id for state in (S.CONFIRMED, S.WAITING, S.INVITED, S.REQUESTED)]
    for state in (S.NOMINATED, S.DECLINED, S.CANCELLED):
        place(webinar, state)
    Registration.objects.create(webinar=webinar, person=host)
    moved = move(sitting, hours=1)
    assert moved.sequence == 1
    assert [mail.person_id for mail in queued()] == sorted([host.pk, *told])
    assert {mail.kind for mail in queued()} == {MailKind.CHANGE}
    assert {mail.details["was"]["starts_at"] for mail in queued()} == {sitting.starts_at.isoformat()}
    assert {mail.details["starts_at"] for mail in queued()} == {moved.starts_at.isoformat()}


@pytest.mark.parametrize("state", [WebinarState.DRAFT, WebinarState.TEMPLATE, WebinarState.CANCELLED])
def test_nothing_is_told_of_a_webinar_that_is_not_announced(state: WebinarState) -> None:
    webinar = make_webinar(host=make_person(), state=state)
    sitting = planned(webinar)
    place(webinar)
    move(sitting, hours=1)
    remove_sitting(sitting)
    assert queued() == []


def test_nothing_is_told_of_times_that_are_over() -> None:
    webinar = make_webinar(host=make_person())
    sitting = planned(webinar, days=-10)
    move(sitting, hours=1)
    assert queued() == []


def test_saving_the_same_times_tells_nothing() -> None:
    webinar = make_webinar(host=make_person())
    assert move(planned(webinar)).sequence == 0
    assert queued() == []


def test_of_two_moves_the_last_is_told_with_what_was_known() -> None:
    webinar = make_webinar(host=make_person())
    sitting = planned(webinar)
    last = move(move(sitting, hours=1), hours=2)
    (mail,) = queued()
    assert mail.details["was"]["starts_at"] == sitting.starts_at.isoformat()
    assert mail.details["starts_at"] == last.starts_at.isoformat()
    assert list(Mail.objects.exclude(pk=mail.pk).values_list("state", "error")) == [
        (MailState.DROPPED, DropReason.REPLACED)
    ]


def test_moved_and_moved_back_tells_nothing() -> None:
    webinar = make_webinar(host=make_person())
    back = move(move(planned(webinar), hours=1), hours=-1)
    assert (queued(), back.sequence) == ([], 2)


def test_removal_is_told_with_the_times_that_were() -> None:
    webinar = make_webinar(attendees=[make_person()])
    sitting = planned(webinar)
    remove_sitting(sitting)
    (mail,) = queued()
    assert mail.details["change"] == "removed"
    assert (mail.details["was"]["starts_at"], mail.details["sequence"]) == (sitting.starts_at.isoformat(), 1)


def test_added_and_removed_before_anybody_heard_of_it_tells_nothing() -> None:
    webinar = make_webinar(attendees=[make_person()])
    starts = timezone.now() + timedelta(days=3)
    sitting = create_sitting(webinar, starts=starts, ends=starts + timedelta(hours=1), time_zone="Asia/Kathmandu")
    assert [mail.details["change"] for mail in queued()] == ["added"]
    remove_sitting(sitting)
    assert queued() == []


def test_cancellation_is_told_once_and_takes_everything_else_back() -> None:
    host, person = make_person(), make_person()
    webinar = make_webinar(host=host, attendees=[person])
    sitting = planned(webinar)
    planned(webinar, days=-3)
    move(sitting, hours=1)
    webinar.state = WebinarState.CANCELLED
    webinar.save()
    with transaction.atomic():
        tell_of_cancellation(webinar)
    assert [(mail.kind, mail.person_id) for mail in queued()] == [
        (MailKind.CANCELLATION, host.pk),
        (MailKind.CANCELLATION, person.pk),
    ]
    assert [[(times["sitting"], times["sequence"]) for times in mail.details["sittings"]] for mail in queued()] == [
        [(sitting.pk, 2)]
    ] * 2
    assert set(Mail.objects.filter(kind=MailKind.CHANGE).values_list("state", "error")) == {
        (MailState.DROPPED, DropReason.CANCELLED)
    }


@pytest.mark.parametrize("people", [1, 3])
def test_telling_takes_the_same_queries_for_one_and_for_many(people: int, django_assert_num_queries: Any) -> None:
    webinar = make_webinar(attendees=[make_person() for _ in range(people)])
    sitting = planned(webinar)
    locks = 1 if connection.vendor == "postgresql" else 0  # that of the audit trail
    with django_assert_num_queries(13 + locks):
        move(sitting, hours=1)
    assert len(queued()) == people


class AnySequenceOfMoves(TestCase):
    """Whatever is moved and whenever the outbox is emptied: people end with the last times, told no more than once each."""

    @given(steps=st.lists(st.sampled_from([-2, -1, 1, 2, "sent"]), max_size=8))
    @settings(max_examples=40, deadline=None)
    def test_the_last_word_is_true(self, steps: list[Any]) -> None:
        webinar = make_webinar(attendees=[make_person()])
        sitting = planned(webinar)
        known: datetime = sitting.starts_at
        for step in [*steps, "sent"]:
            if step == "sent":
                told = queued()
                assert len(told) <= 1
                for mail in told:
                    assert datetime.fromisoformat(mail.details["was"]["starts_at"]) == known
                    known = datetime.fromisoformat(mail.details["starts_at"])
                    Mail.objects.filter(pk=mail.pk).update(state=MailState.SENT)
            else:
                sitting = move(sitting, hours=step)
        assert known == sitting.starts_at
