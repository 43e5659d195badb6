"""One's own profile, and that of a person whom one manages."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.actions import Refused
from people.access import get_managed_person
from people.actions.profiles import fingerprint, update_profile
from people.forms import ProfileForm
from people.models import Person


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    return _edit(request, request.user, done="people:profile", template="people/profile.html")


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
        return render(request, template, {"form": form, "person": person, "seen": fingerprint(person)})
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
    return render(request, template, context, status=status)
