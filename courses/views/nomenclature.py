"""The nomenclature as a reference: browsed by section, searched by code and words, and each code with where it is used."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.languages import active
from courses.queries import nomenclature as queries
from people.models import Person
from quizzes.queries.nomenclature import LONGEST, MOST, search_codes

PER_PAGE = 20


@login_required
@require_safe
def hs(request: HttpRequest) -> HttpResponse:
    """``q``: digits or words; ``set``: the codes of a published list; else all sections with their chapters."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    chosen = request.GET.get("set", "")
    context: dict[str, Any] = {"words": words, "sets": queries.published_sets(), "chosen": chosen}
    if words:
        number = _number(request.GET.get("page", ""))
        found = search_codes(words, active(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        context |= {
            "codes": queries.lines([each.code for each in found.codes], active()),
            "page": Paginator(range(found.count), PER_PAGE).get_page(number),
            "kept": urlencode({"q": words}),
            "is_cut": found.count >= MOST,
        }
    elif chosen:
        page = queries.set_page(chosen, active())
        if page is None:
            raise Http404
        context["one_set"] = page
    else:
        context["sections"] = queries.sections(active())
    return render(request, "courses/hs.html", context)


def _number(text: str) -> int:
    most = MOST // PER_PAGE
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@login_required
@require_safe
def hs_code(request: HttpRequest, code: str) -> HttpResponse:
    """A chapter, heading or subheading: two, four or six digits."""
    page = queries.code_page(cast(Person, request.user), code, active())
    if page is None:
        raise Http404
    return render(request, "courses/hs_code.html", {"page": page})
