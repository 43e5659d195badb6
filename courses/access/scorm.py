"""SCORM packages: shared by everybody who teaches."""

from __future__ import annotations

from django.db.models import QuerySet

from core.access import Unknown
from courses.models import ScormPackage
from people import access as people_access
from people.models import Person


def visible_packages(person: Person) -> QuerySet[ScormPackage]:
    if not person.is_authenticated or not person.is_active:
        return ScormPackage.objects.none()
    if people_access.has_right(person, people_access.Right.TEACH):
        return ScormPackage.objects.all()
    return ScormPackage.objects.none()


def get_package(person: Person, package_id: int) -> ScormPackage:
    """A package, for those who teach; else 404."""
    found = visible_packages(person).filter(pk=package_id).first()
    if found is None:
        raise Unknown
    return found
