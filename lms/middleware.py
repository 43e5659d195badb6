"""Strict content security, page images without a session, and compressed text for slow lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.files import MOST_BYTES as MOST_FILE_BYTES
from core.fingerprint import reader_key
from core.importing import MOST_BYTES
from core.importing.xml import MOST_BYTES as MOST_XML_BYTES
from core.languages import LANGUAGES
from core.refusals import sentence
from courses.chapters import MOST_BYTES as MOST_DOCUMENT_BYTES
from courses.importers.films import MOST_BYTES as MOST_FILM_BYTES
from courses.importers.scorm import MOST_UNPACKED as MOST_PACKAGE_BYTES

TOO_LARGE = "X-Body-Too-Large"
"""Set by the web process on a request whose body it let go of. Whoever sets it refuses themselves, and nobody else."""

_FORM_AROUND_A_FILE = 64 * 1024


@dataclass(frozen=True)
class Upload:
    """What takes files at the addresses of ``path``: the bytes of the largest one, and the refusal of a larger one.

    ``has_words``: the form around it is a long one.
    """

    path: re.Pattern[str]
    most: Callable[[], int]
    code: str = "file.too_large"
    has_words: bool = False


_NUMBER = "[0-9]+"
UPLOADS = (
    Upload(re.compile("/decks/.*"), lambda: settings.DECK_MAX_BYTES, "deck.too_large"),
    Upload(re.compile("/webinars/.*/lists/"), lambda: MOST_BYTES),
    Upload(re.compile(f"/curriculum/lessons/{_NUMBER}/film/"), lambda: MOST_FILM_BYTES, "film.too_large"),
    Upload(re.compile(f"/curriculum/lessons/{_NUMBER}/files/"), lambda: MOST_FILE_BYTES),
    Upload(re.compile(f"/curriculum/lessons/{_NUMBER}/"), lambda: MOST_FILE_BYTES, has_words=True),
    Upload(re.compile(f"/curriculum/{_NUMBER}/translation-files/"), lambda: MOST_XML_BYTES, "import.too_large"),
    Upload(re.compile("/library/[^/]+/upload/"), lambda: MOST_DOCUMENT_BYTES),
    Upload(re.compile("/scorm-packages/new/"), lambda: MOST_PACKAGE_BYTES),
    Upload(re.compile("/questions/imports/"), lambda: MOST_FILE_BYTES, "import.too_large"),
    Upload(re.compile(f"/questions/(?:new|{_NUMBER})/"), lambda: MOST_FILE_BYTES, has_words=True),
)


def _upload_at(path: str) -> Upload | None:
    return next((each for each in UPLOADS if each.path.fullmatch(path)), None)


def largest_body(path: str) -> int:
    """Bytes that a request to ``path`` may bring: only what takes files takes more than words."""
    upload = _upload_at(path)
    if upload is None:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE + _FORM_AROUND_A_FILE
    return upload.most() + (settings.DATA_UPLOAD_MAX_MEMORY_SIZE if upload.has_words else _FORM_AROUND_A_FILE)


class TooLargeMiddleware:
    """Answers a request whose body was too large with a page that says so; nothing of it was kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TOO_LARGE not in request.headers:
            return self.get_response(request)
        upload = _upload_at(request.path_info)
        code, data = ("message.too_large", {}) if upload is None else (upload.code, {"limit": upload.most() // 1024**2})
        return render(request, "refused.html", {"code": code, "sentence": sentence(code, data)}, status=413)


class DeadEndsMiddleware:
    """Buttons have addresses that take no visits. Who comes to one is told so on a page with a way on.

    Somebody whose session ended and who presses a button comes, after signing in, to the page that it stands on, and is told
    that nothing was saved.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" and not response.content:
            return _not_to_be_read(request, response)
        was_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_visit = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        to_sign_in, _sign, query = response.headers.get("Location", "").partition("?")
        is_sent_away = parse_qs(query).get("next") == [request.get_full_path()]
        if (
            request.method == "POST"
            and was_signed_in
            and is_visit
            and is_sent_away
            and to_sign_in == resolve_url(settings.LOGIN_URL)
        ):
            messages.warning(
                request, _("You were signed out meanwhile, and nothing was saved. Sign in, then send it once more.")
            )
            response["Location"] = f"{to_sign_in}?{urlencode({'next': _page_before(request)})}"
        return response


def _not_to_be_read(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = response["Allow"]
    return page


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the request came from; without one, the first page."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    page = urlsplit(came_from)
    return urlunsplit(("", "", "/" + page.path.lstrip("/"), page.query, ""))


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
