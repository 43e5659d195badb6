"""What somebody finds on the first page: the one next step, and what is theirs.

First a webinar that is live or begins soon, then a course whose last day is near or past, a course that was begun, a webinar to
come, an open evaluation, people who ask for a place, a translation, a nomination; whoever has none of these is
shown where to begin.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from courses.access.learning import courses_to_decide
from courses.access.writing import tasks_of
from courses.models import Course
from courses.queries.mine import MyCourse, my_courses, next_course
from people.access import Right, has_right
from people.models import Person
from programme.queries.certificates import Mine, mine, own_certificates, waiting_for_name
from webinars.choices import WebinarState
from webinars.models import Webinar
from webinars.queries import open_webinars
from webinars.queries.open_surveys import OpenSurvey, open_surveys
from webinars.queries.upcoming import Upcoming, upcoming_sittings

SOON = timedelta(hours=3)
"""So long before the start the home page offers the lobby rather than the programme."""

CERTIFICATES = 6
"""So many of the newest are shown; all are a page away."""


class Step(StrEnum):
    """What comes first on the page, and has its only primary button."""

    COURSE = "course"
    WEBINAR = "webinar"
    SURVEY = "survey"
    DECIDE = "decide"
    """For those on whom people wait who ask for a place in a course."""

    TRANSLATE = "translate"
    NOMINATE = "nominate"
    PLAN = "plan"
    """For those who plan webinars and have none before them."""

    WRITE = "write"
    """For those who teach and have nothing before them."""

    FIND = "find"
    """For whoever is new here."""


@dataclass(frozen=True)
class Home:
    """``following``: the webinar that is the next step, if it is; ``later``: all others to come."""

    step: Step
    course: MyCourse | None = None
    following: Upcoming | None = None
    is_soon: bool = False
    open_surveys: list[OpenSurvey] = field(default_factory=list)
    to_decide: list[Course] = field(default_factory=list)
    to_translate: int = 0
    to_nominate: list[Webinar] = field(default_factory=list)
    later: list[Upcoming] = field(default_factory=list)
    open_webinars: list[Webinar] = field(default_factory=list)
    courses: list[MyCourse] = field(default_factory=list)
    certificates: list[Mine] = field(default_factory=list)
    waiting: int = 0


def home_of(person: Person, now: datetime, today: date) -> Home:
    """A constant number of queries, however much there is."""
    upcoming = upcoming_sittings(person, now)
    following = next((one for one in upcoming if one.sitting.webinar.state == WebinarState.ANNOUNCED), None)
    is_soon = following is not None and (following.is_live or following.sitting.starts_at - now <= SOON)
    surveys = [one for one in open_surveys(person, now) if not one.filled_in]
    courses = my_courses(person, today)
    course = None if is_soon else next_course(courses)
    first = None if course is not None else following
    to_decide = list(courses_to_decide(person))
    to_translate = tasks_of(person).count()
    to_nominate = open_webinars.open_for_nomination(person, now)
    steps = (
        (Step.COURSE, course),
        (Step.WEBINAR, first),
        (Step.SURVEY, surveys),
        (Step.DECIDE, to_decide),
        (Step.TRANSLATE, to_translate),
        (Step.NOMINATE, to_nominate),
        (Step.PLAN, has_right(person, Right.PLAN)),
        (Step.WRITE, has_right(person, Right.TEACH)),
    )
    return Home(
        step=next((step for step, there_is in steps if there_is), Step.FIND),
        course=course,
        following=first,
        is_soon=is_soon,
        open_surveys=surveys,
        to_decide=to_decide,
        to_translate=to_translate,
        to_nominate=to_nominate,
        later=[one for one in upcoming if one is not first],
        open_webinars=open_webinars.open_for_registration(person, now),
        courses=[one for one in courses if one is not course],
        certificates=[mine(row) for row in own_certificates(person)[:CERTIFICATES]],
        waiting=waiting_for_name(person),
    )
