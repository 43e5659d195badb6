"""The people of ``quizzes.start_300``, made and counted in the installation that is measured.

``python -m lms.bench.crowd_of_takers make 300 40`` prints the quiz and a session for each person; ``… count QUIZ`` what became
of them; ``… usual 300 40`` how long each waits where rows are written one by one; ``… queries 40`` how many queries there are.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from lms.bench.crowd_of_registrants import run, signed_in

THREADS = 8
LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")


def make(people: int, questions: int) -> dict[str, Any]:
    return {"quiz": _quiz(questions).pk, "sessions": signed_in(people)}


def _quiz(questions: int) -> Any:
    from quizzes.actions.questions import create_question
    from quizzes.content import ChoiceContent, QuestionContent
    from quizzes.models import Quiz, QuizQuestion

    quiz = Quiz.objects.create(title_en="Bench", is_open=True, minutes=45, attempts_allowed=0)
    for number in range(1, questions + 1):
        choices = tuple(
            ChoiceContent(dict.fromkeys(LANGUAGES, f"Choice {choice} of {number}"), is_right=choice == 2)
            for choice in range(1, 5)
        )
        texts = dict.fromkeys(LANGUAGES, f"Question {number}: which document is checked first?")
        question = create_question(QuestionContent("single", texts, choices), by=None)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=number)
    return quiz


def count(quiz: int) -> dict[str, int]:
    from quizzes.models import Attempt, AttemptAnswer, QuestionVersion

    return {
        "attempts": Attempt.objects.filter(quiz=quiz).values("person").distinct().count(),
        "answers": AttemptAnswer.objects.filter(attempt__quiz=quiz).count(),
        "versions": QuestionVersion.objects.filter(question__quiz_entries__quiz=quiz).count(),
    }


def usual(people: int, questions: int) -> dict[str, list[float]]:
    """Seconds that each waits where an attempt copies its questions row by row, without pages around it."""
    from django.db import connection

    from people.models import Person

    quiz = _quiz(questions)

    def some(ids: list[int]) -> list[float]:
        waits = []
        try:
            for person_id in ids:
                began = time.perf_counter()
                _begin_row_by_row(quiz.pk, person_id)
                waits.append(time.perf_counter() - began)
        finally:
            connection.close()
        return waits

    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:people])
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(some, [ids[number::THREADS] for number in range(THREADS)])
        return {"waits": [wait for waits in found for wait in waits]}


def _begin_row_by_row(quiz_id: int, person_id: int) -> Any:
    from django.utils import timezone

    from quizzes.models import Attempt, AttemptAnswer, Quiz

    quiz = Quiz.objects.get(pk=quiz_id)
    attempt = Attempt.objects.create(quiz=quiz, person_id=person_id, source="usual", started_at=timezone.now())
    for entry in quiz.entries.all():
        order = [choice.pk for choice in entry.question.choices.all()]
        AttemptAnswer.objects.create(
            attempt=attempt, question=entry.question, position=entry.position, order=order, max_mark=1
        )
    return attempt


def queries(questions: int) -> dict[str, int]:
    """Of whole requests through the test client, and of the same done row by row."""
    import json

    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from quizzes.models import Attempt, AttemptAnswer

    quiz = _quiz(questions)
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = signed_in(1)[0]

    def counted(deed: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            deed()
        words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        return sum(not query["sql"].startswith(words) for query in captured.captured_queries)

    start = counted(lambda: client.post(f"/quizzes/{quiz.pk}/start/"))
    attempt = Attempt.objects.get(quiz=quiz)
    answer = AttemptAnswer.objects.get(attempt=attempt, position=1)
    body = {"lease": attempt.lease, "revision": 1, "fields": {"q1-choice": [str(answer.order[0])]}}
    save = counted(
        lambda: client.post(f"/attempts/{attempt.pk}/1/save/", json.dumps(body), content_type="application/json")
    )
    if AttemptAnswer.objects.get(pk=answer.pk).response != {"choices": [answer.order[0]]}:
        raise RuntimeError("The answer was not saved.")

    def save_row_by_row() -> None:
        for row in AttemptAnswer.objects.filter(attempt=attempt):
            row.question.choices.count()
            row.save()

    return {
        "start": start,
        "save": save,
        "usual_start": counted(lambda: _begin_row_by_row(quiz.pk, attempt.person_id)),
        "usual_save": counted(save_row_by_row),
    }


if __name__ == "__main__":
    run({"make": make, "count": count, "usual": usual, "queries": queries}, *sys.argv[1:])
