"""What learners read: versions that are published whole, each text in rows of its own language, so that a page reads one.

A version is its structure and its text in the language that it was written in. Translations come to it when they are ready, and
may be corrected in it: nobody has to begin anew for them.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from courses.models.curriculum import Course, Lesson, Module


class ModuleVersion(models.Model):
    """A module as it was published: never changed. ``structure``: :func:`courses.content.structure_to_json`."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    structure = models.JSONField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["module", "-number"]
        constraints = [models.UniqueConstraint(fields=["module", "number"], name="one_module_version_per_number")]

    def __str__(self) -> str:
        return f"{self.module_id} v{self.number}"


class ModuleText(models.Model):
    """A module's words in one language, with the titles of its lessons by id. There is one in each language published."""

    version = models.ForeignKey(ModuleVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    objectives = models.TextField(blank=True)
    lesson_titles = models.JSONField(default=dict)
    published_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_module_text_per_language")]

    def __str__(self) -> str:
        return self.title


class LessonText(models.Model):
    """A lesson's page in one language. ``blocks``: :func:`courses.content.shown_blocks`, a list of plain values."""

    version = models.ForeignKey(ModuleVersion, on_delete=models.CASCADE, related_name="lesson_texts")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    blocks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "lesson", "language"], name="one_lesson_text_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} {self.language}"


class CourseVersion(models.Model):
    """A course as it was published, with a version of each of its modules: never changed."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    completion = models.JSONField(default=dict)
    lesson_count = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["course", "-number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="one_course_version_per_number")]

    def __str__(self) -> str:
        return f"{self.course_id} v{self.number}"


class VersionModule(models.Model):
    """Which version of a module stands where in a version of a course."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField()
    module_version = models.ForeignKey(ModuleVersion, on_delete=models.PROTECT, related_name="places")

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_module_version_per_place")]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.position}"


class CourseText(models.Model):
    """A course's own words in one language."""

    version = models.ForeignKey(CourseVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    published_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="one_course_text_per_language")]

    def __str__(self) -> str:
        return self.title
