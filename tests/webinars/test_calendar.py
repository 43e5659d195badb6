"""The calendar, the list of webinars and its filters, and trainers who are needed in two places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.choices import Role
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.choices import RoomState, WebinarRole, WebinarState
from webinars.models import AgendaItem, Room, Sitting, TeamMember, Webinar
from webinars.queries.clashes import clashes_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2031, 3, 3, 9, tzinfo=UTC)


def plan(webinar: Webinar, starts: datetime = MONDAY, hours: float = 2, zone: str = "Africa/Nairobi") -> Sitting:
    sitting = Sitting.objects.create(
        webinar=webinar,
        position=webinar.sittings.count() + 1,
        starts_at=starts,
        ends_at=starts + timedelta(hours=hours),
        time_zone=zone,
    )
    Room.objects.create(sitting=sitting)
    return sitting


def sign_in(client: Client, *roles: Role, **fields: Any) -> Person:
    person = make_person(*roles, **fields)
    client.force_login(person)
    return person


def week(client: Client, name: str = "2031-W10", **given: str) -> list[list[str]]:
    answer = client.get(reverse("webinars:calendar"), {"week": name, **given})
    return [[one.webinar.title for one in day.sittings] for day in answer.context["days"]]


def test_a_week_shows_ones_own_and_planners_all(client: Client) -> None:
    trainee = make_person()
    plan(make_webinar(title_en="Mine", attendees=[trainee]))
    plan(make_webinar(title_en="Other", host=make_person()))
    plan(make_webinar(title_en="Draft", state=WebinarState.DRAFT, attendees=[trainee]))
    plan(make_webinar(title_en="Template", state=WebinarState.TEMPLATE))
    plan(make_webinar(title_en="Next week", attendees=[trainee]), MONDAY + timedelta(days=7))
    client.force_login(trainee)
    assert week(client) == [["Mine"], [], [], [], [], [], []]
    sign_in(client, Role.PROGRAMME_MANAGER)
    assert week(client)[0] == ["Mine", "Other", "Draft"]
    assert week(client, "2031-W11")[0] == ["Next week"]


def test_days_are_those_of_the_viewers_zone(client: Client) -> None:
    late = datetime(2031, 3, 3, 22, 30, tzinfo=UTC)
    person = sign_in(client, Role.PROGRAMME_MANAGER, time_zone="Asia/Kathmandu")
    plan(make_webinar(title_en="Night"), late, zone="America/Santo_Domingo")
    assert week(client)[:2] == [[], ["Night"]]
    page = client.get(reverse("webinars:calendar"), {"week": "2031-W10"}).content.decode()
    assert ("04:15–06:15" in page, "18:30–20:30</time> · Santo Domingo" in page) == (True, True)
    for zone, days in (("UTC", [["Night"], ["Night"]]), ("Pacific/Kiritimati", [[], ["Night"]])):
        person.time_zone = zone
        person.save()
        assert week(client)[:2] == days


@pytest.mark.parametrize("name", ["", "2031-W99", "nonsense", "0000-W01", "9999-W52", "2031-W10-x"])
def test_a_week_that_is_none_is_the_present_one(client: Client, name: str) -> None:
    sign_in(client)
    answer = client.get(reverse("webinars:calendar"), {"week": name})
    assert (answer.status_code, answer.context["this_week"]) == (200, True)


def test_the_list_begins_now(client: Client) -> None:
    sign_in(client, Role.PROGRAMME_MANAGER)
    plan(make_webinar(title_en="Over"), timezone.now() - timedelta(days=2))
    for days in (40, 3):
        plan(make_webinar(title_en=f"In {days}"), timezone.now() + timedelta(days=days))
    days = client.get(reverse("webinars:calendar"), {"view": "list"}).context["days"]
    assert [[one.webinar.title for one in day.sittings] for day in days] == [["In 3"], ["In 40"]]


def test_planners_narrow_calendar_and_list(client: Client) -> None:
    make_administration("KE", "ESA")
    make_administration("FR", "EUR")
    for title, region, languages, state in (
        ("Africa", "ESA", ["en", "pt"], WebinarState.ANNOUNCED),
        ("Europe", "EUR", ["fr"], WebinarState.CANCELLED),
        ("World", None, [], WebinarState.DRAFT),
    ):
        webinar = make_webinar(title_en=title, languages=languages, state=state)
        if region:
            webinar.regions.add(region)
        plan(webinar)
    trainee = make_person()
    for webinar in Webinar.objects.exclude(state=WebinarState.DRAFT):
        webinar.registrations.create(person=trainee)
    sign_in(client, Role.PROGRAMME_MANAGER)
    for given, titles in (
        ({"region": "ESA"}, {"Africa", "World"}),
        ({"language": "fr"}, {"Europe", "World"}),
        ({"language": "pt", "region": "EUR"}, {"World"}),
        ({"state": "draft"}, {"World"}),
        ({"state": "nonsense"}, {"Africa", "Europe", "World"}),
    ):
        assert set(week(client, **given)[0]) == titles
        rows = client.get(reverse("webinars:list"), given).context["upcoming"]
        assert {row.webinar.title for row in rows} == titles
    client.force_login(trainee)
    assert set(week(client, state="draft")[0]) == {"Africa", "Europe"}


def test_drafts_of_ones_team_come_first_and_the_list_has_pages(client: Client) -> None:
    person = sign_in(client, Role.PROGRAMME_MANAGER)
    later, sooner = timezone.now() + timedelta(days=9), timezone.now() + timedelta(days=1)
    plan(make_webinar(title_en="Sooner"), sooner)
    plan(make_webinar(title_en="Not my draft", state=WebinarState.DRAFT), later)
    plan(make_webinar(title_en="My draft", state=WebinarState.DRAFT, host=person), later)
    make_room(make_webinar(title_en="Live"))
    make_room(make_webinar(title_en="Over"), state=RoomState.ENDED)
    page = client.get(reverse("webinars:list"))
    assert [row.webinar.title for row in page.context["upcoming"]] == ["Live", "My draft", "Sooner", "Not my draft"]
    assert [row.webinar.title for row in page.context["past"]] == ["Over"]
    Webinar.objects.bulk_create(Webinar(slug=f"many-{n}", title_en=f"Many {n}") for n in range(60))
    page = client.get(reverse("webinars:list"), {"page": 2})
    assert len(page.context["upcoming"]) + len(page.context["past"]) == 15


def test_trainers_needed_in_two_sittings(client: Client) -> None:
    member, presenter, free = make_person(), make_person(full_name="Ana Silva"), make_person()
    one = plan(make_webinar(title_en="One", host=member))
    two = plan(make_webinar(title_en="Two", host=member), MONDAY + timedelta(hours=1))
    plan(make_webinar(title_en="After", host=member), MONDAY + timedelta(hours=3))
    gone = plan(make_webinar(title_en="Off", host=member, state=WebinarState.CANCELLED))
    TeamMember.objects.create(webinar=two.webinar, person=presenter, role=WebinarRole.PRESENTER)
    TeamMember.objects.create(webinar=two.webinar, person=free, role=WebinarRole.MODERATOR)
    AgendaItem.objects.create(
        sitting=one, position=1, kind="module", title_en="x", planned_minutes=45, presenter=presenter
    )
    found = [(clash.person, clash.sitting, clash.other) for clash in clashes_of([one])]
    assert found == [(member, one, two), (presenter, one, two)]
    assert [clash.person for clash in clashes_of([one, two])] == [member, presenter]
    assert [clash.person for clash in clashes_of([one], only=[presenter.pk])] == [presenter]
    assert clashes_of([gone]) == []
    client.force_login(member)
    page = client.get(reverse("webinars:detail", args=[one.webinar.slug])).content.decode()
    assert "Ana Silva is needed at the same time in “Two”" in page
    sign_in(client, Role.PROGRAMME_MANAGER)
    for address in (
        reverse("webinars:team", args=[two.webinar.slug]),
        reverse("webinars:calendar") + "?week=2031-W10",
    ):
        assert "Ana Silva is needed" in client.get(address).content.decode()


def test_a_clash_does_not_name_what_the_host_may_not_see(client: Client) -> None:
    host, colleague = make_person(), make_person(full_name="Ana Silva")
    mine = plan(make_webinar(host=host))
    secret = plan(make_webinar(title_en="Confidential", state=WebinarState.DRAFT))
    for sitting in (mine, secret):
        TeamMember.objects.create(webinar=sitting.webinar, person=colleague, role=WebinarRole.PRESENTER)
    client.force_login(host)
    page = client.get(reverse("webinars:detail", args=[mine.webinar.slug])).content.decode()
    assert ("Ana Silva is needed elsewhere at the same time" in page, "Confidential" in page) == (True, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_calendar_costs_the_same_for_one_and_three(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    sign_in(client, Role.PROGRAMME_MANAGER)
    for _ in range(rows):
        trainer = make_person()
        for _ in range(2):
            plan(make_webinar(host=trainer))
    for given, queries in (({"week": "2031-W10"}, 12), ({"view": "list"}, 13)):
        client.get(reverse("webinars:calendar"), given)
        with django_assert_num_queries(queries):
            client.get(reverse("webinars:calendar"), given)
