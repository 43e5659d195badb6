"""Tables of the mechanisms: heads and events of topics, and the audit trail."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class TopicHead(models.Model):
    """The last sequence number of a topic. Its row is locked from an announcement until its commit."""

    topic = models.CharField(max_length=100, primary_key=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.topic} @ {self.seq}"


class RecordedEvent(models.Model):
    """One event of a topic. ``seq`` has no gaps; ``payload`` holds local texts in all languages."""

    topic = models.CharField(max_length=100)
    seq = models.BigIntegerField()
    type = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "seq"], name="one_event_per_topic_and_seq")]

    def __str__(self) -> str:
        return f"{self.topic} {self.seq} {self.type}"


class NeverChanged(RuntimeError):
    """Somebody tried to change or remove what is only ever added to."""


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows that are added and read, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        raise NeverChanged("An audit entry is never changed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise NeverChanged("An audit entry is never changed.")

    def delete(self) -> NoReturn:
        raise NeverChanged("An audit entry is never removed.")


class AuditEntry(models.Model):
    """Who did what to whom: append-only, each entry carrying the hash of the one before.

    ``actor`` stays a bare number when its person is erased: a change of the entry would break the chain, and the number
    says nothing by itself.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged("An audit entry is never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise NeverChanged("An audit entry is never removed.")


class Receipt(models.Model):
    """A command that was carried out, left in its transaction. Kept for a day, longer than any client tries again."""

    key = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Translation(models.Model):
    """That a passage was translated: from which ``source``, by whom, and whether it was reviewed (:mod:`core.translating`)."""

    subject = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    source = models.TextField()
    is_reviewed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "key", "language"], name="one_translation_of_a_passage")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key} {self.language}"
