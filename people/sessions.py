"""Who a session cookie belongs to, for doors that have no request."""

from __future__ import annotations

import secrets
import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
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


_CONFIRMATION = "confirmation"
CONFIRMATION_SECONDS = 15 * 60
CONFIRMATION_TRIES = 5


def begin_confirmation(session: SessionBase) -> str:
    """A code of six digits, to be sent to the person and brought back in the same session. An earlier one ends."""
    code = f"{secrets.randbelow(10**6):06d}"
    session[_CONFIRMATION] = {"code": make_password(code), "until": time.time() + CONFIRMATION_SECONDS, "tries": 0}
    return code


def awaits_confirmation(session: SessionBase) -> bool:
    kept = session.get(_CONFIRMATION)
    return kept is not None and kept["until"] > time.time()


def confirm(session: SessionBase, given: str) -> bool:
    """Whether ``given`` is the code sent, in time. The code is used up by that, or by too many wrong ones."""
    if not awaits_confirmation(session):
        return False
    kept = session[_CONFIRMATION]
    is_right = check_password("".join(given.split()), kept["code"])
    kept["tries"] += 1
    if is_right or kept["tries"] >= CONFIRMATION_TRIES:
        del session[_CONFIRMATION]
    session.modified = True
    return is_right
