"""Personal links as they stand in mails. ``docs/rules/personal-links.md`` says what they are good for."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from core.links import make_token
from webinars.models import Registration

JOIN = "join"
"""The purpose of a personal join link: its numbers are the registration and its ``link_version``."""


def join_url(registration: Registration) -> str:
    """The absolute address of the person's own way into the webinar; it ends when ``link_version`` is raised."""
    token = make_token(JOIN, registration.pk, registration.link_version)
    return f"{settings.PUBLIC_URL}{reverse('webinars:join', args=[token])}"
