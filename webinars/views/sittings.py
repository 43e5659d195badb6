"""Sittings of a webinar."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.forms import ALREADY_SAVED
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import sittings
from webinars.forms.planning import SittingForm
from webinars.models import Sitting


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = SittingForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: sittings.create_sitting(webinar, by=person, **form.values()))
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("webinars:detail", webinar.slug)
        if isinstance(made, Sitting):
            messages.success(request, _("The sitting is made. Plan what happens in it."))
            return redirect("webinars:agenda", made.pk)
    return render(request, "webinars/sitting_form.html", {"form": form, "webinar": webinar, "sitting": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    sitting = access.get_sitting(person, sitting_id, Right.EDIT)
    form = SittingForm(request.POST or None, sitting=sitting, person=person)
    if request.method == "POST" and form.is_valid():
        moved = form.carry_out(
            lambda: sittings.move_sitting(sitting, seen=form.cleaned_data["seen"], by=person, **form.values())
        )
        if moved is not None:
            messages.success(request, _("The sitting is saved."))
            return redirect("webinars:detail", sitting.webinar.slug)
    context = {"form": form, "webinar": sitting.webinar, "sitting": sitting}
    return render(request, "webinars/sitting_form.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """A GET asks, a POST removes."""
    sitting = access.get_sitting(cast(Person, request.user), sitting_id, Right.EDIT)
    if request.method == "POST":
        sittings.remove_sitting(sitting, by=cast(Person, request.user))
        messages.success(request, _("The sitting is off the plan."))
        return redirect("webinars:detail", sitting.webinar.slug)
    return render(request, "webinars/sitting_remove.html", {"sitting": sitting, "webinar": sitting.webinar})
