"""The team of a webinar."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import access as people_access
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import team as team_actions
from webinars.forms.planning import MemberForm
from webinars.queries import planning
from webinars.queries.clashes import clashes_in


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
    context["clashes"] = clashes_in(webinar, person)
    context["may_plan"] = people_access.has_right(person, people_access.Right.PLAN)
    return render(request, "webinars/team.html", context)


@login_required
@require_POST
def remove_member(request: HttpRequest, member_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    member = access.get_member(person, member_id, Right.EDIT)
    team_actions.remove_member(member, by=person)
    return redirect("webinars:team", member.webinar.slug)
