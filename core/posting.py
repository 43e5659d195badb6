"""Handing mails to the mail server, and what became of each: for whatever keeps a row of every mail (ADR 14)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMultiAlternatives, get_connection

log = logging.getLogger(__name__)


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
