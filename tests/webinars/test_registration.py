"""Places: asked for, decided, waited for, given by hand, and given back; who is told, and what stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from core.refusals import sentence
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.actions.outbox import queue_mail
from webinars.actions.registration.bounds import update_places
from webinars.actions.registration.by_manager import approve, decline, give_places
from webinars.actions.registration.by_person import register, withdraw
from webinars.actions.registration.seating import fill_places, tell_standings
from webinars.choices import MailKind, RoomState, WebinarState
from webinars.models import Mail, Quota, Registration, Webinar

pytestmark = pytest.mark.django_db


def refused(call: Any) -> str:
    with pytest.raises(Refused) as why:
        call()
    assert sentence(why.value.code, why.value.data) != sentence("unknown")
    return why.value.code


def opened(**fields: Any) -> Webinar:
    return make_webinar(registration_mode="open", **fields)


def states(webinar: Webinar) -> list[tuple[str, int | None]]:
    return list(Registration.objects.filter(webinar=webinar).order_by("pk").values_list("state", "queue_number"))


def told(webinar: Webinar) -> list[tuple[int, str]]:
    """Whom something was queued for that still counts, and what, in order."""
    return list(Mail.objects.filter(webinar=webinar, state="queued").order_by("pk").values_list("person", "kind"))


def add(webinar: Webinar, state: str, **fields: Any) -> Registration:
    fields.setdefault("person", make_person())
    return Registration.objects.create(
        webinar=webinar, state=state, administration=fields["person"].administration, **fields
    )


def places(webinar: Webinar, capacity: int | None, version: int, *, by: Person, quota: int | None = None) -> Any:
    return update_places(webinar, capacity=capacity, per_administration=quota, version=version, by=by)


def test_an_open_webinar_gives_a_place_and_then_a_number() -> None:
    webinar, people = opened(capacity=1), [make_person() for _ in range(3)]
    for person in people:
        register(webinar, person=person)
    assert states(webinar) == [("confirmed", None), ("waiting", 1), ("waiting", 2)]
    assert told(webinar) == [
        (people[0].pk, "confirmation"),
        (people[1].pk, "waiting"),
        (people[2].pk, "waiting"),
    ]


def test_a_double_click_changes_nothing() -> None:
    webinar, person = opened(capacity=1), make_person()
    first, second = register(webinar, person=person), register(webinar, person=person)
    assert (first.pk, states(webinar), len(told(webinar))) == (second.pk, [("confirmed", None)], 1)
    withdraw(webinar, person=person)
    withdraw(webinar, person=person)
    assert AuditEntry.objects.filter(verb="place.withdrawn").count() == 1


def test_a_place_given_back_goes_to_the_first_in_the_same_moment() -> None:
    webinar, people = opened(capacity=1), [make_person() for _ in range(3)]
    rows = [register(webinar, person=person) for person in people]
    queue_mail(MailKind.REMINDER_DAY, [rows[0]], change="sitting.1")
    withdraw(webinar, person=people[0])
    assert states(webinar) == [("cancelled", None), ("confirmed", None), ("waiting", 2)]
    assert told(webinar) == [
        (people[2].pk, "waiting"),
        (people[0].pk, "withdrawn"),
        (people[1].pk, "promoted"),
    ]
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")][-2:] == ["place.withdrawn", "place.promoted"]


def test_whoever_comes_back_goes_to_the_end() -> None:
    webinar, people = opened(capacity=1), [make_person() for _ in range(3)]
    for person in people:
        register(webinar, person=person)
    withdraw(webinar, person=people[1])
    register(webinar, person=people[1])
    assert states(webinar) == [("confirmed", None), ("waiting", 3), ("waiting", 2)]


def test_a_full_quota_is_passed_over_and_keeps_its_number() -> None:
    webinar = opened(capacity=3, quota_per_administration=1)
    kenya = [make_person() for _ in range(2)]
    ghana, chad = make_person(country="GH", region="WCA"), make_person(country="TD", region="WCA")
    for person in [*kenya, ghana, chad]:
        register(webinar, person=person)
    assert states(webinar) == [("confirmed", None), ("waiting", 1), ("confirmed", None), ("confirmed", None)]
    withdraw(webinar, person=kenya[0])
    assert states(webinar) == [("cancelled", None), *[("confirmed", None)] * 3]


def test_an_own_quota_and_a_region_bind_as_well() -> None:
    webinar = opened(quota_per_administration=5)
    Quota.objects.create(webinar=webinar, administration=make_administration("KE"), places=1)
    Quota.objects.create(webinar=webinar, region=make_administration("GH", "WCA").region, places=1)
    for country, region in (("KE", "ESA"), ("KE", "ESA"), ("GH", "WCA"), ("TD", "WCA"), ("FR", "EUR")):
        register(webinar, person=make_person(country=country, region=region))
    assert [state for state, _ in states(webinar)] == ["confirmed", "waiting", "confirmed", "waiting", "confirmed"]


def test_quotas_count_the_administration_of_the_registration() -> None:
    webinar = opened(quota_per_administration=1)
    moved, stayed = make_person(), make_person()
    register(webinar, person=moved)
    Person.objects.filter(pk=moved.pk).update(administration=make_administration("GH", "WCA"))
    register(webinar, person=stayed)
    register(webinar, person=make_person(country="GH", region="WCA"))
    assert [state for state, _ in states(webinar)] == ["confirmed", "waiting", "confirmed"]


def test_a_request_waits_for_a_decision_whatever_is_free() -> None:
    webinar, manager = make_webinar(registration_mode="approval", capacity=1), make_person()
    people = [make_person() for _ in range(3)]
    rows = [register(webinar, person=person) for person in people]
    places(webinar, 50, 1, by=manager)
    assert states(webinar) == [("requested", None)] * 3
    assert [kind for _, kind in told(webinar)] == ["requested"] * 3
    places(webinar, 1, 2, by=manager)
    seated = approve(webinar, registrations=[rows[2].pk, rows[1].pk], by=manager)
    assert states(webinar) == [("requested", None), ("confirmed", None), ("waiting", 2)]
    assert ([row.pk for row in seated.placed], [row.pk for row in seated.waiting]) == ([rows[1].pk], [rows[2].pk])
    approve(webinar, registrations=[row.pk for row in rows], by=manager)
    assert states(webinar) == [("waiting", 3), ("confirmed", None), ("waiting", 2)]


def test_a_declined_request_is_not_made_again() -> None:
    webinar, manager, person = make_webinar(registration_mode="approval"), make_person(), make_person()
    row = register(webinar, person=person)
    decline(webinar, registrations=[row.pk], by=manager)
    assert refused(lambda: register(webinar, person=person)) == "registration.declined"
    assert told(webinar)[-1] == (person.pk, "declined")
    give_places(webinar, registrations=[row.pk], by=manager)
    assert states(webinar) == [("confirmed", None)]


def test_an_invitation_is_accepted_declined_and_accepted_after_all() -> None:
    webinar = make_webinar(registration_mode="invitation", capacity=1)
    one, two = add(webinar, "invited", source="list"), add(webinar, "invited", source="list")
    assert refused(lambda: register(webinar, person=make_person())) == "registration.by_invitation"
    register(webinar, person=one.person)
    register(webinar, person=two.person)
    assert states(webinar) == [("confirmed", None), ("waiting", 1)]
    withdraw(webinar, person=one.person)
    assert states(webinar) == [("cancelled", None), ("confirmed", None)]
    three = add(webinar, "invited", source="list")
    withdraw(webinar, person=three.person)
    assert states(webinar)[2] == ("declined", None)
    register(webinar, person=three.person)
    assert states(webinar)[2] == ("waiting", 1)
    three.refresh_from_db()
    assert three.answered_at is not None


def test_a_place_taken_back_ends_the_links_and_serves_the_next() -> None:
    webinar, manager = opened(capacity=1), make_person()
    rows = [register(webinar, person=make_person()) for _ in range(2)]
    decline(webinar, registrations=[rows[0].pk], by=manager)
    assert states(webinar) == [("declined", None), ("confirmed", None)]
    assert Registration.objects.get(pk=rows[0].pk).link_version == 2
    assert refused(lambda: register(webinar, person=rows[0].person)) == "registration.declined"


def test_by_hand_goes_before_the_queue_but_not_over_a_bound() -> None:
    webinar, manager = opened(capacity=1), make_person()
    rows = [register(webinar, person=make_person()) for _ in range(3)]
    assert refused(lambda: give_places(webinar, registrations=[rows[2].pk], by=manager)) == "registration.full"
    Webinar.objects.filter(pk=webinar.pk).update(capacity=2)
    given = give_places(webinar, registrations=[rows[2].pk, rows[1].pk], by=manager)
    assert ([row.pk for row in given.given], [row.pk for row in given.left]) == ([rows[1].pk], [rows[2].pk])
    Webinar.objects.filter(pk=webinar.pk).update(capacity=3)
    give_places(webinar, registrations=[rows[2].pk, rows[0].pk], by=manager)
    assert states(webinar) == [("confirmed", None)] * 3
    assert told(webinar)[-1] == (rows[2].person_id, "promoted")


def test_raising_serves_those_who_wait_and_lowering_takes_from_nobody() -> None:
    webinar, manager = opened(capacity=1), make_person()
    for _ in range(4):
        register(webinar, person=make_person())
    promoted = places(webinar, 3, 1, by=manager, quota=2)
    assert len(promoted) == 1
    places(webinar, 1, 2, by=manager)
    assert [state for state, _ in states(webinar)] == ["confirmed", "confirmed", "waiting", "waiting"]
    assert refused(lambda: places(webinar, None, 2, by=manager)) == "webinar.changed_meanwhile"
    assert refused(lambda: places(webinar, 0, 3, by=manager)) == "registration.no_places"
    places(webinar, None, 3, by=manager)
    assert [state for state, _ in states(webinar)] == ["confirmed"] * 4
    assert Mail.objects.filter(kind="promoted").count() == 3


def test_after_the_closing_time_managers_still_decide_and_the_list_still_moves() -> None:
    webinar = make_webinar(registration_mode="approval", capacity=1)
    people, manager = [make_person() for _ in range(2)], make_person()
    rows = [register(webinar, person=person) for person in people]
    Webinar.objects.filter(pk=webinar.pk).update(registration_closes_at=timezone.now() - timedelta(minutes=1))
    assert refused(lambda: register(webinar, person=make_person())) == "registration.closed"
    assert register(webinar, person=people[0]).state == "requested"
    approve(webinar, registrations=[row.pk for row in rows], by=manager)
    withdraw(webinar, person=people[0])
    assert states(webinar) == [("cancelled", None), ("confirmed", None)]


def test_nobody_is_promoted_in_a_cancelled_webinar_until_it_is_announced_again() -> None:
    webinar, people = opened(capacity=1), [make_person() for _ in range(2)]
    for person in people:
        register(webinar, person=person)
    Webinar.objects.filter(pk=webinar.pk).update(state=WebinarState.CANCELLED)
    withdraw(webinar, person=people[0])
    assert states(webinar) == [("cancelled", None), ("waiting", 1)]
    assert refused(lambda: register(webinar, person=people[0])) == "registration.cancelled"
    Webinar.objects.filter(pk=webinar.pk).update(state=WebinarState.ANNOUNCED)
    webinar.refresh_from_db()
    assert [row.person_id for row in fill_places(webinar)] == [people[1].pk]


def test_when_it_is_over_places_stay_as_they_were() -> None:
    webinar, manager = opened(capacity=1), make_person()
    rows = [register(webinar, person=make_person()) for _ in range(2)]
    make_room(webinar, state=RoomState.ENDED)
    before = states(webinar)
    for late in (
        lambda: register(webinar, person=make_person()),
        lambda: withdraw(webinar, person=rows[0].person),
        lambda: give_places(webinar, registrations=[rows[1].pk], by=manager),
        lambda: decline(webinar, registrations=[rows[0].pk], by=manager),
    ):
        assert refused(late) == "registration.over"
    places(webinar, 9, 1, by=manager)
    assert states(webinar) == before


def test_one_sitting_to_come_keeps_the_list_moving() -> None:
    webinar = opened(capacity=1)
    make_room(webinar, state=RoomState.ENDED)
    make_room(webinar, state=RoomState.LOBBY)
    rows = [register(webinar, person=make_person()) for _ in range(2)]
    withdraw(webinar, person=rows[0].person)
    assert states(webinar) == [("cancelled", None), ("confirmed", None)]


def test_a_draft_tells_nobody_and_announcing_it_tells_everybody_once() -> None:
    webinar = make_webinar(state=WebinarState.DRAFT, capacity=1)
    row, asked = add(webinar, "invited", source="list"), add(webinar, "requested")
    give_places(webinar, registrations=[asked.pk], by=make_person())
    assert refused(lambda: register(webinar, person=row.person)) == "registration.not_announced"
    assert told(webinar) == []
    Webinar.objects.filter(pk=webinar.pk).update(state=WebinarState.ANNOUNCED)
    webinar.refresh_from_db()
    for _ in range(2):
        tell_standings(webinar)
    assert told(webinar) == [(row.person_id, "invitation"), (asked.person_id, "confirmation")]


def test_registrations_of_another_webinar_are_left_alone() -> None:
    webinar, other, manager = opened(), opened(), make_person()
    row = add(other, "requested")
    assert approve(webinar, registrations=[row.pk], by=manager).placed == []
    assert decline(webinar, registrations=[row.pk], by=manager) == []
    assert give_places(webinar, registrations=[row.pk], by=manager).given == []
    assert states(other) == [("requested", None)]


def test_the_trail_names_nobody() -> None:
    webinar, person = opened(), make_person(full_name="Kofi Mensah", email="kofi@example.org")
    row = register(webinar, person=person)
    entry = AuditEntry.objects.get(verb="place.registered")
    assert (entry.subject, entry.details) == (f"webinar:{webinar.pk}", {"registrations": [row.pk], "before": None})
