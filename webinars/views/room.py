"""The page of a room: one address for the lobby, the room, and the console."""

from __future__ import annotations

import os
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.languages import LANGUAGES, NATIVE_NAMES, direction
from core.moments import cities
from people.countries import OFFICIAL
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.models import Room

PROBE_LIMIT = 512 * 1024
"""Bytes: the most that one probe of the line may fetch."""


@login_required
@require_GET
@never_cache
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    found = access.get_room(person, room_id, Right.ENTER)
    rights = access.rights_in(person, found.sitting.webinar)
    return render(request, "webinars/room.html", {"room": found, "config": room_config(found, person, rights)})


@login_required
@require_GET
def probe(request: HttpRequest, room_id: int) -> HttpResponse:
    """``?bytes=`` bytes that do not compress, for measuring the line; cut to :data:`PROBE_LIMIT`."""
    access.get_room(cast(Person, request.user), room_id, Right.ENTER)
    wanted = request.GET.get("bytes", "")
    size = min(int(wanted), PROBE_LIMIT) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
    response = HttpResponse(os.urandom(size), content_type="application/octet-stream")
    response["Cache-Control"] = "no-store"
    return response


def room_config(room: Room, person: Person, rights: frozenset[Right]) -> dict[str, Any]:
    """What the browser's code has to know before it opens its line; ``frontend/src/room/config.ts`` has the same shape."""
    webinar = room.sitting.webinar
    page = reverse("webinars:room", args=[room.pk])
    return {
        "room": room.pk,
        "person": person.pk,
        "websocket": f"/ws/rooms/{room.pk}/",
        "language": (get_language() or "en")[:2],
        "languages": [{"code": code, "name": NATIVE_NAMES[code], "direction": direction(code)} for code in LANGUAGES],
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
        "catalogues": {code: static(f"room/catalogue.{code}.json") for code in LANGUAGES},
        "icons": static("icons.svg"),
        "beat": static("room/beat.js"),
        "home_url": "/",
        "webinar_url": reverse("webinars:detail", args=[webinar.slug]),
        "attendance_url": (
            reverse("webinars:attendance", args=[room.sitting_id]) if Right.SEE_ATTENDANCE in rights else None
        ),
        "survey_url": reverse("webinars:room_survey", args=[room.pk]),
        "sign_in_url": f"{reverse(settings.LOGIN_URL)}?next={page}",
        "probe_url": reverse("webinars:probe", args=[room.pk]),
        "console": Right.BACKSTAGE in rights,
        "rights": sorted(rights),
        "zone": person.time_zone,
        "cities": cities([room.sitting.time_zone, person.time_zone]),
        "countries": {
            code: {country: names[code] for country, names in OFFICIAL.items() if code in names} for code in LANGUAGES
        },
    }
