"""What happens to an account because somebody signed in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from people.actions.provisional import make_own
from people.models import Person

NEWCOMER = "newcomer"
"""Of a session: what somebody typed at sign-up whose account others had made."""


@receiver(user_logged_in, dispatch_uid="people.own_account")
def own_account(sender: object, request: HttpRequest | None, user: Person, **_kwargs: Any) -> None:
    """An account that others made is the person's own from their first sign-in on: a code has proved the address."""
    kept = request.session.pop(NEWCOMER, {}) if request is not None and hasattr(request, "session") else {}
    if user.is_provisional:
        make_own(user, **(kept["typed"] if kept.get("person") == user.pk else {}))
