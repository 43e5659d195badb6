"""Mails about webinars: an outbox written in the transaction of what they tell."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from webinars.choices import MailKind, MailState
from webinars.models.registration import Registration
from webinars.models.webinar import Webinar


class Mail(models.Model):
    """One mail to one person about one change. ``key`` names the change, so that it is queued once.

    It is rendered when it is sent, in the language and zone that the person has then; both are kept with it. ``details``
    holds what must be told as it was (the times of a sitting that is no more). ``message_id`` is what a returned mail names.
    """

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=16, choices=MailKind.choices)
    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mails")
    registration = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails"
    )
    details = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.QUEUED)
    queued_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"]), models.Index(fields=["message_id"])]

    def __str__(self) -> str:
        return self.key
