"""Mails that could not be sent because no mail server is configured: for administrators only."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from people.access import Right, require
from people.models import Person
from people.queries.mail import kept_mails


@login_required
def mail(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    require(request.user, Right.ADMINISTER)
    context = {"mails": kept_mails(Path(settings.EMAIL_FILE_PATH)), "is_sent": bool(settings.EMAIL_HOST)}
    return render(request, "people/mail.html", context)
