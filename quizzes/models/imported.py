"""Files of questions that are being taken into the bank."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quizzes.choices import ImportFormat, ImportOutcome, JobState
from quizzes.models.bank import Category
from quizzes.models.question import Question


class QuestionImport(models.Model):
    """A file somebody brought, read by a job and looked at before anything is changed.

    ``done`` of ``total`` questions so far. ``language`` is that of a file with one language. ``error`` is the refusal's code
    and ``error_data`` its numbers when nothing could be read. ``state``: queued and running while it is read, ready when it
    can be looked at, queued again with ``is_applying`` while it is taken in, done, failed.
    """

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=100, unique=True)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=10, choices=ImportFormat.choices, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    is_applying = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    error_data = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class ImportedQuestion(models.Model):
    """One question of an imported file: what becomes of it, and why. ``notes``: codes with their data, what was changed or lost.

    ``content`` is :func:`quizzes.content.to_json`; None of one left out. ``category`` and ``tags`` are as the file names them.
    """

    source = models.ForeignKey(QuestionImport, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    key = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=ImportOutcome.choices)
    notes = models.JSONField(default=list)
    content = models.JSONField(null=True)
    category = models.CharField(max_length=400, blank=True)
    tags = models.JSONField(default=list)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="one_imported_question_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}.{self.position} {self.outcome}"
