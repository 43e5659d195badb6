"""Ten thousand attempts of forty questions: read and analysed, and marked again after a key was corrected.

Everything happens in a database of its own, with what the job and the page do: the analysis reads every answer, the regrade marks
every answer and keeps what changed. The usual design is measured on a part of it, and its time scaled to all.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lms.bench.measure import Measure

if TYPE_CHECKING:
    from quizzes.models import Quiz

ATTEMPTS, QUESTIONS, CHOICES = 10_000, 40, 4
USUAL_QUESTIONS, USUAL_ATTEMPTS = 4, 50
LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")


def measure(name: str) -> Iterator[Measure]:
    """Seconds, beside those of the usual design in the same database."""
    taken = _taken()
    match name:
        case "quizzes.item_analysis":
            yield Measure(name, taken["analysis"], "s", "<= 5", taken["usual_analysis"])
        case "quizzes.regrade_10000":
            yield Measure(name, taken["regrade"], "s", "<= 60", taken["usual_regrade"])
        case _:
            raise ValueError(name)


@cache
def _taken() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {**kept, "DATA_DIR": folder, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "lms.settings"}
        run: dict[str, Any] = {"env": env, "cwd": settings.BASE_DIR, "capture_output": True, "text": True}
        for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([sys.executable, "manage.py", *command], check=True, **run)  # noqa: S603  our own command
        done = subprocess.run([sys.executable, "-m", "lms.bench.many_attempts"], check=False, **run)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    taken: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return taken


def main() -> None:
    import django

    django.setup()
    from quizzes.queries.analysed import quiz_analysis

    quiz = crowded_quiz()
    figures = {}
    begun = perf_counter()
    found = quiz_analysis(quiz)
    figures["analysis"] = round(perf_counter() - begun, 2)
    if found.analysis.attempts != ATTEMPTS or len(found.places) != QUESTIONS:
        raise RuntimeError(f"{found.analysis.attempts} attempts of {len(found.places)} questions were analysed.")
    begun = perf_counter()
    usual_analysis(quiz)
    figures["usual_analysis"] = round((perf_counter() - begun) * QUESTIONS / USUAL_QUESTIONS, 1)
    figures["regrade"] = round(_regrade(quiz), 1)
    begun = perf_counter()
    usual_regrade(quiz)
    figures["usual_regrade"] = round((perf_counter() - begun) * ATTEMPTS / USUAL_ATTEMPTS, 1)
    sys.stdout.write(json.dumps(figures))


def _regrade(quiz: Quiz) -> float:
    """Correct the key of the first question, and mark everything again as the job does."""
    from quizzes.actions.regrading import begin_regrade, mark_next
    from quizzes.actions.writing import write_content
    from quizzes.content import from_json, to_json
    from quizzes.models import QuizQuestion, Regrade, RegradeChange
    from quizzes.queries.contents import content_of

    question = QuizQuestion.objects.filter(quiz=quiz).order_by("position")[0].question
    turned = to_json(content_of(question))
    for choice in turned["choices"]:
        choice["is_right"] = not choice.pop("is_right", False) and choice is turned["choices"][1]
    write_content(question, from_json(turned), by=None)
    assert quiz.created_by is not None
    regrade = Regrade(begin_regrade(quiz, by=quiz.created_by).pk)
    begun = perf_counter()
    key = mark_next(regrade.pk)
    while key is not None:
        key = mark_next(regrade.pk, key)
    seconds = perf_counter() - begun
    regrade = Regrade.objects.get(pk=regrade.pk)
    changed = RegradeChange.objects.filter(regrade=regrade).count()
    if regrade.done != ATTEMPTS or not 0 < changed < ATTEMPTS:
        raise RuntimeError(f"{regrade.done} attempts were marked again, {changed} changed.")
    return seconds


def crowded_quiz() -> Quiz:
    """A quiz of single choice that people of different ability have taken, some wrong, some guessing."""
    from django.utils import timezone

    from people.models import Person
    from quizzes.actions.writing import write_content
    from quizzes.choices import AttemptState
    from quizzes.content import ChoiceContent, QuestionContent
    from quizzes.models import Attempt, AttemptAnswer, Question, Quiz, QuizQuestion

    chance = random.Random(1)  # noqa: S311  the same crowd each time
    maker = Person.objects.create_user("maker@example.org", full_name="Maker")
    quiz = Quiz.objects.create(title_en="Bench", created_by=maker)
    asked: list[tuple[int, list[int], float]] = []
    for position in range(1, QUESTIONS + 1):
        question = Question(created_by=maker)
        choices = tuple(ChoiceContent({"en": f"Choice {each}"}, is_right=each == 0) for each in range(CHOICES))
        write_content(question, QuestionContent("single", {"en": f"Question {position}"}, choices), by=None)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
        ids = list(question.choices.order_by("position").values_list("pk", flat=True))
        asked.append((question.pk, ids, chance.gauss(0, 1)))
    people = Person.objects.bulk_create(
        Person(email=f"p{number}@example.org", password="!")  # noqa: S106  no password
        for number in range(ATTEMPTS)
    )
    now = timezone.now() - timedelta(days=1)
    attempts, given = [], []
    for number, person in enumerate(people):
        ability = chance.gauss(0, 1)
        picked = [
            choices[0 if chance.gauss(ability, 1) > hardness else chance.randrange(1, CHOICES)]
            for _question, choices, hardness in asked
        ]
        given.append(picked)
        right = sum(pick == choices[0] for pick, (_question, choices, _hard) in zip(picked, asked, strict=True))
        attempts.append(
            Attempt(
                quiz=quiz,
                person=person,
                state=AttemptState.SUBMITTED,
                started_at=now,
                finished_at=now,
                language=LANGUAGES[number % len(LANGUAGES)],
                mark=right,
                max_mark=QUESTIONS,
            )
        )
    attempts = Attempt.objects.bulk_create(attempts)
    for start in range(0, ATTEMPTS, 500):
        AttemptAnswer.objects.bulk_create(
            AttemptAnswer(
                attempt=attempt,
                question_id=question,
                position=position,
                response={"choices": [pick]},
                language=attempt.language,
                is_right=pick == choices[0],
                mark=int(pick == choices[0]),
                max_mark=1,
            )
            for attempt, picked in zip(attempts[start : start + 500], given[start : start + 500], strict=True)
            for position, (pick, (question, choices, _hardness)) in enumerate(zip(picked, asked, strict=True), start=1)
        )
    return quiz


def usual_analysis(quiz: Quiz) -> None:
    """What is written first: a query for each question, and the figures from the rows as objects."""
    from statistics import correlation, mean, stdev

    from quizzes.models import AttemptAnswer, QuizQuestion

    for entry in QuizQuestion.objects.filter(quiz=quiz).order_by("position")[:USUAL_QUESTIONS]:
        rows = list(AttemptAnswer.objects.filter(question=entry.question).select_related("attempt"))
        marks = [float(row.mark) for row in rows]
        others = [float(row.attempt.mark - row.mark) for row in rows]
        correlation(marks, others), mean(marks), stdev(marks)
        correlation(sorted(marks), sorted(others))


def usual_regrade(quiz: Quiz) -> None:
    """What is written first: attempt by attempt, answer by answer, each saved."""
    from quizzes import marking
    from quizzes.marking.contents import spec_of_content
    from quizzes.models import Attempt, AttemptAnswer
    from quizzes.queries.contents import content_of

    for attempt in Attempt.objects.filter(quiz=quiz).order_by("pk")[:USUAL_ATTEMPTS]:
        attempt.mark = 0
        for row in AttemptAnswer.objects.filter(attempt=attempt).select_related("question"):
            marked = marking.mark(row.response, spec_of_content(content_of(row.question)))
            row.mark, row.is_right = marked.points, marked.is_right
            row.save()
            attempt.mark += marked.points
        attempt.save()


if __name__ == "__main__":
    main()
