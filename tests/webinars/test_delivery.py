"""Sending: each mail once, whatever the job, the mail server or the process does; and only what is still true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail as post
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from tests.factories import make_person, make_room, make_webinar
from webinars.actions import delivery
from webinars.actions.delivery import RETRY_AFTER, claim_mails, send_again, send_due_mails
from webinars.actions.outbox import queue_mail
from webinars.choices import DropReason, MailKind, MailState, RegistrationState, RoomState, WebinarState
from webinars.letters.writing import mail_id
from webinars.models import Mail, Registration, Sitting, Webinar
from webinars.queries.mails import times_of
from webinars.tasks import send_mails

pytestmark = pytest.mark.django_db


def queue(people: int = 1, kind: MailKind = MailKind.CONFIRMATION, webinar: Webinar | None = None) -> list[Mail]:
    webinar = webinar or make_webinar(attendees=[make_person() for _ in range(people)])
    sitting = planned(webinar)
    queue_mail(kind, webinar.registrations.all(), change="x", details=times_of(sitting))
    return list(Mail.objects.filter(webinar=webinar).order_by("pk"))


def planned(webinar: Webinar) -> Sitting:
    sitting = make_room(webinar, state=RoomState.LOBBY).sitting
    sitting.starts_at = timezone.now() + timedelta(days=3)
    sitting.ends_at = sitting.starts_at + timedelta(hours=1)
    sitting.save()
    return sitting


def states() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("pk").values_list("state", "error"))


class Server:
    """A mail server that answers each recipient as it is told to."""

    def __init__(self) -> None:
        self.opened = 0
        self.answers: dict[str, Exception] = {}
        self.on_open: Exception | None = None

    def backend(self, server: Server) -> type[EmailBackend]:
        class Backend(EmailBackend):
            def open(self) -> bool:
                server.opened += 1
                if server.on_open is not None:
                    raise server.on_open
                return True

            def send_messages(self, messages: Any) -> int:
                for message in messages:
                    if message.to[0] in server.answers:
                        raise server.answers[message.to[0]]
                return int(super().send_messages(messages))

        return Backend


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    found = Server()
    monkeypatch.setattr(delivery, "get_connection", lambda: found.backend(found)())
    return found


def test_each_mail_is_sent_once_however_often_the_job_runs(server: Server) -> None:
    mails = queue(3)
    for _ in range(3):
        send_mails()
    assert sorted(message.to[0] for message in post.outbox) == sorted(mail.person.email for mail in mails)
    assert states() == [(MailState.SENT, "")] * 3
    assert server.opened == 1
    for mail in Mail.objects.all():
        assert (mail.message_id, mail.attempts, mail.language) == (mail_id(mail.key), 1, "en")
        assert mail.sent_at is not None
        assert mail.time_zone == "UTC"


def test_same_change_is_queued_once_however_often_it_is_told() -> None:
    (mail,) = queue()
    assert mail.registration is not None
    for _ in range(2):
        queue_mail(MailKind.CONFIRMATION, [mail.registration], change="x")
    assert Mail.objects.count() == 1


def test_killed_after_the_claim_means_nobody_knows_and_is_not_sent_again(server: Server) -> None:
    queue(2)
    assert len(claim_mails(now=timezone.now())) == 2
    for _ in range(3):
        send_mails()
    assert post.outbox == []
    assert states() == [(MailState.SENDING, "")] * 2


def test_killed_while_sending_loses_no_other_batch(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    queue(5)

    def die(outcomes: Any, *, now: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "settle_mails", die)
        with pytest.raises(KeyboardInterrupt):
            send_due_mails(batch=2)
    send_mails()
    assert len(post.outbox) == 5
    assert len({message.to[0] for message in post.outbox}) == 5
    assert [state for state, _ in states()] == [MailState.SENDING] * 2 + [MailState.SENT] * 3


def test_refused_recipient_is_not_tried_again_and_holds_nobody_up(server: Server) -> None:
    mails = queue(3)
    bad = mails[1].person.email
    server.answers[bad] = SMTPRecipientsRefused({bad: (550, b"5.1.1 No such user")})
    for _ in range(2):
        send_mails()
    assert states() == [(MailState.SENT, ""), (MailState.FAILED, "550 5.1.1 No such user"), (MailState.SENT, "")]
    assert len(post.outbox) == 2


def test_refused_for_the_moment_waits_longer_each_time_and_is_given_up(server: Server) -> None:
    (mail,) = queue()
    server.answers[mail.person.email] = SMTPDataError(451, b"Try later")
    for wait in RETRY_AFTER:
        send_mails()
        mail.refresh_from_db()
        assert (mail.state, mail.error) == (MailState.QUEUED, "451 Try later")
        assert abs(mail.due_at - timezone.now() - wait) < timedelta(seconds=30)
        send_mails()
        assert Mail.objects.get().attempts == mail.attempts
        Mail.objects.update(due_at=timezone.now())
    send_mails()
    assert states() == [(MailState.FAILED, "451 Try later")]


def test_server_that_cannot_be_reached_leaves_everything_queued(server: Server) -> None:
    queue(3)
    server.on_open = ConnectionRefusedError(111, "Connection refused")
    send_mails()
    assert [state for state, _ in states()] == [MailState.QUEUED] * 3
    server.on_open = None
    Mail.objects.update(due_at=timezone.now())
    send_mails()
    assert len(post.outbox) == 3


def test_line_lost_in_the_middle_leaves_one_in_doubt_and_the_rest_queued(server: Server) -> None:
    mails = queue(3)
    server.answers[mails[1].person.email] = SMTPServerDisconnected("gone")
    send_mails()
    assert [state for state, _ in states()] == [MailState.SENT, MailState.SENDING, MailState.QUEUED]
    server.answers.clear()
    Mail.objects.filter(state=MailState.QUEUED).update(due_at=timezone.now())
    send_mails()
    assert [message.to[0] for message in post.outbox] == [mails[0].person.email, mails[2].person.email]


def test_mail_that_cannot_be_written_holds_nobody_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = queue(2)
    write = delivery.write

    def stumble(matter: Any, now: Any) -> Any:
        if matter.mail.pk == mails[0].pk:
            raise KeyError("x")
        return write(matter, now)

    monkeypatch.setattr(delivery, "write", stumble)
    send_mails()
    assert [state for state, _ in states()] == [MailState.FAILED, MailState.SENT]


def _erase(mail: Mail) -> None:
    mail.person.is_active = False
    mail.person.save()


def _withdraw(mail: Mail) -> None:
    Registration.objects.filter(pk=mail.registration_id).update(state=RegistrationState.CANCELLED)


def _remove(mail: Mail) -> None:
    Registration.objects.filter(pk=mail.registration_id).delete()


def _cancel(mail: Mail) -> None:
    Webinar.objects.filter(pk=mail.webinar_id).update(state=WebinarState.CANCELLED)


def _move(mail: Mail) -> None:
    Sitting.objects.filter(webinar=mail.webinar_id).update(sequence=9)


def _take_off(mail: Mail) -> None:
    Sitting.objects.filter(webinar=mail.webinar_id).delete()


def _begin(mail: Mail) -> None:
    Sitting.objects.filter(webinar=mail.webinar_id).update(starts_at=timezone.now() - timedelta(minutes=1))


def _end(mail: Mail) -> None:
    now = timezone.now()
    Sitting.objects.filter(webinar=mail.webinar_id).update(starts_at=now - timedelta(hours=2), ends_at=now)


@pytest.mark.parametrize(
    ("kind", "happens", "reason"),
    [
        (MailKind.CONFIRMATION, _erase, DropReason.PERSON_GONE),
        (MailKind.CONFIRMATION, _withdraw, DropReason.PLACE_GONE),
        (MailKind.CONFIRMATION, _remove, DropReason.PLACE_GONE),
        (MailKind.INVITATION, lambda mail: None, DropReason.PLACE_GONE),
        (MailKind.PROMOTED, _cancel, DropReason.CANCELLED),
        (MailKind.CANCELLATION, lambda mail: None, DropReason.CANCELLED),
        (MailKind.REMINDER_DAY, _withdraw, DropReason.PLACE_GONE),
        (MailKind.REMINDER_DAY, _cancel, DropReason.CANCELLED),
        (MailKind.REMINDER_DAY, _move, DropReason.MOVED),
        (MailKind.REMINDER_DAY, _take_off, DropReason.MOVED),
        (MailKind.REMINDER_DAY, _begin, DropReason.BEGUN),
        (MailKind.CHANGE, _move, DropReason.REPLACED),
        (MailKind.CONFIRMATION, _end, DropReason.BEGUN),
        (MailKind.THANKS, _withdraw, DropReason.PLACE_GONE),
    ],
)
def test_what_is_no_longer_true_is_dropped(
    server: Server, kind: MailKind, happens: Callable[[Mail], None], reason: DropReason
) -> None:
    (mail,) = queue(kind=kind)
    happens(mail)
    send_mails()
    assert states() == [(MailState.DROPPED, reason)]
    assert post.outbox == []


def test_nothing_is_sent_for_a_draft_until_it_is_announced(server: Server) -> None:
    webinar = make_webinar(attendees=[make_person()], state=WebinarState.DRAFT)
    queue(webinar=webinar)
    send_mails()
    assert states() == [(MailState.QUEUED, "")]
    Webinar.objects.update(state=WebinarState.ANNOUNCED)
    send_mails()
    assert states() == [(MailState.SENT, "")]


def test_nothing_is_sent_before_it_is_due(server: Server) -> None:
    queue()
    Mail.objects.update(due_at=timezone.now() + timedelta(seconds=30))
    send_mails()
    assert states() == [(MailState.QUEUED, "")]


def test_sending_again_by_hand_is_on_the_record(server: Server) -> None:
    (mail,) = queue()
    manager = make_person()
    claim_mails(now=timezone.now() - timedelta(hours=1))
    assert states() == [(MailState.QUEUED, "")]
    Mail.objects.update(state=MailState.SENDING, claimed_at=timezone.now() - timedelta(hours=1))
    send_again(mail, by=manager)
    send_mails()
    assert len(post.outbox) == 1
    entry = AuditEntry.objects.get(verb="mail.sent_again")
    assert (entry.actor_id, entry.subject, entry.details["was"]) == (manager.pk, f"mail:{mail.pk}", MailState.SENDING)


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENT, MailState.DROPPED, MailState.SENDING])
def test_what_is_on_its_way_or_arrived_is_not_sent_again(state: MailState) -> None:
    (mail,) = queue()
    Mail.objects.update(state=state, claimed_at=timezone.now())
    with pytest.raises(Refused) as refused:
        send_again(mail, by=make_person())
    assert refused.value.code == "mail.not_to_be_repeated"
    assert states() == [(state, "")]


def test_hostile_names_and_titles_add_no_header(server: Server) -> None:
    webinar = make_webinar(
        title_en="One\r\nBcc: spy@example.org", attendees=[make_person(full_name="A\r\nBcc: spy@example.org")]
    )
    queue(webinar=webinar)
    send_mails()
    (message,) = post.outbox
    assert message.message()["Bcc"] is None
    assert message.recipients() == [webinar.registrations.get().person.email]


@pytest.mark.parametrize("people", [1, 3])
def test_batch_takes_the_same_queries_for_one_and_for_many(
    server: Server, people: int, django_assert_num_queries: Any
) -> None:
    queue(people)
    with django_assert_num_queries(14):
        send_mails()
    assert len(post.outbox) == people
