"""Reference documents by language and edition, where people are in them, and what the search looks through."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.choices import FoundKind, RenderState
from courses.models.curriculum import CourseFile
from quizzes.models import Tag


class Document(models.Model):
    """A reference document, e.g. an implementation guide. ``audiences`` (codes): empty means everybody."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("Summary"), blank=True)
    audiences = models.JSONField(_("Audiences"), default=list, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="documents", verbose_name=_("Tags"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class DocumentEdition(models.Model):
    """A document in one language as it stood at one time. The newest that is published, and not withdrawn, is the one in force.

    A PDF's words are read by a job: ``state``, ``pages_done`` of ``page_count``, and why it failed.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField()
    label = models.CharField(_("Edition"), max_length=60, blank=True)
    file = models.ForeignKey(CourseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.READY)
    page_count = models.PositiveIntegerField(default=0)
    pages_done = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=60, blank=True)
    touched_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "number"], name="one_edition_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.language} {self.number}"


class DocumentSection(models.Model):
    """A chapter or a page of an edition. ``text``: cleaned HTML, or plain text of a PDF's page (``page`` is set)."""

    edition = models.ForeignKey(DocumentEdition, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="one_section_per_place")]

    def __str__(self) -> str:
        return self.heading


class ReadingPlace(models.Model):
    """Where a person is in a document, whatever the language that they read it in."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(DocumentEdition, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=1)
    furthest = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="one_place_per_document")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.document_id}.{self.position}"


class SearchEntry(models.Model):
    """What the search finds: one text of one ``subject`` in one language, of what is published. Written with what it describes.

    ``subject`` names the published thing, e.g. ``lesson:12@34``: lesson 12 in module version 34. ``title_words`` and ``words``
    are folded (:mod:`courses.words`). ``audiences``, separated and surrounded by spaces: "" is for everybody. The index of the
    words is made by the database's own means (:mod:`courses.queries.search_index`); Django knows neither the column nor the
    table that hold it.
    """

    kind = models.CharField(max_length=10, choices=FoundKind.choices)
    subject = models.CharField(max_length=60)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    part = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    text = models.TextField()
    title_words = models.TextField(blank=True)
    words = models.TextField()
    audiences = models.CharField(max_length=120, blank=True)
    course_version = models.ForeignKey(
        "courses.CourseVersion", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    module_version = models.ForeignKey(
        "courses.ModuleVersion", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    lesson = models.ForeignKey("courses.Lesson", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(DocumentEdition, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "language", "part"], name="one_search_entry_per_part"),
            models.CheckConstraint(condition=~Q(title=""), name="what_is_found_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.language}"
