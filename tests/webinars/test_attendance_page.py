"""The attendance page and its files: who sees what, and that screen and file say the same."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from people.choices import Gender, Role
from people.models import Person
from tests.factories import make_person, make_webinar
from tests.webinars.attendance_timeline import connect, make_sitting, sit_beside
from webinars.choices import WebinarRole
from webinars.models import Correction, Room, TeamMember

pytestmark = pytest.mark.django_db


def client_of(person: Person | None, language: str = "en") -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    client.cookies["lectern_language"] = language
    return client


def address(room: Room, ending: str = "/") -> str:
    return f"/sittings/{room.sitting_id}/attendance{ending}"


def page(person: Person, room: Room, language: str = "en") -> str:
    response = client_of(person, language).get(address(room))
    assert response.status_code == 200
    return response.content.decode()


def a_sitting(*attendees: Person) -> tuple[Person, Room]:
    host = make_person(full_name="Holly Host", country="BR", region="AMS")
    room = make_sitting(make_webinar(host=host, attendees=attendees))
    for person in attendees:
        connect(room, person, 0, 90)
    return host, room


@pytest.mark.parametrize("ending", ["/", ".csv", ".xlsx"])
def test_who_may_see_attendance(ending: str) -> None:
    attendee = make_person(country="KE")
    host, room = a_sitting(attendee)
    presenter = make_person()
    TeamMember.objects.create(webinar=room.sitting.webinar, person=presenter, role=WebinarRole.PRESENTER)
    expected = [
        (host, 200),
        (make_person(Role.PROGRAMME_MANAGER), 200),
        (make_person(Role.NATIONAL_COORDINATOR, country="KE"), 200),
        (attendee, 403),
        (presenter, 403),
        (make_person(Role.NATIONAL_COORDINATOR, country="FR", region="EUR"), 404),
        (make_person(Role.TRAINER), 404),
        (make_person(), 404),
        (None, 302),
    ]
    addresses = [address(room, ending), f"/webinars/{room.sitting.webinar.slug}/attendance{ending}"]
    for url in addresses:
        assert [(client_of(person).get(url).status_code) for person, _ in expected] == [code for _, code in expected]


def test_a_rehearsal_has_no_attendance_page() -> None:
    host, room = a_sitting(make_person())
    room.sitting.is_rehearsal = True
    room.sitting.save()
    assert client_of(host).get(address(room)).status_code == 404


def test_a_coordinator_is_shown_no_one_else() -> None:
    own = make_person(full_name="Own Officer", country="KE")
    other = make_person(full_name="Other Officer", country="FR", region="EUR")
    _, room = a_sitting(own, other)
    sit_beside(room, own, guest_name="Foreign Guest", administration=other.administration, since=0)
    coordinator = make_person(Role.NATIONAL_COORDINATOR, country="KE")
    text = page(coordinator, room)
    csv_text = client_of(coordinator).get(address(room, ".csv")).content.decode()
    for shown in (text, csv_text):
        assert "Own Officer" in shown
        assert "Other Officer" not in shown
        assert "Foreign Guest" not in shown
        assert "Holly Host" not in shown
    assert "Women" not in text
    assert "Correct" not in text


def test_a_coordinator_who_is_on_the_team_sees_everybody() -> None:
    own, other = make_person(country="KE"), make_person(full_name="Other Officer", country="FR", region="EUR")
    _, room = a_sitting(own, other)
    coordinator = make_person(Role.NATIONAL_COORDINATOR, country="KE")
    TeamMember.objects.create(webinar=room.sitting.webinar, person=coordinator, role=WebinarRole.CO_HOST)
    assert "Other Officer" in page(coordinator, room)


def test_no_ones_gender_is_on_the_page_or_in_a_file() -> None:
    people = [make_person(gender=Gender.ANOTHER) for _ in range(2)] + [make_person(gender=Gender.WOMAN)]
    host, room = a_sitting(*people)
    book = load_workbook(BytesIO(client_of(host).get(address(room, ".xlsx")).content))
    cells = [str(cell.value) for sheet in book for row in sheet.rows for cell in row]
    for word in ("Another", "Woman", "Women"):
        assert word not in " ".join(cells)
    text = page(host, room)
    assert "Another" not in text
    assert re.sub(r"Women are counted once[^<]*", "", text).count("Women") == 1


def test_screen_and_file_hide_the_same_counts() -> None:
    people = [make_person(country="KE") for _ in range(6)] + [make_person(country="FR", region="EUR") for _ in range(2)]
    host, room = a_sitting(*people)
    text = page(host, room)
    book = load_workbook(BytesIO(client_of(host).get(address(room, ".xlsx")).content))
    (places,) = [sheet for sheet in book if sheet.title == "By region and country"]
    file_rows = {str(row[0].value).strip(): row[1].value for row in places.rows}
    assert (file_rows["Kenya"], file_rows["France"], file_rows["All"]) == ("withheld", "withheld", 8)
    for label in ("Kenya", "France"):
        assert re.search(rf"{label}</span></th><td class=\"n\"><i class=\"few\">withheld</i></td>", text)


def test_a_formula_as_a_name_is_text_in_the_files() -> None:
    host, room = a_sitting(make_person(full_name='=HYPERLINK("http://example.org")'))
    rows = list(csv.reader(StringIO(client_of(host).get(address(room, ".csv")).content.decode("utf-8-sig"))))
    assert rows[1][0] == '\'=HYPERLINK("http://example.org")'


def test_files_are_in_the_readers_language_and_the_zone_of_the_sitting() -> None:
    host, room = a_sitting(make_person(full_name="Awa", country="SN", region="WCA"))
    rows = list(csv.reader(StringIO(client_of(host, "fr").get(address(room, ".csv")).content.decode("utf-8-sig"))))
    line = dict(zip(*rows[:2], strict=True))
    assert line["Pays"] == "Sénégal"
    assert [value for key, value in line.items() if "Africa/Nairobi" in key][:2] == [
        "2026-06-04 15:00",
        "2026-06-04 16:30",
    ]
    arabic = load_workbook(BytesIO(client_of(host, "ar").get(address(room, ".xlsx")).content))
    assert all(sheet.sheet_view.rightToLeft for sheet in arabic)


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_the_same_queries_whatever_it_lists(people: int, django_assert_num_queries: Any) -> None:
    persons = [make_person() for _ in range(people)]
    host, room = a_sitting(*persons)
    for person in persons:
        sit_beside(room, person, guest_name="Guest", administration=person.administration, since=0)
        Correction.objects.create(sitting=room.sitting, person=person, minutes=95, reason="Power cut", signed_by=host)
    client = client_of(host)
    client.get(address(room))
    with django_assert_num_queries(14):
        client.get(address(room))


def correction_url(room: Room, person: Person) -> str:
    return f"/sittings/{room.sitting_id}/attendance/{person.pk}/correct/"


def test_a_correction_is_signed_and_shown() -> None:
    person = make_person(full_name="Awa Diallo")
    host, room = a_sitting(person)
    response = client_of(host).post(
        correction_url(room, person), {"minutes": "100", "reason": "The line broke.", "seen": "0"}, follow=True
    )
    text = response.content.decode()
    assert "Awa Diallo: corrected to 100 minutes, signed by you." in text
    assert "Corrected by Holly Host: The line broke." in text
    assert "90 by connection" in text


def test_every_correction_so_far_is_told_to_the_next_signer() -> None:
    person = make_person(full_name="Awa Diallo")
    host, room = a_sitting(person)
    for minutes, reason in ((95, "First reason"), (99, "Second reason")):
        Correction.objects.create(sitting=room.sitting, person=person, minutes=minutes, reason=reason, signed_by=host)
    text = client_of(host).get(correction_url(room, person)).content.decode()
    assert (
        text.index("99 minutes") < text.index("Second reason") < text.index("95 minutes") < text.index("First reason")
    )
    response = client_of(host).post(
        correction_url(room, person), {"minutes": "90", "reason": "Third.", "seen": "0"}, follow=True
    )
    assert "Holly Host had signed 99 minutes while you were writing." in response.content.decode()


def test_only_those_with_the_right_correct() -> None:
    person = make_person(country="KE")
    host, room = a_sitting(person)
    co_host = make_person()
    TeamMember.objects.create(webinar=room.sitting.webinar, person=co_host, role=WebinarRole.CO_HOST)
    data = {"minutes": "100", "reason": "Because.", "seen": "0"}
    doors = [(co_host, 403), (person, 403), (make_person(Role.NATIONAL_COORDINATOR, country="KE"), 404)]
    for signer, code in doors:
        assert client_of(signer).post(correction_url(room, person), data).status_code == code
    assert client_of(host).get(correction_url(room, make_person())).status_code == 404
    assert Correction.objects.count() == 0


def test_a_correction_without_a_reason_goes_back_to_the_form() -> None:
    person = make_person()
    host, room = a_sitting(person)
    for data in ({"minutes": "50", "reason": " ", "seen": "0"}, {"minutes": "101", "reason": "Because.", "seen": "0"}):
        response = client_of(host).post(correction_url(room, person), data)
        assert response.status_code == 422
    assert "The sitting was live for 100 minutes" in response.content.decode()
    assert Correction.objects.count() == 0
