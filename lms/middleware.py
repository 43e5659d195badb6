"""Strict content security, page images without a session, and compressed text for slow lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve

from core.files import MOST_BYTES as MOST_FILE_BYTES
from core.fingerprint import reader_key
from core.importing import MOST_BYTES
from core.languages import LANGUAGES
from core.refusals import sentence
from courses.importers.films import MOST_BYTES as MOST_FILM_BYTES
from courses.importers.scorm import MOST_UNPACKED as MOST_PACKAGE_BYTES

TOO_LARGE = "X-Body-Too-Large"
"""Set by the web process on a request whose body it let go of. Whoever sets it refuses themselves, and nobody else."""

_FORM_AROUND_A_FILE = 64 * 1024
_QUESTION_IMPORTS = "/questions/imports/"
_SCORM_UPLOAD = "/scorm-packages/new/"
_FILM_UPLOAD = re.compile(r"/curriculum/lessons/[0-9]+/film/")
_QUESTION_FORM = re.compile(r"/questions/(?:new|[0-9]+)/")


def largest_body(path: str) -> int:
    """Bytes that a request to ``path`` may bring: only what takes files takes more than words."""
    if path.startswith("/decks/"):
        return settings.DECK_MAX_BYTES + _FORM_AROUND_A_FILE
    if _takes_a_list(path):
        return MOST_BYTES + _FORM_AROUND_A_FILE
    if _FILM_UPLOAD.fullmatch(path):
        return MOST_FILM_BYTES + _FORM_AROUND_A_FILE
    if path == _SCORM_UPLOAD:
        return MOST_PACKAGE_BYTES + _FORM_AROUND_A_FILE
    if path == _QUESTION_IMPORTS:
        return MOST_FILE_BYTES + _FORM_AROUND_A_FILE
    if _QUESTION_FORM.fullmatch(path):
        return MOST_FILE_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + _FORM_AROUND_A_FILE


def _takes_a_list(path: str) -> bool:
    return path.startswith("/webinars/") and path.endswith("/lists/")


class TooLargeMiddleware:
    """Answers a request whose body was too large with a page that says so; nothing of it was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TOO_LARGE not in request.headers:
            return self.get_response(request)
        code, data = "message.too_large", {}
        if request.path_info.startswith("/decks/"):
            code, data = "deck.too_large", {"limit": settings.DECK_MAX_BYTES // 1024**2}
        if _takes_a_list(request.path_info):
            code, data = "file.too_large", {"limit": MOST_BYTES // 1024**2}
        if _FILM_UPLOAD.fullmatch(request.path_info):
            code, data = "film.too_large", {"limit": MOST_FILM_BYTES // 1024**2}
        if request.path_info == _SCORM_UPLOAD:
            code, data = "file.too_large", {"limit": MOST_PACKAGE_BYTES // 1024**2}
        if request.path_info == _QUESTION_IMPORTS:
            code, data = "import.too_large", {"limit": MOST_FILE_BYTES // 1024**2}
        if _QUESTION_FORM.fullmatch(request.path_info):
            code, data = "file.too_large", {"limit": MOST_FILE_BYTES // 1024**2}
        return render(request, "refused.html", {"code": code, "sentence": sentence(code, data)}, status=413)


POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicyMiddleware:
    """The same policy for every page. A response may name one origin that it frames, as ``frames_from``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        frames = getattr(response, "frames_from", "")
        response.headers.setdefault("Content-Security-Policy", f"{POLICY}; frame-src {frames}" if frames else POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()")
        return response


WITHOUT_SESSION = re.compile(
    rf"/(?:slides/|films/|scorm/|(?:{'|'.join(LANGUAGES)})/upcoming/|robots\.txt$|sitemap\.xml$)"
)


class WithoutSessionMiddleware:
    """Answers some addresses before session and person are read: page images and films, because a whole room asks at the same
    moment, public pages, because they are the same for everybody and caches may keep them, and packages that play, because
    what others wrote must meet no session. The packages' own host, where there is one, shows nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_content = settings.SCORM_HOST and request.get_host().lower() == settings.SCORM_HOST
        if is_content and not request.path_info.startswith("/scorm/"):
            return HttpResponseNotFound(headers={"Content-Security-Policy": "default-src 'none'; sandbox"})
        if WITHOUT_SESSION.match(request.path_info):
            try:
                match = resolve(request.path_info)
            except Resolver404:
                return self.get_response(request)
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return response
        return self.get_response(request)


class NotKeptMiddleware:
    """What somebody signed in is answered is kept by nobody: neither a shared computer's browser nor a proxy on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


READER = "X-Reader"
"""On an answer: whose it is. On a request: for whom the page that sends it was made."""


class OwnChangesMiddleware:
    """What a page sends for the person whom it was made for is taken from nobody else: on a shared computer somebody may have
    signed in meanwhile, in another window, and what waited for the line would count as theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = request.headers.get(READER, "")
        if reader and request.user.is_authenticated and reader != reader_key(request.user.pk):
            body = {"code": OTHER_READER, "sentence": sentence(OTHER_READER)}
            return JsonResponse(body, status=HTTPStatus.CONFLICT)
        return self.get_response(request)


OTHER_READER = "reader.other"

KEEPABLE = frozenset({"courses:course", "courses:lesson", "quizzes:attempt"})
"""Pages that a person may keep on a device, to read and answer without a line (ADR 17)."""

OTHERS_WAIT = "others_wait"
"""In the form that signs out, set by its script: what somebody else did here still waits for their sign-in. The script took
what was the own person's off the device, and the worker every page."""


class KeptPagesMiddleware:
    """Tells the service worker whose page an answer is, and whether it may keep it: whole, and without a cookie.

    Signing out takes everything off the device that was kept there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None:
            return response
        if request.user.is_authenticated:
            response.headers[READER] = reader_key(request.user.pk)
            if match.view_name in KEEPABLE and response.status_code == 200:
                for name in [
                    name for name, each in response.cookies.items() if request.COOKIES.get(name) == each.value
                ]:
                    del response.cookies[name]  # only its day of expiry would change: any other page does that
                if not response.cookies:
                    response.headers["X-Keepable"] = "1"
        elif match.view_name == "account_logout" and request.method == "POST" and OTHERS_WAIT not in request.POST:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


class TextCompressionMiddleware(GZipMiddleware):
    """Gzip for pages and data, with Django's random padding against guessing by length. Images and the probe stay as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(("text/", "application/json")):
            return response
        return super().process_response(request, response)
