"""The personal join link: the way from a mail into the room. Opening it changes nothing, whoever or whatever opens it."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from people.adapter import send_code, sign_in
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions.links import come_by_link, renew_link
from webinars.actions.registration.by_person import register, withdraw
from webinars.choices import RegistrationState
from webinars.forms.joining import NewcomerForm
from webinars.models import Registration
from webinars.queries import links as queries
from webinars.queries.links import Link

GAVE_BACK = (RegistrationState.DECLINED, RegistrationState.CANCELLED)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads depends on who opens it: its person, somebody else, or nobody known yet."""
    link = queries.link_of(token, timezone.now())
    if link is not None and request.user == link.person:
        return _own(request, link)
    if link is None or not link.is_good:
        return render(request, "webinars/join/no_longer.html", status=404)
    if request.user.is_authenticated:
        return render(request, "webinars/join/somebody_else.html", _shown(request, link), status=403)
    with translation.override(_language(request, link)):
        response = _newcomer(request, link) if link.person.is_provisional else _by_code(request, link)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


@login_required
@require_POST
def renew(request: HttpRequest, registration_id: int) -> HttpResponse:
    """End somebody's link, and send them a new one."""
    person = cast(Person, request.user)
    registration = access.get_registration(person, registration_id, Right.EDIT)
    renew_link(registration, by=person)
    messages.success(request, _("The links sent before are no longer good. A new one is on its way."))
    return redirect("webinars:people", registration.webinar.slug)


def _own(request: HttpRequest, link: Link) -> HttpResponse:
    """The person themselves: to the room; or an answer first, when one is wanted or can be taken back."""
    registration = link.registration
    state = registration.state
    if request.method == "POST":
        return _answered(request, registration)
    if state == RegistrationState.INVITED or state in GAVE_BACK:
        return render(request, "webinars/join/answer.html", _shown(request, link) | {"gave_back": state in GAVE_BACK})
    room = queries.room_to_go_to(registration.webinar, timezone.now())
    if state == RegistrationState.CONFIRMED and room is not None:
        return redirect("webinars:room", room)
    return redirect("webinars:detail", registration.webinar.slug)


def _answered(request: HttpRequest, registration: Registration) -> HttpResponse:
    person = cast(Person, request.user)
    if request.POST.get("do") == "decline":
        withdraw(registration.webinar, person=person)
    else:
        _welcome(request, register(registration.webinar, person=person))
    return redirect("webinars:detail", registration.webinar.slug)


def _newcomer(request: HttpRequest, link: Link) -> HttpResponse:
    """Somebody whom others named: one page, one step."""
    registration = link.registration
    form = NewcomerForm(request.POST or None, initial=NewcomerForm.values_of(registration))
    if request.POST.get("do") == "decline":
        withdraw(registration.webinar, person=link.person)
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            done = come_by_link(registration, **form.said())
        except Refused as refused:
            form.refuse(refused)
        else:
            _welcome(request, done)
            return sign_in(request, done.person, then=reverse("webinars:detail", args=[registration.webinar.slug]))
    context = _shown(request, link) | {"form": form, "gave_back": registration.state in GAVE_BACK}
    context["may_decline"] = registration.state not in GAVE_BACK
    return render(request, "webinars/join/newcomer.html", context)


def _by_code(request: HttpRequest, link: Link) -> HttpResponse:
    """Somebody with an account of their own: the link alone signs nobody in."""
    if request.method == "POST":
        if send_code(request, link.person):
            return redirect(f"{reverse('account_confirm_login_code')}?next={request.path}")
        return render(request, "429.html", status=429)
    return render(request, "webinars/join/code.html", _shown(request, link))


def _shown(request: HttpRequest, link: Link) -> dict[str, Any]:
    return {
        "webinar": link.registration.webinar,
        "masked": queries.masked(link.person.email),
        "next": request.path,
    }


def _language(request: HttpRequest, link: Link) -> str:
    """The language that the person was written to in, unless this browser chose another."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return translation.get_language() or "en"
    return link.person.language


def _welcome(request: HttpRequest, registration: Registration) -> None:
    if registration.state == RegistrationState.CONFIRMED:
        messages.success(request, _("You have a place. A confirmation is on its way by mail."))
    elif registration.state == RegistrationState.WAITING:
        messages.info(
            request, _("All places are taken. You are on the waiting list and will be told when one is free.")
        )
