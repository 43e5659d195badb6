"""Forms of questions and responses to them, for tests of evaluations and tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from core.actions import Refused
from people.models import Person
from quizzes.models import Question, Quiz, QuizQuestion
from tests.factories import make_question
from webinars.actions.survey_answers import fill_in_survey
from webinars.models import Connection, Room, Sitting, Survey, Webinar
from webinars.queries.surveys import state_of


@dataclass(frozen=True)
class Said:
    """A response as a form gives it."""

    choices: list[int] | None = None
    number: float | None = None
    text: str | None = None
    words: list[str] | None = None


def form_of(*kinds: str) -> Quiz:
    quiz = Quiz.objects.create(title_en="Form")
    for position, kind in enumerate(kinds, 1):
        QuizQuestion.objects.create(quiz=quiz, question=make_question(kind), position=position)
    return quiz


def asked(survey: Survey) -> list[Question]:
    entries = QuizQuestion.objects.filter(quiz=survey.quiz).order_by("position")
    return [entry.question for entry in entries.select_related("question")]


def right(question: Question) -> Said:
    return Said(choices=[choice.pk for choice in question.choices.filter(is_right=True)])


def wrong(question: Question) -> Said:
    return Said(choices=[question.choices.filter(is_right=False).order_by("position")[0].pk])


def fill(survey: Survey, person: Person, responses: dict[int, Said], language: str = "en") -> str | None:
    try:
        fill_in_survey(survey, person=person, responses=responses, language=language)
    except Refused as refused:
        return refused.code
    return None


def was_there(room: Room, person: Person, *, minutes: int = 5) -> None:
    now = timezone.now()
    Connection.objects.create(
        room=room,
        person=person,
        language="en",
        opened_at=now - timedelta(minutes=minutes),
        last_seen_at=now,
        process="t",
    )


def now_state(survey: Survey) -> str:
    return state_of(Survey.objects.select_related("webinar").get(pk=survey.pk), timezone.now())


def later_sitting(webinar: Webinar, *, ends_in: timedelta) -> Sitting:
    now = timezone.now()
    return Sitting.objects.create(
        webinar=webinar,
        position=7,
        starts_at=now + ends_in - timedelta(hours=1),
        ends_at=now + ends_in,
        time_zone="UTC",
    )
