"""The signed-in person's language and time zone, and when each of their browsers was last seen."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people.access import lacks_second_step


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


class StaffMfaMiddleware:
    """Sends people with rights over others to set up a second step, when the installation asks for it.

    ``REQUIRE_STAFF_MFA`` is on by default where the address is https and no demonstration content is loaded.
    """

    OPEN = frozenset({"set_language", "set_theme", "account_logout", "save_answer"})
    """Saving one's own answer is nobody's right over others, and is asked for more often than anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if not settings.REQUIRE_STAFF_MFA or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in self.OPEN or (name or "").startswith(("mfa_", "account_reauthenticate")):
            return None
        if not lacks_second_step(request.user):
            return None
        messages.warning(request, _("Your role needs a second step at sign-in. Set one up here to go on."))
        return redirect("mfa_index")
