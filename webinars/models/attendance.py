"""Evidence of who took part and for how long."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Administration
from webinars.choices import LineQuality
from webinars.models.room import Room
from webinars.models.webinar import Sitting


class Connection(models.Model):
    """One WebSocket of a person in a room. ``last_seen_at`` is extended in bulk; a sweep closes it there after a crash.

    ``process`` names the web process that holds the socket, for whoever looks into a fault.
    ``quality`` is how the line was when it was last extended.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="connections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="room_connections")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    process = models.CharField(max_length=40)
    quality = models.CharField(max_length=4, choices=LineQuality.choices, default=LineQuality.GOOD)

    class Meta:
        indexes = [
            models.Index(fields=["room", "person"]),
            models.Index(fields=["last_seen_at"], condition=Q(closed_at__isnull=True), name="open_connections"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_seen_at__gte=F("opened_at")), name="a_connection_is_an_interval"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class Companion(models.Model):
    """Somebody at another person's screen: a person with an account, or a guest by name with an administration.

    They are counted while ``host`` is connected, from ``since`` until ``until`` (or the end).
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="companions")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    guest_name = models.CharField(max_length=150, blank=True)
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, guest_name="") | (Q(person__isnull=True) & ~Q(guest_name="")),
                name="a_companion_is_a_person_or_a_guest",
            ),
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=Q(until__isnull=True, person__isnull=False),
                name="a_person_is_at_one_screen",
            ),
        ]

    def __str__(self) -> str:
        return self.guest_name or f"person {self.person_id}"


class Correction(models.Model):
    """A person's attendance as corrected by hand: the newest one counts. ``minutes`` is their attended live time."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="corrections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minutes"))
    reason = models.CharField(_("Reason"), max_length=300)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.sitting_id}: {self.minutes} min"
