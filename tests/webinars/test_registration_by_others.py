"""People added by their addresses, and officers nominated by their coordinator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.choices import Role
from people.models import Person
from tests.factories import make_administration, make_person, make_webinar
from tests.webinars.test_registration import add, refused, states, told
from webinars.actions.registration import by_hand
from webinars.actions.registration.by_coordinator import Nominee, nominate, withdraw_nomination
from webinars.actions.registration.by_hand import register_people
from webinars.actions.registration.by_manager import approve
from webinars.models import Registration, Webinar

pytestmark = pytest.mark.django_db


def test_the_same_list_again_changes_nothing() -> None:
    webinar, emails = make_webinar(), [make_person().email for _ in range(3)]
    first = register_people(webinar, emails=emails, by=None)
    again = register_people(webinar, emails=[email.upper() for email in emails], by=None)
    assert [line.outcome for line in first + again] == ["added"] * 3 + ["already"] * 3
    assert states(webinar) == [("confirmed", None)] * 3


def test_an_address_without_an_account_is_answered_like_any_other() -> None:
    webinar, known = make_webinar(capacity=3), make_person(email="known@example.org")
    emails = ["known@example.org", "new@example.org", "nonsense", "late@example.org", "later@example.org"]
    lines = register_people(webinar, emails=emails, by=make_person())
    assert [line.outcome for line in lines] == ["added", "added", "unusable", "added", "waiting"]
    person = Person.objects.get(email="new@example.org")
    assert (person.is_provisional, known.registrations.count(), person.registrations.count()) == (True, 1, 1)


def test_whoever_was_invited_or_asked_is_given_the_place_and_whoever_left_stays_away() -> None:
    webinar = make_webinar()
    rows = [add(webinar, state) for state in ("invited", "requested", "nominated", "cancelled", "declined")]
    lines = register_people(webinar, emails=[row.person.email for row in rows], by=None)
    assert [line.outcome for line in lines] == ["added"] * 3 + ["already"] * 2
    assert [state for state, _ in states(webinar)] == ["confirmed"] * 3 + ["cancelled", "declined"]


def test_rehearsal_viewers_and_closed_accounts_get_no_place() -> None:
    webinar = make_webinar()
    emails = [make_person(is_rehearsal=True).email, make_person(is_active=False).email]
    assert [line.outcome for line in register_people(webinar, emails=emails, by=None)] == ["unusable"] * 2
    assert states(webinar) == []


def test_too_long_a_list_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_hand, "MOST_AT_ONCE", 1)
    webinar, emails = make_webinar(), [make_person().email, make_person().email]
    assert refused(lambda: register_people(webinar, emails=emails, by=None)) == "registration.too_many"
    assert states(webinar) == []


def nominating(**fields: Any) -> Webinar:
    return make_webinar(registration_mode="nomination", **fields)


def test_a_nomination_waits_for_a_manager_and_counts_under_its_administration() -> None:
    webinar, coordinator = nominating(quota_per_administration=1), make_person(Role.NATIONAL_COORDINATOR)
    kenya = make_administration("KE")
    foreign = make_person(country="FR", region="EUR", email="ada@example.org")
    for email, name in (("ada@example.org", "Ada  O."), ("new@example.org", "Nia K.")):
        nominate(webinar, Nominee(email, name, "fr", "Leads risk"), administration=kenya, by=coordinator)
    rows = list(Registration.objects.order_by("pk"))
    assert [(row.state, row.administration, row.listed_name) for row in rows] == [
        ("nominated", kenya, "Ada O."),
        ("nominated", kenya, "Nia K."),
    ]
    assert (rows[0].person, rows[1].person.is_provisional, told(webinar)) == (foreign, True, [])
    approve(webinar, registrations=[row.pk for row in rows], by=make_person())
    assert states(webinar) == [("confirmed", None), ("waiting", 2)]
    withdraw_nomination(rows[0], by=coordinator)
    withdraw_nomination(rows[0], by=coordinator)
    assert states(webinar) == [("cancelled", None), ("confirmed", None)]


def test_a_nomination_of_somebody_who_is_there_changes_nothing() -> None:
    webinar, coordinator = nominating(), make_person(Role.NATIONAL_COORDINATOR)
    row = add(webinar, "declined", decided_at=timezone.now(), listed_name="As it was")
    nominee = Nominee(row.person.email, "Other", "en")
    nominate(webinar, nominee, administration=make_administration("KE"), by=coordinator)
    row.refresh_from_db()
    assert (row.state, row.listed_name) == ("declined", "As it was")
    Registration.objects.update(decided_at=None)
    nominate(webinar, nominee, administration=make_administration("KE"), by=coordinator)
    row.refresh_from_db()
    assert (row.state, row.listed_name) == ("nominated", "Other")


def test_nominations_that_cannot_be_are_refused() -> None:
    coordinator, kenya = make_person(Role.NATIONAL_COORDINATOR), make_administration("KE")
    elsewhere = nominating()
    elsewhere.regions.add(make_administration("FR", "EUR").region)
    fine, officer = nominating(), Nominee("nia@example.org", "Nia K.", "en")
    closed = nominating(registration_closes_at=timezone.now() - timedelta(minutes=1))
    gone = make_person(is_active=False)
    for webinar, nominee, code in (
        (make_webinar(registration_mode="open"), officer, "nomination.not_here"),
        (nominating(state="draft"), officer, "registration.not_announced"),
        (nominating(state="cancelled"), officer, "registration.cancelled"),
        (elsewhere, officer, "nomination.region"),
        (closed, officer, "registration.closed"),
        (fine, Nominee("nia@example.org", " ", "en"), "nomination.no_name"),
        (fine, Nominee("nia", "Nia K.", "en"), "nomination.unusable_address"),
        (fine, Nominee(gone.email, "Nia K.", "en"), "nomination.unusable_address"),
    ):
        given = {"administration": kenya, "by": coordinator}
        assert refused(lambda w=webinar, n=nominee, g=given: nominate(w, n, **g)) == code
    assert Registration.objects.count() == 0
