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
)
