"""Pages that anybody may read, the same for everybody: each language has its own address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from core.access import Unknown
from core.languages import LANGUAGES, LOCALES, NATIVE_NAMES, active, direction
from webinars.exporters import sharing
from webinars.queries.public import get_public_webinar, published, to_come

MINUTES = 5
"""How long a browser, or a proxy on the way, may show a page without asking again."""
ON_A_PAGE = 50
A_YEAR = 365 * 24 * 3600
View = Callable[..., HttpResponse]


def _public(view: View) -> View:
    """In the language of the address, without a session, to be kept by caches; everything unknown looks alike."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **arguments: Any) -> HttpResponse:
        with translation.override(language), timezone.override(UTC):
            try:
                if not settings.PUBLIC_PAGES:
                    raise Unknown
                response = view(request, **arguments)
            except Http404:
                response = render(request, "webinars/public_missing.html", _frame("webinars:public_list"), status=404)
        response.headers.setdefault("Cache-Control", f"public, max-age={MINUTES * 60}")
        response.headers["Content-Language"] = language
        return response

    return answer


def _address(name: str, language: str, *arguments: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[language, *arguments])


def _frame(name: str, *arguments: str, page: int = 1) -> dict[str, Any]:
    """What the head and the top of every public page need. Nothing here depends on who looks."""
    more = f"?page={page}" if page > 1 else ""
    return {
        "theme": "",
        "canonical": _address(name, active(), *arguments) + more,
        "alternates": [
            (code, NATIVE_NAMES[code], direction(code), _address(name, code, *arguments) + more) for code in LANGUAGES
        ],
        "default_address": _address(name, "en", *arguments) + more,
        "locale": LOCALES.get(active(), "en_GB"),
    }


@require_safe
@_public
def public_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = Paginator(to_come(now), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {**_frame("webinars:public_list", page=page.number), "page": page}
    context["rows"] = [published(webinar, now) for webinar in page]
    return render(request, "webinars/public_list.html", context)


@require_safe
@_public
def public_webinar(request: HttpRequest, slug: str) -> HttpResponse:
    page = published(get_public_webinar(slug), timezone.now())
    context = _frame("webinars:public_webinar", slug)
    picture = _address("webinars:public_image", active(), slug, sharing.card(page).digest)
    context |= {
        "page": page,
        "webinar": page.webinar,
        "sharing_image": picture,
        "event": sharing.event(page, url=context["canonical"], image_url=picture),
    }
    return render(request, "webinars/public_webinar.html", context)


@require_safe
@_public
def public_image(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """The image for other sites. An address given out before a change leads to the present image."""
    words = sharing.card(published(get_public_webinar(slug), timezone.now()))
    if digest != words.digest:
        return redirect("webinars:public_image", active(), slug, words.digest)
    response = HttpResponse(sharing.image(words), content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages with their six languages."""
    if not settings.PUBLIC_PAGES:
        raise Unknown
    slugs = to_come(timezone.now()).values_list("slug", flat=True)[:8000]  # times six: the most that a sitemap may name
    frames = [_frame("webinars:public_list"), *(_frame("webinars:public_webinar", slug) for slug in slugs)]
    response = render(request, "webinars/sitemap.xml", {"frames": frames}, content_type="application/xml")
    response.headers["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    if settings.PUBLIC_PAGES:
        lines += [f"Allow: {reverse('webinars:public_list', args=[code])}" for code in LANGUAGES]
        lines += [f"Allow: {settings.STATIC_URL}"]
    lines += ["Disallow: /"]
    if settings.PUBLIC_PAGES:
        lines += ["", f"Sitemap: {settings.PUBLIC_URL}{reverse('webinars:sitemap')}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return response
