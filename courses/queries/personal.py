"""What the curriculum holds of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, holds

NOTHING_OF_THEIR_OWN = "Says that they made it, and nothing of themselves."

holds(
    Holding(
        "courses.Enrolment.person",
        Fate.WITH_ACCOUNT,
        _("Courses"),
        (
            ("course", _("Course"), "course__title_en"),
            ("state", _("State"), "state"),
            ("enrolled_at", _("From"), "enrolled_at"),
            ("completed_at", _("Completed"), "completed_at"),
        ),
    ),
    Holding(
        "courses.LessonProgress.person",
        Fate.WITH_ACCOUNT,
        _("Lessons"),
        (
            ("lesson", _("Lesson"), "lesson__title_en"),
            ("state", _("State"), "state"),
            ("done_at", _("When"), "done_at"),
        ),
    ),
    Holding(
        "courses.LearningOutcome.person",
        Fate.WITH_ACCOUNT,
        _("What completes courses"),
        (("kind", _("Kind"), "kind"), ("at", _("When"), "at")),
    ),
    Holding(
        "courses.DiscussionPost.person",
        Fate.WITHOUT_NAME,
        _("Contributions to discussions"),
        (("text", _("Text"), "text"), ("created_at", _("When"), "created_at")),
    ),
    Holding(
        "courses.ScormState.person",
        Fate.WITH_ACCOUNT,
        _("Work in SCORM packages"),
        (
            ("package", _("Package"), "package__title"),
            ("score", _("Points"), "score"),
            ("saved_at", _("When"), "saved_at"),
        ),
    ),
    Holding(
        "courses.ReadingPlace.person",
        Fate.WITH_ACCOUNT,
        _("Documents read"),
        (("document", _("Document"), "document__title_en"), ("updated_at", _("When"), "updated_at")),
    ),
    Holding(
        "courses.TranslationTask.person",
        Fate.WITH_ACCOUNT,
        _("Translations asked for"),
        (("course", _("Course"), "course__title_en"), ("language", _("Language"), "language")),
    ),
    Holding("courses.Course.created_by", Fate.WITHOUT_NAME, _("Courses made"), (("title", _("Title"), "title_en"),)),
    Holding("courses.Module.created_by", Fate.WITHOUT_NAME, _("Modules made"), (("title", _("Title"), "title_en"),)),
    Holding(
        "courses.Document.created_by", Fate.WITHOUT_NAME, _("Documents made"), (("title", _("Title"), "title_en"),)
    ),
    Holding(
        "courses.LessonRevision.made_by",
        Fate.WITHOUT_NAME,
        _("Changes of lessons"),
        (("lesson", _("Lesson"), "lesson__title_en"), ("made_at", _("When"), "made_at")),
    ),
    Holding("courses.Deck.created_by", Fate.WITHOUT_NAME, _("Slides made"), (("title", _("Title"), "title_en"),)),
    *(
        Holding(column, Fate.WITHOUT_NAME, why=NOTHING_OF_THEIR_OWN)
        for column in (
            "courses.CourseFile.created_by",
            "courses.CourseVersion.published_by",
            "courses.DocumentEdition.created_by",
            "courses.Enrolment.decided_by",
            "courses.ModuleVersion.published_by",
            "courses.ScormPackage.created_by",
            "courses.TranslatedFile.created_by",
            "courses.TranslationTask.created_by",
        )
    ),
)
