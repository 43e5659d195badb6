"""A GIFT file of five thousand questions through the jobs: read into its dry run, then taken in; in a database of its own.

``python -m lms.bench.question_imports bulk | singly`` are the processes over the database of their environment; :func:`measure`
starts each in a folder that is removed afterwards, so that the memory of one is not that of the other.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from functools import cache
from time import perf_counter
from typing import Any

from django.conf import settings

from lms.bench.alone import run_alone
from lms.bench.measure import Measure

QUESTIONS = 5000
SINGLY = 250
"""So many are written as the usual design does, each in a transaction of its own; their time is scaled to all of them."""


def measure(name: str) -> Iterator[Measure]:
    """Seconds from the upload to the last question in the bank, or the most MB that the process held, with Django and all."""
    if name == "quizzes.import_5000_mb":
        yield Measure(name, round(_taken("bulk")["mb"]), "MB", "<= 300")
    else:
        singly = round(_taken("singly")["seconds"] * QUESTIONS / SINGLY, 1)
        yield Measure(name, round(_taken("bulk")["seconds"], 1), "s", "<= 60", singly)


@cache
def _taken(how: str) -> dict[str, Any]:
    return run_alone("lms.bench.question_imports", how)


def _file(questions: int) -> bytes:
    """Choices, several choices, true or false, short answers, numbers and matching, in categories of a hundred."""
    pieces = []
    for number in range(questions):
        if number % 100 == 0:
            pieces.append(f"$CATEGORY: $course$/Bench/{number // 100}\n\n")
        body = (
            "=Right#Yes ~Wrong one#No ~Wrong two ~Wrong three",
            "~%50%One ~%50%Two ~%-50%Three ~%-50%Four",
            "TRUE#No#Yes",
            "=seal =%50%lock",
            "#=24:1 =%50%25:3",
            "=Box -> Container =Hull -> Ship =Name -> Crew",
        )[number % 6]
        pieces.append(
            f"// [id:q{number}] [tag:valuation]\n::Question {number}::What of case {number}?{{{body}\n####Because.}}\n\n"
        )
    return "".join(pieces).encode()


def _bulk() -> float:
    from quizzes.actions import imports
    from quizzes.importers import running
    from quizzes.importers.formats import sniff
    from quizzes.models import Question, QuestionImport

    by, data = _manager(), _file(QUESTIONS)
    begun = perf_counter()
    made = imports.begin_import("bench.gift", data, file_format=sniff(data), language="en", category=None, by=by)
    running.read_import(made.pk)
    imports.start_applying(QuestionImport.objects.get(pk=made.pk), by=by)
    running.apply_import(made.pk)
    seconds = perf_counter() - begun
    if Question.objects.count() != QUESTIONS:
        raise RuntimeError(f"{Question.objects.count()} questions were taken in.")
    return seconds


def _singly() -> float:
    """The same as one would write it first: look up, make and file question by question."""
    from quizzes.actions.questions import create_question
    from quizzes.importers.formats import read
    from quizzes.models import Question

    by, data = _manager(), _file(SINGLY)
    begun = perf_counter()
    for each in read(data, "en", "gift"):
        if each.content is not None and not Question.objects.filter(source_key=f"gift:id:{each.key}").exists():
            question = create_question(each.content, by=by)
            Question.objects.filter(pk=question.pk).update(source_key=f"gift:id:{each.key}")
    return perf_counter() - begun


def _manager() -> Any:
    from people.models import Person, RoleGrant

    manager = Person.objects.create_user("manager@example.org", full_name="Manager")
    RoleGrant.objects.create(person=manager, role="programme_manager")
    return manager


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    settings.CELERY_BROKER_URL = "memory://"
    django.setup()
    seconds = _bulk() if sys.argv[1] == "bulk" else _singly()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": most}))  # noqa: T201  read by the process that started this one


if __name__ == "__main__":
    main()
