"""Webinars: the list, one webinar with its plan, and its own fields."""

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
from webinars import access
from webinars.access import Right
from webinars.actions import webinars as actions
from webinars.choices import WebinarState
from webinars.forms.filters import WantedForm
from webinars.forms.webinar import WebinarForm
from webinars.models import Webinar
from webinars.queries import overview, planning
from webinars.queries.clashes import clashes_in
from webinars.queries.open_surveys import open_surveys
from webinars.queries.own_place import own_place


@login_required
@require_safe
def webinar_list(request: HttpRequest) -> HttpResponse:
    person, now = cast(Person, request.user), timezone.now()
    may_plan = people_access.has_right(person, people_access.Right.PLAN)
    form = WantedForm(request.GET)
    wanted = form.wanted() if may_plan else overview.Wanted()
    page = Paginator(overview.webinars_of(person, now, wanted=wanted), overview.A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = overview.listed(page.object_list, person, now)
    context = {
        "page": page,
        "upcoming": [row for row in rows if not row.is_over],
        "past": [row for row in rows if row.is_over],
        "may_plan": may_plan,
        "form": form,
        "kept": form.kept(),
    }
    return render(request, "webinars/list.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.SEE)
    rights = access.rights_in(person, webinar)
    return render(
        request,
        "webinars/detail.html",
        {
            "webinar": webinar,
            "plans": planning.plans(webinar),
            "team": planning.team(webinar),
            "registered": planning.registrations(webinar).count(),
            "own": own_place(webinar, person, timezone.now()),
            "may_enter": Right.ENTER in rights,
            "may_edit": Right.EDIT in rights,
            "clashes": clashes_in(webinar, person) if Right.EDIT in rights else [],
            "may_plan": people_access.has_right(person, people_access.Right.PLAN),
            "is_backstage": Right.BACKSTAGE in rights,
            "open_surveys": open_surveys(person, timezone.now(), webinar=webinar),
            "may_see_attendance": Right.SEE_ATTENDANCE in rights,
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.PLAN)
    form = WebinarForm(request.POST or None)
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        made = form.make_once(
            person.pk,
            lambda: form.carry_out(
                lambda: actions.create_webinar(**form.values(), state=WebinarState.DRAFT, by=person)
            ),
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("webinars:list")
        if isinstance(made, Webinar):
            messages.success(request, _("The draft is made. Add its sittings next, then announce it."))
            return redirect("webinars:detail", made.slug)
    return render(request, "webinars/webinar_form.html", {"form": form, "webinar": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = WebinarForm(request.POST or None, webinar=webinar)
    differing: list[tuple[str, str]] = []
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        version = form.cleaned_data["version"] or 0
        saved = form.carry_out(lambda: actions.update_webinar(webinar, version=version, **form.values(), by=person))
        if saved is not None:
            messages.success(request, _("The webinar is saved."))
            return redirect("webinars:detail", webinar.slug)
        if form.has_error("__all__", "webinar.changed_meanwhile"):
            differing = form.differing()
            typed = request.POST.copy()
            typed["version"] = str(webinar.version)
            form.data = typed
    context = {"form": form, "webinar": webinar, "differing": differing}
    return render(request, "webinars/webinar_form.html", context, status=409 if differing else 200)
