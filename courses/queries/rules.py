"""Whom a course enrols by its rule, and the courses that enrol so."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from courses.choices import EnrolmentMode
from courses.models import Course, Enrolment
from people.models import Person


def ruled_courses() -> QuerySet[Course]:
    return Course.objects.filter(enrolment_mode=EnrolmentMode.RULE, published__isnull=False)


def people_who_fit(course: Course) -> QuerySet[Person]:
    """Those whom the course's audiences and regions mean, who completed what comes first and have no standing in it yet.

    Nobody who left or was declined, and no account that its person has never used.
    """
    people = Person.objects.filter(is_active=True, is_rehearsal=False, is_provisional=False, erased_at__isnull=True)
    if course.audiences:
        people = people.filter(audience__in=course.audiences)
    if course.regions:
        people = people.filter(administration__region__in=course.regions)
    completed = Enrolment.objects.filter(person=OuterRef("pk"), completed_at__isnull=False)
    for first in course.prerequisites.filter(published__isnull=False).values_list("pk", flat=True):
        people = people.filter(Exists(completed.filter(course=first)))
    return people.exclude(Exists(Enrolment.objects.filter(course=course, person=OuterRef("pk"))))
