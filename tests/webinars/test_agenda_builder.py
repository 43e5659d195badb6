"""The agenda builder: one order for all, changes in a line, a presenter from the team, and what it warns of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import RecordedEvent
from core.refusals import sentence
from people.choices import Role
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from webinars import topics
from webinars.actions import agenda, team
from webinars.actions.agenda import ItemDraft
from webinars.choices import RoomState, WebinarRole
from webinars.models import AgendaItem, Sitting, TeamMember

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def manager(client: Client) -> Person:
    person = make_person(Role.PROGRAMME_MANAGER)
    client.force_login(person)
    return person


def refused(call: Any) -> str:
    with pytest.raises(Refused) as why:
        call()
    assert sentence(why.value.code, why.value.data) != sentence("unknown")
    return why.value.code


def ids(sitting: Sitting) -> list[int]:
    return list(sitting.agenda.order_by("position").values_list("pk", flat=True))


def test_an_order_is_saved_whole_and_the_room_hears_what_moved() -> None:
    room = make_room(items=4, state=RoomState.LOBBY)
    a, b, c, d = ids(room.sitting)
    agenda.order_items(room.sitting, ids=[c, a, b, d], seen=agenda.seen_order([a, b, c, d]))
    assert ids(room.sitting) == [c, a, b, d]
    events = RecordedEvent.objects.filter(topic=topics.room(room.pk))
    assert {(event.payload["item"]["id"], event.payload["item"]["position"]) for event in events} == {
        (c, 1),
        (a, 2),
        (b, 3),
    }
    agenda.order_items(room.sitting, ids=[c, a, b, d], seen="anything")
    assert events.count() == 3


def test_somebody_elses_change_is_not_overwritten() -> None:
    room = make_room(items=3, state=RoomState.LOBBY)
    other = make_room(items=1).sitting
    a, b, c = ids(room.sitting)
    seen = agenda.seen_order([a, b, c])
    agenda.order_items(room.sitting, ids=[b, a, c], seen=seen)
    for order in ([c, b, a], [a, b], [a, b, c, c], [a, b, *ids(other)], []):
        code = refused(lambda order=order: agenda.order_items(room.sitting, ids=order, seen=seen))
        assert code == "agenda.changed_meanwhile"
    assert ids(room.sitting) == [b, a, c]


def test_an_agenda_that_is_over_keeps_its_order() -> None:
    room = make_room(items=2, state=RoomState.ENDED)
    a, b = ids(room.sitting)
    assert refused(lambda: agenda.order_items(room.sitting, ids=[b, a])) == "room.ended"
    assert refused(lambda: agenda.change_minutes(AgendaItem.objects.get(pk=a), minutes=10)) == "room.ended"


def test_minutes_in_a_line_respect_the_other_editor() -> None:
    item = make_room(items=1, state=RoomState.LOBBY).sitting.agenda.get()
    agenda.change_minutes(item, minutes=50, seen=45)
    assert refused(lambda: agenda.change_minutes(item, minutes=40, seen=45)) == "agenda.changed_meanwhile"
    agenda.change_minutes(item, minutes=50, seen=45)
    assert refused(lambda: agenda.change_minutes(item, minutes=0)) == "agenda.minutes"
    item.refresh_from_db()
    assert item.planned_minutes == 50


def test_a_presenter_is_of_the_team_until_they_leave_it() -> None:
    webinar, speaker = make_webinar(), make_person()
    sitting = make_room(webinar, items=0, state=RoomState.LOBBY).sitting
    draft = ItemDraft("module", {"en": "One"}, 45, presenter=speaker)
    assert refused(lambda: agenda.add_item(sitting, draft)) == "agenda.presenter_not_on_team"
    roles = [
        TeamMember.objects.create(webinar=webinar, person=speaker, role=role)
        for role in (WebinarRole.PRESENTER, WebinarRole.MODERATOR)
    ]
    item = agenda.add_item(sitting, draft)
    for role, presenter in zip(roles, (speaker, None), strict=True):
        team.remove_member(role)
        item.refresh_from_db()
        assert item.presenter == presenter


def test_the_script_is_answered_with_the_builder_alone(client: Client, manager: Person) -> None:
    room = make_room(items=3, state=RoomState.LOBBY)
    a, b, c = ids(room.sitting)
    order = reverse("webinars:order_items", args=[room.sitting_id])
    given = {"ids": f"{b},{a},{c}", "seen": agenda.seen_order([a, b, c]), "moved": b}
    answer = client.post(order, given, **SCRIPT)
    page = answer.content.decode()
    assert (answer.status_code, "<html" in page, "“Module 2” is now part 1 of 3." in page) == (200, False, True)
    assert page.index(f'id="item-{b}"') < page.index(f'id="item-{a}"') < page.index(f'id="item-{c}"')
    answer = client.post(order, {**given, "ids": f"{c},{a},{b}"}, **SCRIPT)
    assert (answer.status_code, "Somebody else changed this agenda" in answer.content.decode()) == (409, True)
    assert client.post(order, {"ids": "1;drop"}, **SCRIPT).status_code == 409
    assert ids(room.sitting) == [b, a, c]


def test_lines_work_without_the_script(client: Client, manager: Person) -> None:
    sitting = make_room(items=1, state=RoomState.LOBBY).sitting
    item = sitting.agenda.get()
    page = reverse("webinars:agenda", args=[sitting.pk])
    minutes = reverse("webinars:item_minutes", args=[item.pk])
    assert client.post(minutes, {"minutes": 30, "was": 45})["Location"] == page
    assert "between 1 and 240" in client.post(minutes, {"minutes": 999}, follow=True).content.decode()
    quick = reverse("webinars:quick_add", args=[sitting.pk])
    client.cookies["lectern_language"] = "fr"
    answer = client.post(quick, {"kind": "poll", "title": "Qui contrôle ?", "planned_minutes": 5})
    assert answer["Location"] == page
    poll = sitting.agenda.get(kind="poll")
    assert (poll.title_fr, poll.title_en, poll.position) == ("Qui contrôle ?", "", 2)
    kept = client.post(quick, {"kind": "poll", "title": "Encore", "planned_minutes": 0}).content.decode()
    assert 'value="Encore"' in kept
    item.refresh_from_db()
    assert (item.planned_minutes, sitting.agenda.count()) == (30, 2)


def test_what_the_builder_warns_of(client: Client, manager: Person) -> None:
    room = make_room(items=3, state=RoomState.LOBBY)
    Sitting.objects.filter(pk=room.sitting_id).update(
        starts_at=datetime(2026, 12, 1, 6, tzinfo=UTC), ends_at=datetime(2026, 12, 1, 8, tzinfo=UTC)
    )
    page = reverse("webinars:agenda", args=[room.sitting_id])
    text = client.get(page).content.decode()
    assert "The plan runs 15 minutes past the end of the sitting." in text
    assert "06:00–08:15</time>: 135 minutes without interaction." in text
    for item in room.sitting.agenda.all():
        make_activity(room, make_question(), agenda_item=item)
    assert "without interaction" not in client.get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_builder_costs_the_same_for_one_and_three(
    client: Client, manager: Person, django_assert_num_queries: Any, rows: int
) -> None:
    webinar = make_webinar()
    room = make_room(webinar, items=rows, state=RoomState.LOBBY)
    for item in room.sitting.agenda.all():
        speaker = make_person()
        TeamMember.objects.create(webinar=webinar, person=speaker, role=WebinarRole.PRESENTER)
        AgendaItem.objects.filter(pk=item.pk).update(presenter=speaker)
        make_activity(room, make_question(), agenda_item=item)
    page = reverse("webinars:agenda", args=[room.sitting_id])
    client.get(page)
    with django_assert_num_queries(7):
        client.get(page)
