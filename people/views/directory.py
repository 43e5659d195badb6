"""People: the list, one person, and the roles that they hold."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.actions import Refused
from core.refusals import sentence
from people import access
from people.actions.roles import grant_role, revoke_role
from people.choices import Role
from people.forms import GrantForm, PeopleFilter
from people.models import Person
from people.queries.persons import matching

PER_PAGE = 25


@login_required
def people(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    visible = access.visible_people(request.user)
    form = PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(matching(visible, **asked), PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "page": page, "kept": kept.urlencode(), "is_filtered": any(asked.values())}
    return render(request, "people/list.html", context)


@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    assert isinstance(request.user, Person)
    found = access.get_person(request.user, person_id)
    return _person(request, found, GrantForm())


def _person(request: HttpRequest, found: Person, form: GrantForm, status: int = 200) -> HttpResponse:
    assert isinstance(request.user, Person)
    context = {
        "person": found,
        "grants": found.grants.select_related("administration", "granted_by").order_by("granted_at"),
        "form": form,
        "may_edit": access.has_right(request.user, access.Right.MANAGE_PEOPLE),
        "may_grant": access.has_right(request.user, access.Right.ADMINISTER),
    }
    return render(request, "people/person.html", context, status=status)


@login_required
@require_POST
def grant(request: HttpRequest, person_id: int) -> HttpResponse:
    assert isinstance(request.user, Person)
    found = access.get_person_to_grant(request.user, person_id)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _person(request, found, form, status=400)
    role = Role(form.cleaned_data["role"])
    try:
        grant_role(found, role=role, by=request.user, administration=form.cleaned_data["administration"])
    except Refused as refused:
        form.add_error(None, sentence(refused.code, refused.data))
        return _person(request, found, form, status=409)
    messages.success(request, _("The role is given."))
    return redirect("people:person", found.pk)


@login_required
@require_POST
def revoke(request: HttpRequest, person_id: int, grant_id: int) -> HttpResponse:
    assert isinstance(request.user, Person)
    given = access.get_grant(request.user, person_id, grant_id)
    try:
        revoke_role(given, by=request.user)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The role is taken away."))
    return redirect("people:person", person_id)
