"""The only way to fetch a series: it is for those who plan."""

from __future__ import annotations

from core.access import Unknown
from people import access as people_access
from people.models import Person
from webinars.models import Series


def get_series(person: Person, series_id: int) -> Series:
    people_access.require(person, people_access.Right.PLAN)
    series = Series.objects.filter(pk=series_id).first()
    if series is None:
        raise Unknown
    return series
