"""The home page: the one next step of the person, in their own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import TranslationTask
from people.choices import Role
from tests.factories import (
    make_administration,
    make_certificate,
    make_course,
    make_enrolment,
    make_person,
    make_published_course,
    make_room,
    make_webinar,
)
from webinars.choices import RoomState
from webinars.models import Sitting
from webinars.queries.open_webinars import open_for_nomination, open_for_registration
from webinars.queries.upcoming import upcoming_sittings

pytestmark = pytest.mark.django_db


def _later(webinar: object, days: int) -> Sitting:
    starts = timezone.now() + timedelta(days=days)
    return Sitting.objects.create(
        webinar=webinar,
        position=days,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        time_zone="America/Santo_Domingo",
    )


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/").headers["Location"].startswith("/accounts/login/")


def test_only_webinars_of_the_person_are_shown(client: Client) -> None:
    person = make_person()
    mine = make_webinar(attendees=[person], title_en="Reading a rating plate")
    other = make_webinar(attendees=[make_person()], title_en="For others only")
    _later(mine, 1)
    _later(other, 1)
    client.force_login(person)
    page = client.get("/").content.decode()
    assert "Reading a rating plate" in page
    assert "For others only" not in page


def test_rehearsals_and_ended_sittings_are_not_shown() -> None:
    person = make_person()
    webinar = make_webinar(attendees=[person])
    make_room(webinar, state=RoomState.ENDED)
    rehearsal = _later(webinar, 2)
    Sitting.objects.filter(pk=rehearsal.pk).update(is_rehearsal=True)
    coming = _later(webinar, 3)
    assert [item.sitting for item in upcoming_sittings(person, timezone.now())] == [coming]


def test_a_live_sitting_comes_first_even_when_it_runs_late() -> None:
    person = make_person()
    sooner = _later(make_webinar(attendees=[person]), 1)
    room = make_room(make_webinar(attendees=[person]))
    Sitting.objects.filter(pk=room.sitting_id).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    found = upcoming_sittings(person, timezone.now())
    assert [(item.sitting.pk, item.is_live) for item in found] == [(room.sitting_id, True), (sooner.pk, False)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_a_constant_number_of_queries(
    client: Client, django_assert_num_queries: object, rows: int
) -> None:
    person = make_person()
    for number in range(rows):
        _later(make_webinar(attendees=[person]), number + 1)
        make_enrolment(make_published_course(), person)
        make_certificate(person)
    client.force_login(person)
    client.get("/")
    with django_assert_num_queries(12):  # type: ignore[operator]
        client.get("/")


def test_times_are_in_the_viewers_zone_with_the_sittings_own_beside_it(client: Client) -> None:
    person = make_person(time_zone="Asia/Kolkata")
    webinar = make_webinar(attendees=[person])
    starts = datetime(2090, 6, 9, 13, 0, tzinfo=UTC)
    Sitting.objects.create(
        webinar=webinar, starts_at=starts, ends_at=starts + timedelta(hours=2), time_zone="America/Santo_Domingo"
    )
    client.force_login(person)
    page = client.get("/").content.decode()
    assert "18:30–20:30" in page
    assert "09:00–11:00</time> · Santo Domingo" in page


def test_content_in_a_fallback_language_says_so(client: Client) -> None:
    person = make_person(language="ar")
    webinar = make_webinar(attendees=[person], title_en="Plates", title_fr="Plaques")
    _later(webinar, 1)
    client.force_login(person)
    assert '<span lang="en" dir="ltr">Plates</span>' in client.get("/").content.decode()


def test_a_planner_without_webinars_is_told_what_will_appear(client: Client) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    assert client.get("/").status_code == 200


def test_what_is_open_is_offered_to_those_whom_it_is_for(client: Client) -> None:
    person = make_person()
    fields = {"registration_mode": "open"}
    fits, asked = make_webinar(title_en="Fits", **fields), make_webinar(title_en="Asked", registration_mode="approval")
    elsewhere = make_webinar(title_en="Elsewhere", **fields)
    elsewhere.regions.add(make_administration("FR", "EUR").region)
    others = [
        elsewhere,
        make_webinar(title_en="Mine already", attendees=[person], **fields),
        make_webinar(title_en="For managers", audiences=["senior_manager"], **fields),
        make_webinar(title_en="Closed", registration_closes_at=timezone.now(), **fields),
        make_webinar(title_en="By invitation", registration_mode="invitation"),
        make_webinar(title_en="Draft", state="draft", **fields),
    ]
    for number, webinar in enumerate([fits, asked, *others], 1):
        _later(webinar, number)
    make_room(make_webinar(title_en="Over", **fields), state=RoomState.ENDED)
    assert open_for_registration(person, timezone.now()) == [fits, asked]
    client.force_login(person)
    assert "Open for registration" in client.get("/").content.decode()
    assert open_for_registration(make_person(Role.PROGRAMME_MANAGER), timezone.now()) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_whoever_decides_on_places_sees_who_asks(client: Client, django_assert_num_queries: object, rows: int) -> None:
    author, manager = make_person(Role.TRAINER), make_person(Role.PROGRAMME_MANAGER)
    asked = [make_published_course(title_en=f"Asked {number}", created_by=author) for number in range(rows)]
    for course in asked:
        make_enrolment(course, make_person(), state="requested")
        make_enrolment(course, make_person(), state="nominated")
        make_enrolment(course, make_person())
    make_enrolment(make_published_course(title_en="Nobody asks", created_by=author), make_person())
    for person, seen in ((author, rows), (manager, rows), (make_person(Role.TRAINER), 0), (make_person(), 0)):
        client.force_login(person)
        page = client.get("/").content.decode()
        assert {course.title_en for course in asked if course.title_en in page} == {c.title_en for c in asked[:seen]}
        assert ("2 people ask for a place" in page, "Nobody asks" in page) == (bool(seen), False)
    client.force_login(author)
    client.get("/")
    with django_assert_num_queries(11):  # type: ignore[operator]
        client.get("/")


def test_a_coordinator_is_offered_what_they_may_nominate_for(client: Client) -> None:
    coordinator = make_person(Role.NATIONAL_COORDINATOR)
    webinar = make_webinar(title_en="Nominate here", registration_mode="nomination")
    elsewhere = make_webinar(registration_mode="nomination")
    elsewhere.regions.add(make_administration("FR", "EUR").region)
    _later(webinar, 1)
    _later(elsewhere, 2)
    client.force_login(coordinator)
    assert f"/webinars/{webinar.slug}/nominations/" in client.get("/").content.decode()
    assert open_for_nomination(coordinator, timezone.now()) == [webinar]
    assert open_for_nomination(make_person(), timezone.now()) == []


@pytest.mark.parametrize(
    ("sitting_in_days", "is_live", "due_in_days", "first"),
    [
        (1, True, -1, "webinar"),
        (1, False, -1, "course"),
        (1, False, 5, "course"),
        (1, False, None, "course"),
        (1, False, "none", "webinar"),
        (None, False, "none", "neither"),
    ],
)
def test_the_one_next_step_comes_first(
    client: Client, sitting_in_days: int | None, is_live: bool, due_in_days: int | str | None, first: str
) -> None:
    person = make_person()
    if sitting_in_days is not None:
        webinar = make_webinar(attendees=[person], title_en="The webinar")
        if is_live:
            make_room(webinar, state=RoomState.LIVE)
        else:
            _later(webinar, sitting_in_days)
    if due_in_days != "none":
        idle = make_published_course(title_en="Begun long ago")
        make_enrolment(idle, person, last_seen_at=timezone.now())
        course = make_published_course(title_en="The course")
        due = timezone.localdate() + timedelta(days=int(due_in_days)) if due_in_days is not None else None
        make_enrolment(course, person, due_on=due, last_seen_at=timezone.now() + timedelta(hours=1))
        make_enrolment(make_published_course(title_en="Of somebody else"), make_person(), due_on=due)
    client.force_login(person)
    answer = client.get("/")
    home = answer.context["home"]
    chosen = home.course
    found = "course" if chosen is not None else "webinar" if home.following else "neither"
    assert found == first
    assert chosen is None or chosen.words.title == "The course"
    page = answer.content.decode()
    assert page.count('class="btn primary') == 1
    assert "Of somebody else" not in page
    assert ("Find a course" in page) == (due_in_days == "none")


def test_who_was_asked_to_translate_finds_it_from_the_first_page(client: Client) -> None:
    asked, other = make_person(), make_person()
    TranslationTask.objects.create(course=make_course(), language="fr", person=asked)
    address = reverse("courses:translations")
    found = []
    for person in (asked, other):
        client.force_login(person)
        found.append(address in client.get(reverse("home")).content.decode())
    assert found == [True, False]


@pytest.mark.parametrize(
    ("roles", "step", "leads_to"),
    [
        ((), "find", "courses:catalogue"),
        ((Role.TRAINER,), "write", "courses:curriculum"),
        ((Role.PROGRAMME_MANAGER,), "plan", "webinars:create"),
        ((Role.NATIONAL_COORDINATOR,), "find", "courses:catalogue"),
    ],
)
def test_whoever_has_nothing_is_shown_where_to_begin(
    client: Client, roles: tuple[Role, ...], step: str, leads_to: str
) -> None:
    client.force_login(make_person(*roles))
    answer = client.get(reverse("home"))
    page = answer.content.decode()
    assert answer.context["home"].step == step
    assert f'<a class="btn primary big" href="{reverse(leads_to)}">' in page
    assert page.count('class="btn primary') == 1
    assert [words in page for words in ("No webinar yet", "No course begun yet", "No certificate yet")] == [True] * 3


def test_ones_own_certificates_are_on_the_first_page_and_nobody_elses(client: Client) -> None:
    person = make_person(language="fr")
    make_certificate(person, titles={"en": "Valves", "fr": "Robinetterie"})
    make_certificate(person, titles={"en": "Crates"})
    make_certificate(titles={"en": "Of somebody else", "fr": "De quelqu’un d’autre"})
    client.force_login(person)
    page = client.get(reverse("home")).content.decode()
    assert ("Robinetterie" in page, 'lang="en" dir="ltr">Crates' in page, "De quelqu’un d’autre" in page) == (
        True,
        True,
        False,
    )


def test_a_certificate_that_waits_for_a_name_is_told_with_the_way_to_it(client: Client) -> None:
    nameless = make_person(full_name="")
    course = make_published_course()
    make_enrolment(course, nameless, state="completed", completed_at=timezone.now())
    client.force_login(nameless)
    page = client.get(reverse("home")).content.decode()
    assert ("A certificate waits for your name" in page, "No certificate yet" in page) == (True, False)
    assert page.count(f'href="{reverse("people:profile")}">Give your name') == 1
