"""New webinars from old ones, and templates to make them from."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions.copying import copy_webinar
from webinars.choices import WebinarState
from webinars.forms.copying import CopyForm
from webinars.models import Webinar
from webinars.queries import overview, planning


def _planner(request: HttpRequest, slug: str) -> tuple[Person, Webinar]:
    """Who makes a webinar must be allowed to plan, beside seeing the one that is copied."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    people_access.require(person, people_access.Right.PLAN)
    return person, webinar


@login_required
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A GET asks for the new first day, a POST copies."""
    person, webinar = _planner(request, slug)
    plans = planning.plans(webinar)
    form = CopyForm(request.POST or None, has_sittings=bool(plans))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = form.make_once(
            person.pk,
            lambda: form.carry_out(
                lambda: copy_webinar(webinar, first_day=given.get("first_day"), with_team=given["with_team"], by=person)
            ),
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("webinars:list")
        if isinstance(made, Webinar):
            messages.success(request, _("The draft is made. Look through it, then announce it."))
            return redirect("webinars:detail", made.slug)
    return render(request, "webinars/webinar_copy.html", {"form": form, "webinar": webinar, "plans": plans})


@login_required
@require_POST
def make_template(request: HttpRequest, slug: str) -> HttpResponse:
    person, webinar = _planner(request, slug)
    made = copy_webinar(webinar, first_day=None, state=WebinarState.TEMPLATE, by=person)
    messages.success(request, _("The plan is kept as a template."))
    return redirect("webinars:detail", made.slug)


@login_required
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    people_access.require(cast(Person, request.user), people_access.Right.PLAN)
    page = Paginator(overview.templates(), overview.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "webinars/templates.html", {"page": page})
