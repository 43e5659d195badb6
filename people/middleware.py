"""The signed-in person's language and time zone, and when each of their browsers was last seen."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class PersonLocaleMiddleware:
    """Applies the person's preferred language when no cookie chose one, and their time zone always."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language() or "en"
            timezone.activate(request.user.time_zone)
        else:
            timezone.deactivate()
        return self.get_response(request)


class SeenMiddleware:
    """Notes that a session was used, at most every five minutes.

    allauth's own middleware writes at every request; with SQLite each page would then queue behind the room's answers.
    """

    EVERY = 300.0
    """Seconds between two notes of one session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and time.time() - request.session.get("seen_at", 0.0) > self.EVERY:
            request.session["seen_at"] = time.time()
            UserSession.objects.create_from_request(request)
        return self.get_response(request)
