"""Freezing: what becomes a fact, when, and what may change it afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.actions import Refused
from core.models import AuditEntry
from people.choices import Audience, Gender
from people.models import Person
from programme.actions.freezing import follow_up, freeze_webinar, rebuild_facts
from programme.models import Fact, Freeze
from programme.queries.freezing import WINDOW, webinars_to_follow_up, webinars_to_freeze
from programme.tasks import freeze as freeze_job
from tests.factories import make_administration, make_person, make_webinar
from tests.webinars.attendance_timeline import NOON, at, connect, make_sitting, sit_beside
from webinars.actions.corrections import correct_attendance
from webinars.choices import RegistrationSource, RegistrationState, WebinarState
from webinars.models import AskedQuestion, Connection, Registration, Room, Sitting, Webinar
from webinars.queries.attendance import webinar_attendance

pytestmark = pytest.mark.django_db


def facts(webinar: Webinar, *fields: str) -> list[tuple[Any, ...]]:
    return list(
        Fact.objects.filter(webinar=webinar).order_by("person", "sitting__starts_at", "pk").values_list(*fields)
    )


def two_sittings(*people: Person, **fields: Any) -> tuple[Room, Room]:
    webinar = make_webinar(attendees=people, **fields)
    return make_sitting(webinar), make_sitting(webinar, begun=NOON + timedelta(days=1))


def test_a_fact_holds_who_somebody_was_and_how_long_they_were_there() -> None:
    person = make_person(
        country="KE", language="en", audience=Audience.SENIOR_MANAGER, gender=Gender.WOMAN, full_name="Wanjiru"
    )
    first, second = two_sittings(person)
    webinar = first.sitting.webinar
    connect(first, person, 0, 90, language="fr")
    connect(second, person, 0, 60)
    freeze = freeze_webinar(webinar)
    assert (freeze.ended_on, freeze.definition) == (date(2026, 6, 5), 1)
    described = ("country", "region", "administration", "language", "audience", "gender", "is_registered", "is_guest")
    assert set(facts(webinar, *described)) == {
        ("KE", "ESA", person.administration_id, "fr", "senior_manager", "woman", True, False)
    }
    assert facts(webinar, "seconds", "live_seconds", "attended", "stands_for_webinar", "webinar_seconds") == [
        (5400.0, 6000.0, True, True, 9000.0),
        (3600.0, 6000.0, False, False, 9000.0),
    ]
    assert set(facts(webinar, "webinar_attended", "ended_on")) == {(False, date(2026, 6, 5))}


def test_facts_say_what_the_attendance_page_says() -> None:
    people = [make_person(full_name=f"P{number}", country="KE") for number in range(4)]
    absent, team, visitor = make_person(), make_person(full_name="Team"), make_person(full_name="Visitor")
    first, second = two_sittings(*people, absent)
    webinar = first.sitting.webinar
    webinar.team.create(person=team, role="presenter")
    for number, person in enumerate(people):
        connect(first, person, 5 * number, 100)
        connect(second, person, 0, 100 - 20 * number)
    connect(first, team, 0, 100)
    connect(first, visitor, 0, 100)
    sit_beside(first, people[0], guest_name="Moussa", administration=make_administration("ML", "WCA"), since=0)
    correct_attendance(first.sitting, person_id=people[3].pk, minutes=100, reason="Line", by=team, seen=0)
    lines = webinar_attendance(webinar).lines
    freeze_webinar(webinar)
    standing = Fact.objects.filter(webinar=webinar, stands_for_webinar=True)
    key = "person", "country", "region", "language", "audience", "webinar_seconds", "webinar_attended"
    assert sorted(map(str, standing.values_list(*key))) == sorted(
        str((line.person_id, line.country, line.region, line.language, line.audience, line.seconds, line.attended))
        for line in lines
    )


def test_neither_rehearsals_nor_rehearsing_people_become_facts() -> None:
    person, viewer = make_person(), make_person(is_rehearsal=True)
    webinar = make_webinar(attendees=[person, viewer])
    room, rehearsal = make_sitting(webinar), make_sitting(webinar)
    Sitting.objects.filter(pk=rehearsal.sitting_id).update(is_rehearsal=True)
    for each in (room, rehearsal):
        connect(each, person, 0, 50)
        connect(each, viewer, 0, 50)
    AskedQuestion.objects.create(room=rehearsal, author=person, text="Heard?", language="en")
    freeze = freeze_webinar(webinar)
    assert facts(webinar, "person", "sitting", "webinar_seconds") == [(person.pk, room.sitting_id, 3000.0)]
    assert (freeze.figures["registrations"], freeze.figures["asked"]) == ({"manager": {"confirmed": 1}}, {})


def test_only_a_place_is_a_fact_and_the_other_states_are_numbers() -> None:
    placed, host = make_person(), make_person()
    webinar = make_webinar(attendees=[placed], host=host)
    for state in (RegistrationState.INVITED, RegistrationState.DECLINED, RegistrationState.CANCELLED):
        Registration.objects.create(webinar=webinar, person=make_person(), state=state, source=RegistrationSource.LIST)
    Registration.objects.create(webinar=webinar, person=host)
    connect(make_sitting(webinar), host, 0, 100)
    freeze = freeze_webinar(webinar)
    assert facts(webinar, "person") == [(placed.pk,)]
    assert freeze.figures["registrations"] == {
        "list": {"invited": 1, "declined": 1, "cancelled": 1},
        "manager": {"confirmed": 1},
    }


def test_the_region_is_that_of_the_place_whatever_the_person_changed_since() -> None:
    person = make_person(country="KE")
    webinar = make_webinar()
    Registration.objects.create(webinar=webinar, person=person, administration=person.administration)
    room = make_sitting(webinar)
    connect(room, person, 0, 100)
    person.administration = make_administration("FR", "EUR")
    person.save()
    freeze_webinar(webinar)
    assert facts(webinar, "region") == [("ESA",)]


def test_nothing_is_frozen_while_a_sitting_is_to_come_or_live() -> None:
    webinar = make_webinar()
    make_sitting(webinar)
    Sitting.objects.filter(webinar=webinar).update(live_until=None)
    with pytest.raises(Refused, match=r"freeze\.not_over"):
        freeze_webinar(webinar)
    Sitting.objects.filter(webinar=webinar).update(live_until=at(100))
    future = datetime.now(tz=UTC) + timedelta(days=30)
    make_sitting(webinar, live=None, begun=future)
    with pytest.raises(Refused, match=r"freeze\.not_over"):
        freeze_webinar(webinar)
    Webinar.objects.update(state=WebinarState.CANCELLED)
    assert freeze_webinar(webinar).ended_on == NOON.date()


def test_a_webinar_that_was_never_live_has_no_figures() -> None:
    webinar = make_webinar()
    make_sitting(webinar, live=None)
    with pytest.raises(Refused, match=r"freeze\.nothing_held"):
        freeze_webinar(webinar)


def test_the_job_waits_for_corrections_and_freezes_once() -> None:
    person = make_person()
    room = make_sitting(make_webinar(attendees=[person]))
    connect(room, person, 0, 100)
    assert list(webinars_to_freeze(at(100) + WINDOW - timedelta(seconds=1))) == []
    assert list(webinars_to_freeze(at(100) + WINDOW)) == [room.sitting.webinar]
    Sitting.objects.update(live_from=at(0), live_until=at(100))
    freeze_webinar(room.sitting.webinar)
    assert list(webinars_to_freeze(at(100) + WINDOW)) == []
    with pytest.raises(Refused, match=r"freeze\.already_frozen"):
        freeze_webinar(room.sitting.webinar)


def test_drafts_and_templates_are_never_due() -> None:
    make_sitting(make_webinar(state=WebinarState.DRAFT))
    make_sitting(make_webinar(state=WebinarState.TEMPLATE))
    assert list(webinars_to_freeze(at(100) + WINDOW)) == []


def frozen_pair() -> tuple[Person, Person, Room]:
    late, other = make_person(gender=Gender.WOMAN, country="KE"), make_person(country="KE")
    room = make_sitting(make_webinar(attendees=[late, other]))
    connect(room, late, 0, 30)
    connect(room, other, 0, 90)
    freeze_webinar(room.sitting.webinar)
    return late, other, room


def test_a_correction_signed_later_changes_that_person_and_nothing_else() -> None:
    late, other, room = frozen_pair()
    webinar = room.sitting.webinar
    connect(room, other, 90, 100)
    Person.objects.filter(pk=late.pk).update(gender=Gender.MAN, audience=Audience.PRIVATE_SECTOR)
    assert list(webinars_to_follow_up()) == []
    correct_attendance(room.sitting, person_id=late.pk, minutes=85, reason="Line", by=other, seen=0)
    assert list(webinars_to_follow_up()) == [webinar]
    freeze_job()
    assert facts(webinar, "person", "seconds", "attended", "webinar_attended", "gender", "audience") == [
        (late.pk, 5100.0, True, True, "woman", "operational_officer"),
        (other.pk, 5400.0, True, True, "not_stated", "operational_officer"),
    ]
    assert list(webinars_to_follow_up()) == []
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "figures.frozen",
        "attendance.corrected",
        "figures.followed",
    ]


def test_a_later_correction_of_somebody_who_was_not_counted_counts_nobody() -> None:
    _, other, room = frozen_pair()
    visitor = make_person()
    connect(room, visitor, 0, 50)
    correct_attendance(room.sitting, person_id=visitor.pk, minutes=90, reason="Line", by=other, seen=0)
    assert follow_up(room.sitting.webinar) == 0
    assert Fact.objects.count() == 2


def test_facts_stay_when_somebody_erases_their_account_and_when_they_are_rebuilt() -> None:
    late, other, room = frozen_pair()
    webinar = room.sitting.webinar
    other.delete()
    Person.objects.filter(pk=late.pk).update(audience=Audience.PRIVATE_SECTOR)
    Fact.objects.filter(person=late).update(seconds=1, webinar_seconds=1)
    rebuild_facts(webinar)
    assert sorted(facts(webinar, "seconds", "country", "audience")) == [
        (1800.0, "KE", "operational_officer"),
        (5400.0, "KE", "operational_officer"),
    ]


def test_facts_are_not_rebuilt_from_nothing() -> None:
    *_, room = frozen_pair()
    Connection.objects.all().delete()
    with pytest.raises(Refused, match=r"freeze\.evidence_gone"):
        rebuild_facts(room.sitting.webinar)
    assert Fact.objects.count() == 2


def test_a_rebuilt_webinar_keeps_guests_who_are_no_longer_in_the_evidence() -> None:
    host, other = make_person(), make_person()
    room = make_sitting(make_webinar(attendees=[host, other]))
    connect(room, host, 0, 90)
    connect(room, other, 0, 90)
    sit_beside(room, host, guest_name="Moussa", administration=make_administration("ML", "WCA"), since=0)
    freeze_webinar(room.sitting.webinar)
    host.delete()
    rebuild_facts(room.sitting.webinar)
    assert sorted(facts(room.sitting.webinar, "is_guest", "webinar_seconds")) == [
        (False, 5400.0),
        (False, 5400.0),
        (True, 5400.0),
    ]


def test_the_command_freezes_one_webinar_and_refuses_in_words() -> None:
    room = make_sitting(make_webinar(slug="targeting"))
    call_command("freeze", "targeting")
    call_command("freeze", again="targeting")
    assert Freeze.objects.get().webinar == room.sitting.webinar
    with pytest.raises(CommandError, match="frozen already"):
        call_command("freeze", "targeting")
    with pytest.raises(CommandError, match="no webinar elsewhere"):
        call_command("freeze", "elsewhere")


def test_a_large_webinar_is_frozen_in_few_statements(django_assert_max_num_queries: Any) -> None:
    people = [make_person() for _ in range(30)]
    rooms = two_sittings(*people)
    for room in rooms:
        for person in people:
            connect(room, person, 0, 80)
    with django_assert_max_num_queries(40):
        freeze_webinar(rooms[0].sitting.webinar)
    assert Fact.objects.count() == 60
