"""The page on which a national coordinator nominates officers of their own administration."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.actions.registration import by_coordinator
from webinars.forms.registration import NominationForm
from webinars.queries import nominations as queries
from webinars.queries.own_place import own_place

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def nominations(request: HttpRequest, slug: str) -> HttpResponse:
    """The own nominations with their state, and a form for one more."""
    person = cast(Person, request.user)
    webinar, own = access.get_nominating(person, slug)
    given: dict[str, Any] = {"administrations": own, "officers": queries.officers_to_nominate(webinar, own)}
    form = NominationForm(request.POST or None, initial={"language": person.language}, **given)
    if request.method == "POST" and form.is_valid():
        administration, nominee = form.cleaned_data["administration"], form.nominee()

        def nominate() -> bool:
            by_coordinator.nominate(webinar, nominee, administration=administration, by=person)
            return True

        if form.make_once(person.pk, lambda: form.carry_out(nominate)) is not None:
            messages.success(request, _("%(name)s is nominated.") % {"name": nominee.full_name})
            return redirect("webinars:nominations", webinar.slug)
    page = Paginator(queries.nominations_of(webinar, own), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "webinar": webinar,
        "form": form,
        "page": page,
        "several": len(own) > 1,
        "own": own_place(webinar, person, timezone.now()),
    }
    return render(request, "webinars/nominations.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, registration_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    nomination = access.get_nomination(person, registration_id)
    try:
        by_coordinator.withdraw_nomination(nomination, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return redirect("webinars:nominations", nomination.webinar.slug)
