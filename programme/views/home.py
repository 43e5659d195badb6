"""The first page after signing in: what to do next, then what is one's own."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people.access import Right, has_right
from people.models import Person
from programme.queries.home import home_of


@login_required
def home(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    context = {
        "home": home_of(person, timezone.now(), timezone.localdate()),
        "may_plan": has_right(person, Right.PLAN),
        "profile_lacks": not person.full_name or not person.country_code,
    }
    return render(request, "programme/home.html", context)
