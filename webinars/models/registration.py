"""Who has, wants, or had a place in a webinar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Administration
from webinars.choices import RegistrationSource, RegistrationState
from webinars.models.webinar import Webinar


class Registrations(models.QuerySet["Registration"]):
    def placed(self) -> Registrations:
        """Those that are a place."""
        return self.filter(state=RegistrationState.CONFIRMED)


class Registration(models.Model):
    """One person's standing in one webinar. Only a confirmed one is a place; see ``docs/rules/places.md``.

    ``administration`` is that of the person when it began: quotas count by it, whatever the person changes later.
    ``queue_number`` orders the waiting list of a webinar. ``link_version`` is in the personal link: raising it ends the
    links given out before. ``listed_name`` is the name that a list or a coordinator gave, shown until ``answered_at``: before
    the person did something with it, nobody learns more of them than they said.
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState.choices, default=RegistrationState.CONFIRMED)
    source = models.CharField(max_length=12, choices=RegistrationSource.choices, default=RegistrationSource.MANAGER)
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    queue_number = models.PositiveIntegerField(null=True, blank=True)
    listed_name = models.CharField(_("Name"), max_length=150, blank=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    link_version = models.PositiveIntegerField(default=1)
    registered_at = models.DateTimeField(auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    objects = Registrations.as_manager()

    class Meta:
        indexes = [models.Index(fields=["webinar", "state", "queue_number"])]
        constraints = [
            models.UniqueConstraint(fields=["webinar", "person"], name="one_registration_per_person"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.WAITING, queue_number__isnull=False)
                | (~Q(state=RegistrationState.WAITING) & Q(queue_number__isnull=True)),
                name="who_waits_has_a_number",
            ),
            models.UniqueConstraint(
                fields=["webinar", "queue_number"], condition=Q(queue_number__isnull=False), name="one_queue_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.webinar_id}"


class ImportedList(models.Model):
    """An invitation list as it was read, between its dry run and the moment somebody says yes.

    ``rows``: what ``webinars.importers`` made of the file. Kept for a day when nobody does.
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="lists")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    rows = models.JSONField()
    applied_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name
