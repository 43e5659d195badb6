"""Several workers empty the outbox at once, some of them killed: no mail goes out twice, and none is lost unseen."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from django.core import mail as post

from tests.factories import make_person, make_webinar
from tests.webinars.test_room_races import at_once
from webinars.actions import delivery
from webinars.actions.delivery import Outcome, send_due_mails
from webinars.actions.outbox import queue_mail
from webinars.choices import MailKind, MailState
from webinars.models import Mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)


class Killed(BaseException):
    pass


def queue(people: int) -> None:
    webinar = make_webinar(attendees=[make_person() for _ in range(people)])
    queue_mail(MailKind.CONFIRMATION, webinar.registrations.all(), change="x")


def test_workers_at_once_send_each_mail_once() -> None:
    queue(40)
    at_once(*(lambda: send_due_mails(batch=3) for _ in range(4)))
    send_due_mails(batch=3)
    assert Counter(message.to[0] for message in post.outbox) == Counter(
        Mail.objects.values_list("person__email", flat=True)
    )
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}


def test_killed_workers_leave_doubt_and_never_a_second_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    queue(40)
    chance, settle = Random(3), delivery.settle_mails

    def perhaps(outcomes: list[Outcome], **given: object) -> None:
        if chance.random() < 0.3:
            raise Killed
        settle(outcomes, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(delivery, "settle_mails", perhaps)

    def work() -> None:
        try:
            send_due_mails(batch=3)
        except Killed:
            return

    while Mail.objects.filter(state=MailState.QUEUED).exists():
        at_once(*(work for _ in range(3)))
    counted = Counter(message.to[0] for message in post.outbox)
    assert max(counted.values()) == 1
    states = Counter(Mail.objects.values_list("state", flat=True))
    assert states[MailState.SENT] + states[MailState.SENDING] == 40
    assert states[MailState.SENDING] > 0
    assert states[MailState.SENT] <= len(counted)
