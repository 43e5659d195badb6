"""Who learns from something that is kept outside of the curriculum, and played again in a lesson."""

from __future__ import annotations

from courses.choices import LEARNING, LessonKind
from courses.models import Enrolment
from people.models import Person


def learns_from(person: Person, source: str) -> bool:
    """Whether a course that the person learns holds, in their version of it, a lesson that replays ``source``."""
    if not person.is_authenticated or not person.is_active:
        return False
    lesson = "version__modules__module_version__lesson_texts__lesson"
    return Enrolment.objects.filter(
        person=person, state__in=LEARNING, **{f"{lesson}__source": source, f"{lesson}__kind": LessonKind.REPLAY}
    ).exists()
