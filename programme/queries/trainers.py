"""Who is a trainer of the programme, and who speaks in a series."""

from __future__ import annotations

from collections.abc import Collection

from people.choices import Gender, Role
from people.models import Person
from webinars.choices import WebinarRole, WebinarState
from webinars.models import Series, TeamMember, Webinar

VOICES = (WebinarRole.HOST, WebinarRole.CO_HOST, WebinarRole.PRESENTER)


def trainers() -> list[tuple[int, str]]:
    """``(person, declared gender)`` of everybody who has the role now."""
    rows = Person.objects.filter(grants__role=Role.TRAINER, is_active=True, is_rehearsal=False).order_by("pk")
    return list(rows.values_list("pk", "gender"))


def trainers_among(people: Collection[int]) -> set[int]:
    return {person for person, _gender in trainers() if person in people}


def voices(series: Series) -> list[tuple[int, str]]:
    """``(person, declared gender)`` of those who host or present in a webinar of the series, planned ones too."""
    members = TeamMember.objects.filter(role__in=VOICES, webinar__series=series, person__is_rehearsal=False).exclude(
        webinar__state__in=(WebinarState.CANCELLED, WebinarState.TEMPLATE)
    )
    return list(members.order_by("person").values_list("person", "person__gender").distinct())


def every_series() -> list[Series]:
    return list(Series.objects.order_by("pk"))


def panel_of(webinar: Webinar) -> set[int]:
    """Those who host or present in one webinar."""
    members = TeamMember.objects.filter(role__in=VOICES, webinar=webinar, person__is_rehearsal=False)
    return set(members.values_list("person", flat=True))


def agreeing(webinar: Webinar) -> dict[int, str]:
    """Declared gender of those of a panel who agreed to be counted in a single one, and declared something."""
    people = Person.objects.filter(pk__in=panel_of(webinar), agrees_to_panel_balance=True)
    return dict(people.exclude(gender=Gender.NOT_STATED).values_list("pk", "gender"))
