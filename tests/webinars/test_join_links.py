"""Personal join links: the right person comes in, by their session or a code, and nobody else ever does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from core.links import make_token
from people.actions.provisional import ensure_person
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.actions.links import renew_link
from webinars.choices import MailKind, RegistrationSource, RegistrationState, RoomState, WebinarState
from webinars.models import Mail, Registration, Sitting, Webinar
from webinars.queries.links import join_url, room_to_go_to

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", re.M)


def path_of(registration: Registration) -> str:
    registration.refresh_from_db()
    return "/" + join_url(registration).split("/", 3)[3]


def to_come(**fields: Any) -> Webinar:
    webinar = make_webinar(**fields)
    make_room(webinar, state=RoomState.LOBBY)
    return webinar


def invited(webinar: Webinar | None = None, **fields: Any) -> Registration:
    """Somebody from a list who has never been here."""
    fields.setdefault("state", RegistrationState.INVITED)
    person = ensure_person("amina@douane.example", "A. Diallo", "fr", make_administration("SN", "WCA"))
    return Registration.objects.create(
        webinar=webinar or to_come(),
        person=person,
        source=RegistrationSource.LIST,
        listed_name="Amina Diallo",
        **fields,
    )


def known(state: str = RegistrationState.CONFIRMED, **person: Any) -> Registration:
    person.setdefault("email", "kofi@customs.example")
    return Registration.objects.create(webinar=to_come(), person=make_person(**person), state=state)


def said(**fields: str) -> dict[str, str]:
    return {"full_name": "Amina Diallo", "country": "SN", "language": "fr", "do": "accept", **fields}


def signed_in(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


# The right person -------------------------------------------------------------------------------------


def test_a_session_leads_straight_to_the_room(client: Client) -> None:
    place = known()
    client.force_login(place.person)
    room = Sitting.objects.get().room
    assert client.get(path_of(place))["Location"] == reverse("webinars:room", args=[room.pk])


def test_the_live_sitting_goes_before_the_next_and_none_leads_to_the_page(client: Client) -> None:
    place = known()
    live = make_room(place.webinar, state=RoomState.LIVE)
    assert room_to_go_to(place.webinar, timezone.now()) == live.pk
    place.webinar.sittings.update(
        ends_at=F("ends_at") - timedelta(days=1), starts_at=F("starts_at") - timedelta(days=1)
    )
    live.state = RoomState.ENDED
    live.save()
    client.force_login(place.person)
    assert client.get(path_of(place))["Location"] == reverse("webinars:detail", args=[place.webinar.slug])


def test_a_code_leads_to_the_room_and_the_link_alone_does_not(client: Client) -> None:
    place = known()
    page = client.get(path_of(place))
    assert (page.status_code, signed_in(client), len(mail.outbox)) == (200, None, 0)
    asked = client.post(path_of(place))
    assert (signed_in(client), [each.to for each in mail.outbox]) == (None, [["kofi@customs.example"]])
    code = CODE.search(mail.outbox[-1].body)
    assert code is not None
    done = client.post(asked["Location"], {"code": code[1]})
    assert signed_in(client) == place.person.pk
    assert done["Location"] == path_of(place)
    assert "/rooms/" in client.get(done["Location"])["Location"]


def test_nobody_who_holds_the_link_reads_the_address(client: Client) -> None:
    place = known()
    pages = [client.get(path_of(place)).content.decode()]
    asked = client.post(path_of(place))
    pages.append(client.get(asked["Location"]).content.decode())
    pages.append(client.post(asked["Location"], {"code": "WRONG-ONE"}).content.decode())
    pages.append(client.post(asked["Location"].split("?")[0], {"action": "resend"}, follow=True).content.decode())
    assert not any("kofi" in page or "customs.example" in page or place.person.full_name in page for page in pages)
    assert "k…@…" in pages[0]
    assert "k…@…" in pages[1]


def test_somebody_who_types_their_address_reads_it(client: Client) -> None:
    make_person(email="kofi@customs.example")
    asked = client.post(reverse("account_request_login_code"), {"email": "kofi@customs.example"})
    assert "kofi@customs.example" in client.get(asked["Location"]).content.decode()


# Somebody else ----------------------------------------------------------------------------------------


def test_somebody_else_is_told_so_and_can_sign_out_and_open_it_again(client: Client) -> None:
    place, other = known(), make_person(email="eve@customs.example")
    client.force_login(other)
    page = client.get(path_of(place))
    text = page.content.decode()
    assert page.status_code == 403
    assert "k…@…" in text
    assert not any(word in text for word in ("kofi", place.person.full_name, place.webinar.title))
    assert client.post(path_of(place), {"do": "accept"}).status_code == 403
    out = client.post(reverse("account_logout"), {"next": path_of(place)})
    assert (out["Location"], signed_in(client)) == (path_of(place), None)


def test_somebody_elses_session_takes_no_invitation(client: Client) -> None:
    invitation = invited()
    client.force_login(make_person())
    assert client.post(path_of(invitation), said()).status_code == 403
    invitation.refresh_from_db()
    assert (invitation.state, invitation.person.is_provisional) == (RegistrationState.INVITED, True)


# Newcomers --------------------------------------------------------------------------------------------


def test_opening_a_link_changes_nothing(client: Client) -> None:
    invitation = invited()
    before = list(Registration.objects.values()), list(Person.objects.values())
    for _number in range(3):
        page = client.get(path_of(invitation))
        assert client.head(path_of(invitation)).status_code == 200
    assert (list(Registration.objects.values()), list(Person.objects.values())) == before
    assert (signed_in(client), len(mail.outbox), Mail.objects.count()) == (None, 0, 0)
    assert 'value="Amina Diallo"' in page.content.decode()
    assert 'lang="fr"' in page.content.decode()


def test_a_newcomer_is_in_by_one_step(client: Client) -> None:
    invitation = invited()
    old = path_of(invitation)
    done = client.post(old, said(full_name="Amina  DIALLO", country="MZ", language="pt"))
    person = Person.objects.get(email="amina@douane.example")
    assert signed_in(client) == person.pk
    assert (person.is_provisional, person.full_name, person.language, person.country, person.time_zone) == (
        False,
        "Amina DIALLO",
        "pt",
        "MZ",
        "Africa/Maputo",
    )
    assert person.emailaddress_set.get().verified
    invitation.refresh_from_db()
    assert invitation.state == RegistrationState.CONFIRMED
    assert invitation.answered_at is not None
    assert list(Mail.objects.values_list("kind", flat=True)) == [MailKind.CONFIRMATION]
    assert client.get(done["Location"]).status_code == 200
    assert path_of(invitation) != old


def test_the_one_step_is_good_once(client: Client) -> None:
    invitation = invited()
    old = path_of(invitation)
    client.post(old, said())
    thief = Client()
    assert thief.get(old).status_code == 404
    assert thief.post(old, said(full_name="Eve")).status_code == 404
    assert thief.get(path_of(invitation)).status_code == 200
    thief.post(path_of(invitation), said(full_name="Eve"))
    assert signed_in(thief) is None
    assert Person.objects.get(email="amina@douane.example").full_name == "Amina Diallo"
    assert client.get(old).status_code == 302  # the person themselves, from an old mail


def test_a_place_that_a_list_gave_stays_and_so_does_its_link(client: Client) -> None:
    place = invited(state=RegistrationState.CONFIRMED)
    link = path_of(place)
    client.post(link, said())
    place.refresh_from_db()
    assert (place.state, place.person.is_provisional, path_of(place)) == (RegistrationState.CONFIRMED, False, link)
    assert place.administration == place.person.administration
    stranger = Client()
    stranger.post(link, said())
    assert signed_in(stranger) is None


def test_a_newcomer_waits_when_all_places_are_taken(client: Client) -> None:
    webinar = to_come(capacity=1, attendees=[make_person()])
    invitation = invited(webinar)
    page = client.post(path_of(invitation), said(), follow=True).content.decode()
    invitation.refresh_from_db()
    assert invitation.state == RegistrationState.WAITING
    assert "liste d’attente" in page


def test_what_is_missing_is_said_and_nothing_is_changed(client: Client) -> None:
    invitation = invited()
    page = client.post(path_of(invitation), said(full_name="", country="ZZ"))
    assert page.status_code == 200
    assert (signed_in(client), Person.objects.get(pk=invitation.person_id).is_provisional) == (None, True)


def test_a_closed_registration_is_said_and_nothing_is_changed(client: Client) -> None:
    webinar = to_come(registration_closes_at=timezone.now() - timedelta(hours=1))
    invitation = invited(webinar)
    page = client.post(path_of(invitation), said())
    assert (page.status_code, signed_in(client)) == (200, None)
    assert Person.objects.get(pk=invitation.person_id).is_provisional


def test_a_newcomer_can_decline_and_think_again(client: Client) -> None:
    invitation = invited()
    client.post(path_of(invitation), {"do": "decline"})
    invitation.refresh_from_db()
    assert (invitation.state, invitation.person.is_provisional) == (RegistrationState.DECLINED, True)
    client.post(path_of(invitation), said())
    invitation.refresh_from_db()
    assert invitation.state == RegistrationState.CONFIRMED


def test_an_invited_person_with_an_account_accepts_or_declines(client: Client) -> None:
    invitation = known(RegistrationState.INVITED)
    client.force_login(invitation.person)
    page = client.get(path_of(invitation))
    assert (page.status_code, Registration.objects.get().state) == (200, RegistrationState.INVITED)
    client.post(path_of(invitation), {"do": "decline"})
    assert Registration.objects.get().state == RegistrationState.DECLINED
    Registration.objects.update(source=RegistrationSource.LIST)
    assert client.get(path_of(invitation)).status_code == 200
    client.post(path_of(invitation), {"do": "accept"})
    assert Registration.objects.get().state == RegistrationState.CONFIRMED


# Ended links ------------------------------------------------------------------------------------------


def test_every_link_that_is_not_good_is_answered_alike() -> None:
    place = known()
    good = path_of(place)
    token = good.strip("/").split("/")[1]
    body, signature = token.split("~")
    bad = [
        "x",
        f"{body}~{signature[::-1]}",
        f"{body}~",
        f"2-1~{signature}",
        make_token("evaluation", place.pk, 1),
        make_token("join", place.pk + 1, 1),
        make_token("join", place.pk, 2),
        make_token("join", place.pk),
        make_token("join", place.pk, 1, 1),
        make_token("join", 2**70, 1),
        "~",
        "%00",
        "é~é",
    ]
    answers = [Client().get(reverse("webinars:join", args=[each])) for each in bad]
    renew_link(place, by=make_person())
    answers.append(Client().get(good))
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'name="(csrf|next)[^>]*>', b"", answer.content) for answer in answers}) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda place: Webinar.objects.update(state=WebinarState.CANCELLED),
        lambda place: Webinar.objects.update(state=WebinarState.DRAFT),
        lambda place: Person.objects.update(is_active=False),
        lambda place: Sitting.objects.update(
            starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(hours=25)
        ),
        lambda place: place.delete(),
    ],
)
@pytest.mark.parametrize("make", [known, invited])
def test_a_link_ends_with_what_it_is_for(client: Client, spoil: Any, make: Any) -> None:
    place = make()
    link = path_of(place)
    spoil(place)
    assert client.get(link).status_code == 404
    assert client.post(link, said()).status_code == 404
    assert (signed_in(client), len(mail.outbox)) == (None, 0)


def test_a_link_is_good_for_a_day_after_the_end(client: Client) -> None:
    place = known()
    Sitting.objects.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(hours=23))
    assert client.get(path_of(place)).status_code == 200


def test_a_renewed_link_replaces_the_old_one_and_goes_out_by_mail(client: Client) -> None:
    place = known()
    host = make_person()
    place.webinar.team.create(person=host, role="host")
    old = path_of(place)
    client.force_login(host)
    client.post(reverse("webinars:renew_link", args=[place.pk]))
    assert Client().get(old).status_code == 404
    assert Client().get(path_of(place)).status_code == 200
    assert list(Mail.objects.values_list("kind", "person")) == [(MailKind.CONFIRMATION, place.person_id)]


# Attackers --------------------------------------------------------------------------------------------


def test_codes_cannot_be_sent_to_a_person_without_end() -> None:
    place = known()
    answers = [Client().post(path_of(place)).status_code for _number in range(8)]
    assert answers == [302] * 4 + [429] * 4
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_link_never_leads_out_of_the_house(client: Client, target: str) -> None:
    place = known()
    link = path_of(place)
    client.force_login(place.person)
    assert "evil" not in client.get(link, {"next": target})["Location"]
    client.logout()
    asked = client.post(f"{link}?next={target}", {"next": target})
    assert asked["Location"] == f"{reverse('account_confirm_login_code')}?next={link}"
    newcomer = invited()
    done = client.post(path_of(newcomer), said(next=target))
    assert "evil" not in done["Location"]


def test_a_guessed_number_opens_nothing_without_the_secret(client: Client) -> None:
    place = known()
    signature = path_of(place).strip("/").split("~")[1]
    opened = [
        number
        for number in range(max(1, place.pk - 20), place.pk + 20)
        if client.get(f"/join/{int_to_base36(number)}-1~{signature}/").status_code != 404
    ]
    assert opened == [place.pk]


def test_a_code_sent_by_a_link_is_of_no_use_in_another_browser(client: Client) -> None:
    place = known()
    client.post(path_of(place))
    code = CODE.search(mail.outbox[-1].body)
    assert code is not None
    thief = Client()
    thief.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert signed_in(thief) is None
