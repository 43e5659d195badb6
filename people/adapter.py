"""The one override of django-allauth."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Persons sign in by e-mail address; there are no usernames to fill."""

    def populate_username(self, request: object, user: object) -> None:
        return None
