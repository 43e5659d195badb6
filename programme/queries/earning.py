"""What earns certificates: courses completed and webinars attended, and which of them have no certificate yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from courses.choices import EnrolmentState, OutcomeKind
from courses.models import Course, CourseText, CourseVersion, Enrolment, LearningOutcome
from programme.choices import RevocationReason
from programme.models import Certificate
from webinars.models import Sitting, Webinar
from webinars.queries.outcomes import attendance_key

AT_ONCE = 500
"""So many certificates a sweep makes up for."""


@dataclass(frozen=True)
class VersionTitles:
    """Of a version of a course: what a certificate says of it. ``titles`` by language, those that are published."""

    number: int
    minutes: int
    titles: dict[str, str]


def person_of(enrolment_id: int) -> int | None:
    return Enrolment.objects.filter(pk=enrolment_id).values_list("person_id", flat=True).first()


def completed(enrolment_id: int) -> Enrolment | None:
    """A completed place in a course that gives certificates."""
    return _completed().filter(pk=enrolment_id).select_related("course").first()


def version_with_titles(version_id: int) -> VersionTitles:
    number, minutes = CourseVersion.objects.values_list("number", "minutes").get(pk=version_id)
    rows = CourseText.objects.filter(version=version_id).values_list("language", "title")
    return VersionTitles(number, minutes, dict(rows))


def attended_at(webinar_id: int, person_id: int) -> datetime | None:
    """When the webinar that the person attended was over; None for who did not attend it."""
    rows = LearningOutcome.objects.filter(person=person_id, kind=OutcomeKind.ATTENDANCE, key=attendance_key(webinar_id))
    return rows.values_list("at", flat=True).first()


def find_webinar(webinar_id: int) -> Webinar | None:
    return Webinar.objects.filter(pk=webinar_id).first()


def live_minutes(webinar: Webinar) -> int:
    """Of all its sittings together, rounded down."""
    rows = Sitting.objects.filter(
        webinar=webinar, is_rehearsal=False, live_from__isnull=False, live_until__isnull=False
    )
    spans = rows.values_list("live_from", "live_until")
    return int(sum((until - begun).total_seconds() for begun, until in spans if begun and until) // 60)


def _completed() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(
        state=EnrolmentState.COMPLETED, course__gives_certificate=True, version__isnull=False
    )


def _of_people(path: str) -> Q:
    """Somebody who may hold certificates: not a viewer of a rehearsal, not an erased account."""
    return Q(**{f"{path}__is_rehearsal": False, f"{path}__erased_at__isnull": True})


def _courses_without() -> QuerySet[Enrolment]:
    held = Certificate.objects.filter(person=OuterRef("person"), course=OuterRef("course"))
    return _completed().filter(~Exists(held), _of_people("person"))


def _keyed() -> Any:
    """Of webinars, with the key by which the curriculum knows them."""
    rows = Certificate.objects.filter(webinar__isnull=False, replaced_at__isnull=True)
    return rows.annotate(key=Concat(Value("webinar:"), Cast("webinar_id", CharField())))


def _webinars_without() -> QuerySet[LearningOutcome]:
    held = _keyed().filter(person=OuterRef("person"), key=OuterRef("key"))
    return LearningOutcome.objects.filter(_of_people("person"), ~Exists(held), kind=OutcomeKind.ATTENDANCE)


def unissued_courses() -> list[int]:
    """Places completed, by people whose name is known, without a certificate: of these, the oldest."""
    rows = _courses_without().exclude(person__full_name="")
    return list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def unsettled_attendance() -> list[tuple[int, int]]:
    """``(webinar, person)``: who attended and has no certificate, though their name is known; and whose certificate says
    another thing than what the curriculum knows."""
    rows = _webinars_without().exclude(person__full_name="").order_by("pk").values_list("key", "person_id")
    found = [(webinar_of(key), person) for key, person in rows[:AT_ONCE]]
    attended = Exists(
        LearningOutcome.objects.filter(person=OuterRef("person"), kind=OutcomeKind.ATTENDANCE, key=OuterRef("key"))
    )
    other = _keyed().filter(
        (~attended & Q(revoked_at__isnull=True)) | (attended & Q(reason=RevocationReason.ATTENDANCE))
    )
    found += other.order_by("pk").values_list("webinar_id", "person_id")[:AT_ONCE]
    return [(webinar, person) for webinar, person in found if webinar is not None]


def webinar_of(key: str) -> int | None:
    """The webinar that the curriculum knows by ``key``."""
    number = key.removeprefix(attendance_key(0)[:-1])
    return int(number) if number.isdecimal() else None


def unissued_of(person_id: int) -> tuple[list[int], list[int]]:
    """What a person earned and has no certificate of: places in courses, and webinars. Two queries."""
    places = _courses_without().filter(person=person_id).values_list("pk", flat=True)
    keys = _webinars_without().filter(person=person_id).values_list("key", flat=True)
    return list(places), [webinar for key in keys if (webinar := webinar_of(key)) is not None]


def nameless_of(subject: Course | Webinar) -> int:
    """How many people earned a certificate and have no name in their profile."""
    if isinstance(subject, Course):
        return _courses_without().filter(course=subject, person__full_name="").count()
    return _webinars_without().filter(key=attendance_key(subject.pk), person__full_name="").count()
