"""Making and changing quizzes. Texts are given by language: ``{"en": "…", "ar": "…"}``.

The quiz's row is locked first. Attempts keep rows of their own: what changes here is for attempts that begin later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db.models import F

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from people.models import Person
from quizzes.actions.attempts.submitting import move_end
from quizzes.actions.texts import columns, texts_of
from quizzes.choices import AttemptState, Counts, FeedbackTime
from quizzes.content import Texts
from quizzes.models import Attempt, Question, Quiz, QuizQuestion
from quizzes.queries.library import is_asked, is_filled_in, suits_rooms

OUT_OF_THE_WAY = 10_000
"""Added to positions while rows change places, so that two never claim the same one."""

SHORTEST, LONGEST = 5, 3600
MOST_MINUTES = 10_000
MOST_ATTEMPTS = 100


@dataclass(frozen=True)
class QuizSettings:
    """The rules by which a quiz is taken; the fields are those of :class:`quizzes.models.Quiz`."""

    speed_points: bool = False
    is_open: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int | None = None
    attempts_allowed: int = 1
    counts: str = Counts.HIGHEST
    pass_share: int | None = None
    feedback: str = FeedbackTime.SUBMITTED
    shows_key: bool = True
    shuffles_choices: bool = True
    one_at_a_time: bool = False


def settings_of(quiz: Quiz) -> QuizSettings:
    return QuizSettings(**{field.name: getattr(quiz, field.name) for field in fields(QuizSettings)})


def _check_settings(settings: QuizSettings) -> None:
    if settings.opens_at and settings.closes_at and settings.closes_at <= settings.opens_at:
        raise Refused("quiz.closes_before_it_opens")
    if settings.minutes is not None and not 1 <= settings.minutes <= MOST_MINUTES:
        raise Refused("quiz.minutes", most=MOST_MINUTES)
    if settings.pass_share is not None and not 0 <= settings.pass_share <= 100:
        raise Refused("quiz.pass_share")
    if not 0 <= settings.attempts_allowed <= MOST_ATTEMPTS:
        raise Refused("quiz.attempts", most=MOST_ATTEMPTS)
    if settings.counts not in Counts.values or settings.feedback not in FeedbackTime.values:
        raise Refused("quiz.settings_unknown")


def check_seconds(seconds: Sequence[int]) -> None:
    if any(not SHORTEST <= each <= LONGEST for each in seconds):
        raise Refused("quiz.seconds")


def _check_questions(questions: Sequence[tuple[Question, int]]) -> None:
    if len({question.pk for question, _ in questions}) < len(questions):
        raise Refused("quiz.question_twice")
    check_seconds([seconds for _, seconds in questions])


def _title(title: Texts) -> dict[str, str]:
    titles = columns("title", title)
    if not any(titles.values()):
        raise Refused("quiz.untitled")
    return titles


def add_quiz(
    *,
    title: Texts,
    questions: Sequence[tuple[Question, int]] = (),
    speed_points: bool = False,
    introduction: Texts | None = None,
    settings: QuizSettings | None = None,
    by: Person | None,
) -> Quiz:
    """Make a quiz within a running action, as :func:`create_quiz` does."""
    rules = settings or QuizSettings(speed_points=speed_points)
    _check_settings(rules)
    _check_questions(questions)
    quiz = Quiz.objects.create(
        created_by=by, **_title(title), **columns("introduction", introduction or {}), **asdict(rules)
    )
    QuizQuestion.objects.bulk_create(
        QuizQuestion(quiz=quiz, question=question, position=position, seconds=seconds)
        for position, (question, seconds) in enumerate(questions, start=1)
    )
    return quiz


@action
def create_quiz(
    *,
    title: Texts,
    questions: Sequence[tuple[Question, int]] = (),
    speed_points: bool = False,
    introduction: Texts | None = None,
    settings: QuizSettings | None = None,
    by: Person | None,
) -> Quiz:
    """A quiz of ``questions`` in order, each with the seconds that it takes when played live.

    ``settings`` hold ``speed_points`` too. It may be empty at first: nobody can begin it, and no room takes it, until it has a
    question.
    """
    return add_quiz(
        title=title,
        questions=questions,
        speed_points=speed_points,
        introduction=introduction,
        settings=settings,
        by=by,
    )


def seen_quiz(quiz: Quiz) -> str:
    entries = QuizQuestion.objects.filter(quiz=quiz).order_by("position").values_list("question_id", "seconds")
    return fingerprint(texts_of(quiz, "title"), quiz.speed_points, list(entries))


@action
def update_quiz(
    quiz: Quiz, *, title: Texts, questions: Sequence[tuple[Question, int]], speed_points: bool, seen: str = ""
) -> Quiz:
    """Change a quiz as it was ``seen``. Rooms in which it is already prepared keep the questions they have.

    A question that stays keeps its section and points. A form that somebody filled in keeps its questions
    (``quiz.filled_in``); its title may change.
    """
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    before = seen_quiz(quiz)
    _check_questions(questions)
    check_order(quiz, [question.pk for question, _ in questions])
    for name, value in _title(title).items():
        setattr(quiz, name, value)
    quiz.speed_points = speed_points
    quiz.save()
    held = {entry.question_id: entry for entry in QuizQuestion.objects.filter(quiz=quiz)}
    QuizQuestion.objects.filter(quiz=quiz).exclude(question__in=[question for question, _ in questions]).delete()
    QuizQuestion.objects.filter(quiz=quiz).update(position=F("position") + OUT_OF_THE_WAY)
    for position, (question, seconds) in enumerate(questions, start=1):
        entry = held.get(question.pk) or QuizQuestion(quiz=quiz, question=question)
        entry.position, entry.seconds = position, seconds
        entry.save()
    check_rooms(quiz)
    refuse_if_changed(seen=seen, before=before, after=seen_quiz(quiz))
    return quiz


def check_order(quiz: Quiz, question_ids: Sequence[int]) -> None:
    """Refuse another order, or other questions, of a form that somebody filled in."""
    kept = QuizQuestion.objects.filter(quiz=quiz).order_by("position").values_list("question_id", flat=True)
    if list(question_ids) != list(kept) and is_filled_in(quiz):
        raise Refused("quiz.filled_in")


def check_rooms(quiz: Quiz) -> None:
    """Refuse what a room cannot ask of a quiz that an app above asks as it is."""
    if not suits_rooms(quiz) and is_asked(quiz):
        raise Refused("quiz.not_for_rooms")


def seen_settings(quiz: Quiz) -> str:
    return fingerprint(texts_of(quiz, "title", "introduction"), asdict(settings_of(quiz)))


@action
def change_settings(
    quiz: Quiz,
    *,
    title: Texts,
    introduction: Texts,
    settings: QuizSettings,
    seen: str = "",
    by: Person | None,
) -> Quiz:
    """Change how a quiz is called and taken, as it was ``seen``. Ends of attempts in progress follow other minutes and hours.

    The audit trail names what changed. Refusals: ``quiz.untitled``, ``quiz.closes_before_it_opens``, ``quiz.minutes``,
    ``quiz.pass_share``, ``quiz.attempts``, ``quiz.settings_unknown``.
    """
    _check_settings(settings)
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    before, old = seen_settings(quiz), settings_of(quiz)
    for name, value in {**_title(title), **columns("introduction", introduction), **asdict(settings)}.items():
        setattr(quiz, name, value)
    quiz.save()
    changed = [field.name for field in fields(old) if getattr(old, field.name) != getattr(settings, field.name)]
    if changed:
        audit.record(
            "quiz.settings_changed",
            actor_id=by.pk if by else None,
            subject=f"quiz:{quiz.pk}",
            changed=changed,
        )
    if {"minutes", "closes_at"} & set(changed):
        running = Attempt.objects.filter(quiz=quiz, state=AttemptState.IN_PROGRESS, is_preview=False)
        for person_id in running.order_by("pk").values_list("person_id", flat=True):
            move_end(quiz.pk, person_id)
    refuse_if_changed(seen=seen, before=before, after=seen_settings(quiz))
    return quiz
