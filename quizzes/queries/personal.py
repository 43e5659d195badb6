"""What quizzes hold of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, holds

holds(
    Holding(
        "quizzes.Attempt.person",
        Fate.WITH_ACCOUNT,
        _("Attempts at quizzes"),
        (
            ("quiz", _("Quiz"), "quiz__title_en"),
            ("source", _("Where"), "source"),
            ("started_at", _("From"), "started_at"),
            ("finished_at", _("Until"), "finished_at"),
            ("mark", _("Points"), "mark"),
            ("max_mark", _("Out of"), "max_mark"),
        ),
    ),
    Holding(
        "quizzes.Question.created_by", Fate.WITHOUT_NAME, _("Questions made"), (("text", _("Question"), "text_en"),)
    ),
    Holding("quizzes.Quiz.created_by", Fate.WITHOUT_NAME, _("Quizzes made"), (("title", _("Title"), "title_en"),)),
    Holding(
        "quizzes.QuestionVersion.made_by",
        Fate.WITHOUT_NAME,
        _("Versions of questions"),
        (("question", _("Question"), "question__text_en"), ("made_at", _("When"), "made_at")),
    ),
    Holding(
        "quizzes.QuestionFile.created_by", Fate.WITHOUT_NAME, _("Files of questions"), (("name", _("Name"), "name"),)
    ),
    Holding(
        "quizzes.QuestionImport.created_by",
        Fate.WITHOUT_NAME,
        _("Imported files of questions"),
        (("name", _("Name"), "name"), ("created_at", _("When"), "created_at")),
    ),
    Holding(
        "quizzes.Allowance.person",
        Fate.WITH_ACCOUNT,
        _("Extra time and attempts"),
        (
            ("quiz", _("Quiz"), "quiz__title_en"),
            ("extra_minutes", _("Extra minutes"), "extra_minutes"),
            ("extra_attempts", _("Extra attempts"), "extra_attempts"),
        ),
    ),
    Holding(
        "quizzes.AttemptAnswer.marked_by",
        Fate.WITHOUT_NAME,
        _("Essays marked"),
        (("quiz", _("Quiz"), "attempt__quiz__title_en"), ("marked_at", _("When"), "marked_at")),
    ),
    Holding(
        "core.Translation.by",
        Fate.WITHOUT_NAME,
        _("Translated passages"),
        (("language", _("Language"), "language"), ("at", _("When"), "at")),
    ),
    Holding(
        "quizzes.Regrade.by",
        Fate.WITHOUT_NAME,
        _("Quizzes marked again"),
        (("quiz", _("Quiz"), "quiz__title_en"), ("at", _("When"), "at")),
    ),
)
