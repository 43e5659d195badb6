"""The pages of learners over 500 courses of 20 modules in six languages, with 50,000 enrolments, in a database of its own.

``python -m lms.bench.courses`` is the process that fills the database of its environment and opens the pages; :func:`measure`
starts it once, in a folder that is removed afterwards. Beside it, the outline of one course as the usual design reads it: row by
row from the tables that authors write, with every language.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from functools import cache
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings

from core.languages import LANGUAGES
from lms.bench.alone import run_alone
from lms.bench.measure import Measure

COURSES, MODULES, LESSONS, PEOPLE, PLACES = 500, 20, 2, 5_000, 50_000
ROUNDS = 7
WORDS = "The officer reads the data plate and compares it with the declaration before the crate is opened. " * 12


def measure(name: str) -> Iterator[Measure]:
    """Milliseconds of the slowest of the pages (the median of some requests), or the most queries of any."""
    taken = _taken()
    if name == "courses.pages":
        yield Measure(name, round(max(taken["ms"].values())), "ms", "<= 150", round(taken["usual_ms"]))
    else:
        yield Measure(name, max(taken["queries"].values()), "queries", "<= 15", taken["usual_queries"])


@cache
def _taken() -> dict[str, Any]:
    return run_alone("lms.bench.courses")


def _fill() -> tuple[Any, Any, Any]:
    """Courses as publishing leaves them, and people who learn ten each. A course, one who learns it, and one who made it."""
    from django.utils import timezone

    from courses.content import LessonPlace, ModuleStructure, structure_to_json
    from courses.models import (
        Course,
        CourseModule,
        CourseText,
        CourseVersion,
        Enrolment,
        Lesson,
        LessonProgress,
        LessonText,
        Module,
        ModuleText,
        ModuleVersion,
        VersionModule,
    )
    from people.choices import Role
    from people.models import Person, RoleGrant

    chance = random.Random(1)  # noqa: S311  made-up people
    made = Person.objects.bulk_create(
        (Person(email=f"p{n}@example.org", full_name=f"Person {n}", password="!") for n in range(PEOPLE)),  # noqa: S106
        batch_size=500,
    )
    manager = made[0]
    RoleGrant.objects.create(person=manager, role=Role.PROGRAMME_MANAGER)
    in_six = {f"title_{language}": f"Title {language}" for language in LANGUAGES}
    courses = Course.objects.bulk_create(
        [Course(slug=f"course-{n}", created_by=manager, **in_six) for n in range(COURSES)], batch_size=200
    )
    modules = Module.objects.bulk_create([Module(**in_six) for _ in range(COURSES * MODULES)], batch_size=200)
    lessons = Lesson.objects.bulk_create(
        [Lesson(module=module, position=n, revision=1, **in_six) for module in modules for n in range(1, LESSONS + 1)],
        batch_size=200,
    )
    by_module = [lessons[n : n + LESSONS] for n in range(0, len(lessons), LESSONS)]
    module_versions = ModuleVersion.objects.bulk_create(
        [
            ModuleVersion(
                module=module,
                number=1,
                structure=structure_to_json(
                    ModuleStructure("en", 45, (), tuple(LessonPlace(lesson.pk, "text", 10) for lesson in held))
                ),
            )
            for module, held in zip(modules, by_module, strict=True)
        ],
        batch_size=500,
    )
    course_versions = CourseVersion.objects.bulk_create(
        [CourseVersion(course=course, number=1, lesson_count=MODULES * LESSONS, minutes=900) for course in courses],
        batch_size=500,
    )
    for course, version in zip(courses, course_versions, strict=True):
        course.published = version
    Course.objects.bulk_update(courses, ["published"], batch_size=100)
    for module, of_module in zip(modules, module_versions, strict=True):
        module.published = of_module
    Module.objects.bulk_update(modules, ["published"], batch_size=200)
    places = [(n // MODULES, n % MODULES + 1, n) for n in range(COURSES * MODULES)]
    VersionModule.objects.bulk_create(
        [
            VersionModule(version=course_versions[c], position=p, module_version=module_versions[n])
            for c, p, n in places
        ],
        batch_size=500,
    )
    CourseModule.objects.bulk_create(
        [CourseModule(course=courses[c], position=p, module=modules[n]) for c, p, n in places], batch_size=500
    )
    for language in LANGUAGES:
        CourseText.objects.bulk_create(
            [
                CourseText(version=version, language=language, title=f"Course {n} {language}", summary=WORDS[:200])
                for n, version in enumerate(course_versions)
            ],
            batch_size=500,
        )
        ModuleText.objects.bulk_create(
            [
                ModuleText(
                    version=version,
                    language=language,
                    title=f"Module {n} {language}",
                    lesson_titles={str(lesson.pk): f"Lesson {lesson.pk} {language}" for lesson in held},
                )
                for n, (version, held) in enumerate(zip(module_versions, by_module, strict=True))
            ],
            batch_size=500,
        )
        blocks = [
            {"id": n, "kind": "text", "language": language, "text": f"<p>{WORDS}</p>", "level": 2, "tone": "note"}
            for n in range(1, 5)
        ]
        LessonText.objects.bulk_create(
            (
                LessonText(version=version, lesson=lesson, language=language, blocks=blocks)
                for version, held in zip(module_versions, by_module, strict=True)
                for lesson in held
            ),
            batch_size=500,
        )
    now = timezone.now()
    each = PLACES // PEOPLE
    Enrolment.objects.bulk_create(
        (
            Enrolment(course=courses[c], version=course_versions[c], person=person, enrolled_at=now, lessons_done=10)
            for person in made
            for c in chance.sample(range(COURSES), each)
        ),
        batch_size=500,
    )
    place = Enrolment.objects.select_related("course", "person").order_by("pk").last()
    assert place is not None
    number = courses.index(place.course)
    own = lessons[number * MODULES * LESSONS : number * MODULES * LESSONS + 10]
    LessonProgress.objects.bulk_create(
        [LessonProgress(person=place.person, lesson=lesson, state="done", done_at=now) for lesson in own]
    )
    return place, own[5], manager


def main() -> None:
    import django

    settings.REQUIRE_STAFF_MFA = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from courses.models import CourseModule
    from lms.memory import settle

    place, lesson, manager = _fill()
    settle()
    learner, planner = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    learner.force_login(place.person)
    planner.force_login(manager)
    slug = place.course.slug
    pages: dict[str, Callable[[], Any]] = {
        "catalogue": lambda: learner.get(reverse("courses:catalogue")),
        "search": lambda: learner.get(reverse("courses:catalogue"), {"q": "Course 33"}),
        "course": lambda: learner.get(reverse("courses:course", args=[slug])),
        "lesson": lambda: learner.get(reverse("courses:lesson", args=[slug, lesson.pk])),
        "home": lambda: learner.get(reverse("home")),
        "learners": lambda: planner.get(reverse("courses:learners", args=[place.course_id])),
    }

    def usual() -> None:
        for row in CourseModule.objects.filter(course=place.course):
            row.module.tags.count()
            for one in row.module.lessons.all():
                list(one.blocks.all())
                one.progress.filter(person=place.person).first()

    def take(look: Callable[[], Any], times: int = ROUNDS) -> tuple[float, int]:
        """The median time in ms, and the queries."""
        spans = []
        for _ in range(times + 1):
            begun = perf_counter()
            answer = look()
            spans.append(1000 * (perf_counter() - begun))
            if answer is not None and answer.status_code != 200:
                raise RuntimeError(f"A page answers {answer.status_code}.")
        with CaptureQueriesContext(connection) as queries:
            look()
        return median(spans[1:]), len(queries)

    found = {name: take(look) for name, look in pages.items()}
    usual_ms, usual_queries = take(usual, 1)
    taken = {
        "ms": {name: ms for name, (ms, _) in found.items()},
        "queries": {name: queries for name, (_, queries) in found.items()},
        "usual_ms": usual_ms,
        "usual_queries": usual_queries,
    }
    sys.stdout.write(json.dumps(taken) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    main()
