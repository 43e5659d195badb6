"""Team and registrations, by hand."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import team as team_actions
from webinars.actions.registration import by_hand, by_manager
from webinars.forms.planning import MemberForm, RegistrationForm
from webinars.queries import planning


@login_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = form.carry_out(lambda: team_actions.add_member(webinar, **form.cleaned_data, by=person))
        if added is not None:
            messages.success(request, _("%(name)s is on the team.") % {"name": added.person.display_name})
            return redirect("webinars:team", webinar.slug)
    context = {"form": form, "webinar": webinar, "members": planning.team(webinar)}
    return render(request, "webinars/team.html", context)


@login_required
@require_POST
def remove_member(request: HttpRequest, member_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    member = access.get_member(person, member_id, Right.EDIT)
    team_actions.remove_member(member, by=person)
    return redirect("webinars:team", member.webinar.slug)


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has a place. A POST gives places, and answers with a line for each address."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = RegistrationForm(request.POST or None)
    lines: list[by_hand.Line] = []
    if request.method == "POST" and form.is_valid():
        addresses = form.addresses()
        done = form.carry_out(lambda: by_hand.register_people(webinar, emails=addresses, by=person))
        if done is not None:
            lines, form = done, RegistrationForm()
    context = {
        "form": form,
        "webinar": webinar,
        "lines": lines,
        "added": sum(line.outcome == by_hand.Outcome.ADDED for line in lines),
        "registered": planning.registrations(webinar),
    }
    return render(request, "webinars/people.html", context)


@login_required
@require_POST
def remove_registration(request: HttpRequest, registration_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    registration = access.get_registration(person, registration_id, Right.EDIT)
    by_manager.decline(registration.webinar, registrations=[registration.pk], by=person)
    return redirect("webinars:people", registration.webinar.slug)
