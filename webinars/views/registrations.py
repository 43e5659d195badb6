"""The manager's page of people: who has a place, who waits, and what is decided about them."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.refusals import sentence
from people.forms import AddressesForm
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions.registration import bounds, by_hand, by_manager
from webinars.forms.registration import DecisionForm, PlacesForm, RegistrationFilter
from webinars.models import Webinar
from webinars.queries import places_page

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody with their state. A POST adds people by their addresses, and answers with a line for each."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = AddressesForm(request.POST or None)
    lines: list[by_hand.Line] = []
    if request.method == "POST" and form.is_valid():
        addresses = form.addresses()
        done = form.carry_out(lambda: by_hand.register_people(webinar, emails=addresses, by=person))
        if done is not None:
            lines, form = done, AddressesForm()
    return _page(request, webinar, form=form, lines=lines)


def _page(request: HttpRequest, webinar: Webinar, status: int = 200, **context: Any) -> HttpResponse:
    person = cast(Person, request.user)
    finder = RegistrationFilter(request.GET, administrations=places_page.administrations_in(webinar))
    asked = finder.cleaned_data if finder.is_valid() else {}
    rows = places_page.matching(webinar, person, **asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    counts = places_page.counts_by_state(webinar)
    lines = context.get("lines", [])
    shown = {
        "webinar": webinar,
        "form": AddressesForm(),
        "bounds": PlacesForm.of(webinar),
        "finder": finder,
        "is_filtered": any(value not in ("", None) for value in asked.values()),
        "page": page,
        "listed": places_page.listed(webinar, person, page.object_list),
        "kept": kept.urlencode(),
        "counts": counts,
        "total": sum(count.people for count in counts),
        "placed": next(count.people for count in counts if count.state == "confirmed"),
        "full": places_page.quota_uses(webinar),
        "added": sum(line.outcome == by_hand.Outcome.ADDED for line in lines),
    }
    return render(request, "webinars/people.html", {**shown, **context}, status=status)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Approve, give a place to, or decline the people ticked; the last is asked about once more."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = DecisionForm(request.POST)
    back = redirect("webinars:people", webinar.slug)
    if query := request.POST.get("kept", ""):
        back["Location"] += f"?{query}"
    if not form.is_valid():
        messages.error(request, _("Tick somebody first."))
        return back
    ids, do = form.cleaned_data["chosen"], form.cleaned_data["do"]
    if do == DecisionForm.DECLINE and not form.cleaned_data["sure"]:
        rows = places_page.listed(webinar, person, places_page.chosen(webinar, ids))
        context = {"webinar": webinar, "listed": rows, "kept": query}
        return render(request, "webinars/people_decline.html", context)
    try:
        text = _carry_out(webinar, do, ids, person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, text)
    return back


def _carry_out(webinar: Webinar, do: str, ids: list[int], person: Person) -> str:
    """Do it, and say what came of it."""
    if do == DecisionForm.APPROVE:
        seated = by_manager.approve(webinar, registrations=ids, by=person)
        return _("Places given: %(placed)d. On the waiting list: %(waiting)d.") % {
            "placed": len(seated.placed),
            "waiting": len(seated.waiting),
        }
    if do == DecisionForm.GIVE:
        given = by_manager.give_places(webinar, registrations=ids, by=person)
        return _("Places given: %(given)d. Without a free place: %(left)d.") % {
            "given": len(given.given),
            "left": len(given.left),
        }
    declined = by_manager.decline(webinar, registrations=ids, by=person)
    return ngettext("%(number)d person declined.", "%(number)d people declined.", len(declined)) % {
        "number": len(declined)
    }


@login_required
@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, slug: str) -> HttpResponse:
    """How many places there are. What becomes free is given at once."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = PlacesForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            promoted = form.carry_out(lambda: bounds.update_places(webinar, **form.cleaned_data, by=person))
            if promoted is not None:
                messages.success(
                    request, _("Saved. Places given from the waiting list: %(number)d.") % {"number": len(promoted)}
                )
                return redirect("webinars:people", webinar.slug)
        return _page(request, webinar, status=409 if form.non_field_errors() else 200, bounds=form)
    return redirect("webinars:people", webinar.slug)
