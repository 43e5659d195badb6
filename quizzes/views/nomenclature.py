"""The nomenclature: headings and subheadings found by code or by words, as a page, and as JSON for the answering field."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.languages import active, choose, direction
from quizzes.queries.nomenclature import LONGEST, MOST, Found, search_codes

PER_PAGE = 20


@login_required
@require_safe
def headings(request: HttpRequest) -> HttpResponse:
    """``q``: digits or words; ``page``. JSON where the reader asks for it (``Accept: application/json``)."""
    words = request.GET.get("q", "")[:LONGEST].strip()
    number = _number(request.GET.get("page", ""))
    found = search_codes(words, active(), limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    codes = [_shown(each) for each in found.codes]
    pages = Paginator(range(found.count), PER_PAGE)
    if request.accepts("text/html"):
        context = {
            "words": words,
            "codes": codes,
            "page": pages.get_page(number),
            "kept": urlencode({"q": words}),
            "is_cut": found.count >= MOST,
        }
        answer = render(request, "quizzes/headings.html", context)
    else:
        answer = JsonResponse({"count": found.count, "page": number, "pages": pages.num_pages, "codes": codes})
    answer["Vary"] = ", ".join(filter(None, [answer.get("Vary"), "Accept"]))
    return answer


def _number(text: str) -> int:
    most = MOST // PER_PAGE
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _shown(found: Found) -> dict[str, Any]:
    return _one(found.code, found.titles) | {"above": [_one(code, titles) for code, titles in found.above]}


def _one(code: str, titles: Any) -> dict[str, Any]:
    text, language = choose(dict(titles), active())
    written = code if len(code) == 2 else f"{code[:2]}.{code[2:]}" if len(code) == 4 else f"{code[:4]}.{code[4:]}"
    return {"code": code, "written": written, "title": text, "lang": language, "dir": direction(language)}
