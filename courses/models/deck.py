"""Slide decks: one deck, a version per language, pages that share their positions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.choices import NEWEST, RenderState


class Deck(models.Model):
    """Slides of a module. ``page_count`` is the largest of its versions: positions 1…page_count are shared by all."""

    title = models.CharField(_("Title"), max_length=200)
    page_count = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


def deck_file(version: DeckVersion, filename: str) -> str:
    return f"decks/{version.deck_id}/{version.language}/source-{version.fingerprint[:16]}.pdf"


class DeckVersion(models.Model):
    """The deck in one language: an uploaded PDF, rendered once by a job. ``fingerprint`` is the file's SHA-256.

    The version being shown stays until a newer file is ready, so that there may be two of a language, and replaced ones.
    ``touched_at`` moves with every page: a version that stands still lost its worker.
    """

    deck = models.ForeignKey(Deck, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    fingerprint = models.CharField(max_length=64)
    file = models.FileField(upload_to=deck_file)
    original_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.WAITING)
    pages_done = models.PositiveSmallIntegerField(default=0)
    page_count = models.PositiveSmallIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    error_position = models.PositiveSmallIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deck", "language"], condition=Q(state=RenderState.READY), name="one_ready_version_per_language"
            ),
            models.UniqueConstraint(
                fields=["deck", "language"], condition=Q(state__in=NEWEST), name="one_newer_version_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deck_id} {self.language}"


class Page(models.Model):
    """One rendered page of a version. ``text`` is the page's own text, for the image's alternative and for search.

    Image files are named after ``key``, which cannot be guessed; sizes in ``width``/``height`` are of the larger image.
    """

    version = models.ForeignKey(DeckVersion, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, db_index=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    bytes_small = models.PositiveIntegerField(default=0)
    bytes_large = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_page_per_position")]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.position}"
