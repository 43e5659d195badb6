"""Copies, templates and series: what is taken over, at which hours, and what never is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from core.refusals import sentence
from people.choices import Role
from people.models import Person
from tests.factories import (
    make_activity,
    make_administration,
    make_deck,
    make_person,
    make_question,
    make_quiz,
    make_room,
    make_webinar,
)
from webinars.actions.copying import copy_webinar
from webinars.actions.planned_activities import plan_quiz
from webinars.actions.series import create_series, rename_series
from webinars.actions.webinars import terms_of
from webinars.choices import ActivityState, RoomState, WebinarRole, WebinarState
from webinars.models import (
    Activity,
    AgendaItem,
    Answer,
    Connection,
    Quota,
    Registration,
    Room,
    Series,
    Sitting,
    TeamMember,
    Webinar,
)

pytestmark = pytest.mark.django_db


def at(webinar: Webinar, starts: datetime, ends: datetime, zone: str) -> Sitting:
    sitting = Sitting.objects.create(
        webinar=webinar, position=webinar.sittings.count() + 1, starts_at=starts, ends_at=ends, time_zone=zone
    )
    Room.objects.create(sitting=sitting)
    return sitting


def used() -> Webinar:
    """A webinar that was held: everything that could leak is in it."""
    attendee, speaker = make_person(), make_person()
    series = Series.objects.create(title_en="Targeting")
    webinar = make_webinar(
        host=speaker,
        attendees=[attendee],
        series=series,
        languages=["fr"],
        audiences=["private_sector"],
        capacity=9,
        registration_mode="approval",
        threshold_percent=60,
        description_ru="О нём",
    )
    make_administration()
    webinar.regions.add("ESA")
    Quota.objects.create(webinar=webinar, region_id="ESA", places=4)
    room = make_room(webinar, items=1, state=RoomState.LOBBY)
    item = room.sitting.agenda.get()
    AgendaItem.objects.filter(pk=item.pk).update(
        notes="Slowly", deck=make_deck(en=1), presenter=speaker, started_at=timezone.now()
    )
    plan_quiz(item, quiz=make_quiz(2))
    poll = make_activity(
        room, make_question(), agenda_item=item, position=3, anonymous=True, opened_at=timezone.now(), state="revealed"
    )
    make_activity(room, make_question(), position=4)
    Answer.objects.create(activity=poll, voter="x", response="{}", language="en")
    Connection.objects.create(
        room=room, person=attendee, language="en", opened_at=timezone.now(), last_seen_at=timezone.now(), process="p"
    )
    return webinar


def test_the_plan_is_taken_over_and_nobody_with_it() -> None:
    source, by = used(), make_person(Role.PROGRAMME_MANAGER)
    made = copy_webinar(source, first_day=date(2031, 5, 6), by=by)
    assert (made.state, made.created_by, made.slug == source.slug) == (WebinarState.DRAFT, by, False)
    assert (made.title_fr, made.description_ru, made.threshold_percent) == (source.title_fr, "О нём", 60)
    assert terms_of(made) == terms_of(source)
    assert list(made.regions.values_list("pk", flat=True)) == ["ESA"]
    item = AgendaItem.objects.get(sitting__webinar=made)
    old = AgendaItem.objects.get(sitting__webinar=source)
    assert (item.title_en, item.planned_minutes, item.notes, item.deck) == ("Module 1", 45, "Slowly", old.deck)
    assert (item.presenter, item.started_at) == (None, None)
    room = Room.objects.get(sitting__webinar=made)
    assert (room.state, room.sitting.live_from) == (RoomState.LOBBY, None)
    new = Activity.objects.filter(room=room).order_by("position")
    assert [(one.kind, one.agenda_item, one.anonymous, one.state) for one in new] == [
        ("quiz", item, False, ActivityState.PREPARED),
        ("quiz", item, False, ActivityState.PREPARED),
        ("poll", item, True, ActivityState.PREPARED),
    ]
    assert {one.opened_at for one in new} == {None}
    for left in (
        Registration.objects.filter(webinar=made),
        TeamMember.objects.filter(webinar=made),
        Answer.objects.filter(activity__room=room),
        Connection.objects.filter(room=room),
    ):
        assert left.count() == 0
    entry = AuditEntry.objects.get(verb="webinar.copied")
    assert (entry.subject, entry.details["source"]) == (f"webinar:{made.pk}", f"webinar:{source.pk}")


def test_the_team_comes_along_when_asked() -> None:
    source = used()
    made = copy_webinar(source, first_day=date(2031, 5, 6), with_team=True, by=make_person())
    speaker = source.team.get().person
    assert [(row.person, row.role) for row in made.team.all()] == [(speaker, WebinarRole.HOST)]
    assert AgendaItem.objects.get(sitting__webinar=made).presenter == speaker


def test_hours_stay_by_the_clocks_of_each_zone() -> None:
    source = make_webinar(registration_closes_at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC))
    hour = timedelta(hours=1)
    brussels = datetime(2026, 3, 2, 8, tzinfo=UTC)  # 09:00
    nepal = datetime(2026, 3, 4, 3, 15, tzinfo=UTC)  # 09:00
    line = datetime(2026, 3, 5, 22, tzinfo=UTC)  # the 6th, 12:00 on Kiritimati
    for starts, zone in ((brussels, "Europe/Brussels"), (nepal, "Asia/Kathmandu"), (line, "Pacific/Kiritimati")):
        at(source, starts, starts + hour, zone)
    made = copy_webinar(source, first_day=date(2026, 4, 6), by=make_person())
    found = made.sittings.order_by("position").values_list("starts_at", "ends_at", "time_zone")
    assert list(found) == [
        (datetime(2026, 4, 6, 7, tzinfo=UTC), datetime(2026, 4, 6, 8, tzinfo=UTC), "Europe/Brussels"),
        (datetime(2026, 4, 8, 3, 15, tzinfo=UTC), datetime(2026, 4, 8, 4, 15, tzinfo=UTC), "Asia/Kathmandu"),
        (datetime(2026, 4, 9, 22, tzinfo=UTC), datetime(2026, 4, 9, 23, tzinfo=UTC), "Pacific/Kiritimati"),
    ]
    assert made.registration_closes_at == datetime(2026, 4, 5, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first_day", "code", "word"),
    [
        (date(2027, 3, 26), "copy.time_does_not_exist", "02:30 on 2027-03-28 does not exist"),
        (date(2026, 10, 23), "copy.time_exists_twice", "02:30 on 2026-10-25 comes twice"),
    ],
)
def test_hours_that_a_clock_change_takes_or_doubles_are_said(first_day: date, code: str, word: str) -> None:
    source = make_webinar()
    first = datetime(2026, 6, 5, 8, tzinfo=UTC)
    at(source, first, first + timedelta(hours=1), "Europe/Brussels")
    night = datetime(2026, 6, 7, 0, 30, tzinfo=UTC)
    at(source, night, night + timedelta(hours=2), "Europe/Brussels")
    with pytest.raises(Refused) as why:
        copy_webinar(source, first_day=first_day, by=make_person())
    said = sentence(why.value.code, why.value.data)
    assert (why.value.code, word in said, "Sitting 2" in said) == (code, True, True)
    assert Webinar.objects.count() == 1


@pytest.fixture
def manager(client: Client) -> Person:
    person = make_person(Role.PROGRAMME_MANAGER)
    client.force_login(person)
    return person


def test_the_pages_copy_and_keep(client: Client, manager: Person) -> None:
    source = used()
    address = reverse("webinars:copy", args=[source.slug])
    assert "Taken over" in client.get(address).content.decode()
    assert client.post(address, {"first_day": "soon"}).status_code == 200
    given = {"first_day": "2031-05-06", "once": "word"}
    assert [client.post(address, given).status_code for _ in range(2)] == [302, 302]
    made = Webinar.objects.get(state=WebinarState.DRAFT)
    assert made.sittings.get().starts_at.date() == date(2031, 5, 6)
    client.post(reverse("webinars:make_template", args=[source.slug]))
    template = Webinar.objects.get(state=WebinarState.TEMPLATE)
    assert template.sittings.get().starts_at == source.sittings.get().starts_at
    page = client.get(reverse("webinars:templates")).content.decode()
    assert reverse("webinars:copy", args=[template.slug]) in page
    assert template.slug not in client.get(reverse("webinars:list")).content.decode()
    assert client.get(reverse("webinars:room", args=[template.sittings.get().room.pk])).status_code == 409


def test_two_who_name_a_series(client: Client, manager: Person) -> None:
    series = create_series(title={"en": "One"}, by=manager)
    address = reverse("webinars:edit_series", args=[series.pk])
    seen = client.get(address).context["form"]["seen"].value()
    rename_series(series, title={"en": "Two"})
    page = client.post(address, {"title_en": "Three", "seen": seen}).content.decode()
    series.refresh_from_db()
    assert (series.title_en, "Three" in page, "Somebody else saved this" in page) == ("Two", True, True)
    assert client.post(reverse("webinars:create_series"), {"title_en": " "}).status_code == 200
    client.post(reverse("webinars:create_series"), {"title_ar": "سلسلة"})
    assert [(one.title_en or "", one.title_ar or "") for one in Series.objects.order_by("pk")] == [
        ("Two", ""),
        ("", "سلسلة"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_and_three(
    client: Client, manager: Person, django_assert_num_queries: Any, rows: int
) -> None:
    series = Series.objects.create(title_en="Series")
    for _ in range(rows):
        Series.objects.create(title_en="Another")
        make_room(make_webinar(series=series, host=manager))
        make_webinar(series=series, state=WebinarState.TEMPLATE)
    for address, queries in (
        (reverse("webinars:series", args=[series.pk]), 7),
        (reverse("webinars:series_list"), 5),
        (reverse("webinars:templates"), 5),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
