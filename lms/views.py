"""Pages of the installation itself."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lms.context import THEME_COOKIE, THEMES, words

STYLES = ("tokens", "base", "components", "pages")


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen appearance in a cookie for a year; anything but light and dark means “as the system”."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare("500.html", status=500)


def _bare(template: str, *, status: int) -> HttpResponse:
    """A page that asks neither the database nor the session, because they may be what failed."""
    try:
        styles = [static(f"styles/{name}.css") for name in STYLES]
    except ValueError:  # the manifest of hashed files is missing: better a plain page than none
        styles = []
    return HttpResponse(render_to_string(template, {**words(), "styles": styles}), status=status)


def health(request: HttpRequest) -> HttpResponse:
    """For process managers and proxies: 200 while this process reaches its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
