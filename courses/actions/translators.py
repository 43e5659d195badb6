"""Who translates a course into what: given by those who may change the course."""

from __future__ import annotations

from core import audit
from core.actions import Refused, action
from courses.models import Course, TranslationTask
from people import access as people_access
from people.models import Person


@action
def give_task(course: Course, *, language: str, email: str, by: Person) -> TranslationTask:
    """Let the person of an address translate the course into ``language``; the same again changes nothing.

    Refused: ``translator.unknown``. Who does not manage people finds those who teach only, and is told the same of everybody
    else, whether there is such a person or not.
    """
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True, is_rehearsal=False).first()
    if person is None or not (
        people_access.has_right(by, people_access.Right.MANAGE_PEOPLE)
        or people_access.has_right(person, people_access.Right.TEACH)
    ):
        raise Refused("translator.unknown")
    task, is_new = TranslationTask.objects.get_or_create(
        course=course, language=language, person=person, defaults={"created_by": by}
    )
    if is_new:
        audit.record(
            "translator.added",
            actor_id=by.pk,
            subject=f"course:{course.pk}",
            person=person.pk,
            language=language,
        )
    return task


@action
def end_task(task: TranslationTask, *, by: Person) -> None:
    """Take the task back; what was translated stays."""
    TranslationTask.objects.filter(pk=task.pk).delete()
    audit.record(
        "translator.removed",
        actor_id=by.pk,
        subject=f"course:{task.course_id}",
        person=task.person_id,
        language=task.language,
    )
