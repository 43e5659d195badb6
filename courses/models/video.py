"""Captions of films."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courses.models.curriculum import CourseFile, Lesson


class Caption(models.Model):
    """Captions of a lesson's film in one language, as WebVTT."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    file = models.ForeignKey(CourseFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "language"], name="one_caption_per_language")]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.language}"
