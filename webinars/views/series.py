"""Series of webinars."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from webinars.access.series import get_series
from webinars.actions import series as actions
from webinars.forms.copying import SeriesForm
from webinars.models import Series
from webinars.queries import overview


@login_required
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    people_access.require(cast(Person, request.user), people_access.Right.PLAN)
    page = Paginator(overview.all_series(), overview.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "webinars/series_list.html", {"page": page})


@login_required
@require_safe
def series(request: HttpRequest, series_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    found = get_series(person, series_id)
    rows = overview.webinars_of(person, timezone.now(), series=found)
    page = Paginator(rows, overview.A_PAGE).get_page(request.GET.get("page"))
    context = {"series": found, "page": page, "rows": overview.listed(page.object_list, person, timezone.now())}
    return render(request, "webinars/series.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.PLAN)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = form.texts("title")
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: actions.create_series(title=title, by=person)))
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("webinars:series_list")
        if isinstance(made, Series):
            messages.success(request, _("The series is made. Webinars join it in their own form."))
            return redirect("webinars:series", made.pk)
    return render(request, "webinars/series_form.html", {"form": form, "series": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, series_id: int) -> HttpResponse:
    found = get_series(cast(Person, request.user), series_id)
    form = SeriesForm(request.POST or None, series=found)
    if request.method == "POST" and form.is_valid():
        title, seen = form.texts("title"), form.cleaned_data["seen"]
        if form.carry_out(lambda: actions.rename_series(found, title=title, seen=seen)) is not None:
            messages.success(request, _("The series is saved."))
            return redirect("webinars:series", found.pk)
    return render(request, "webinars/series_form.html", {"form": form, "series": found})
