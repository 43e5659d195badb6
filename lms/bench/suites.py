"""Every measure by name, with the function that takes it: ``module:function`` of the name, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.module_loading import import_string

from lms.bench.measure import Measure

SUITES = {
    "room.tally_200": "lms.bench.room.measure",
    "room.tally_1000": "lms.bench.room.measure",
    "room.ack_p99_200": "lms.bench.room.measure",
    "room.cpu_per_answer_200": "lms.bench.room.measure",
    "room.ratio_to_usual_200": "lms.bench.room.measure",
    "room.growth": "lms.bench.room.measure",
    "room.join_cpu": "lms.bench.room.measure",
    "room.memory_per_viewer": "lms.bench.room.measure",
    "planning.import_5000": "lms.bench.imports.measure",
    "planning.import_5000_memory": "lms.bench.imports.measure",
    "planning.programme_page": "lms.bench.programme.measure",
    "planning.programme_page_queries": "lms.bench.programme.measure",
    "planning.mail_5000": "lms.bench.mail.measure",
    "planning.register_1000": "lms.bench.register.measure",
    "planning.register_1000_postgresql": "lms.bench.register.measure",
    "planning.figures_2000": "lms.bench.figures.measure",
    "planning.figures_2000_queries": "lms.bench.figures.measure",
    "quizzes.start_attempt": "lms.bench.attempts.measure",
    "quizzes.save_answer": "lms.bench.attempts.measure",
    "quizzes.start_300": "lms.bench.attempts.measure",
    "quizzes.start_300_postgresql": "lms.bench.attempts.measure",
    "quizzes.item_analysis": "lms.bench.many_attempts.measure",
    "quizzes.regrade_10000": "lms.bench.many_attempts.measure",
    "quizzes.import_5000": "lms.bench.question_imports.measure",
    "quizzes.import_5000_mb": "lms.bench.question_imports.measure",
    "courses.search": "lms.bench.searches.measure",
    "courses.search_postgresql": "lms.bench.searches.measure",
    "courses.xliff": "lms.bench.translated_courses.measure",
    "courses.pages": "lms.bench.courses.measure",
    "courses.pages_queries": "lms.bench.courses.measure",
}


def measures(only: str = "") -> Iterator[Measure]:
    """Every measure whose name begins with ``only``, as soon as it is known."""
    for name, path in SUITES.items():
        if name.startswith(only):
            take: Callable[[str], Iterator[Measure]] = import_string(path)
            yield from take(name)
