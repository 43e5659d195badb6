"""Packages while they play: the page around them, and on another origin the player, their files and what they say.

Nothing below ``/scorm/`` reads or sets a cookie: the ticket in the address is the only authority there, hence no token against
forged requests either. Why, and what the browser is told: ``docs/adr/0018-packages-play-on-another-origin.md``.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from functools import wraps
from html import escape
from http import HTTPStatus
from posixpath import normpath
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core.access import Unknown
from core.actions import Refused
from core.languages import active, direction
from courses.access.learning import get_seat
from courses.access.scorm import Ticket, read_ticket, sign_ticket
from courses.actions.playing import WHOLE, keep_commit
from courses.actions.progress import begin_lesson
from courses.choices import LessonKind
from courses.forms.playing import read_commit
from courses.models import Enrolment, ScormPackage, ScormState
from courses.queries.reading import Step, outline_of
from courses.queries.scorm import beginning, folder_of, package_of, person_of, states_of
from courses.views.ranges import ranged
from people.models import Person

LOOPBACK = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
ALLOWED = "allow-scripts allow-forms allow-popups allow-modals"
HTML = frozenset({"text/html", "application/xhtml+xml"})
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
_HTML = re.compile(rb"<html\b[^>]*>", re.IGNORECASE)
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".vtt": "text/vtt"}


def origin_of(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def content_origin(request: HttpRequest) -> str:
    """Where packages play for who asks from here: the configured origin, on loopback the other name of it, else this one."""
    if settings.SCORM_ORIGIN:
        return str(settings.SCORM_ORIGIN)
    host, colon, port = request.get_host().partition(":")
    other = LOOPBACK.get(host)
    if other in settings.ALLOWED_HOSTS:
        return f"{request.scheme}://{other}{colon}{port}"
    return origin_of(request)


@login_required
@never_cache
@require_safe
def play(request: HttpRequest, slug: str, lesson_id: int) -> HttpResponse:
    """The page around a package: it says what is saved, and gives the frame a ticket of this person for this lesson."""
    person = cast(Person, request.user)
    seat = get_seat(person, slug)
    step = outline_of(seat.version.pk, active()).at(lesson_id)
    return played(request, step, slug=slug, learner=seat.enrolment)


def played(
    request: HttpRequest, step: Step, *, slug: str = "", learner: Enrolment | None = None, language: str = ""
) -> HttpResponse:
    """The page around the package of a lesson; without a learner nothing is kept. ``language``: its own, where it is previewed
    before it is published in a course."""
    package = package_of(step.place.scorm or 0) if step.place.kind == LessonKind.SCORM else None
    if package is None:
        raise Unknown
    if learner is not None and request.method == "GET":
        begin_lesson(learner, lesson_id=step.id)
    ticket = Ticket(
        person=cast(Person, request.user).pk,
        enrolment=learner.pk if learner else 0,
        lesson=step.id,
        package=package.pk,
        key=package.key,
        origin=content_origin(request),
        application=origin_of(request),
        language=language or active(),
    )
    context = {
        "slug": slug,
        "previewed_in": language,
        "step": step,
        "package": package,
        "ticket": ticket,
        "address": ticket.origin + reverse("courses:scorm_player", args=[sign_ticket(ticket)]),
        "sandbox": _sandbox(ticket),
    }
    response = render(request, "courses/play.html", context)
    response.frames_from = ticket.origin  # type: ignore[attr-defined]  # read by ContentSecurityPolicyMiddleware
    return response


def _sandbox(ticket: Ticket) -> str:
    return ALLOWED if ticket.is_opaque else f"{ALLOWED} allow-same-origin"


def with_ticket(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the ticket of its address and the address's beginning; 404 without a good one."""

    @wraps(view)
    def run(request: HttpRequest, signed: str, **kwargs: Any) -> HttpResponseBase:
        try:
            ticket = read_ticket(signed, origin=origin_of(request))
            base = ticket.origin + reverse("courses:scorm_player", args=[signed])
            with translation.override(ticket.language):
                return view(request, ticket, base, **kwargs)
        except (Unknown, FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
            closed = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}
            return HttpResponseNotFound(headers={**closed, "Access-Control-Allow-Origin": "*"})

    return run


def _headers(ticket: Ticket, policy: list[str]) -> dict[str, str]:
    """``*`` opens nothing that the ticket does not: without cookies there is nothing else to be had."""
    return {
        "Content-Security-Policy": "; ".join([*policy, f"sandbox {_sandbox(ticket)}"]),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin" if ticket.is_opaque else "same-origin",
    }


@with_ticket
@require_safe
def player(request: HttpRequest, ticket: Ticket, base: str) -> HttpResponse:
    """The frame's own page: the run-time that packages look for, their items, and the frame that they play in."""
    package = _package(ticket)
    states = states_of(ticket.person, ticket.lesson, package.pk) if ticket.enrolment else {}
    items = [
        {
            "id": item["id"],
            "title": item["title"],
            "under": item["under"],
            "needs": item["needs"],
            "address": f"{base}files/{number}/{item['href']}{item['parameters']}",
            "isComplete": item["id"] in states and states[item["id"]].is_complete,
            "isSco": item["is_sco"],
            "isVisible": item.get("is_visible", True),
        }
        for number, item in enumerate(package.items)
    ]
    config = {
        "base": base,
        "application": ticket.application,
        "isOpaque": ticket.is_opaque,
        "items": items,
        "sequencing": package.sequencing if package.sequencing and not ticket.is_opaque else None,
        "sequence": _sequence(ticket, states.get(WHOLE)),
    }
    assets = f"{ticket.origin}{settings.STATIC_URL}"
    policy = [
        "default-src 'none'",
        *(f"{kind}-src {assets}" for kind in ("script", "style", "font")),
        f"img-src {assets} data:",
        f"connect-src {base}",
        f"frame-src {base}",
        "form-action 'none'",
        "base-uri 'none'",
        f"frame-ancestors {ticket.application}",
    ]
    context = {
        "config": config,
        "items": items,
        "package": package,
        "script": _script(package),
        "language": ticket.language,
        "direction": direction(ticket.language),
    }
    page = render_to_string("courses/player.html", context)  # without the request: no person, no session
    return HttpResponse(page, headers={**_headers(ticket, policy), "Cache-Control": "no-store"})


