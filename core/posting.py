"""Mails that go out by themselves: what each carries, and handing them to the mail server with what became of each, for whatever
keeps a row of every mail (ADR 14)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.crypto import salted_hmac

log = logging.getLogger(__name__)


def header_line(text: str) -> str:
    """Without line breaks and other control characters, as a subject has to be."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def message_id(purpose: str, key: str) -> str:
    """The Message-ID of the mail with that key: always the same, and nobody else can make it up."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{salted_hmac(purpose, key, algorithm='sha256').hexdigest()[:40]}@{domain[-70:]}>"


def automatic_mail(
    *, to: str, subject: str, text: str, html: str, language: str, message_id: str
) -> EmailMultiAlternatives:
    """A mail in text and HTML that says it was sent by a program: nobody's absence answers it (RFC 3834)."""
    mail = EmailMultiAlternatives(
        subject=header_line(subject),
        body=text,
        to=[to],
        headers={
            "Message-ID": message_id,
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


@dataclass
class Handed:
    """Keys of mails that were ``sent``, and of those that nobody has and may be tried ``again``. What is in neither was refused
    for good, or may have arrived or not. ``is_reachable``: the server was."""

    sent: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    is_reachable: bool = True


def hand_over(ready: Sequence[tuple[int, EmailMultiAlternatives]]) -> Handed:
    """Hand over mails, each with its key, over one connection."""
    handed = Handed()
    post = get_connection()
    try:
        post.open()
    except (OSError, SMTPException) as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        return Handed(again=[key for key, _message in ready], is_reachable=False)
    for number, (key, message) in enumerate(ready):
        try:
            post.send_messages([message])
            handed.sent.append(key)
        except (SMTPResponseException, SMTPRecipientsRefused) as error:
            code = _code(error)
            log.warning("The mail server answered letter %s with %s.", key, code)
            if code < 500:
                handed.again.append(key)
        except (OSError, SMTPException, ValueError) as error:
            log.warning("Letter %s is in doubt: %s", key, type(error).__name__)
            if not isinstance(error, ValueError):
                handed.again += [other for other, _message in ready[number + 1 :]]
                break
    post.close()
    return handed


def _code(error: SMTPResponseException | SMTPRecipientsRefused) -> int:
    """What the mail server said: for good from 500 on, else for the moment."""
    if isinstance(error, SMTPResponseException):
        return error.smtp_code
    return next((int(code) for code, _words in error.recipients.values()), 550)
