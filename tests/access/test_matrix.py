"""Who may open which door: every role, a stranger and a visitor, against every address, in one table.

Add a row for each new address. Letters: ``.`` 200 · ``>`` 302 to somewhere allowed · ``L`` 302 to sign in · ``3`` 403 ·
``4`` 404 · ``5`` 405. Doors that act on a webinar also name the roles inside of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from people.choices import Role
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars.choices import WebinarRole
from webinars.models import TeamMember

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "trainee", "trainer", "coordinator", "manager", "administrator")
PEOPLE_DOORS = [
    # method, address, its argument, and the answer to each of PEOPLE in that order
    ("get", "home", None, "L....."),
    ("get", "people:profile", None, "L....."),
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
    ("get", "account_email", None, "L....."),
    ("get", "mfa_index", None, "L....."),
    ("get", "usersessions_list", None, "L....."),
]
ANSWERS = {".": 200, ">": 302, "3": 403, "4": 404, "5": 405, "!": 400}


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


def _arguments(cast: Cast, word: str | None) -> list[int]:
    if word is None:
        return []
    if word == "nobody":
        return [10**9]
    name, *grant = word.split()
    person: Person = getattr(cast, name)
    return [person.pk, person.grants.get().pk] if grant else [person.pk]


def _check(client: Client, method: str, url: str, person: Person | None, expected: str) -> None:
    if person is not None:
        client.force_login(person)
    answer = getattr(client, method)(url)
    if expected == "L":
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))
    else:
        assert answer.status_code == ANSWERS[expected]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("method", "name", "argument", "answers"), PEOPLE_DOORS)
def test_doors_of_people(
    client: Client, cast: Cast, method: str, name: str, argument: str | None, answers: str, who: str
) -> None:
    url = reverse(name, args=_arguments(cast, argument))
    _check(client, method, url, cast.people[who], answers[PEOPLE.index(who)])


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
    ("get", "webinars:list", None, "L........."),
    ("get", "webinars:create", None, "L3333333.."),
    ("get", "webinars:detail", "slug", "L4........"),
    ("get", "webinars:edit", "slug", "L433333..."),
    ("get", "webinars:team", "slug", "L433333..."),
    ("get", "webinars:people", "slug", "L433333..."),
    ("get", "webinars:create_sitting", "slug", "L433333..."),
    ("get", "webinars:edit_sitting", "sitting", "L433333..."),
    ("get", "webinars:agenda", "sitting", "L433333..."),
]


@pytest.mark.parametrize("who", IN_WEBINAR)
@pytest.mark.parametrize(("method", "name", "argument", "answers"), WEBINAR_DOORS)
def test_doors_of_a_webinar(
    client: Client, method: str, name: str, argument: str | None, answers: str, who: str
) -> None:
    attendee = make_person()
    webinar = make_webinar(attendees=[attendee])
    room = make_room(webinar)
    arguments: dict[str, object] = {"room": room.pk, "sitting": room.sitting_id, "slug": webinar.slug}
    people: dict[str, Person | None] = {"visitor": None, "stranger": make_person(Role.TRAINER), "attendee": attendee}
    people["manager"] = make_person(Role.PROGRAMME_MANAGER)
    people["administrator"] = make_person(Role.ADMINISTRATOR)
    for role in WebinarRole:
        member = people[role.value] = make_person()
        TeamMember.objects.create(webinar=webinar, person=member, role=role)
    _check(
        client,
        method,
        reverse(name, args=[arguments[argument]] if argument else []),
        people[who],
        answers[IN_WEBINAR.index(who)],
    )