def _sequence(ticket: Ticket, kept: ScormState | None) -> dict[str, Any]:
    """How far the rules have come that order the items."""
    return {
        "cmi": kept.data.get("cmi", {}) if kept else {},
        "revision": kept.revision if kept else 0,
        "isSco": False,
        "isKept": bool(ticket.enrolment),
    }


def _script(package: ScormPackage) -> str:
    return static(f"scorm/runtime{package.version.replace('.', '')}.js")


def _package(ticket: Ticket) -> ScormPackage:
    package = package_of(ticket.package)
    if package is None or package.key != ticket.key:
        raise Unknown
    return package


def _item(package: ScormPackage, number: int) -> dict[str, Any]:
    if number >= len(package.items):
        raise Unknown
    item: dict[str, Any] = package.items[number]
    return item


@with_ticket
@require_safe
def state(request: HttpRequest, ticket: Ticket, base: str, number: int) -> HttpResponse:
    """What an item begins with."""
    package = _package(ticket)
    return _json(ticket, _beginning(ticket, package, number))


def _beginning(ticket: Ticket, package: ScormPackage, number: int) -> dict[str, Any]:
    item = _item(package, number)
    person = person_of(ticket.person)
    if person is None:
        raise Unknown
    kept = states_of(person.pk, ticket.lesson, package.pk).get(item["id"]) if ticket.enrolment else None
    return {
        "cmi": beginning(package, item, person, kept),
        "revision": kept.revision if kept else 0,
        "isSco": item["is_sco"],
        "isKept": bool(ticket.enrolment),
    }


@csrf_exempt
@with_ticket
@require_http_methods(["POST"])
def commit(request: HttpRequest, ticket: Ticket, base: str, number: int) -> HttpResponse:
    """Keep what an item says. 200 means that it is stored, and nothing else does."""
    return _kept(request, ticket, _item(_package(ticket), number)["id"])


@csrf_exempt
@with_ticket
@require_http_methods(["POST"])
def sequence(request: HttpRequest, ticket: Ticket, base: str) -> HttpResponse:
    """Keep how far the rules have come that order the items."""
    _package(ticket)
    return _kept(request, ticket, WHOLE)


def _kept(request: HttpRequest, ticket: Ticket, item: str) -> HttpResponse:
    if not ticket.enrolment:
        raise Unknown
    try:
        kept = keep_commit(
            person_id=ticket.person,
            enrolment_id=ticket.enrolment,
            lesson_id=ticket.lesson,
            package_id=ticket.package,
            commit=read_commit(request.body, item),
        )
    except Refused as refused:
        return _json(ticket, {"code": refused.code}, HTTPStatus.CONFLICT)
    return _json(ticket, {"revision": kept.revision, "isComplete": kept.is_complete, "isDone": kept.is_done})


def _json(ticket: Ticket, values: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    headers = {**_headers(ticket, ["default-src 'none'"]), "Cache-Control": "no-store"}
    return JsonResponse(values, status=status, headers=headers)


@with_ticket
@require_safe
def file(request: HttpRequest, ticket: Ticket, base: str, number: int, path: str) -> HttpResponseBase:
    """A file of the package. In an opaque frame its pages get the run-time put into their heads: they can reach no other."""
    name = normpath(path)
    if name.startswith((".", "/")):
        raise Unknown
    stored = f"{folder_of(ticket.key)}/{name}"
    ending = "." + name.rpartition(".")[2].lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(f"x{ending}", strict=False)[0] or "application/octet-stream"
    headers = {**_headers(ticket, _policy(ticket, base)), "Cache-Control": "private, max-age=43200"}
    if ticket.is_opaque and kind in HTML:
        with default_storage.open(stored) as opened:
            data = _with_run_time(opened.read(), ticket, base, number)
        return HttpResponse(data, content_type=kind, headers={**headers, "Cache-Control": "no-store"})
    return ranged(request, stored, content_type=kind, headers=headers)


def _policy(ticket: Ticket, base: str) -> list[str]:
    """What a package's pages may do: load what is in it, and nothing else of anywhere. An opaque frame has no name that
    ``frame-ancestors`` could say of it."""
    own = f"{base} {ticket.origin}{settings.STATIC_URL}scorm/" if ticket.is_opaque else base
    ancestors = [] if ticket.is_opaque else [f"frame-ancestors {ticket.origin} {ticket.application}"]
    return [
        f"default-src {own} 'unsafe-inline' 'unsafe-eval' data: blob:",
        f"connect-src {base} data: blob:",
        "form-action 'none'",
        f"base-uri {base}",
        *ancestors,
    ]


def _with_run_time(data: bytes, ticket: Ticket, base: str, number: int) -> bytes:
    package = _package(ticket)
    words = {
        "src": ticket.origin + _script(package),
        "data-base": base,
        "data-item": str(number),
    }
    tag = "<script " + " ".join(f'{name}="{escape(value)}"' for name, value in words.items()) + "></script>"
    for pattern in (_HEAD, _HTML):
        if found := pattern.search(data):
            return data[: found.end()] + tag.encode() + data[found.end() :]
    return tag.encode() + data
