"""The people list of the console: who is connected now, and how their line is."""

from __future__ import annotations

from typing import cast

from django.db.models import Count

from core.languages import LANGUAGES
from people.countries import country_name
from people.models import Person
from webinars.choices import LineQuality
from webinars.models import Companion, Connection, ExtraTime, Mute, Room
from webinars.protocol.values import Language, QualityCode
from webinars.protocol.views import PeopleView, PersonLine
from webinars.queries.persons import person_view, roles_by_person
from webinars.queries.presence import open_connections

LINES = 300
"""A longer list is searched, not scrolled."""
_WORST_FIRST = (LineQuality.POOR, LineQuality.FAIR, LineQuality.GOOD)


def people_in(room: Room, *, search: str = "") -> PeopleView:
    """People connected now, poor lines first, then by name. ``search``: part of a name, a country's code, or part of its
    name in any language. ``total`` and ``poor`` count everybody, whatever is searched or cut."""
    rows = list(open_connections(room.pk).select_related("person__administration"))
    muted = set(Mute.objects.filter(room=room).values_list("person_id", flat=True))
    extra = dict(ExtraTime.objects.filter(room=room).values_list("person_id", "percent"))
    beside = dict(
        Companion.objects.filter(room=room, until__isnull=True)
        .order_by("host")
        .values_list("host")
        .annotate(people=Count("pk"))
    )
    roles = roles_by_person(room.sitting.webinar)
    found = [row for row in rows if _matches(row.person, search.strip().casefold())]
    return PeopleView(
        people=[
            PersonLine(
                person=person_view(row.person),
                language=cast(Language, row.language),
                quality=cast(QualityCode, row.quality),
                roles=roles.get(row.person_id, []),
                companions=beside.get(row.person_id, 0),
                muted=row.person_id in muted,
                extra_percent=extra.get(row.person_id, 0),
            )
            for row in sorted(found, key=_order)[:LINES]
        ],
        total=len(rows),
        poor=sum(row.quality == LineQuality.POOR for row in rows),
    )


def _order(row: Connection) -> tuple[int, str, int]:
    return _WORST_FIRST.index(LineQuality(row.quality)), row.person.display_name.casefold(), row.person_id


def _matches(person: Person, word: str) -> bool:
    if word in person.display_name.casefold():
        return True
    code = person.country_code
    if not code:
        return False
    return word == code.casefold() or any(word in country_name(code, lang).casefold() for lang in LANGUAGES)
