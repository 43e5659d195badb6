"""The first page after signing in: the one next step, and what comes after it.

First a webinar that is live or begins soon, then a course whose last day is near or past, a course that was begun, a webinar
to come, an open evaluation; whoever has none of these is shown where to begin.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from courses.access.writing import tasks_of
from courses.queries.mine import my_courses, next_course
from people.access import Right, has_right
from webinars.choices import WebinarState
from webinars.queries import open_webinars
from webinars.queries.open_surveys import open_surveys
from webinars.queries.upcoming import upcoming_sittings

SOON = timedelta(hours=3)
"""So long before the start the home page offers the lobby rather than the programme."""


@login_required
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    now = timezone.now()
    upcoming = upcoming_sittings(person, now)  # type: ignore[arg-type]
    following = next((one for one in upcoming if one.sitting.webinar.state == WebinarState.ANNOUNCED), None)
    is_soon = following is not None and (following.is_live or following.sitting.starts_at - now <= SOON)
    waiting = [one for one in open_surveys(person, now) if not one.filled_in]  # type: ignore[arg-type]
    courses = my_courses(person, timezone.localdate())  # type: ignore[arg-type]
    course = None if is_soon else next_course(courses)
    first = None if course is not None else following
    return render(
        request,
        "webinars/home.html",
        {
            "course": course,
            "courses": courses,
            "to_translate": tasks_of(person).count(),  # type: ignore[arg-type]
            "following": first,
            "is_soon": is_soon,
            "open_surveys": waiting,
            "later": [one for one in upcoming if one is not first],
            "open_webinars": open_webinars.open_for_registration(person, now),  # type: ignore[arg-type]
            "to_nominate": open_webinars.open_for_nomination(person, now),  # type: ignore[arg-type]
            "may_plan": has_right(person, Right.PLAN),  # type: ignore[arg-type]
            "profile_lacks": not person.full_name or not person.country_code,  # type: ignore[union-attr]
        },
    )
