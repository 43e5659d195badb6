"""Makers of real rows for tests, one file per app."""

from tests.factories.courses import make_deck, make_version
from tests.factories.curriculum import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    make_published_course,
)
from tests.factories.people import make_administration, make_person
from tests.factories.programme import make_certificate, make_fact, make_frozen
from tests.factories.quizzes import make_attempt, make_question, make_quiz, make_written_quiz
from tests.factories.webinars import make_activity, make_mail, make_room, make_survey, make_webinar

__all__ = [
    "make_activity",
    "make_administration",
    "make_attempt",
    "make_certificate",
    "make_course",
    "make_deck",
    "make_enrolment",
    "make_fact",
    "make_frozen",
    "make_lesson",
    "make_mail",
    "make_module",
    "make_person",
    "make_published_course",
    "make_question",
    "make_quiz",
    "make_room",
    "make_survey",
    "make_version",
    "make_webinar",
    "make_written_quiz",
]
