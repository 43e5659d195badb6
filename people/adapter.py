"""The one override of django-allauth."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import translation

from people.queries.persons import language_of_address


class AccountAdapter(DefaultAccountAdapter):
    """Persons sign in by e-mail address; there are no usernames to fill."""

    def populate_username(self, request: object, user: object) -> None:
        return None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person who has the address, else in that of the page."""
        language = language_of_address(email) or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "public_url": settings.PUBLIC_URL})
