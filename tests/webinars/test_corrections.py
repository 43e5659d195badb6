"""Corrections by hand: separate, signed, audited; of two people at once, the second is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core import audit
from core.actions import Refused
from core.models import AuditEntry
from people.models import Person
from tests.factories import make_person, make_webinar
from tests.webinars.attendance_timeline import connect, make_sitting
from webinars.actions.corrections import correct_attendance
from webinars.models import Connection, Correction, Room

pytestmark = pytest.mark.django_db(transaction=True)


def a_room(person: Person) -> Room:
    room = make_sitting(make_webinar(attendees=[person]))
    connect(room, person, 0, 40)
    return room


def refusal(room: Room, person: Person, by: Person, *, minutes: int = 50, reason: str = "Power cut") -> str:
    with pytest.raises(Refused) as caught:
        correct_attendance(room.sitting, person_id=person.pk, minutes=minutes, reason=reason, by=by, seen=0)
    return caught.value.code


def test_a_correction_leaves_the_evidence_and_enters_the_audit_trail() -> None:
    person, manager = make_person(), make_person()
    room = a_room(person)
    corrected = correct_attendance(
        room.sitting, person_id=person.pk, minutes=90, reason="  Power\ncut ", by=manager, seen=0
    )
    assert (corrected.correction.minutes, corrected.correction.reason, corrected.overtook) == (90, "Power cut", None)
    assert Connection.objects.get().closed_at == room.sitting.live_from + timedelta(minutes=40)  # type: ignore[operator]
    entry = AuditEntry.objects.get(verb="attendance.corrected")
    assert (entry.verb, entry.actor_id, entry.subject) == (
        "attendance.corrected",
        manager.pk,
        f"sitting:{room.sitting_id}",
    )
    assert entry.details == {
        "person": person.pk,
        "correction": corrected.correction.pk,
        "minutes": 90,
        "before": None,
        "reason": "Power cut",
    }
    assert audit.first_broken_entry() is None


def test_the_second_of_two_signers_is_told_and_both_are_kept() -> None:
    person, first, second = make_person(), make_person(), make_person()
    room = a_room(person)
    one = correct_attendance(room.sitting, person_id=person.pk, minutes=60, reason="One", by=first, seen=0)
    two = correct_attendance(room.sitting, person_id=person.pk, minutes=70, reason="Two", by=second, seen=0)
    assert two.overtook == one.correction
    assert [row.minutes for row in Correction.objects.order_by("pk")] == [60, 70]


def test_a_signer_who_saw_the_last_one_overtakes_nobody() -> None:
    person, signer = make_person(), make_person()
    room = a_room(person)
    one = correct_attendance(room.sitting, person_id=person.pk, minutes=60, reason="One", by=signer, seen=0)
    two = correct_attendance(
        room.sitting, person_id=person.pk, minutes=70, reason="Two", by=signer, seen=one.correction.pk
    )
    assert two.overtook is None
    assert AuditEntry.objects.last().details["before"] == 60  # type: ignore[union-attr]


def test_what_is_refused() -> None:
    person, signer = make_person(), make_person()
    room = a_room(person)
    elsewhere = make_person()
    make_webinar(attendees=[elsewhere])
    assert refusal(room, person, signer, reason="  ") == "correction.no_reason"
    assert refusal(room, person, signer, minutes=101) == "correction.too_long"
    assert refusal(room, person, signer, minutes=-1) == "correction.too_long"
    assert refusal(room, elsewhere, signer) == "correction.unknown_person"
    room.sitting.live_from, room.sitting.live_until = timezone.now() - timedelta(hours=1), None
    room.sitting.save()
    assert refusal(room, person, signer) == "correction.not_over"
    assert Correction.objects.count() == 0
