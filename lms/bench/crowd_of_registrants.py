"""The people of ``planning.register_1000``, made and counted in the installation that is measured.

``python -m lms.bench.crowd_of_registrants make 1000 200`` prints the webinar's slug and a session for each person;
``… count SLUG`` what became of them; ``… usual 1000 200`` how many places the usual design gives away.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

THREADS = 8


def make(people: int, places: int) -> dict[str, Any]:
    """A webinar of ``places`` and ``people`` who are signed in and have its page before them."""
    return {"slug": _webinar(places).slug, "sessions": signed_in(people)}


def signed_in(people: int) -> list[str]:
    """Sessions of so many new people."""
    from datetime import timedelta
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from people.models import Administration, Person, Region

    region, _ = Region.objects.get_or_create(code="ESA", defaults={"name": "ESA"})
    administrations = [
        Administration.objects.get_or_create(country=country, defaults={"region": region})[0]
        for country in ("KE", "UG", "TZ", "RW", "ZM")
    ]
    made = Person.objects.bulk_create(
        Person(
            email=f"officer{number}@example.org",
            full_name=f"Officer {number}",
            administration=administrations[number % len(administrations)],
            password="!",  # noqa: S106  no password at all
        )
        for number in range(people)
    )
    store_class = import_module(settings.SESSION_ENGINE).SessionStore
    until, sessions = timezone.now() + timedelta(hours=2), []
    for person in made:
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
            "seen_at": time.time(),
        }
        key = os.urandom(16).hex()
        sessions.append(Session(session_key=key, session_data=store_class().encode(data), expire_date=until))
    Session.objects.bulk_create(sessions)
    return [session.session_key for session in sessions]


def _webinar(places: int) -> Any:
    from webinars.choices import RegistrationMode, WebinarState
    from webinars.models import Webinar

    return Webinar.objects.create(
        slug=f"bench-{os.urandom(4).hex()}",
        title_en="Registration",
        state=WebinarState.ANNOUNCED,
        registration_mode=RegistrationMode.OPEN,
        capacity=places,
    )


def count(slug: str) -> dict[str, int]:
    from webinars.models import Mail, Registration, Webinar

    webinar = Webinar.objects.get(slug=slug)
    rows = Registration.objects.filter(webinar=webinar)
    numbers = list(rows.filter(state="waiting").values_list("queue_number", flat=True))
    return {
        "registered": rows.count(),
        "placed": rows.placed().count(),
        "waiting": len(set(numbers)),
        "mails": Mail.objects.filter(webinar=webinar).count(),
    }


def usual(people: int, places: int) -> dict[str, int]:
    """Count, then insert, without a lock: how many get one of the ``places``."""
    from django.db import connection

    from people.models import Person
    from webinars.models import Registration

    webinar = _webinar(places)

    def register(person_id: int) -> None:
        taken = Registration.objects.filter(webinar=webinar, state="confirmed").count()
        if taken < places:
            Registration.objects.create(webinar=webinar, person_id=person_id, state="confirmed")

    def some(ids: list[int]) -> None:
        try:
            for person_id in ids:
                register(person_id)
        finally:
            connection.close()

    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:people])
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(some, [ids[number::THREADS] for number in range(THREADS)]))
    return {"placed": Registration.objects.filter(webinar=webinar, state="confirmed").count()}


def run(answers: dict[str, Callable[..., dict[str, Any]]], do: str, *given: str) -> None:
    """Print what the function named ``do`` answers, as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    django.setup()
    answer = answers[do](*(int(word) if word.isdigit() else word for word in given))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    run({"make": make, "count": count, "usual": usual}, *sys.argv[1:])
