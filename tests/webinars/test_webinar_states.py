"""Drafts, announcing, cancelling: who sees what in which state, and which rooms let people in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from core.refusals import sentence
from people.choices import Role
from tests.factories import make_person, make_room, make_webinar
from webinars import access
from webinars.access import Right, rights_by_room, rights_in
from webinars.actions import announcing, stage
from webinars.choices import MailKind, RoomState, WebinarRole, WebinarState
from webinars.models import Mail, Sitting, TeamMember, Webinar

pytestmark = pytest.mark.django_db


def refused(call: Any) -> str:
    with pytest.raises(Refused) as why:
        call()
    assert sentence(why.value.code, why.value.data) != sentence("unknown")
    return why.value.code


@pytest.mark.parametrize("state", [WebinarState.DRAFT, WebinarState.TEMPLATE])
def test_what_is_not_announced_is_for_planners_and_team_only(client: Client, state: str) -> None:
    attendee, coordinator, host = make_person(), make_person(Role.NATIONAL_COORDINATOR, country="KE"), make_person()
    webinar = make_webinar(host=host, attendees=[attendee], state=state, is_public=True, registration_mode="open")
    room = make_room(webinar, state=RoomState.LOBBY)
    for person in (attendee, coordinator, make_person(Role.TRAINER)):
        client.force_login(person)
        assert rights_in(person, webinar) == frozenset()
        for name in ("detail", "webinar_attendance"):
            assert client.get(reverse(f"webinars:{name}", args=[webinar.slug])).status_code == 404
        assert webinar.title_en not in client.get(reverse("webinars:list")).content.decode()
        assert webinar.title_en not in client.get("/").content.decode()
    assert rights_by_room([(attendee.pk, room.pk)]) == {(attendee.pk, room.pk): frozenset()}
    for person in (host, make_person(Role.PROGRAMME_MANAGER)):
        client.force_login(person)
        assert client.get(reverse("webinars:detail", args=[webinar.slug])).status_code == 200


def test_announcing_needs_a_sitting_and_is_written_down() -> None:
    by, attendee = make_person(Role.PROGRAMME_MANAGER), make_person()
    webinar = make_webinar(state=WebinarState.DRAFT, attendees=[attendee])
    assert refused(lambda: announcing.announce_webinar(webinar, by=by)) == "webinar.without_sittings"
    make_room(webinar, state=RoomState.LOBBY)
    for _ in range(2):
        announced = announcing.announce_webinar(webinar, by=by)
    assert (announced.state, announced.announced_at is not None) == (WebinarState.ANNOUNCED, True)
    assert Right.ENTER in rights_in(attendee, announced)
    assert list(Mail.objects.values_list("kind", "person")) == [(MailKind.CONFIRMATION, attendee.pk)]
    entry = AuditEntry.objects.get(verb="webinar.announced")
    assert (entry.actor_id, entry.subject, entry.details) == (by.pk, f"webinar:{webinar.pk}", {"sittings": 1})


def test_a_draft_does_not_begin() -> None:
    room = make_room(make_webinar(state=WebinarState.DRAFT), state=RoomState.LOBBY)
    assert refused(lambda: stage.start_sitting(room, by=make_person())) == "webinar.not_announced"
    room.refresh_from_db()
    assert room.state == RoomState.LOBBY


def test_a_cancelled_webinar_is_read_and_not_entered(client: Client) -> None:
    by, attendee = make_person(Role.PROGRAMME_MANAGER), make_person()
    webinar = make_webinar(attendees=[attendee])
    held, coming = make_room(webinar, state=RoomState.ENDED), make_room(webinar, state=RoomState.LOBBY)
    later = timezone.now() + timedelta(days=2)
    Sitting.objects.filter(pk=coming.sitting_id).update(starts_at=later, ends_at=later + timedelta(hours=1))
    cancelled = announcing.cancel_webinar(webinar, by=by)
    assert (cancelled.state, cancelled.cancelled_at is not None) == (WebinarState.CANCELLED, True)
    for person in (attendee, by):
        client.force_login(person)
        page = client.get(reverse("webinars:detail", args=[webinar.slug])).content.decode()
        assert "This webinar is cancelled." in page
        assert reverse("webinars:room", args=[coming.pk]) not in page
        assert client.get(reverse("webinars:room", args=[coming.pk])).status_code == 409
        assert client.get(reverse("webinars:room", args=[held.pk])).status_code == 200
    client.force_login(attendee)
    home = client.get("/").content.decode()
    assert ("Cancelled" in home, "Go to the lobby" in home, "See the programme" in home) == (True, False, False)
    assert refused(lambda: access.enter_room(attendee, coming.pk)) == "room.shut"
    rights = rights_by_room([(attendee.pk, coming.pk), (attendee.pk, held.pk)])
    assert (rights[attendee.pk, coming.pk], Right.ENTER in rights[attendee.pk, held.pk]) == (frozenset(), True)
    assert refused(lambda: stage.start_sitting(coming, by=by)) == "webinar.not_announced"
    assert AuditEntry.objects.get(verb="webinar.cancelled").details == {"places": 1}
    assert list(Mail.objects.values_list("kind", "person")) == [(MailKind.CANCELLATION, attendee.pk)]


def test_what_is_live_over_or_a_draft_is_not_cancelled() -> None:
    by = make_person()
    for state, rooms, code in (
        (WebinarState.ANNOUNCED, [RoomState.LOBBY, RoomState.LIVE], "webinar.is_live"),
        (WebinarState.ANNOUNCED, [RoomState.ENDED], "webinar.is_over"),
        (WebinarState.DRAFT, [RoomState.LOBBY], "webinar.not_announced"),
        (WebinarState.TEMPLATE, [], "webinar.not_announced"),
    ):
        webinar = make_webinar(state=state)
        for room in rooms:
            make_room(webinar, state=room)
        assert refused(lambda webinar=webinar: announcing.cancel_webinar(webinar, by=by)) == code
        webinar.refresh_from_db()
        assert webinar.state == state


def test_only_what_nobody_knows_of_is_thrown_away(client: Client) -> None:
    by = make_person(Role.PROGRAMME_MANAGER)
    client.force_login(by)
    draft, announced = make_webinar(state=WebinarState.DRAFT), make_webinar()
    with_people = make_webinar(state=WebinarState.DRAFT, attendees=[make_person()])
    make_room(draft, state=RoomState.LOBBY)
    assert refused(lambda: announcing.discard_webinar(announced, by=by)) == "webinar.not_a_draft"
    assert refused(lambda: announcing.discard_webinar(with_people, by=by)) == "webinar.holds_people"
    address = reverse("webinars:discard", args=[draft.slug])
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == reverse("webinars:list")
    assert set(Webinar.objects.values_list("pk", flat=True)) == {announced.pk, with_people.pk}


def test_the_page_announces_and_cancels(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(state=WebinarState.DRAFT)
    TeamMember.objects.create(webinar=webinar, person=host, role=WebinarRole.HOST)
    client.force_login(host)
    detail = reverse("webinars:detail", args=[webinar.slug])
    announce = reverse("webinars:announce", args=[webinar.slug])
    assert announce not in client.get(detail).content.decode()
    page = client.post(announce, follow=True).content.decode()
    assert "Add a sitting first" in page
    make_room(webinar, state=RoomState.LOBBY)
    assert announce in client.get(detail).content.decode()
    client.post(announce)
    webinar.refresh_from_db()
    assert webinar.state == WebinarState.ANNOUNCED
    cancel = reverse("webinars:cancel", args=[webinar.slug])
    assert "Cancel this webinar?" in client.get(cancel).content.decode()
    webinar.refresh_from_db()
    assert webinar.state == WebinarState.ANNOUNCED
    client.post(cancel)
    webinar.refresh_from_db()
    assert webinar.state == WebinarState.CANCELLED
