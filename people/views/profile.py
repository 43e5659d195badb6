"""One's own profile, and that of a person whom one manages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.actions import Refused
from people.access import get_managed_person
from people.actions.profiles import fingerprint, renew_calendar_address, update_profile
from people.forms import ProfileForm
from people.models import Person
from people.queries.persons import calendar_token


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    return _edit(request, request.user, done="people:profile", template="people/profile.html")


@login_required
@require_POST
def renew_calendar(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    renew_calendar_address(request.user)
    messages.success(request, _("Your calendar has a new address. The one before has ended."))
    return redirect("people:profile")


@login_required
def edit_person(request: HttpRequest, person_id: int) -> HttpResponse:
    assert isinstance(request.user, Person)
    person = get_managed_person(request.user, person_id)
    return _edit(request, person, done="people:person", template="people/edit_person.html")


def _edit(request: HttpRequest, person: Person, *, done: str, template: str) -> HttpResponse:
    assert isinstance(request.user, Person)
    is_own = person == request.user
    if request.method != "POST":
        form = ProfileForm(initial=ProfileForm.values_of(person))
        if not is_own:
            form.without_gender()
        context = {"form": form, "person": person, "seen": fingerprint(person)}
        return render(request, template, {**context, **_calendar(person, is_own)})
    form = ProfileForm(request.POST)
    if not is_own:
        form.without_gender()
    seen = request.POST.get("seen", "")
    status = 400
    meanwhile: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            update_profile(person, by=request.user, seen=seen, **form.cleaned_data)
        except Refused as refused:
            if refused.code != "profile.changed_meanwhile":
                raise
            person.refresh_from_db()
            status, seen, meanwhile = 409, fingerprint(person), form.differences(person)
        else:
            messages.success(request, _("The profile is saved."))
            return redirect(done) if is_own else redirect(done, person.pk)
    context = {"form": form, "person": person, "seen": seen, "changed": status == 409, "meanwhile": meanwhile}
    return render(request, template, {**context, **_calendar(person, is_own)}, status=status)


def _calendar(person: Person, is_own: bool) -> dict[str, str]:
    """What makes the address of the person's calendar: for nobody else to see."""
    return {"calendar": calendar_token(person), "public_url": settings.PUBLIC_URL} if is_own else {}
