"""Pages around the room: who may open them, what they hold, and that a list costs the same whatever its length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.languages import LANGUAGES
from people.choices import Role
from people.models import Person
from quizzes.choices import QuestionKind
from tests.factories import make_activity, make_deck, make_person, make_question, make_quiz, make_room, make_webinar
from webinars.actions.rehearsals import create_rehearsal
from webinars.choices import RoomState, WebinarRole
from webinars.models import Activity, AgendaItem, Registration, Sitting, TeamMember, Webinar
from webinars.queries.persons import team_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Person:
    person = make_person(Role.PROGRAMME_MANAGER)
    client.force_login(person)
    return person


def planned_pages(webinar: Webinar) -> list[str]:
    sitting = webinar.sittings.first()
    assert sitting is not None
    item = sitting.agenda.first()
    return [
        reverse("webinars:edit", args=[webinar.slug]),
        reverse("webinars:team", args=[webinar.slug]),
        reverse("webinars:people", args=[webinar.slug]),
        reverse("webinars:create_sitting", args=[webinar.slug]),
        reverse("webinars:edit_sitting", args=[sitting.pk]),
        reverse("webinars:remove_sitting", args=[sitting.pk]),
        reverse("webinars:agenda", args=[sitting.pk]),
        reverse("webinars:add_item", args=[sitting.pk]),
        reverse("webinars:item", args=[item.pk]),
        reverse("webinars:plan_activity", args=[item.pk, "poll"]),
        reverse("webinars:plan_activity", args=[item.pk, "discussion"]),
        reverse("webinars:plan_quiz", args=[item.pk]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(client: Client, manager: Person, language: str) -> None:
    room = make_room(make_webinar(), state=RoomState.LOBBY)
    webinar = room.sitting.webinar
    item = room.sitting.agenda.first()
    make_activity(room, make_question(), agenda_item=item)
    make_quiz()
    client.cookies["lectern_language"] = language
    pages = [
        reverse("webinars:list"),
        reverse("webinars:create"),
        reverse("webinars:detail", args=[webinar.slug]),
        *planned_pages(webinar),
        reverse("quizzes:questions"),
        reverse("quizzes:quizzes"),
        reverse("quizzes:create_quiz"),
        *(f"{reverse('quizzes:create_question')}?kind={kind}" for kind in QuestionKind.values),
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert f'<html lang="{language}"' in response.content.decode(), page


def test_stranger_finds_nothing_and_attendee_may_not_plan(client: Client) -> None:
    attendee, stranger = make_person(), make_person(Role.TRAINER)
    webinar = make_webinar(attendees=[attendee])
    make_room(webinar)
    for person, expected, plan in ((attendee, 200, 403), (stranger, 404, 404)):
        client.force_login(person)
        assert client.get(reverse("webinars:detail", args=[webinar.slug])).status_code == expected
        assert [client.get(page).status_code for page in planned_pages(webinar)] == [plan] * 12


def test_list_holds_only_what_the_person_is_in(client: Client) -> None:
    attendee = make_person()
    make_room(make_webinar(title_en="Mine to see", attendees=[attendee]))
    make_room(make_webinar(title_en="Kept from others"))
    client.force_login(attendee)
    page = client.get(reverse("webinars:list")).content.decode()
    assert "Mine to see" in page
    assert "Kept from others" not in page


def add_webinar(person: Person) -> None:
    room = make_room(make_webinar(attendees=[person]))
    make_activity(room, make_question(), agenda_item=room.sitting.agenda.first())


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    person = make_person()
    for _ in range(rows):
        add_webinar(person)
    client.force_login(person)
    client.get(reverse("webinars:list"))
    with django_assert_num_queries(6):
        client.get(reverse("webinars:list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_detail_costs_the_same_for_one_and_three(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    person = make_person()
    webinar = make_webinar(attendees=[person, *(make_person() for _ in range(rows))])
    for _ in range(rows):
        room = make_room(webinar, items=rows)
        make_activity(room, make_question(), agenda_item=room.sitting.agenda.first())
        TeamMember.objects.create(webinar=webinar, person=make_person(), role=WebinarRole.PRESENTER)
    client.force_login(person)
    client.get(reverse("webinars:detail", args=[webinar.slug]))
    with django_assert_num_queries(17):
        client.get(reverse("webinars:detail", args=[webinar.slug]))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("courses:decks", lambda: make_deck(en=2, fr=2)),
        ("quizzes:quizzes", make_quiz),
    ],
)
def test_libraries_cost_the_same_for_one_and_three(
    client: Client, django_assert_max_num_queries: Any, rows: int, address: str, make: Callable[[], Any]
) -> None:
    for _ in range(rows):
        make()
    client.force_login(make_person(Role.TRAINER))
    client.get(reverse(address))
    with django_assert_max_num_queries(7):
        client.get(reverse(address))


def texts(name: str, **given: str) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in given.items()}


def test_webinar_from_first_word_to_prepared_quiz(client: Client, manager: Person) -> None:
    response = client.post(
        reverse("webinars:create"),
        {
            **texts("title", en="Dual-use goods", ar="السلع ذات الاستخدام المزدوج"),
            "threshold_percent": 80,
            "once": "a1",
        },
    )
    webinar = Webinar.objects.get()
    assert response.headers["Location"] == reverse("webinars:detail", args=["dual-use-goods"])
    client.post(
        reverse("webinars:create_sitting", args=[webinar.slug]),
        {"time_zone": "Asia/Kathmandu", "starts": "2026-12-01T09:00", "ends": "2026-12-01T11:30", "once": "a2"},
    )
    sitting = Sitting.objects.get()
    assert sitting.starts_at == datetime(2026, 12, 1, 3, 15, tzinfo=UTC)
    assert sitting.room.state == RoomState.LOBBY
    client.post(
        reverse("webinars:add_item", args=[sitting.pk]),
        {**texts("title", fr="Cas pratiques"), "kind": "module", "planned_minutes": 60, "once": "a3"},
    )
    item = AgendaItem.objects.get()
    quiz = make_quiz(2)
    client.post(reverse("webinars:plan_quiz", args=[item.pk]), {"quiz": quiz.pk})
    client.post(
        reverse("webinars:plan_activity", args=[item.pk, "poll"]),
        {
            "kind": "single",
            "rows": 4,
            **texts("text", en="Who checks?", ru="Кто проверяет?"),
            **texts("choice1_text", en="We do", ru="Мы"),
            **texts("choice3_text", en="They do"),
            "anonymous": "on",
            "seconds": "",
            "points": "1",
            "once": "a4",
        },
    )
    assert list(Activity.objects.values_list("kind", "position", "anonymous", "seconds")) == [
        ("quiz", 1, False, 30),
        ("quiz", 2, False, 30),
        ("poll", 3, True, None),
    ]
    poll = Activity.objects.get(kind="poll").question
    assert (poll.text_ru, [choice.text_en for choice in poll.choices.all()]) == ("Кто проверяет?", ["We do", "They do"])
    page = client.get(reverse("webinars:agenda", args=[sitting.pk])).content.decode()
    assert "1 module is not between 40 and 50 minutes." in page


def test_double_click_makes_one(client: Client, manager: Person) -> None:
    given = {**texts("title", en="Once"), "threshold_percent": 80, "once": "word"}
    client.post(reverse("webinars:create"), given)
    client.post(reverse("webinars:create"), given)
    assert Webinar.objects.count() == 1


def test_refused_form_can_be_sent_again(client: Client, manager: Person) -> None:
    client.post(reverse("webinars:create"), {"threshold_percent": 80, "once": "word"})
    client.post(reverse("webinars:create"), {**texts("title", en="Now"), "threshold_percent": 80, "once": "word"})
    assert Webinar.objects.get().title_en == "Now"


def test_second_editor_keeps_the_typed_text_and_sees_the_other(client: Client, manager: Person) -> None:
    webinar = make_webinar(title_en="Before", title_fr="Avant")
    address = reverse("webinars:edit", args=[webinar.slug])
    first = {**texts("title", en="By the first"), "threshold_percent": 80, "version": 1}
    second = {**texts("title", en="By the second"), "threshold_percent": 80, "version": 1}
    assert client.post(address, first).status_code == 302
    response = client.post(address, second)
    page = response.content.decode()
    assert response.status_code == 409
    assert ("By the first" in page, "By the second" in page) == (True, True)
    webinar.refresh_from_db()
    assert webinar.title_en == "By the first"
    assert 'name="version" value="2"' in page
    client.post(address, {**second, "version": 2})
    webinar.refresh_from_db()
    assert webinar.title_en == "By the second"


@pytest.mark.parametrize(
    ("starts", "sentence"), [("2027-03-28T02:30", "does not exist"), ("2026-10-25T02:30", "comes twice")]
)
def test_wall_time_of_a_clock_change_is_refused(client: Client, manager: Person, starts: str, sentence: str) -> None:
    webinar = make_webinar()
    response = client.post(
        reverse("webinars:create_sitting", args=[webinar.slug]),
        {"time_zone": "Europe/Brussels", "starts": starts, "ends": starts[:11] + "05:00"},
    )
    page = response.content.decode()
    assert sentence in page
    assert starts in page
    assert Sitting.objects.count() == 0


def test_pasted_addresses_are_answered_one_by_one(client: Client, manager: Person) -> None:
    webinar = make_webinar()
    new, old = make_person(), make_person()
    Registration.objects.create(webinar=webinar, person=old)
    pasted = f"{new.email.upper()}\n{old.email}; nobody@example.org\nnot an address\n\n{new.email}"
    response = client.post(reverse("webinars:people", args=[webinar.slug]), {"emails": pasted})
    assert [(line.email, line.outcome) for line in response.context["lines"]] == [
        (new.email, "added"),
        (old.email, "already"),
        ("nobody@example.org", "added"),
        ("not an address", "unusable"),
    ]
    assert webinar.registrations.count() == 3


def test_sitting_is_told_in_both_zones(client: Client) -> None:
    attendee = make_person(time_zone="Asia/Kolkata")
    webinar = make_webinar(attendees=[attendee])
    room = make_room(webinar)
    Sitting.objects.filter(pk=room.sitting_id).update(
        starts_at=datetime(2026, 12, 1, 6, 0, tzinfo=UTC), ends_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    )
    client.force_login(attendee)
    page = client.get(reverse("webinars:detail", args=[webinar.slug])).content.decode()
    assert "Tuesday, 1 December 2026, 11:30–13:30" in page
    assert ">09:00–11:00</time> · Nairobi" in page


def test_moving_an_item_by_button(client: Client, manager: Person) -> None:
    sitting = make_room(items=3, state=RoomState.LOBBY).sitting
    second = sitting.agenda.get(position=2)
    client.post(reverse("webinars:move_item", args=[second.pk]), {"direction": "earlier"})
    client.post(reverse("webinars:move_item", args=[second.pk]), {"direction": "earlier"})
    assert list(sitting.agenda.values_list("title_en", flat=True)) == ["Module 2", "Module 1", "Module 3"]


def test_what_was_made_for_a_rehearsal_is_in_no_list(client: Client, manager: Person) -> None:
    webinar = make_webinar(host=make_person(full_name="Real host"), attendees=[make_person(full_name="Real officer")])
    make_room(webinar, state=RoomState.LOBBY)
    create_rehearsal(webinar, viewers=2, languages=["en"])
    create_rehearsal(None, viewers=1, languages=["en"])
    for name in ("detail", "team", "people", "webinar_attendance"):
        page = client.get(reverse(f"webinars:{name}", args=[webinar.slug])).content.decode()
        assert (name, "Rehearsal" in page) == (name, False)
    for name in ("webinars:list", "home", "people:list"):
        page = client.get(reverse(name)).content.decode()
        assert (name, "Rehearsal" in page, "rehearsal-of" in page) == (name, False, False)
    assert [line.person.name for line in team_views(webinar)] == ["Real host"]
