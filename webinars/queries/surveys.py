"""What evaluations and tests say: per question and language, and how much was learnt.

Nothing of an anonymous one is given while it is open, where two looks would tell one person's answer, nor of fewer than
five people. ``docs/rules/evaluation.md`` has the rule in words.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from django.db.models import Avg, Count
from django.utils import timezone

from core.languages import LANGUAGES
from core.suppression import THRESHOLD
from quizzes import marking
from quizzes.marking.gain import Gain, normalised_gain
from quizzes.models import Question, Quiz, QuizQuestion
from quizzes.queries.library import counts_as_answered, counts_as_filled_in
from quizzes.queries.specs import spec_of
from webinars.anonymity import large_groups, voter_word
from webinars.choices import SurveyKind, SurveyState, WebinarState
from webinars.models import Survey, SurveyAnswer, SurveyParticipation, Webinar
from webinars.protocol.values import Language
from webinars.protocol.views import ResultsView, TextView
from webinars.queries.results import READ_KINDS, Groups, counted_view


class Hidden(StrEnum):
    """Why results are not shown."""

    OPEN = "open"
    """An anonymous one is still open: two looks at it would tell what one person said."""
    FEW = "few"
    """Fewer than five people answered."""


@dataclass(frozen=True)
class LanguageResult:
    """The answers of those who read one language."""

    language: str
    results: ResultsView


@dataclass(frozen=True)
class QuestionResult:
    """The answers to one question. ``results`` is None while hidden. ``share``: mean part of the full mark, from 0 to 1.

    ``languages``: only those that may be told apart, in the order of the six; texts are not divided, they show theirs.
    """

    question: Question
    results: ResultsView | None
    hidden: Hidden | None
    share: float | None
    languages: tuple[LanguageResult, ...]


@dataclass(frozen=True)
class SurveyResults:
    """A whole form. ``filled_in`` counts people; ``hidden`` says why no question has results."""

    survey: Survey
    state: SurveyState
    filled_in: int
    hidden: Hidden | None
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True)
class LearningGain:
    """Marks before and after, of those who took both tests. ``is_final``: neither can change any more."""

    gain: Gain
    took_before: int
    took_after: int
    is_final: bool


@counts_as_answered
def answered_in_a_survey(question: Question) -> bool:
    return SurveyAnswer.objects.filter(question=question).exists()


@counts_as_filled_in
def filled_in_as_a_survey(quiz: Quiz) -> bool:
    return SurveyParticipation.objects.filter(survey__quiz=quiz).exists()


def state_of(survey: Survey, now: datetime) -> SurveyState:
    """``survey.webinar`` must be there for a test before."""
    if survey.closed_at is not None or (survey.closes_at is not None and survey.closes_at <= now):
        return SurveyState.CLOSED
    if survey.kind == SurveyKind.PRE_TEST:
        return SurveyState.OPEN if survey.webinar.state == WebinarState.ANNOUNCED else SurveyState.PLANNED
    return SurveyState.OPEN if survey.opens_at is not None and survey.opens_at <= now else SurveyState.PLANNED


def own_voter(survey: Survey, person_id: int) -> str:
    """Under which word a person's answers are kept; of an anonymous survey, only while its key lives."""
    if not survey.is_anonymous:
        return f"p{person_id}"
    if survey.answer_key is None:
        raise ValueError("A closed evaluation no longer knows whose answers it has.")
    return voter_word(bytes(survey.answer_key), person_id)


def survey_of(webinar: Webinar, kind: str) -> Survey | None:
    return Survey.objects.filter(webinar=webinar, kind=kind).select_related("webinar", "quiz").first()


def evaluation_results(webinar: Webinar) -> SurveyResults | None:
    """What the evaluation of a webinar says; None when it has none."""
    survey = survey_of(webinar, SurveyKind.EVALUATION)
    return None if survey is None else survey_results(survey)


