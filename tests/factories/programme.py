from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from people.models import Person
from programme.choices import CertificateKind
from programme.models import Certificate, Fact, Freeze
from tests.factories.people import make_person
from tests.factories.webinars import make_webinar
from webinars.models import Sitting, Webinar

LIVE = 5400.0


def make_frozen(
    people: Iterable[Person] = (), *, on: date = date(2026, 3, 10), seconds: float = LIVE, **fields: Any
) -> Webinar:
    """A webinar of one sitting of 90 minutes whose figures are frozen; everybody was there for ``seconds``."""
    webinar = make_webinar(**fields)
    begun = datetime.combine(on, time(9), UTC)
    sitting = Sitting.objects.create(
        webinar=webinar,
        starts_at=begun,
        ends_at=begun + timedelta(seconds=LIVE),
        live_from=begun,
        live_until=begun + timedelta(seconds=LIVE),
        time_zone="UTC",
    )
    Freeze.objects.create(
        webinar=webinar,
        frozen_at=begun + timedelta(days=3),
        ended_on=on,
        definition=1,
        figures={"registrations": {}, "asked": {}},
    )
    Fact.objects.bulk_create(make_fact(sitting, person, on=on, seconds=seconds, save=False) for person in people)
    return webinar


def make_fact(
    sitting: Sitting,
    person: Person | None,
    *,
    on: date = date(2026, 3, 10),
    seconds: float = LIVE,
    save: bool = True,
    **fields: Any,
) -> Fact:
    """A person in a sitting, as they are now; without a person, a guest."""
    administration = person.administration if person else None
    described: dict[str, Any] = {
        "administration": administration,
        "country": person.country_code if person else "",
        "region": administration.region_id if administration else "",
        "language": person.language if person else "",
        "audience": person.audience if person else "",
        "gender": person.gender if person else "",
        "is_registered": person is not None,
        "is_guest": person is None,
        "stands_for_webinar": True,
    }
    attended = seconds * 100 >= 80 * LIVE
    fact = Fact(
        webinar=sitting.webinar,
        sitting=sitting,
        person=person,
        ended_on=on,
        seconds=seconds,
        live_seconds=LIVE,
        attended=attended,
        webinar_seconds=seconds,
        webinar_attended=attended,
        **{**described, **fields},
    )
    if save:
        fact.save()
    return fact


def make_certificate(person: Person | None = None, **fields: Any) -> Certificate:
    """A certificate of a course that is not there any more, unless ``course`` or ``webinar`` is given."""
    person = person or make_person()
    is_webinar = fields.get("webinar") is not None
    fields.setdefault("kind", CertificateKind.ATTENDANCE if is_webinar else CertificateKind.COURSE)
    fields.setdefault("name", person.full_name)
    fields.setdefault("titles", {"en": "Valves and pumps"})
    fields.setdefault("source_language", "en")
    fields.setdefault("earned_on", date(2026, 3, 10))
    fields.setdefault("minutes", 135)
    return Certificate.objects.create(person=person, **fields)
