"""Two clicks, two managers, and two browsers with one link: at the same instant, on either database."""

from __future__ import annotations

import pytest

from core.actions import Refused
from people.models import Person
from tests.factories import make_person, make_webinar
from tests.webinars.test_invitation_lists import addresses, kept, states
from tests.webinars.test_room_races import at_once
from webinars.actions.links import come_by_link
from webinars.actions.lists import Way, apply_list
from webinars.choices import RegistrationState
from webinars.models import Mail, Registration

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _mails_stay_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)


def test_two_clicks_apply_a_list_once() -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=2)
    mine = kept(webinar, addresses("a", "b", "c"), host)
    done = at_once(*[lambda: apply_list(mine, way=Way.PLACES, by=host)] * 3)
    assert done[0] == done[1] == done[2]
    assert (done[0].placed, done[0].waiting) == (2, 1)
    assert sorted(states(webinar).values()) == ["confirmed", "confirmed", "waiting"]
    assert Mail.objects.count() == 3


def test_two_managers_with_the_same_people_make_each_of_them_once() -> None:
    host, other = make_person(), make_person()
    webinar = make_webinar(host=host, capacity=3)
    one, two = kept(webinar, addresses("a", "b", "c"), host), kept(webinar, addresses("c", "b", "d"), other)
    done = at_once(lambda: apply_list(one, way=Way.PLACES, by=host), lambda: apply_list(two, way=Way.PLACES, by=other))
    assert sum(each.placed for each in done) == 3
    assert sum(each.waiting for each in done) == 1
    assert Person.objects.filter(is_provisional=True).count() == 4


def test_two_browsers_with_one_link_make_the_account_once() -> None:
    webinar = make_webinar()
    host = make_person()
    apply_list(kept(webinar, addresses("a"), host), way=Way.INVITE, by=host)
    invitation = Registration.objects.get()

    def come(name: str) -> str:
        registration = Registration.objects.select_related("webinar").get(pk=invitation.pk)
        registration.link_version = invitation.link_version
        return come_by_link(registration, full_name=name, country="KE", language="en").state

    done = at_once(lambda: come("One"), lambda: come("Two"))
    assert sorted(map(str, done)) == [RegistrationState.CONFIRMED.value, "link.used"]
    with pytest.raises(Refused):
        come("Three")
