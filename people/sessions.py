"""Who a session cookie belongs to, for doors that have no request."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from people.models import Person


def person_of_session(session_key: str | None) -> Person | None:
    """The active person signed in with this session, or None. Two queries.

    As in :func:`django.contrib.auth.get_user`, a changed password ends the session.
    """
    if not session_key:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person_id, given = store.get(SESSION_KEY), store.get(HASH_SESSION_KEY, "")
    if person_id is None:
        return None
    person = Person.objects.select_related("administration").filter(pk=person_id, is_active=True).first()
    if person is None or not constant_time_compare(given, person.get_session_auth_hash()):
        return None
    return person


def ended_accounts(passwords: dict[int, str]) -> set[int]:
    """Those of the people (id → password as kept when they came) who must sign in again: closed accounts, and those whose
    password changed. One query."""
    rows = Person.objects.filter(pk__in=passwords, is_active=True).values_list("pk", "password")
    return set(passwords) - {pk for pk, password in rows if password == passwords[pk]}


def ended_sessions(session_keys: set[str]) -> set[str]:
    """Those of the keys whose session was ended elsewhere or ran out. One query."""
    alive = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    return session_keys - set(alive.values_list("session_key", flat=True))
