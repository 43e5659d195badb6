"""Who may open which door: every role, a stranger and a visitor, against every address, in one table.

Add a row for each new address. Letters: ``.`` 200 · ``>`` 302 to somewhere allowed · ``L`` 302 to sign in · ``3`` 403 ·
``4`` 404 · ``5`` 405 · ``!`` 400 · ``9`` 409, a rule says no · ``?`` 422, something is missing ·
``-`` 204, nothing there. Doors that act on a webinar also name the roles inside of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.links import make_token
from people.choices import Role
from people.models import Person
from tests.factories import (
    make_activity,
    make_deck,
    make_mail,
    make_person,
    make_question,
    make_room,
    make_survey,
    make_webinar,
)
from webinars.choices import WebinarRole
from webinars.models import ImportedList, Registration, Series, TeamMember

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "trainee", "trainer", "coordinator", "manager", "administrator")
PEOPLE_DOORS = [
    # method, address, its argument, and the answer to each of PEOPLE in that order
    ("get", "home", None, "L....."),
    ("get", "people:profile", None, "L....."),
    ("get", "people:export", None, "L....."),
    ("post", "people:export", None, "L....."),
    ("get", "people:erase", None, "L....."),
    ("post", "people:erase", None, "L....."),
    ("get", "people:list", None, "L33..."),
    ("get", "people:person", "compatriot", "L44..."),
    ("get", "people:person", "foreigner", "L444.."),
    ("get", "people:person", "nobody", "L44444"),
    ("get", "people:edit", "compatriot", "L443.."),
    ("get", "people:edit", "foreigner", "L444.."),
    ("post", "people:grant", "compatriot", "L4433!"),
    ("get", "people:grant", "compatriot", "L55555"),
    ("post", "people:grant", "foreigner", "L4443!"),
    ("post", "people:revoke", "compatriot grant", "L4433>"),
    ("post", "people:revoke", "foreigner grant", "L4443>"),
    ("get", "people:mail", None, "L3333."),
    ("get", "people:audit", None, "L3333."),
    ("post", "people:renew_calendar", None, "L>>>>>"),
    ("get", "programme:programme", None, "L333.."),
    ("get", "programme:programme_csv", None, "L333.."),
    ("get", "programme:programme_xlsx", None, "L333.."),
    ("get", "programme:target", "learners", "L333.."),
    ("post", "programme:target", "learners", "L333!!"),
    ("get", "programme:administration", None, "L33.33"),
    ("get", "programme:administration_csv", None, "L33.33"),
    ("get", "programme:administration_xlsx", None, "L33.33"),
    ("get", "account_email", None, "L....."),
    ("get", "mfa_index", None, "L....."),
    ("get", "usersessions_list", None, "L....."),
]
ANSWERS = {".": 200, ">": 302, "3": 403, "4": 404, "5": 405, "!": 400, "9": 409, "?": 422, "-": 204}


@dataclass
class Cast:
    people: dict[str, Person | None]
    compatriot: Person
    foreigner: Person


@pytest.fixture
def cast() -> Cast:
    return Cast(
        people={
            "visitor": None,
            "trainee": make_person(country="UG"),
            "trainer": make_person(Role.TRAINER, country="UG"),
            "coordinator": make_person(Role.NATIONAL_COORDINATOR, country="KE"),
            "manager": make_person(Role.PROGRAMME_MANAGER, country="BE", region="EUR"),
            "administrator": make_person(Role.ADMINISTRATOR, country="BE", region="EUR"),
        },
        compatriot=make_person(Role.TRAINER, country="KE"),
        foreigner=make_person(Role.TRAINER, country="FR", region="EUR"),
    )


def _arguments(cast: Cast, word: str | None) -> list[object]:
    if word is None:
        return []
    if word == "learners":
        return [word]
    if word == "nobody":
        return [10**9]
    name, *grant = word.split()
    person: Person = getattr(cast, name)
    return [person.pk, person.grants.get().pk] if grant else [person.pk]


def status_codes(method: str, url: str, people: Iterable[Person | None]) -> str:
    """The letter that each of them is answered with, as if nobody else had come before."""
    letters = {status: letter for letter, status in ANSWERS.items()}
    found = ""
    for person in people:
        before = transaction.savepoint()
        client = Client()
        if person is not None:
            client.force_login(person)
        answer = getattr(client, method)(url)
        asked = answer.status_code == 302 and answer["Location"].split("?")[0] == reverse("account_login")
        found += "L" if asked else letters.get(answer.status_code, f"({answer.status_code})")
        transaction.savepoint_rollback(before)
    return found


@pytest.mark.parametrize(("method", "name", "argument", "answers"), PEOPLE_DOORS)
def test_doors_of_people(cast: Cast, method: str, name: str, argument: str | None, answers: str) -> None:
    url = reverse(name, args=_arguments(cast, argument))
    assert status_codes(method, url, [cast.people[who] for who in PEOPLE]) == answers


IN_WEBINAR = (
    "visitor",
    "stranger",
    "attendee",
    "interpreter",
    "moderator",
    "presenter",
    "co_host",
    "host",
    "manager",
    "administrator",
)
WEBINAR_DOORS = [
    # method, address, its argument, and the answer to each of IN_WEBINAR in that order
    ("get", "webinars:room", "room", "L4........"),
    ("get", "webinars:probe", "room", "L4........"),
    ("get", "webinars:attendance", "sitting", "L43333...."),
    ("get", "webinars:attendance_csv", "sitting", "L43333...."),
    ("get", "webinars:attendance_xlsx", "sitting", "L43333...."),
    ("get", "webinars:webinar_attendance", "slug", "L43333...."),
    ("get", "webinars:webinar_attendance_csv", "slug", "L43333...."),
    ("get", "webinars:webinar_attendance_xlsx", "slug", "L43333...."),
    ("get", "programme:figures", "slug", "L43333...."),
    ("get", "programme:figures_csv", "slug", "L43333...."),
    ("get", "programme:figures_xlsx", "slug", "L43333...."),
    ("get", "programme:figures_pdf", "slug", "L43333...."),
    ("get", "webinars:list", None, "L........."),
    ("get", "webinars:create", None, "L3333333.."),
    ("get", "programme:webinar_certificates", "slug", "L433333..."),
    ("get", "programme:webinar_certificates_file", "slug xlsx", "L433333..."),
    ("get", "webinars:detail", "slug", "L4........"),
    ("get", "webinars:edit", "slug", "L433333..."),
    ("get", "webinars:calendar", None, "L........."),
    ("get", "webinars:templates", None, "L3333333.."),
    ("get", "webinars:series_list", None, "L3333333.."),
    ("get", "webinars:create_series", None, "L3333333.."),
    ("post", "webinars:create_series", None, "L3333333.."),
    ("get", "webinars:series", "series", "L3333333.."),
    ("get", "webinars:edit_series", "series", "L3333333.."),
    ("post", "webinars:edit_series", "series", "L3333333.."),
    ("get", "webinars:copy", "slug", "L4333333.."),
    ("post", "webinars:copy", "slug", "L4333333.."),
    ("post", "webinars:make_template", "slug", "L4333333>>"),
    ("post", "webinars:announce", "slug", "L433333>>>"),
    ("get", "webinars:announce", "slug", "L555555555"),
    ("get", "webinars:cancel", "slug", "L433333..."),
    ("post", "webinars:cancel", "slug", "L433333999"),
    ("get", "webinars:discard", "slug", "L433333..."),
    ("post", "webinars:discard", "slug", "L433333999"),
    ("get", "webinars:team", "slug", "L433333..."),
    ("get", "programme:panel", "slug", "L4333333.."),
    ("post", "programme:panel", "slug", "L4333333>>"),
    ("get", "webinars:people", "slug", "L433333..."),
    ("get", "webinars:mails", "slug", "L433333..."),
    ("get", "webinars:mail_preview", "slug confirmation ar", "L433333..."),
    ("get", "webinars:mail_preview_html", "slug confirmation ar", "L433333..."),
    ("get", "webinars:mail_preview", "slug confirmation xx", "L433333444"),
    ("post", "webinars:send_mail_again", "mail", "L433333>>>"),
    ("get", "webinars:create_sitting", "slug", "L433333..."),
    ("get", "webinars:edit_sitting", "sitting", "L433333..."),
    ("get", "webinars:agenda", "sitting", "L433333..."),
    ("get", "webinars:remove_sitting", "sitting", "L433333..."),
    ("post", "webinars:remove_sitting", "sitting", "L433333999"),
    ("post", "webinars:order_items", "sitting", "L433333>>>"),
    ("post", "webinars:quick_add", "sitting", "L433333..."),
    ("post", "webinars:item_minutes", "item", "L433333>>>"),
    ("get", "webinars:add_item", "sitting", "L433333..."),
    ("post", "webinars:add_item", "sitting", "L433333..."),
    ("get", "webinars:add_module", "sitting", "L433333..."),
    ("post", "webinars:add_module", "sitting", "L433333..."),
    ("get", "webinars:replay", "over", "L4........"),
    ("get", "webinars:replay", "sitting", "L444444444"),
    ("post", "webinars:replay_seen", "over", "L4>>>>>>>>"),
    ("post", "webinars:replay_seen", "sitting", "L444444444"),
    ("post", "webinars:publish_replay", "over", "L434444444"),
    ("post", "webinars:place_replay_film", "over", "L433333333"),
    ("post", "webinars:answer_replay", "over replayed", "L4????????"),
    ("post", "webinars:answer_replay", "over activity", "L444444444"),
    ("get", "webinars:item", "item", "L433333..."),
    ("post", "webinars:item", "item", "L433333..."),
    ("post", "webinars:move_item", "item", "L433333>>>"),
    ("post", "webinars:remove_item", "item", "L433333>>>"),
    ("get", "webinars:plan_activity", "item poll", "L433333..."),
    ("get", "webinars:plan_activity", "item discussion", "L433333..."),
    ("post", "webinars:plan_activity", "item poll", "L433333..."),
    ("get", "webinars:plan_quiz", "item", "L433333..."),
    ("post", "webinars:plan_quiz", "item", "L433333..."),
    ("post", "webinars:remove_activity", "activity", "L433333>>>"),
    ("post", "webinars:remove_member", "member", "L433333>>>"),
    ("get", "webinars:register", "slug", "L4>>>>>>>>"),
    ("post", "webinars:register", "slug", "L4>>>>>>>>"),
    ("get", "webinars:withdraw", "slug", "L4>>>>>>>>"),
    ("post", "webinars:withdraw", "slug", "L4>>>>>>>>"),
    ("post", "webinars:decide", "slug", "L433333>>>"),
    ("get", "webinars:places", "slug", "L433333>>>"),
    ("post", "webinars:places", "slug", "L433333..."),
    ("get", "webinars:nominations", "slug", "L433333333"),
    ("post", "webinars:nominations", "slug", "L433333333"),
    ("post", "webinars:withdraw_nomination", "nomination", "L444444444"),
    ("get", "webinars:correct_attendance", "sitting person", "L433333..."),
    ("post", "webinars:correct_attendance", "sitting person", "L433333..."),
    ("post", "webinars:renew_link", "registration", "L433333>>>"),
    ("get", "webinars:lists", "slug", "L433333..."),
    ("post", "webinars:lists", "slug", "L433333..."),
    ("get", "webinars:list_template", "slug csv", "L433333..."),
    ("get", "webinars:list_template", "slug xlsx", "L433333..."),
    ("get", "webinars:imported_list", "list", "L433333..."),
    ("post", "webinars:imported_list", "list", "L433333!!!"),
    ("get", "webinars:deck_pages", "room deck", "L4........"),
    ("post", "webinars:edit", "slug", "L433333..."),
    ("post", "webinars:team", "slug", "L433333..."),
    ("post", "webinars:people", "slug", "L433333..."),
    ("post", "webinars:create_sitting", "slug", "L433333..."),
    ("post", "webinars:edit_sitting", "sitting", "L433333..."),
    ("post", "webinars:room", "room", "L555555555"),
    ("get", "webinars:surveys", "slug", "L433333..."),
    ("post", "webinars:surveys", "slug", "L433333..."),
    ("get", "webinars:survey", "survey", "L4........"),
    ("post", "webinars:survey", "survey", "L4?3333333"),
    ("get", "webinars:survey_results", "survey", "L433333..."),
    ("post", "webinars:change_survey", "survey", "L433333>>>"),
    ("post", "webinars:close_survey", "survey", "L433333>>>"),
    ("post", "webinars:remove_survey", "survey", "L433333>>>"),
    ("get", "webinars:change_survey", "survey", "L555555555"),
    ("get", "webinars:room_survey", "room", "L4.-------"),
    ("get", "webinars:evaluation", "token", ".........."),
    ("get", "webinars:evaluation", "forged", "4444444444"),
    ("post", "webinars:evaluation", "forged", "4444444444"),
]


@pytest.mark.parametrize(("method", "name", "argument", "answers"), WEBINAR_DOORS)
def test_doors_of_a_webinar(method: str, name: str, argument: str | None, answers: str) -> None:
    attendee, other = make_person(), make_person()
    webinar = make_webinar(attendees=[attendee, other])
    room = make_room(webinar)
    item = room.sitting.agenda.earliest("position")
    item.deck = make_deck(en=1)
    item.save()
    over = make_room(webinar, state="ended")
    arguments: dict[str, object] = {
        "room": room.pk,
        "over": over.sitting_id,
        "replayed": make_activity(over, make_question(), opened_at=over.sitting.live_from, state="closed").pk,
        "sitting": room.sitting_id,
        "slug": webinar.slug,
        "series": Series.objects.create(title_en="Series").pk,
        "item": item.pk,
        "deck": item.deck.pk,
        "person": attendee.pk,
        "activity": make_activity(room, make_question()).pk,
        "member": TeamMember.objects.create(webinar=webinar, person=other, role=WebinarRole.MODERATOR).pk,
        "list": ImportedList.objects.create(webinar=webinar, made_by=other, file_name="a.csv", rows={"people": []}).pk,
        "nomination": Registration.objects.create(
            webinar=webinar, person=make_person(), administration=other.administration, source="coordinator"
        ).pk,
        "registration": other.registrations.get().pk,
        "survey": make_survey(webinar, open_now=True).pk,
        "token": make_token("evaluation", attendee.registrations.get().pk, 1),
        "forged": make_token("join", attendee.registrations.get().pk, 1),
        "mail": make_mail(other.registrations.get()).pk,
    }
    people: dict[str, Person | None] = {"visitor": None, "stranger": make_person(Role.TRAINER), "attendee": attendee}
    people["manager"] = make_person(Role.PROGRAMME_MANAGER)
    people["administrator"] = make_person(Role.ADMINISTRATOR)
    for role in WebinarRole:
        member = people[role.value] = make_person()
        TeamMember.objects.create(webinar=webinar, person=member, role=role)
    url = reverse(name, args=[arguments.get(word, word) for word in (argument or "").split()])
    assert status_codes(method, url, [people[who] for who in IN_WEBINAR]) == answers


IN_LIBRARY = ("visitor", "trainee", "coordinator", "trainer", "maker", "manager", "administrator")
LIBRARY_DOORS = [
    # method, address, its argument, and the answer to each of IN_LIBRARY in that order
    ("get", "courses:decks", None, "L33...."),
    ("get", "courses:create_deck", None, "L33...."),
    ("post", "courses:create_deck", None, "L33...."),
    ("get", "courses:deck", "deck", "L44...."),
    ("post", "courses:deck", "deck", "L443..."),
    ("get", "courses:rename_deck", "deck", "L443..."),
    ("post", "courses:rename_deck", "deck", "L443..."),
    ("get", "courses:deck_progress", "deck", "L44...."),
]


def library_people() -> dict[str, Person | None]:
    """One of each of :data:`IN_LIBRARY`, in that order; the visitor is None."""
    roles: dict[str, tuple[Role, ...]] = {
        "trainee": (),
        "coordinator": (Role.NATIONAL_COORDINATOR,),
        "trainer": (Role.TRAINER,),
        "maker": (Role.TRAINER,),
        "manager": (Role.PROGRAMME_MANAGER,),
        "administrator": (Role.ADMINISTRATOR,),
    }
    return {who: None if who == "visitor" else make_person(*roles[who]) for who in IN_LIBRARY}


@pytest.mark.parametrize(("method", "name", "argument", "answers"), LIBRARY_DOORS)
def test_doors_of_the_library(method: str, name: str, argument: str | None, answers: str) -> None:
    people = library_people()
    deck = make_deck(en=1)
    deck.created_by = people["maker"]
    deck.save()
    url = reverse(name, args=[deck.pk] if argument else [])
    assert status_codes(method, url, list(people.values())) == answers


@pytest.mark.parametrize("name", ["quizzes:edit_question", "quizzes:edit_quiz", "courses:deck", "webinars:item"])
def test_what_is_not_there_is_not_there_for_anybody(cast: Cast, name: str) -> None:
    assert status_codes("get", reverse(name, args=[10**9]), [cast.people[who] for who in PEOPLE]) == "L44444"
