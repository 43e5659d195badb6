"""SCORM packages, and what a learner left in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.choices import ScormVersion


class ScormPackage(models.Model):
    """A package that was checked, and unpacked under ``key``. ``items``: its organisation in order, each with its id, title and
    the file it starts with. ``sequencing``: what the manifest says of their order, {} when it says nothing."""

    name = models.CharField(_("Name"), max_length=200)
    key = models.CharField(max_length=64, unique=True)
    version = models.CharField(max_length=4, choices=ScormVersion.choices)
    title = models.CharField(_("Title"), max_length=200)
    items = models.JSONField(default=list)
    sequencing = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class ScormState(models.Model):
    """The run-time data of one item (SCO) for one person in one lesson. ``revision`` grows with each commit that was stored.

    ``item`` is "" for the package as a whole: how far the rules have come that order its items.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey("courses.Lesson", on_delete=models.CASCADE, related_name="+")
    package = models.ForeignKey(ScormPackage, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    has_passed = models.BooleanField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson", "package", "item"], name="one_scorm_state_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item}"
