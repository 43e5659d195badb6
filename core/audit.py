"""The audit trail: append-only and hash-chained, so that a changed or missing entry shows."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.models import AuditEntry

_ORIGIN = "0" * 64


def _digest(entry: AuditEntry) -> str:
    body = json.dumps(
        [entry.at.isoformat(), entry.actor_id, entry.verb, entry.subject, entry.details, entry.previous_hash],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(body.encode()).hexdigest()


def record(verb: str, *, actor_id: int | None, subject: str, **details: Any) -> AuditEntry:
    """Append an entry inside the running action. ``subject`` reads ``sitting:17``; ``details`` must be JSON."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry belongs to the action that it records.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7261)")
    last = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first()
    entry = AuditEntry(
        at=timezone.now(),
        actor_id=actor_id,
        verb=verb,
        subject=subject,
        details=details,
        previous_hash=last or _ORIGIN,
    )
    entry.hash = _digest(entry)
    entry.save(force_insert=True)
    return entry


def has_entry(digest: str) -> bool:
    """Whether the trail still holds the entry whose hash was written down."""
    return AuditEntry.objects.filter(hash=digest).exists()


def length_and_head() -> tuple[int, str]:
    """How many entries there are, and the hash of the last."""
    last = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first()
    return AuditEntry.objects.count(), last or _ORIGIN


def first_broken_entry() -> int | None:
    """The id of the first entry that does not fit the chain, or None when the trail is whole.

    An erased actor does not break it. Entries cut off at the end show by the last hash only: ``manage.py audit`` tells it,
    to be kept elsewhere.
    """
    previous = _ORIGIN
    for entry in AuditEntry.objects.order_by("pk").iterator():
        if entry.previous_hash != previous or _digest(entry) != entry.hash:
            return entry.pk
        previous = entry.hash
    return None
