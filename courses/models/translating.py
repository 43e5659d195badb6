"""Who translates what, the programme's glossary, and files that translators bring back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.choices import FileState, TranslatedFormat
from courses.models.curriculum import Course


class TranslationTask(models.Model):
    """That a person translates a course, with its modules, into a language. They see no more than that of what is written."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="translation_tasks")
    language = models.CharField(_("Language"), max_length=2, choices=settings.LANGUAGES)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="translation_tasks",
        verbose_name=_("Translator"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "language", "person"], name="one_translation_task_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.course_id} {self.language}"


class Term(models.Model):
    """A term of the programme's glossary, the same thing in six languages."""

    text = models.CharField(_("Term"), max_length=200)
    note = models.CharField(_("Note"), max_length=500, blank=True)

    class Meta:
        ordering = ["text_en", "id"]

    def __str__(self) -> str:
        return self.text


class TranslatedFile(models.Model):
    """A file that a translator brought: looked at as a ``report`` (a list of notes with counts) before anything is changed."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    format = models.CharField(max_length=6, choices=TranslatedFormat.choices)
    name = models.CharField(max_length=200)
    units = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=FileState.choices, default=FileState.READY)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
