"""Sittings by week or as a list, in the viewer's zone: all of them for planners, their own for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import access as people_access
from people.models import Person
from webinars.forms.filters import WantedForm
from webinars.models import Sitting
from webinars.queries import overview
from webinars.queries.clashes import clashes_of

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """A day of the viewer's calendar with its sittings. ``begins``: midnight there."""

    begins: datetime
    is_today: bool
    sittings: list[Sitting]


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """``?week=2026-W48`` (ISO 8601) or ``?view=list``; planners may narrow it as they may the list of webinars."""
    person = cast(Person, request.user)
    may_plan = people_access.has_right(person, people_access.Right.PLAN)
    form = WantedForm(request.GET)
    wanted = form.wanted() if may_plan else overview.Wanted()
    context: dict[str, Any] = {"form": form, "may_plan": may_plan, "kept": form.kept()}
    if request.GET.get("view") == "list":
        rows = overview.sittings_from(person, timezone.now(), wanted)
        page = Paginator(rows, overview.A_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
        context |= {"view": "list", "page": page, "days": _by_day(shown)}
    else:
        monday = _monday(request.GET.get("week", ""))
        shown = overview.sittings_between(person, _midnight(monday), _midnight(monday + WEEK), wanted)
        context |= {
            "view": "week",
            "days": [_day(monday + timedelta(days=number), shown) for number in range(7)],
            "number": monday.isocalendar().week,
            "this_week": monday == _monday(""),
            "before": _name(monday - WEEK),
            "after": _name(monday + WEEK),
        }
    clashes = clashes_of(shown) if may_plan else []
    context["clashes"] = clashes
    context["clashing"] = {pk for clash in clashes for pk in (clash.sitting.pk, clash.other.pk)}
    return render(request, "webinars/calendar.html", context)


def _monday(week: str) -> date:
    """The Monday of a week by its ISO name; of the present one when the name is none."""
    try:
        year, number = week.split("-W")
        found = date.fromisocalendar(int(year), int(number), 1)
        if not 1970 <= found.year <= 2200:
            raise ValueError
        return found
    except ValueError:
        today = timezone.localdate()
        return today - timedelta(days=today.weekday())


def _name(monday: date) -> str:
    return "{}-W{:02}".format(*monday.isocalendar()[:2])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(day: date, sittings: list[Sitting]) -> Day:
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    here = [one for one in sittings if one.starts_at < end and one.ends_at > start]
    return Day(start, day == timezone.localdate(), here)


def _by_day(sittings: list[Sitting]) -> list[Day]:
    """Days on which sittings begin."""
    days: dict[date, list[Sitting]] = {}
    for sitting in sittings:
        days.setdefault(timezone.localdate(sitting.starts_at), []).append(sitting)
    return [Day(_midnight(day), day == timezone.localdate(), rows) for day, rows in days.items()]
