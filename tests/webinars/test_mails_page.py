"""The page of a webinar's mails: counts, what became of each, previews, and sending again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.languages import LANGUAGES, direction
from people.choices import Role
from tests.factories import make_mail, make_person, make_room, make_webinar
from webinars.choices import DropReason, MailKind, MailState, RoomState
from webinars.models import Mail, Webinar
from webinars.queries.mail_page import IN_DOUBT, mail_counts, mails_of, returned_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    return client


def page_of(client: Client, webinar: Webinar, query: str = "") -> str:
    answer = client.get(reverse("webinars:mails", args=[webinar.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def with_mails() -> Webinar:
    webinar = make_webinar(attendees=[make_person(full_name="<b>Ana</b>"), make_person(full_name="Ben")])
    ana, ben = webinar.registrations.order_by("pk")
    long_ago = timezone.now() - timedelta(hours=2)
    make_mail(ana, state=MailState.SENT, sent_at=timezone.now(), language="pt")
    make_mail(ben, state=MailState.FAILED, error="550 <no such user>")
    make_mail(ana, kind=MailKind.CHANGE, state=MailState.SENDING, claimed_at=long_ago)
    make_mail(ben, kind=MailKind.CHANGE, state=MailState.SENDING, claimed_at=timezone.now())
    make_mail(ben, kind=MailKind.REMINDER_DAY, state=MailState.DROPPED, error=DropReason.MOVED)
    return webinar


def test_counts_tell_doubt_apart_from_being_sent() -> None:
    webinar = with_mails()
    other = make_webinar(attendees=[make_person()])
    make_mail(other.registrations.get(), state=MailState.BOUNCED)
    counts = mail_counts(webinar, timezone.now())
    assert [value for value, _label in counts.states] == ["sending", "sent", "failed", "dropped", IN_DOUBT]
    assert [(line.counts, line.total) for line in counts.lines] == [
        ([0, 1, 1, 0, 0], 2),
        ([0, 0, 0, 1, 0], 1),
        ([1, 0, 0, 0, 1], 2),
    ]
    assert counts.troubled == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, 5),
        ({"state": "sending"}, 1),
        ({"state": IN_DOUBT}, 1),
        ({"state": "failed"}, 1),
        ({"kind": "change"}, 2),
        ({"kind": "nonsense", "state": "nonsense"}, 5),
    ],
)
def test_list_is_of_one_state_or_kind(query: dict[str, str], expected: int) -> None:
    assert mails_of(with_mails(), timezone.now(), **query).count() == expected


def test_page_tells_what_became_of_each(manager: Client) -> None:
    page = page_of(manager, with_mails())
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page
    assert "<b>Ana</b>" not in page
    assert "550 &lt;no such user&gt;" in page
    assert "The sitting was moved or removed meanwhile" in page
    assert page.count("Nobody knows") == 2
    assert page.count("/again/") == 2


def test_name_that_a_list_gave_is_shown_until_the_person_answers(manager: Client) -> None:
    webinar = make_webinar(attendees=[make_person(full_name="Own Name")])
    registration = webinar.registrations.get()
    registration.listed_name = "Listed Name"
    registration.save()
    make_mail(registration)
    assert "Own Name" not in page_of(manager, webinar)
    registration.answered_at = timezone.now()
    registration.save()
    assert "Own Name" in page_of(manager, webinar)


def test_sending_again_queues_the_mail_and_says_so(manager: Client) -> None:
    webinar = make_webinar(attendees=[make_person()])
    mail = make_mail(webinar.registrations.get(), attempts=6, error="550")
    answer = manager.post(reverse("webinars:send_mail_again", args=[mail.pk]), follow=True)
    assert "The mail is sent again." in answer.content.decode()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (MailState.QUEUED, 0, "")
    again = manager.post(reverse("webinars:send_mail_again", args=[mail.pk]), follow=True)
    assert "It is not sent again." in again.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MailKind))
def test_each_kind_is_shown_in_each_language_before_it_is_sent(manager: Client, kind: str, language: str) -> None:
    webinar = make_room(make_webinar(attendees=[make_person()]), state=RoomState.LOBBY).sitting.webinar
    page = manager.get(reverse("webinars:mail_preview", args=[webinar.slug, kind, language]))
    frame = manager.get(reverse("webinars:mail_preview_html", args=[webinar.slug, kind, language]))
    assert f'<pre class="letter-plain" lang="{language}" dir="{direction(language)}">' in page.content.decode()
    assert frame.content.decode().startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">')
    assert "~" not in frame.content.decode()
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("kind", [MailKind.CHANGE, MailKind.REMINDER_DAY, MailKind.CANCELLATION])
def test_preview_of_a_webinar_without_sittings(manager: Client, kind: str) -> None:
    webinar = make_webinar()
    assert manager.get(reverse("webinars:mail_preview", args=[webinar.slug, kind, "ru"])).status_code == 200


def test_preview_runs_and_fetches_nothing(manager: Client) -> None:
    webinar = make_webinar(title_en="<script>alert(1)</script>")
    answer = manager.get(reverse("webinars:mail_preview_html", args=[webinar.slug, "confirmation", "en"]))
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script>" not in answer.content.decode()


def test_address_that_returns_mails_is_known_until_one_arrives() -> None:
    webinar = make_webinar(attendees=[make_person(), make_person(), make_person()])
    bad, mended, good = webinar.registrations.order_by("pk")
    earlier, now = timezone.now() - timedelta(days=1), timezone.now()
    make_mail(bad, state=MailState.SENT, sent_at=earlier)
    make_mail(bad, state=MailState.BOUNCED, sent_at=now)
    make_mail(mended, state=MailState.BOUNCED, sent_at=earlier)
    make_mail(mended, state=MailState.SENT, sent_at=now)
    make_mail(good, state=MailState.FAILED)
    assert returned_people([bad.person_id, mended.person_id, good.person_id]) == {bad.person_id}


@pytest.mark.parametrize("mails", [1, 3])
def test_page_takes_the_same_queries_for_one_and_for_many(
    manager: Client, mails: int, django_assert_num_queries: Any
) -> None:
    webinar = make_webinar(attendees=[make_person() for _ in range(mails)])
    for registration in webinar.registrations.all():
        make_mail(registration)
    with django_assert_num_queries(16):
        assert page_of(manager, webinar).count("/again/") == mails


def test_long_list_is_paged(manager: Client) -> None:
    webinar = make_webinar(attendees=[make_person()])
    for _ in range(51):
        make_mail(webinar.registrations.get())
    assert page_of(manager, webinar).count("/again/") == 50
    assert page_of(manager, webinar, "?state=failed&page=2").count("/again/") == 1
