"""One's own certificates, and the public page on which anybody verifies one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.languages import LANGUAGES, NATIVE_NAMES, active, direction
from people.models import Person
from programme.access import get_certificate, manages
from programme.exporters.certificates import address_of, paper, paper_title
from programme.queries.certificates import (
    mine,
    own_certificates,
    reason_words,
    title_of,
    verified,
    waiting_for_name,
    written,
)

PER_PAGE = 24
View = Callable[..., HttpResponse]


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    page = Paginator(own_certificates(person), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "certificates": [mine(row) for row in page], "waiting": waiting_for_name(person)}
    return render(request, "programme/certificates.html", context)


@login_required
@require_safe
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The paper, in the language that its holder chose for it: first their own, then any of the six."""
    person = cast(Person, request.user)
    found = get_certificate(person, number)
    asked = request.GET.get("in", "")
    language = asked if asked in LANGUAGES else found.person.language
    title = title_of(found, language)
    context = {
        "certificate": found,
        "paper": paper(found, language),
        "paper_title": paper_title(found, language),
        "chosen": language,
        "choices": [(code, NATIVE_NAMES[code], direction(code)) for code in LANGUAGES],
        "title_language": title.language,
        "is_fallback": title.language != language,
        "is_own": found.person_id == person.pk,
        "manages": manages(person, found),
        "reason": reason_words(found),
        "is_renamed": found.name != " ".join(found.person.full_name.split()),
        "address": address_of(found),
    }
    return render(request, "programme/certificate.html", context)


def _public(view: View) -> View:
    """For everybody, within a wide limit per network address, and never in an index of the web."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="verify_certificate", limit_get=True)
        response = limited or view(request, **arguments)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


@require_safe
@never_cache
@_public
def find(request: HttpRequest) -> HttpResponse:
    """A field for a number that was read from paper."""
    typed = request.GET.get("number", "").strip()[:40]
    number = written(typed)
    if number:
        return redirect("programme:verify_certificate", number)
    context = {"typed": typed, "is_wrong": bool(typed)}
    return render(request, "programme/find_certificate.html", context, status=400 if typed else 200)


@require_safe
@never_cache
@_public
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """What a certificate shows, and whether it holds: nothing else of its holder."""
    asked = written(number)
    if asked and asked != number:
        return redirect("programme:verify_certificate", asked)
    found = verified(asked) if asked else None
    if found is None:
        context = {"typed": number[:40], "is_missing": True}
        return render(request, "programme/find_certificate.html", context, status=404)
    context = {"found": found, "certificate": found.certificate}
    if found.certificate is not None:
        context["title"] = title_of(found.certificate, active())
    return render(request, "programme/verify.html", context, status=200 if found.certificate else 410)
