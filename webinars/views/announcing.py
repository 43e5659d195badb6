"""What becomes of a planned webinar: announced, cancelled, thrown away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import announcing
from webinars.queries import planning


@login_required
@require_POST
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    try:
        announcing.announce_webinar(webinar, by=person)
        messages.success(request, _("The webinar is announced."))
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return redirect("webinars:detail", webinar.slug)


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """A GET asks, a POST cancels."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    if request.method == "POST":
        announcing.cancel_webinar(webinar, by=person)
        messages.success(request, _("The webinar is cancelled."))
        return redirect("webinars:detail", webinar.slug)
    context = {"webinar": webinar, "registered": planning.registrations(webinar).count()}
    return render(request, "webinars/webinar_cancel.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """A GET asks, a POST removes a draft or a template."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    if request.method == "POST":
        announcing.discard_webinar(webinar, by=person)
        messages.success(request, _("The draft is removed."))
        return redirect("webinars:list")
    return render(request, "webinars/webinar_discard.html", {"webinar": webinar})
