"""Quizzes of lessons may be taken by those who learn the course, though they are not offered to everybody."""

from __future__ import annotations

from courses.choices import LEARNING
from courses.models import Enrolment, VersionModule
from people.models import Person
from quizzes.access import admits


@admits
def quizzes_of_lessons(person: Person) -> frozenset[int]:
    """Ids of those in what the person learns, by the version that they began: one query."""
    own = Enrolment.objects.filter(person=person, state__in=LEARNING).values("version")
    structures = VersionModule.objects.filter(version__in=own).values_list("module_version__structure", flat=True)
    lessons = [lesson for structure in structures for lesson in structure["lessons"]]
    return frozenset(
        quiz for lesson in lessons for quiz in (lesson.get("quiz"), *lesson.get("quizzes", ())) if quiz is not None
    )