def survey_results(survey: Survey, *, now: datetime | None = None) -> SurveyResults:
    """The results of a survey, in five queries however many answered."""
    state = state_of(survey, now or timezone.now())
    filled_in = SurveyParticipation.objects.filter(survey=survey).count()
    hidden = None
    if survey.is_anonymous:
        hidden = Hidden.OPEN if survey.closed_at is None else Hidden.FEW if filled_in < THRESHOLD else None
    questions = questions_of(survey)
    grouped: dict[int, Groups] = defaultdict(list)
    shares: dict[int, float] = {}
    if hidden is None:
        rows = SurveyAnswer.objects.filter(survey=survey).order_by()
        for question_id, response, language, people in rows.values_list("question_id", "response", "language").annotate(
            people=Count("pk")
        ):
            grouped[question_id].append((json.loads(response), language, people))
        means = rows.filter(share__isnull=False).values_list("question_id").annotate(mean=Avg("share"))
        shares = dict(means)
    lines = [
        _line(question, grouped[question.pk], shares.get(question.pk), survey.is_anonymous, hidden)
        for question in questions
    ]
    return SurveyResults(survey, state, filled_in, hidden, tuple(lines))


def questions_of(survey: Survey) -> list[Question]:
    """The questions in order, with their choices: two queries."""
    entries = QuizQuestion.objects.filter(quiz_id=survey.quiz_id).select_related("question").order_by("position")
    return [entry.question for entry in entries.prefetch_related("question__choices")]


def _line(
    question: Question, groups: Groups, share: float | None, anonymous: bool, hidden: Hidden | None
) -> QuestionResult:
    if hidden is None and anonymous and sum(people for _, _, people in groups) < THRESHOLD:
        hidden = Hidden.FEW
    if hidden is not None:
        return QuestionResult(question, None, hidden, None, ())
    if question.kind == "open_text":
        return QuestionResult(question, _texts(groups), None, share, ())
    languages: tuple[LanguageResult, ...] = ()
    if question.kind not in READ_KINDS:
        languages = tuple(_languages(question, groups))
    plain: Groups = groups if question.kind in READ_KINDS else _merged(groups)
    return QuestionResult(question, counted_view(question, plain), None, share, languages)


def _languages(question: Question, groups: Groups) -> Iterable[LanguageResult]:
    people = Counter[str]()
    for _, language, number in groups:
        people[language] += number
    apart = large_groups(people)
    for language in LANGUAGES:
        if language in apart and len(people) > 1:
            own = [group for group in groups if group[1] == language]
            yield LanguageResult(language, counted_view(question, own))


def _merged(groups: Groups) -> Groups:
    together: dict[str, tuple[dict[str, Any], int]] = {}
    for response, _, people in groups:
        text = json.dumps(response, sort_keys=True)
        together[text] = (response, people + (together[text][1] if text in together else 0))
    return [(response, "", people) for response, people in together.values()]


def _texts(groups: Groups) -> ResultsView:
    """Every text, in random order: theirs in the table is random too, but nobody need trust that."""
    texts = [
        TextView(text=row["text"], lang=cast(Language, lang)) for row, lang, people in groups for _ in range(people)
    ]
    random.SystemRandom().shuffle(texts)
    return ResultsView(answered=len(texts), texts=texts)


def learning_gain(webinar: Webinar) -> LearningGain | None:
    """What was learnt between the test before and the test after; None when the webinar lacks one of them."""
    before, after = survey_of(webinar, SurveyKind.PRE_TEST), survey_of(webinar, SurveyKind.POST_TEST)
    if before is None or after is None:
        return None
    first, last = marks_of(before), marks_of(after)
    pairs = [(first[person], last[person]) for person in first.keys() & last.keys()]
    now = timezone.now()
    closed = {state_of(survey, now) for survey in (before, after)}
    return LearningGain(normalised_gain(pairs), len(first), len(last), closed == {SurveyState.CLOSED})


def marks_of(survey: Survey, *, person_id: int | None = None) -> dict[int, float]:
    """The mark of everybody who took a test, or of one person, in percent; a question left out is worth nothing."""
    points = {question.pk: question.points for question in questions_of(survey) if marking.has_key(spec_of(question))}
    full = sum(points.values())
    if not full:
        return {}
    who = {"survey": survey} if person_id is None else {"survey": survey, "person": person_id}
    took = SurveyParticipation.objects.filter(**who, person__is_rehearsal=False)
    marks: dict[int, list[float]] = {person: [] for person in took.values_list("person_id", flat=True)}
    rows = SurveyAnswer.objects.filter(**who, question__in=points, person__isnull=False)
    for person, question, share in rows.values_list("person_id", "question_id", "share"):
        if person in marks and share is not None:
            marks[person].append(share * points[question])
    return {person: 100 * math.fsum(worth) / full for person, worth in marks.items()}
