"""Webinars in lists: the person's own or all of them, those of a series, templates. Each list costs the same however long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from people.models import Person
from webinars.access import visible_webinars
from webinars.choices import REHEARSAL_SLUG, RoomState, WebinarState
from webinars.models import Series, Sitting, TeamMember, Webinar

A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a planner looks for; empty: everything. ``language`` is one of delivery."""

    state: str = ""
    region: str = ""
    language: str = ""


@dataclass(frozen=True)
class Listed:
    """A webinar in a list. ``starts_at`` of its first sitting, ``ends_at`` of its last; None while it has none.

    ``time_zone`` is that of its first sitting; empty while it has none.
    """

    webinar: Webinar
    sittings: int
    starts_at: datetime | None
    ends_at: datetime | None
    is_live: bool
    is_team: bool
    is_over: bool
    time_zone: str


def wanted_webinars(webinars: QuerySet[Webinar], wanted: Wanted) -> QuerySet[Webinar]:
    """Those that fit. A webinar for all regions, or in no stated language, fits every one of them."""
    if wanted.state:
        webinars = webinars.filter(state=wanted.state)
    if wanted.region:
        elsewhere = Webinar.regions.through.objects.filter(webinar=OuterRef("pk"))
        webinars = webinars.filter(Exists(elsewhere.filter(region=wanted.region)) | ~Exists(elsewhere))
    if wanted.language:
        # The codes are two letters in quotes, so that the text of the list can be searched on every database.
        webinars = webinars.annotate(spoken=Cast("languages", TextField()))
        webinars = webinars.filter(Q(spoken__contains=f'"{wanted.language}"') | Q(languages=[]))
    return webinars


def webinars_of(
    person: Person, now: datetime, *, wanted: Wanted | None = None, series: Series | None = None
) -> QuerySet[Webinar]:
    """What the person may see: live first, then drafts of their team, then what comes soonest, then what was held last."""
    real = Q(sittings__is_rehearsal=False)
    seen = wanted_webinars(visible_webinars(person), wanted or Wanted())
    if series is not None:
        seen = seen.filter(series=series)
    drafts = TeamMember.objects.filter(webinar=OuterRef("pk"), person=person)
    rows = (
        Webinar.objects.filter(pk__in=seen.values("pk"))
        .annotate(
            number=Count("sittings", filter=real, distinct=True),
            first=Min("sittings__starts_at", filter=real),
            last=Max("sittings__ends_at", filter=real),
            live=Count("sittings", filter=real & Q(sittings__room__state=RoomState.LIVE), distinct=True),
            open=Count("sittings", filter=real & ~Q(sittings__room__state=RoomState.ENDED), distinct=True),
            rehearsals=Count("sittings", filter=~real, distinct=True),
        )
        .exclude(number=0, rehearsals__gt=0, slug__startswith=REHEARSAL_SLUG)
    )
    sittings = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False).order_by("starts_at", "pk")
    over = Q(live=0, last__isnull=False) & (Q(last__lte=now) | Q(open=0))
    yes, no = Value(value=True), Value(value=False)
    return rows.annotate(
        over=Case(When(over, then=yes), default=no, output_field=BooleanField()),
        is_live=Case(When(live__gt=0, then=yes), default=no, output_field=BooleanField()),
        own_draft=Case(
            When(Q(state=WebinarState.DRAFT) & Exists(drafts), then=yes), default=no, output_field=BooleanField()
        ),
        soonest=Case(When(over, then=None), default=F("first")),
        zone=Subquery(sittings.values("time_zone")[:1]),
    ).order_by("over", "-is_live", "-own_draft", F("soonest").asc(nulls_last=True), "-last", "-pk")


def listed(rows: Iterable[Webinar], person: Person, now: datetime) -> list[Listed]:
    """A page of :func:`webinars_of` with what its lines say; one query more."""
    page = list(rows)
    mine = set(TeamMember.objects.filter(person=person, webinar__in=page).values_list("webinar_id", flat=True))
    return [_line(row, row.pk in mine) for row in page]


def _line(row: Webinar, is_team: bool) -> Listed:
    found = vars(row)
    return Listed(
        webinar=row,
        sittings=found["number"],
        starts_at=found["first"],
        ends_at=found["last"],
        is_live=bool(found["live"]),
        is_team=is_team,
        is_over=bool(found["over"]),
        time_zone=found["zone"] or "",
    )


def templates() -> QuerySet[Webinar]:
    rows = Webinar.objects.filter(state=WebinarState.TEMPLATE).select_related("series")
    return rows.annotate(number=Count("sittings", filter=Q(sittings__is_rehearsal=False))).order_by(
        "-created_at", "-pk"
    )


def all_series() -> QuerySet[Series]:
    """Series with how many webinars they have, the latest first. Templates are not counted."""
    return Series.objects.annotate(number=Count("webinars", filter=~Q(webinars__state=WebinarState.TEMPLATE))).order_by(
        "-created_at", "-pk"
    )


def sittings_between(person: Person, start: datetime, end: datetime, wanted: Wanted) -> list[Sitting]:
    """Sittings that touch the time and that the person may see, in order. Rehearsals and templates are none."""
    seen = wanted_webinars(visible_webinars(person), wanted)
    rows = Sitting.objects.filter(webinar__in=seen.values("pk"), is_rehearsal=False)
    rows = rows.filter(starts_at__lt=end, ends_at__gt=start).select_related("webinar", "room")
    return list(rows.order_by("starts_at", "pk"))


def sittings_from(person: Person, start: datetime, wanted: Wanted) -> QuerySet[Sitting]:
    """Sittings that end after ``start``, soonest first."""
    seen = wanted_webinars(visible_webinars(person), wanted)
    rows = Sitting.objects.filter(webinar__in=seen.values("pk"), is_rehearsal=False, ends_at__gt=start)
    return rows.select_related("webinar", "room").order_by("starts_at", "pk")
