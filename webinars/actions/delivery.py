"""Sending what the outbox holds. By itself, a mail is handed to the mail server at most once.

``docs/rules/mails.md`` says what becomes of each; ``docs/adr/0014-outbox-at-most-once.md`` why.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, models
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.choices import MailState, WebinarState
from webinars.letters.writing import Letter, message, write
from webinars.models import Mail
from webinars.queries.mails import LOST_AFTER, Matter, read_matters, why_untrue

BATCH = 50
"""Mails claimed at once, and sent over one connection: so many are in doubt when a process is killed."""

RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""How long a mail waits after each attempt that certainly failed for the moment; after the last it is given up."""

HELD_IN = (WebinarState.DRAFT, WebinarState.TEMPLATE)
"""Mails about these wait until the webinar is announced."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one mail. ``state`` queued: it failed for the moment, and nobody has it."""

    mail: Mail
    state: MailState
    error: str = ""
    letter: Letter | None = None


def send_due_mails(*, most: int = 20 * BATCH, batch: int = BATCH) -> bool:
    """Send what is due, ``most`` mails at a time of this process. Returns whether more may be waiting."""
    sent = 0
    while sent < most:
        claimed = claim_mails(now=timezone.now(), most=batch)
        if not claimed:
            return False
        settle_mails(_send(claimed), now=timezone.now())
        sent += len(claimed)
    return True


@action
def claim_mails(*, now: datetime, most: int = BATCH) -> list[int]:
    """Take mails that are due, the longest waiting first: no other process takes them, and this one not again."""
    due = Mail.objects.filter(state=MailState.QUEUED, due_at__lte=now).exclude(webinar__state__in=HELD_IN)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    ids = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
    Mail.objects.filter(pk__in=ids).update(
        state=MailState.SENDING, claimed_at=now, attempts=models.F("attempts") + 1, error=""
    )
    return ids


@action
def settle_mails(outcomes: Iterable[Outcome], *, now: datetime) -> None:
    """Write down what became of mails that were claimed. One whose outcome nobody knows is not among them."""
    alike: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for outcome in outcomes:
        letter, mail = outcome.letter, outcome.mail
        if outcome.state == MailState.QUEUED and mail.attempts <= len(RETRY_AFTER):
            due_at = now + RETRY_AFTER[mail.attempts - 1]
            Mail.objects.filter(pk=mail.pk).update(state=outcome.state, error=outcome.error[:300], due_at=due_at)
            continue
        state = MailState.FAILED if outcome.state == MailState.QUEUED else outcome.state
        told = (letter.language, letter.time_zone) if letter else ("", "")
        alike[(state, outcome.error[:300], *told)].append(mail.pk)
    for (settled, error, language, time_zone), ids in alike.items():
        sent_at = now if settled == MailState.SENT else None
        Mail.objects.filter(pk__in=ids).update(
            state=settled, error=error, sent_at=sent_at, language=language, time_zone=time_zone
        )


@action
def send_again(mail: Mail, *, by: Person) -> None:
    """Queue a mail once more that was not sent, was returned, or of which nobody knows. On the record."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    now = timezone.now()
    in_doubt = mail.state == MailState.SENDING and (mail.claimed_at is None or mail.claimed_at <= now - LOST_AFTER)
    if not in_doubt and mail.state not in (MailState.FAILED, MailState.BOUNCED):
        raise Refused("mail.not_to_be_repeated")
    audit.record("mail.sent_again", actor_id=by.pk, subject=f"mail:{mail.pk}", was=mail.state, kind=mail.kind)
    mail.state, mail.error, mail.attempts, mail.due_at, mail.claimed_at = MailState.QUEUED, "", 0, now, None
    mail.save(update_fields=["state", "error", "attempts", "due_at", "claimed_at"])


def _send(ids: Collection[int]) -> list[Outcome]:
    """Write and hand over each mail of a batch. One that the server may or may not have is left out of the answer."""
    now = timezone.now()
    outcomes: list[Outcome] = []
    ready: list[tuple[Matter, Letter]] = []
    for matter in read_matters(ids):
        reason = why_untrue(matter, now)
        if reason is not None:
            outcomes.append(Outcome(matter.mail, MailState.DROPPED, reason))
            continue
        try:
            ready.append((matter, write(matter, now)))
        except Exception:  # one mail that cannot be written must not hold up its neighbours
            log.exception("Mail %s could not be written.", matter.mail.pk)
            outcomes.append(Outcome(matter.mail, MailState.FAILED, "could not be written"))
    if ready:
        outcomes += _hand_over(ready)
    return outcomes


def _hand_over(ready: list[tuple[Matter, Letter]]) -> list[Outcome]:
    post: BaseEmailBackend = get_connection()
    try:
        post.open()
    except (OSError, SMTPException) as error:
        log.warning("The mail server cannot be reached: %s", type(error).__name__)
        return [Outcome(matter.mail, MailState.QUEUED, _words(error)) for matter, _letter in ready]
    outcomes: list[Outcome] = []
    try:
        for number, (matter, letter) in enumerate(ready):
            outcome, goes_on = _hand_over_one(post, matter, letter)
            if outcome is not None:
                outcomes.append(outcome)
            if not goes_on:
                rest = ready[number + 1 :]
                outcomes += [Outcome(other.mail, MailState.QUEUED, "the line was lost") for other, _letter in rest]
                break
    finally:
        try:
            post.close()
        except (OSError, SMTPException):
            log.warning("The connection to the mail server did not close.")
    return outcomes


def _hand_over_one(post: BaseEmailBackend, matter: Matter, letter: Letter) -> tuple[Outcome | None, bool]:
    """What became of a mail, and whether the connection can be used for the next. None: nobody knows."""
    mail = matter.mail
    try:
        post.send_messages([message(letter, key=mail.key, to=matter.person.email)])
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (550, b""))
        return _refused(mail, int(code), words), True
    except SMTPResponseException as error:
        return _refused(mail, error.smtp_code, error.smtp_error), error.smtp_code != 421
    except ValueError as error:
        return Outcome(mail, MailState.FAILED, _words(error)), True
    except (OSError, SMTPException) as error:
        log.warning("The line to the mail server was lost while mail %s was handed over.", mail.pk)
        del error
        return None, False
    return Outcome(mail, MailState.SENT, letter=letter), True


def _refused(mail: Mail, code: int, words: bytes | str) -> Outcome:
    """The server said no: for good from 500 on, else for the moment."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Outcome(mail, MailState.FAILED if code >= 500 else MailState.QUEUED, f"{code} {said}")


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
