"""Letters to learners: each a row first, then handed to the mail server at most once. ``docs/rules/enrolment.md``."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone

from core.actions import action
from core.jobs import enqueue_after_commit
from core.posting import hand_over
from courses.choices import ReminderKind
from courses.letters.writing import write
from courses.models import Reminder
from courses.queries.letters import KEPT_FOR, is_true, letters_to_write, people_to_remind

SEND = "courses.send_letters"
BATCH = 50
"""Letters claimed at once: so many are in doubt when a process is killed."""

log = logging.getLogger(__name__)


def queue(kind: ReminderKind, rows: Iterable[tuple[int, date]]) -> int:
    """Queue a letter about each enrolment and day, within the running action; the same one once. Returns how many."""
    made = [Reminder(enrolment_id=enrolment, kind=kind, due_on=day) for enrolment, day in rows]
    if made:
        Reminder.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
        enqueue_after_commit(SEND)
    return len(made)


@action
def queue_reminders(*, now: datetime) -> int:
    """Queue what the learners' calendars ask for at ``now``. Returns how many."""
    return sum(queue(kind, rows) for kind, rows in people_to_remind(now).items())


@action
def claim_letters(*, now: datetime, most: int = BATCH) -> list[int]:
    """Take letters that nobody took, the longest waiting first; those older than the sweep goes back stay."""
    waiting = Reminder.objects.filter(claimed_at__isnull=True, sent_at__isnull=True, made_at__gt=now - KEPT_FOR)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    ids = list(waiting.order_by("made_at", "pk").values_list("pk", flat=True)[:most])
    Reminder.objects.filter(pk__in=ids).update(claimed_at=now)
    return ids


@action
def settle_letters(*, sent: Collection[int], untrue: Collection[int], again: Collection[int], now: datetime) -> None:
    """Write down what became of letters. What is in none of the three may have arrived or not: it is never sent again."""
    Reminder.objects.filter(pk__in=sent).update(sent_at=now)
    Reminder.objects.filter(pk__in=untrue).delete()
    Reminder.objects.filter(pk__in=again).update(claimed_at=None)


def send_letters(*, most: int = 20 * BATCH) -> bool:
    """Send what waits, ``most`` at a time. Returns whether more may be waiting."""
    taken = 0
    while taken < most:
        ids = claim_letters(now=timezone.now())
        if not ids:
            return False
        if not _send(ids):
            return False
        taken += len(ids)
    return True


def _send(ids: Collection[int]) -> bool:
    """Hand over one batch. False when the mail server cannot be reached: another run tries again."""
    letters = letters_to_write(ids)
    untrue = [letter.pk for letter in letters if not is_true(letter)]
    ready: list[tuple[int, EmailMultiAlternatives]] = []
    for letter in letters:
        if letter.pk not in untrue:
            try:
                ready.append((letter.pk, write(letter)))
            except Exception:  # one letter that cannot be written must not hold up its neighbours
                log.exception("Letter %s could not be written.", letter.pk)
    handed = hand_over(ready)
    settle_letters(sent=handed.sent, untrue=untrue, again=handed.again, now=timezone.now())
    return handed.is_reachable and not handed.again
