"""Attendance: the union of connections within live time, screens shared, corrections, and who is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.suppression import FEW, WITHHELD, show
from people.models import Person
from tests.factories import make_activity, make_administration, make_person, make_question, make_webinar
from tests.webinars.attendance_timeline import at, connect, make_sitting, sit_beside
from webinars.models import Correction, Participation, Room, Webinar
from webinars.queries.attendance import Attendance, Group, Line, sitting_attendance, webinar_attendance

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(("AMS", "ASP", "ESA", "EUR", "MENA", "WCA"), show(0))


def line_of(attendance: Attendance, name: str) -> Line:
    (line,) = [line for line in [*attendance.lines, *attendance.apart] if line.name == name]
    return line


def learner(name: str = "Awa Diallo", **fields: Any) -> Person:
    return make_person(full_name=name, **fields)


def room_for(*people: Person, live: float | None = 100, **fields: Any) -> Room:
    return make_sitting(make_webinar(attendees=people, **fields), live=live)


def minutes(room: Room, name: str = "Awa Diallo") -> int:
    return line_of(sitting_attendance(room.sitting), name).minutes


def test_rejoining_and_two_devices_count_once() -> None:
    person = learner()
    room = room_for(person)
    connect(room, person, 0, 30)
    connect(room, person, 20, 50)
    connect(room, person, 60, 70)
    assert minutes(room) == 60


def test_time_outside_the_live_time_does_not_count() -> None:
    person = learner()
    room = room_for(person)
    connect(room, person, -60, 10)
    connect(room, person, 90, 200)
    line = line_of(sitting_attendance(room.sitting), person.full_name)
    assert (line.minutes, line.first_in, line.last_out) == (20, at(0), at(100))


def test_waiting_in_the_lobby_only_is_not_attendance() -> None:
    person = learner()
    room = room_for(person)
    connect(room, person, -60, 0)
    line = line_of(sitting_attendance(room.sitting), person.full_name)
    assert (line.minutes, line.share, line.attended, line.first_in) == (0, 0, False, None)


def test_a_sitting_that_never_went_live_has_no_attendance() -> None:
    person = learner()
    room = room_for(person, live=None)
    connect(room, person, 0, 50)
    line = line_of(sitting_attendance(room.sitting), person.full_name)
    assert (line.minutes, line.attended) == (0, False)


def test_a_crash_shows_its_gap_and_nothing_more() -> None:
    person = learner()
    room = room_for(person)
    connect(room, person, 0, 40, crashed=True)
    connect(room, person, 41, 100)
    assert minutes(room) == 99


def test_the_night_when_clocks_go_back_counts_real_time() -> None:
    person = learner()
    paris = ZoneInfo("Europe/Paris")
    room = make_sitting(
        make_webinar(attendees=[person]), live=180, begun=datetime(2026, 10, 25, 1, 30, tzinfo=paris).astimezone(UTC)
    )
    connect(room, person, 0, 180)
    line = line_of(sitting_attendance(room.sitting), person.full_name)
    assert (line.minutes, line.share) == (180, 100)


def test_the_threshold_is_judged_on_seconds() -> None:
    enough, short = learner("Enough"), learner("Short")
    room = room_for(enough, short)
    connect(room, enough, 0, 80)
    connect(room, short, 0, 79.98)
    attendance = sitting_attendance(room.sitting)
    assert [(line.name, line.minutes, line.attended) for line in attendance.lines] == [
        ("Enough", 80, True),
        ("Short", 79, False),
    ]


def test_the_threshold_belongs_to_the_webinar() -> None:
    person = learner()
    room = room_for(person, threshold_percent=50)
    connect(room, person, 0, 50)
    assert line_of(sitting_attendance(room.sitting), person.full_name).attended


def test_those_registered_but_absent_are_listed() -> None:
    room = room_for(learner("Absent", language="fr"))
    line = line_of(sitting_attendance(room.sitting), "Absent")
    assert (line.group, line.minutes, line.language) == (Group.LEARNER, 0, "fr")


def test_the_language_is_the_one_read_for_longest() -> None:
    person = learner(language="en")
    room = room_for(person)
    connect(room, person, 0, 20, language="fr")
    connect(room, person, 20, 90, language="ar")
    assert line_of(sitting_attendance(room.sitting), person.full_name).language == "ar"


def test_somebody_at_a_screen_has_its_time_from_when_they_were_added() -> None:
    host, beside = learner("Host"), learner("Beside")
    room = room_for(host, beside)
    connect(room, host, 10, 50, language="pt")
    connect(room, host, 60, 100, language="pt")
    sit_beside(room, host, person=beside, since=30)
    assert minutes(room, "Beside") == 60
    assert line_of(sitting_attendance(room.sitting), "Beside").language == "pt"


def test_own_connections_and_a_shared_screen_are_one_union() -> None:
    host, beside = learner("Host"), learner("Beside")
    room = room_for(host, beside)
    connect(room, host, 0, 50)
    connect(room, beside, 40, 70)
    sit_beside(room, host, person=beside, since=0)
    assert minutes(room, "Beside") == 70


def test_a_guest_is_one_line_with_an_administration() -> None:
    host = learner("Host")
    room = room_for(host)
    mali = make_administration("ML", "WCA")
    connect(room, host, 0, 100)
    sit_beside(room, host, guest_name="Moussa K", administration=mali, since=0, until=20)
    sit_beside(room, host, guest_name="MOUSSA K", administration=mali, since=50)
    line = line_of(sitting_attendance(room.sitting), "Moussa K")
    assert (line.group, line.minutes, line.country, line.region) == (Group.GUEST, 70, "ML", "WCA")


def test_the_team_is_listed_apart_and_never_counted() -> None:
    host, person = learner("Host"), learner("Learner")
    room = make_sitting(make_webinar(host=host, attendees=[person, host]))
    connect(room, host, 0, 100)
    connect(room, person, 0, 100)
    attendance = sitting_attendance(room.sitting)
    assert [line.name for line in attendance.lines] == ["Learner"]
    assert [(line.name, line.group, line.minutes) for line in attendance.apart] == [("Host", Group.TEAM, 100)]
    assert attendance.connected is not None
    assert attendance.connected.most == 1


def test_somebody_neither_registered_nor_of_the_team_is_listed_apart() -> None:
    visitor, stranger = learner("Visitor"), learner("Stranger")
    room = room_for()
    connect(room, visitor, 0, 5)
    make_webinar(attendees=[stranger])
    attendance = sitting_attendance(room.sitting)
    assert (attendance.lines, [line.name for line in attendance.apart]) == ([], ["Visitor"])


def test_rehearsing_viewers_are_in_no_figure() -> None:
    person, viewer = learner("Learner"), learner("Viewer", is_rehearsal=True)
    room = room_for(person, viewer)
    connect(room, person, 0, 100)
    connect(room, viewer, 0, 100)
    sit_beside(room, viewer, guest_name="Made up", administration=make_administration(), since=0)
    attendance = sitting_attendance(room.sitting)
    assert [line.name for line in attendance.lines] == ["Learner"]
    assert attendance.apart == []


def test_rehearsals_are_in_no_webinar_figure() -> None:
    person = learner()
    webinar = make_webinar(attendees=[person])
    real, rehearsal = make_sitting(webinar), make_sitting(webinar)
    rehearsal.sitting.is_rehearsal = True
    rehearsal.sitting.save()
    connect(real, person, 0, 90)
    connect(rehearsal, person, 0, 100)
    attendance = webinar_attendance(webinar)
    assert (attendance.live_minutes, line_of(attendance, person.full_name).minutes) == (100, 90)


def correct(room: Room, person: Person, minutes: int, by: Person) -> Correction:
    return Correction.objects.create(
        sitting=room.sitting, person=person, minutes=minutes, reason="Power cut", signed_by=by
    )


def test_the_newest_correction_counts_and_the_evidence_stays() -> None:
    person, manager = learner(), make_person(full_name="Manager")
    room = room_for(person)
    connect(room, person, 0, 50)
    correct(room, person, 70, manager)
    newest = correct(room, person, 95, manager)
    line = line_of(sitting_attendance(room.sitting), person.full_name)
    assert (line.minutes, line.evidence_minutes, line.attended) == (95, 50, True)
    assert [(signed.id, signed.by, signed.reason) for signed in line.corrections] == [
        (newest.pk, "Manager", "Power cut")
    ]


def test_a_correction_never_exceeds_the_live_time() -> None:
    person = learner()
    room = room_for(person)
    correct(room, person, 300, person)
    assert minutes(room) == 100


def test_a_webinar_adds_up_its_sittings() -> None:
    person = learner()
    webinar = make_webinar(attendees=[person])
    first, second = make_sitting(webinar), make_sitting(webinar, begun=at(0) + timedelta(days=1))
    connect(first, person, 0, 60)
    connect(second, person, 0, 40)
    correct(second, person, 90, person)
    attendance = webinar_attendance(webinar)
    line = line_of(attendance, person.full_name)
    assert (line.minutes, line.share, line.evidence_minutes, attendance.live_minutes) == (150, 75, 100, 200)
    assert (line.attended, attendance.connected) == (False, None)


def test_activities_answered_are_counted_per_person() -> None:
    person, other = learner("Learner"), learner("Other")
    room = room_for(person, other)
    for _ in range(2):
        Participation.objects.create(activity=make_activity(room, make_question()), person=person)
    attendance = sitting_attendance(room.sitting)
    assert [line.activities for line in attendance.lines] == [2, 0]


def test_presence_and_the_parts_of_the_agenda() -> None:
    people = [learner(f"Learner {number}") for number in range(3)]
    room = room_for(*people)
    first, second = room.sitting.agenda.all()
    first.started_at, first.ended_at = at(-5), at(30)
    second.started_at = at(30)
    first.save()
    second.save()
    connect(room, people[0], 0, 100)
    connect(room, people[1], 20, 40)
    connect(room, people[2], 35, 100)
    connected = sitting_attendance(room.sitting).connected
    assert connected is not None
    assert (connected.most, len(connected.minutes)) == (3, 100)
    assert [connected.minutes[minute].people for minute in (0, 20, 35, 40, 99)] == [1, 2, 3, 2, 2]
    assert [(part.most, part.time.start, part.time.end) for part in connected.parts] == [
        (2, at(0), at(30)),
        (3, at(30), at(100)),
    ]


def everybody_attends(webinar: Webinar, room: Room, *groups: tuple[int, dict[str, Any]]) -> None:
    for size, fields in groups:
        for _ in range(size):
            person = make_person(**fields)
            webinar.registrations.create(person=person)
            connect(room, person, 0, 100, language=fields.get("language", "en"))


def test_counts_are_of_those_who_attended_with_small_ones_suppressed() -> None:
    webinar = make_webinar(attendees=[make_person(country="BR", region="AMS")])
    room = make_sitting(webinar)
    everybody_attends(
        webinar,
        room,
        (7, {"country": "KE", "language": "en"}),
        (6, {"country": "MG", "language": "fr"}),
        (2, {"country": "FR", "region": "EUR", "language": "fr"}),
    )
    figures = sitting_attendance(room.sitting).figures
    assert figures.places.parents.cells == EMPTY | {"ESA": WITHHELD, "EUR": FEW}
    assert figures.places.children["ESA"] == {"KE": WITHHELD, "MG": WITHHELD}
    assert figures.places.parents.total == show(15)
    assert figures.languages.cells == {"en": show(7), "fr": show(8)} | dict.fromkeys(("ru", "es", "pt", "ar"), show(0))
    assert figures.audiences.cells["operational_officer"] == show(15)


def test_a_coordinator_sees_only_their_own_administration() -> None:
    webinar = make_webinar()
    room = make_sitting(webinar)
    own, other = learner("Own", country="KE"), learner("Other", country="FR", region="EUR")
    for person in (own, other):
        webinar.registrations.create(person=person)
        connect(room, person, 0, 100)
        sit_beside(room, person, guest_name=f"Guest of {person}", administration=person.administration, since=0)
    assert own.administration is not None
    attendance = sitting_attendance(room.sitting, administrations=frozenset({own.administration.pk}))
    assert [line.name for line in attendance.lines] == ["Guest of Own", "Own"]
    assert attendance.connected is not None
    assert attendance.connected.most == 2
    assert sum(len(cells) for cells in attendance.figures.places.children.values()) == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_do_not_grow_with_the_people(people: int, django_assert_num_queries: Any) -> None:
    persons = [learner(f"Learner {number}") for number in range(people)]
    room = room_for(*persons)
    for person in persons:
        connect(room, person, 0, 50)
        sit_beside(room, person, guest_name="Guest", administration=person.administration, since=0)
        correct(room, person, 60, person)
        Participation.objects.create(activity=make_activity(room, make_question()), person=person)
    with django_assert_num_queries(9):
        attendance = sitting_attendance(room.sitting)
    assert len(attendance.lines) == people + 1
