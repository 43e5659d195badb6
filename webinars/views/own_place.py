"""A person's own place: two buttons on the page of the webinar."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions.registration import by_person
from webinars.choices import RegistrationState


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a place, or accept an invitation. Whoever comes back from signing in by GET lands at the page with the button."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.SEE)
    if request.method == "POST":
        try:
            registration = by_person.register(webinar, person=person)
        except Refused as refused:
            messages.error(request, sentence(refused.code, refused.data))
        else:
            if registration.state == RegistrationState.CONFIRMED:
                messages.success(request, _("You have a place."))
    return redirect("webinars:detail", webinar.slug)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Decline an invitation, or give back what one has."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.SEE)
    if request.method == "POST":
        try:
            by_person.withdraw(webinar, person=person)
        except Refused as refused:
            messages.error(request, sentence(refused.code, refused.data))
    return redirect("webinars:detail", webinar.slug)
