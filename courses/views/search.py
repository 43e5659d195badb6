"""The search through courses, lessons and documents."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.languages import active
from courses.forms.search import SearchForm
from courses.queries.search import PER_PAGE, search
from courses.words import digits_of
from people.models import Person


@login_required
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """``q``, ``kind``, ``language`` and ``page``, each of which may be anything."""
    person = cast(Person, request.user)
    form = SearchForm(request.GET)
    typed, kind, language = form.sought()
    number = _number(request.GET.get("page", ""))
    results = search(person, typed, active(), kind=kind, only=language, offset=(number - 1) * PER_PAGE)
    context = {
        "form": form,
        "typed": typed.strip(),
        "digits": digits_of(typed),
        "results": results.results,
        "count": results.count,
        "is_cut": results.is_cut,
        "page": Paginator(range(results.count), PER_PAGE).get_page(number),
        "kept": urlencode({"q": typed, "kind": kind, "language": language}),
    }
    return render(request, "courses/search.html", context)


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
