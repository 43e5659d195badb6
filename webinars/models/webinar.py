"""A webinar, its sittings, their agenda, and who belongs to it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Deck, Module
from people.models import Administration, Region, validate_time_zone
from webinars.choices import AgendaKind, RegistrationMode, WebinarRole, WebinarState


class Series(models.Model):
    """Webinars that belong together. The balance of panels is judged over a series, never over one panel."""

    title = models.CharField(_("Title"), max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "series"
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class Webinar(models.Model):
    """A scheduled live event of one or more sittings. ``threshold_percent``: share of live time that counts as attended.

    ``regions``, ``languages`` (of delivery, by code) and ``audiences`` say whom it is for; empty means everybody.
    ``capacity`` bounds all places, ``quota_per_administration`` those of each administration without a quota of its own; None:
    no bound. The row is the lock of its places.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    description = models.TextField(_("Description"), blank=True)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="webinars", verbose_name=_("Series")
    )
    state = models.CharField(max_length=10, choices=WebinarState.choices, default=WebinarState.ANNOUNCED)
    regions = models.ManyToManyField(Region, blank=True, related_name="webinars", verbose_name=_("Regions"))
    languages = models.JSONField(_("Languages of delivery"), default=list, blank=True)
    audiences = models.JSONField(_("Audiences"), default=list, blank=True)
    capacity = models.PositiveIntegerField(_("Places"), null=True, blank=True)
    quota_per_administration = models.PositiveIntegerField(_("Places per administration"), null=True, blank=True)
    registration_mode = models.CharField(
        _("Registration"), max_length=12, choices=RegistrationMode.choices, default=RegistrationMode.INVITATION
    )
    registration_closes_at = models.DateTimeField(_("Registration closes"), null=True, blank=True)
    is_public = models.BooleanField(_("Shown on the public pages"), default=False)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    threshold_percent = models.PositiveSmallIntegerField(
        _("Share of the live time that counts as attended, in percent"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold_percent__gte=1, threshold_percent__lte=100), name="threshold_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="capacity_is_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Quota(models.Model):
    """The most places for one administration, or for one region. An administration's own goes before the webinar's."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="quotas")
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    places = models.PositiveIntegerField(_("Places"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(administration__isnull=False, region__isnull=True)
                | Q(administration__isnull=True, region__isnull=False),
                name="a_quota_is_of_one_administration_or_region",
            ),
            models.UniqueConstraint(fields=["webinar", "administration"], name="one_quota_per_administration"),
            models.UniqueConstraint(fields=["webinar", "region"], name="one_quota_per_region"),
        ]

    def __str__(self) -> str:
        return f"{self.administration or self.region_id}: {self.places}"


class Sitting(models.Model):
    """One continuous part of a webinar on one day. ``live_from``/``live_until`` are when it was really live.

    ``sequence`` counts the changes of its time that people were told of: SEQUENCE of its calendar entry (RFC 5545).

    ``is_rehearsal`` sittings are made by operators before a big day; no list and no figure ever contains them.
    """

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="sittings")
    position = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField(_("Start"))
    ends_at = models.DateTimeField(_("End"))
    time_zone = models.CharField(_("Time zone"), max_length=64, validators=[validate_time_zone])
    live_from = models.DateTimeField(null=True, blank=True)
    live_until = models.DateTimeField(null=True, blank=True)
    is_rehearsal = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["webinar", "position"], condition=Q(is_rehearsal=False), name="one_sitting_per_position"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_sitting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__isnull=False, live_until__gte=F("live_from")),
                name="live_time_is_an_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webinar} {self.position}"


class AgendaItem(models.Model):
    """A planned part of a sitting. ``notes`` are for the team only; ``presenter`` is the one who is to speak most.

    ``module``: the one of the curriculum that it was made from; it is the item's own to change from then on.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=12, choices=AgendaKind.choices)
    title = models.CharField(_("Title"), max_length=200)
    planned_minutes = models.PositiveSmallIntegerField(_("Planned minutes"), validators=[MinValueValidator(1)])
    notes = models.TextField(_("Notes for the team"), blank=True)
    deck = models.ForeignKey(Deck, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("Slides"))
    module = models.ForeignKey(Module, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items")
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Presenter"),
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sitting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "position"], name="one_item_per_position"),
            models.CheckConstraint(condition=Q(planned_minutes__gte=1), name="an_item_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """A person's role in a webinar. ``spoken_language``: what a presenter speaks or an interpreter speaks into."""

    webinar = models.ForeignKey(Webinar, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_roles")
    role = models.CharField(max_length=12, choices=WebinarRole.choices)
    spoken_language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webinar", "person", "role"], name="one_row_per_team_role")]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"
