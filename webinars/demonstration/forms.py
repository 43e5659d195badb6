"""What people of the demonstration say in evaluations and tests: made up, but the same at every making."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from people.models import Person
from quizzes.models import Question, Quiz
from webinars.actions.past_surveys import FilledIn, record_past_survey
from webinars.actions.standard_evaluation import create_standard_quiz
from webinars.choices import SurveyKind
from webinars.demonstration import reading
from webinars.demonstration.answering import response_to
from webinars.intervals import Interval
from webinars.models import Webinar
from webinars.protocol.values import AnswerResponse

BEFORE, AFTER = 0.3, 0.78
"""The share of right answers in the test before the webinar and in the one after it."""

STEPS: tuple[tuple[float, ...], ...] = (
    (0, 1, 4, 14, 15),
    (0, 2, 5, 13, 14),
    (1, 4, 20, 7, 2),
    (0, 1, 5, 15, 13),
    (12, 14, 6, 2),
)
"""How often each step or choice is taken: overall, usefulness, pace, clearness, use at work."""


def record_forms(webinar: Webinar, *, quiz: Quiz, came: Sequence[Person], live: Interval, by: Person) -> None:
    """A closed evaluation and both tests of a webinar that was live over ``live``, for those who ``came``."""
    chance = Random(15401)  # noqa: S311  no secret
    questions = _questions(quiz)
    tests = (
        (SurveyKind.PRE_TEST, Interval(live.start - timedelta(days=6), live.start), BEFORE, 0.85),
        (SurveyKind.POST_TEST, Interval(live.end, live.end + timedelta(days=3)), AFTER, 0.75),
    )
    for kind, time, knowing, share in tests:
        forms = [_tested(person, questions, knowing, chance) for person in came if chance.random() < share]
        record_past_survey(webinar, kind=kind, quiz=quiz, time=time, forms=forms, by=by)
    standard = create_standard_quiz(webinar, by=by)
    asked = _questions(standard)
    forms = [_evaluated(person, asked, chance) for person in came if chance.random() < 0.8]
    record_past_survey(webinar, kind=SurveyKind.EVALUATION, quiz=standard, time=tests[1][1], forms=forms, by=by)


def _questions(quiz: Quiz) -> list[Question]:
    entries = quiz.entries.select_related("question").prefetch_related("question__choices").order_by("position")
    return [entry.question for entry in entries]


def _tested(person: Person, questions: Sequence[Question], knowing: float, chance: Random) -> FilledIn:
    responses = {
        place: response_to(question, "test", person.language, chance, knowing=knowing)
        for place, question in enumerate(questions)
        if chance.random() < 0.97
    }
    return FilledIn(person, responses)


def _evaluated(person: Person, asked: Sequence[Question], chance: Random) -> FilledIn:
    """The standard questions in order: scales and a choice, then two texts that not everybody writes."""
    responses = {}
    for place, weights in enumerate(STEPS):
        step = chance.choices(range(len(weights)), weights)[0]
        choices = list(asked[place].choices.all())
        responses[place] = AnswerResponse(choices=[choices[step].pk]) if choices else AnswerResponse(number=step + 1)
    said = reading.load("evaluation")
    for place, what in enumerate(("useful", "change"), len(STEPS)):
        if chance.random() < 0.4:
            responses[place] = AnswerResponse(text=chance.choice(said[what][person.language]))
    return FilledIn(person, responses)
