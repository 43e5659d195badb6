"""Tasks of translators, their files, and the glossary. Courses to translate: :mod:`courses.access.writing`."""

from __future__ import annotations

from django.db.models import QuerySet

from core.access import Insufficient, Unknown
from courses.access.writing import may_edit, tasks_of, translated_languages
from courses.models import Course, Term, TranslatedFile, TranslationTask
from people import access as people_access
from people.models import Person


def own_courses(person: Person) -> QuerySet[Course]:
    """Those that the person may change, and hence translate: all for those who plan."""
    rights = people_access.rights_of(person)
    if people_access.Right.TEACH not in rights:
        return Course.objects.none()
    return Course.objects.all() if people_access.Right.PLAN in rights else Course.objects.filter(created_by=person)


def get_task_to_end(person: Person, task_id: int) -> TranslationTask:
    """A task of a course that the person may change; 404 for any other."""
    found = TranslationTask.objects.filter(pk=task_id).select_related("course").first()
    if found is None or not may_edit(person, found.course):
        raise Unknown
    return found


def require_glossary(person: Person) -> bool:
    """Whether the person may change it; everybody who teaches does, who translates may read it. 403 for others."""
    if people_access.has_right(person, people_access.Right.TEACH):
        return True
    if not tasks_of(person).exists():
        raise Insufficient(people_access.Right.TEACH)
    return False


def get_term(person: Person, term_id: int) -> Term:
    """A term to be changed."""
    people_access.require(person, people_access.Right.TEACH)
    found = Term.objects.filter(pk=term_id).first()
    if found is None:
        raise Unknown
    return found


def get_translated_file(person: Person, file_id: int) -> TranslatedFile:
    """A file of a course that the person translates into the file's language; 404 for any other."""
    found = TranslatedFile.objects.filter(pk=file_id).select_related("course", "created_by").first()
    if found is None or found.language not in translated_languages(person, found.course):
        raise Unknown
    return found
