"""Courses as they are learned: the catalogue is everybody's who has an account; pages are for those who learn."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from core.access import Insufficient, Unknown
from core.languages import LANGUAGES
from courses.access.writing import may_edit
from courses.choices import ASKING, LEARNING, EnrolmentSource
from courses.models import Course, CourseVersion, DiscussionPost, Enrolment
from people import access as people_access
from people.models import Administration, Person

WITHOUT_WORDS = (
    "slug",
    "source_language",
    "enrolment_mode",
    "audiences",
    "regions",
    "days",
    "is_listed",
    "gives_certificate",
    "published",
    "created_by",
)
"""Columns of a course that learners' pages read: its words they read as they were published, in one language."""


def listed_courses(person: Person) -> QuerySet[Course]:
    """What the catalogue shows: published courses that are listed, and those that the person learns or asked for."""
    mine = Enrolment.objects.filter(person=person).values("course")
    return Course.objects.filter(published__isnull=False).filter(Q(is_listed=True) | Q(pk__in=mine))


def meant_for(person: Person, courses: QuerySet[Course]) -> QuerySet[Course]:
    """With ``is_for_audience`` and ``is_for_region``: whether each is for people like this one (as ``course_page.fits``)."""
    region = person.administration.region_id if person.administration else ""
    rows = courses.annotate(whom=Cast("audiences", TextField()), where=Cast("regions", TextField()))
    return rows.annotate(is_for_audience=_holds("whom", person.audience), is_for_region=_holds("where", region))


def _holds(column: str, code: str) -> ExpressionWrapper:
    names = Q(**{column: "[]"})
    if code:
        names |= Q(**{f"{column}__contains": f'"{code}"'})
    return ExpressionWrapper(names, output_field=BooleanField())


def get_listed_course(person: Person, slug: str) -> Course:
    """A course of the catalogue, or one that the person may change once it is published; else 404."""
    own = Enrolment.objects.filter(person=person, course=OuterRef("pk"))
    rows = Course.objects.filter(slug=slug, published__isnull=False).only(*WITHOUT_WORDS)
    found = rows.annotate(is_own=Exists(own)).select_related("published").first()
    if found is None or not (found.is_listed or found.is_own or may_edit(person, found)):
        raise Unknown
    return found


def get_enrolment(person: Person, slug: str) -> Enrolment:
    """One's own place in a course, where it lets one read; 404 without."""
    found = (
        Enrolment.objects.filter(person=person, course__slug=slug, state__in=LEARNING)
        .select_related("course", "version")
        .first()
    )
    if found is None:
        raise Unknown
    return found


def get_course_to_manage(person: Person, course_id: int) -> Course:
    """A course whose learners the person may see and decide on: those who plan, and who made it."""
    found = Course.objects.filter(pk=course_id).first()
    rights = people_access.rights_of(person)
    if found is None or people_access.Right.TEACH not in rights:
        raise Unknown
    if not may_edit(person, found):
        raise Insufficient("manage")
    return found


def courses_to_decide(person: Person) -> QuerySet[Course]:
    """Courses where people ask for a place or are nominated, and this person decides; ``asking``: how many. As
    :func:`get_course_to_manage`."""
    rights = people_access.rights_of(person)
    if people_access.Right.TEACH not in rights:
        return Course.objects.none()
    held = Course.objects.all() if people_access.Right.PLAN in rights else Course.objects.filter(created_by=person)
    asking = Count("enrolments", filter=Q(enrolments__state__in=ASKING))
    titles = [f"title_{language}" for language in LANGUAGES]
    return held.only("source_language", *titles).annotate(asking=asking).filter(asking__gt=0).order_by("-asking", "pk")


SEAT = (
    *(field.name for field in Enrolment._meta.concrete_fields),
    *(f"version__{field.name}" for field in CourseVersion._meta.concrete_fields),
    *(f"course__{name}" for name in ("slug", "created_by", "published")),
)
"""Columns of a place with its version, and of the course without its words."""


@dataclass(frozen=True)
class Seat:
    """From where somebody reads a course: as a learner, by the version that they began; or with the look of the team, by the
    newest one, leaving no trace. ``course`` has no words: those are in the version."""

    course: Course
    version: CourseVersion
    enrolment: Enrolment | None
    is_team: bool


def get_seat(person: Person, slug: str) -> Seat:
    """One's own place in a course, in one query; else the look of everybody who teaches; 404 for strangers."""
    if not person.is_authenticated:
        raise Unknown
    places = Enrolment.objects.filter(person=person, state__in=LEARNING).select_related("course", "version")
    own = places.only(*SEAT).filter(course__slug=slug, course__published__isnull=False).first()
    if own is not None and own.version is not None:
        return Seat(own.course, own.version, own, may_edit(person, own.course))
    course = Course.objects.only("slug", "created_by", "published").filter(slug=slug, published__isnull=False).first()
    if (
        course is None
        or course.published_id is None
        or people_access.Right.TEACH not in people_access.rights_of(person)
    ):
        raise Unknown
    return Seat(course, CourseVersion.objects.get(pk=course.published_id), None, may_edit(person, course))


def get_course_to_nominate(person: Person, course_id: int) -> tuple[Course, list[Administration]]:
    """A course of the catalogue, for national coordinators, with their administrations; 404 for anybody else."""
    own = people_access.coordinated_by(person)
    found = listed_courses(person).filter(pk=course_id).only(*WITHOUT_WORDS).first() if own else None
    if found is None:
        raise Unknown
    return found, own


def get_nomination(person: Person, enrolment_id: int) -> Enrolment:
    """A nomination on behalf of an administration whose coordinator the person is; 404 for anybody else."""
    own = people_access.coordinated_by(person)
    found = Enrolment.objects.filter(
        pk=enrolment_id, source=EnrolmentSource.COORDINATOR, administration__in=own
    ).first()
    if found is None:
        raise Unknown
    return found


def get_post(seat: Seat, lesson_id: int, post_id: int) -> DiscussionPost:
    """A post of the lesson, to be taken away by those who may change the course; 403 for other readers."""
    found = DiscussionPost.objects.filter(pk=post_id, lesson=lesson_id).first()
    if found is None:
        raise Unknown
    if not seat.is_team:
        raise Insufficient("edit")
    return found
