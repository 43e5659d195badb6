"""Telling people of their certificates: one letter each, handed to the mail server at most once (ADR 14)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone

from core.actions import action
from core.posting import hand_over
from programme.letters.certificates import write
from programme.models import Certificate

BATCH = 50
"""Letters claimed at once: so many are in doubt when a process is killed."""

KEPT_FOR = timedelta(days=3)
"""A letter that could not be sent for so long is not sent any more: the person has found the certificate."""

log = logging.getLogger(__name__)


@action
def claim_letters(*, now: datetime, most: int = BATCH) -> list[int]:
    """Take certificates that hold and of which nobody was told, the oldest first."""
    waiting = Certificate.objects.filter(
        letter_claimed_at__isnull=True,
        issued_at__gt=now - KEPT_FOR,
        revoked_at__isnull=True,
        replaced_at__isnull=True,
        person__is_active=True,
    )
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    ids = list(waiting.order_by("issued_at", "pk").values_list("pk", flat=True)[:most])
    Certificate.objects.filter(pk__in=ids).update(letter_claimed_at=now)
    return ids


@action
def settle_letters(*, sent: Collection[int], again: Collection[int], now: datetime) -> None:
    """Write down what became of letters. What is in neither may have arrived or not: it is never sent again."""
    Certificate.objects.filter(pk__in=sent).update(letter_sent_at=now)
    Certificate.objects.filter(pk__in=again).update(letter_claimed_at=None)


def send_letters(*, most: int = 20 * BATCH) -> bool:
    """Send what waits, ``most`` at a time. Returns whether more may be waiting."""
    taken = 0
    while taken < most:
        ids = claim_letters(now=timezone.now())
        if not ids or not _send(ids):
            return False
        taken += len(ids)
    return True


def _send(ids: Collection[int]) -> bool:
    """Hand over one batch. False when the mail server cannot be reached: another run tries again."""
    ready: list[tuple[int, EmailMultiAlternatives]] = []
    for row in Certificate.objects.filter(pk__in=ids).select_related("person").order_by("pk"):
        try:
            ready.append((row.pk, write(row)))
        except Exception:  # one letter that cannot be written must not hold up its neighbours
            log.exception("The letter of certificate %s could not be written.", row.pk)
    handed = hand_over(ready)
    settle_letters(sent=handed.sent, again=handed.again, now=timezone.now())
    return handed.is_reachable and not handed.again
