"""A person's own data: taken away, and erased."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.actions import Refused
from core.refusals import sentence
from people import sessions
from people.actions.erasure import erase_person
from people.exporters.personal import archive
from people.models import Person


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def export(request: HttpRequest) -> HttpResponse:
    """A GET explains, a POST hands the archive out."""
    assert isinstance(request.user, Person)
    if request.method != "POST":
        return render(request, "people/export.html")
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
    if limited:
        return limited
    response = HttpResponse(archive(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="lectern-my-data.zip"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def erase(request: HttpRequest) -> HttpResponse:
    """A GET explains; a first POST mails a code, a second one with that code erases the account."""
    person = request.user
    assert isinstance(person, Person)
    if request.method != "POST":
        return render(request, "people/erase.html")
    limited: HttpResponse | None = ratelimit.consume_or_429(request, action="reauthenticate", user=person)
    if limited:
        return limited
    refusal = ""
    if request.POST.get("step") == "erase":
        try:
            if sessions.confirm(request.session, request.POST.get("code", "")):
                erase_person(person, by=person)
                logout(request)
                return render(request, "people/erased.html")
            refusal = _(
                "This code is not right, or its time is over. Look at the newest mail, or ask for another code."
            )
        except Refused as refused:
            refusal = sentence(refused.code, refused.data)
    else:
        code = sessions.begin_confirmation(request.session)
        send_mail(
            _("Code to erase your account"),
            _(
                "Somebody who is signed in as you asked to erase your account. If it was you, enter this code:\n\n"
                "%(code)s\n\nIf it was not you, change nothing: without the code nothing happens."
            )
            % {"code": code},
            None,
            [person.email],
        )
    is_sent = sessions.awaits_confirmation(request.session)
    return render(
        request, "people/erase.html", {"refusal": refusal, "is_sent": is_sent}, status=400 if refusal else 200
    )
