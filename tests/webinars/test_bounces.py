"""Mails that came back: only honest reports are believed, and garbage does no harm."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_mail, make_person, make_webinar
from webinars.actions.bounces import Returned, record_bounces
from webinars.choices import MailState
from webinars.importers.bounces import read_report
from webinars.letters.writing import mail_id
from webinars.models import Mail
from webinars.tasks import read_bounces

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: lectern@example.org
Subject: Undelivered Mail Returned to Sender
{extra}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; gone@example.org
Original-Recipient: rfc822;gone@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <gone@example.org>: User
 unknown

--B
Content-Type: {returned}

From: lectern@example.org
Message-ID: {id}
Subject: Your place

--B--
"""


def report(identity: str, **given: str) -> bytes:
    fields = {"extra": "", "action": "failed", "status": "5.1.1", "returned": "text/rfc822-headers", **given}
    return REPORT.format(id=identity, **fields).encode()


def sent(state: MailState = MailState.SENT) -> Mail:
    webinar = make_webinar(attendees=[make_person(email="gone@example.org")])
    mail = make_mail(webinar.registrations.get(), state=state)
    mail.message_id = mail_id(mail.key)
    mail.save()
    return mail


REASON = "5.1.1 550 5.1.1 <gone@example.org>: User unknown"


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_report_names_the_mail_and_the_reason(returned: str) -> None:
    assert read_report(report("<abc@example.org>", returned=returned)) == [Returned("<abc@example.org>", REASON)]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00garbage",
        report("<abc@example.org>", action="delayed"),
        report("<abc@example.org>", action="delivered"),
        report("no identity"),
        report("<abc@example.org>").replace(b"multipart/report", b"multipart/mixed"),
        report("<abc@example.org>").replace(b"message/delivery-status", b"text/plain"),
        b"In-Reply-To: <abc@example.org>\nSubject: Out of office\n\nI am away. Message-ID: <abc@example.org>",
        b"Content-Type: multipart/report; boundary=B\n\n"
        + b"--B\nContent-Type: multipart/mixed; boundary=B\n\n" * 3000,
    ],
)
def test_anything_else_says_nothing(raw: bytes) -> None:
    assert read_report(raw) == []


@given(raw=st.binary(max_size=400), at=st.integers(0, 700))
def test_broken_reports_do_no_harm(raw: bytes, at: int) -> None:
    whole = report("<abc@example.org>")
    for found in read_report(whole[:at] + raw + whole[at:]):
        assert "\n" not in found.reason
        assert len(found.reason) <= 300


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MailState.SENT, MailState.SENDING])
def test_mail_that_came_back_is_marked_once(state: MailState) -> None:
    mail, other = sent(state), sent_to_another()
    found = read_report(report(mail.message_id))
    assert [record_bounces(found), record_bounces(found)] == [1, 0]
    mail.refresh_from_db()
    other.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.BOUNCED, REASON)
    assert other.state == MailState.SENT


def sent_to_another() -> Mail:
    mail = make_mail(make_webinar(attendees=[make_person()]).registrations.get(), state=MailState.SENT)
    mail.message_id = mail_id(mail.key)
    mail.save()
    return mail


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.FAILED, MailState.DROPPED])
def test_what_was_not_handed_over_cannot_come_back(state: MailState) -> None:
    mail = sent(state)
    assert record_bounces([Returned(mail.message_id, "5.1.1")]) == 0


@pytest.mark.django_db
def test_report_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = sent()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(report(mail.message_id))))
    out = io.StringIO()
    call_command("read_bounces", stdout=out)
    assert out.getvalue() == "1\n"
    assert Mail.objects.get().state == MailState.BOUNCED


@pytest.mark.django_db
def test_folder_is_read_once(tmp_path: Path, settings: Any) -> None:
    mail = sent()
    (tmp_path / "new" / "sub").mkdir(parents=True)
    (tmp_path / "new" / "1.host").write_bytes(report(mail.message_id))
    (tmp_path / "new" / "2.host").write_bytes(b"spam")
    secret = tmp_path / "secret"
    secret.write_bytes(report(mail.message_id))
    (tmp_path / "new" / "3.host").symlink_to(secret)
    settings.BOUNCE_MAILDIR = str(tmp_path)
    read_bounces()
    assert Mail.objects.get().state == MailState.BOUNCED
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["1.host:2,S", "2.host:2,S"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["3.host", "sub"]


@pytest.mark.django_db
def test_no_folder_is_no_error(settings: Any, tmp_path: Path) -> None:
    for folder in ("", str(tmp_path / "not-there")):
        settings.BOUNCE_MAILDIR = folder
        read_bounces()
