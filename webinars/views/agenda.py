"""The agenda of a sitting: the builder, with every change also a plain form, and its parts one by one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import agenda
from webinars.forms.planning import ItemForm, MinutesForm, OrderForm, QuickItemForm
from webinars.models import Sitting
from webinars.queries import planning


@login_required
@require_safe
def plan(request: HttpRequest, sitting_id: int) -> HttpResponse:
    sitting = access.get_sitting(cast(Person, request.user), sitting_id, Right.EDIT)
    return _page(request, sitting)


def _page(
    request: HttpRequest,
    sitting: Sitting,
    *,
    quick: QuickItemForm | None = None,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or the builder alone for the script that asked. ``said`` is spoken by a screen reader."""
    found = planning.plan_of(sitting)
    context = {
        "plan": found,
        "webinar": sitting.webinar,
        "sitting": sitting,
        "quick": quick or QuickItemForm(),
        "order": agenda.seen_order([line.item.pk for line in found.lines]),
        "said": said or problem,
        "problem": problem,
    }
    name = "webinars/parts/builder.html" if _by_script(request) else "webinars/agenda.html"
    return render(request, name, context, status=status)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _answer(request: HttpRequest, sitting: Sitting, *, said: str = "", refused: Refused | None = None) -> HttpResponse:
    """After a change: the builder for the script, the way back to the page for a plain form."""
    problem = sentence(refused.code, refused.data) if refused else ""
    if _by_script(request):
        return _page(request, sitting, said=said, problem=problem, status=409 if refused else 200)
    if problem:
        messages.error(request, problem)
    return redirect("webinars:agenda", sitting.pk)


@login_required
@require_POST
def order(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Save the whole order at once, as dragging and arrow keys make it."""
    sitting = access.get_sitting(cast(Person, request.user), sitting_id, Right.EDIT)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _answer(request, sitting, refused=Refused("agenda.changed_meanwhile"))
    try:
        agenda.order_items(sitting, ids=form.cleaned_data["ids"], seen=form.cleaned_data["seen"])
    except Refused as refused:
        return _answer(request, sitting, refused=refused)
    return _answer(request, sitting, said=_where(sitting, form.cleaned_data["moved"]))


def _where(sitting: Sitting, moved: int | None) -> str:
    found = planning.plan_of(sitting)
    for number, line in enumerate(found.lines, 1):
        if line.item.pk == moved:
            words = {"title": line.item.title, "number": number, "total": len(found.lines)}
            return _("“%(title)s” is now part %(number)s of %(total)s.") % words
    return ""


@login_required
@require_POST
def minutes(request: HttpRequest, item_id: int) -> HttpResponse:
    """Plan another number of minutes for a part, in its line."""
    found = access.get_item(cast(Person, request.user), item_id, Right.EDIT)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        refused = Refused("agenda.minutes", limit=agenda.LONGEST_MINUTES)
        return _answer(request, found.sitting, refused=refused)
    try:
        agenda.change_minutes(found, minutes=form.cleaned_data["minutes"], seen=form.cleaned_data["was"])
    except Refused as refused:
        return _answer(request, found.sitting, refused=refused)
    total = planning.plan_of(found.sitting).minutes
    return _answer(request, found.sitting, said=_("Saved. Minutes planned in all: %(total)s.") % {"total": total})


@login_required
@require_POST
def quick_add(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Put a part at the end from one line."""
    sitting = access.get_sitting(cast(Person, request.user), sitting_id, Right.EDIT)
    form = QuickItemForm(request.POST)
    if form.is_valid():
        made = form.carry_out(lambda: agenda.add_item(sitting, form.draft()))
        if made is not None:
            return _answer(request, sitting, said=_("“%(title)s” is added.") % {"title": made.title})
    problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return _page(request, sitting, quick=form, said=problem, status=422 if _by_script(request) else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    sitting = access.get_sitting(person, sitting_id, Right.EDIT)
    form = ItemForm(request.POST or None, sitting=sitting, person=person)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: agenda.add_item(sitting, form.draft())))
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
        if made is not None:
            return redirect("webinars:agenda", sitting.pk)
    return render(request, "webinars/item_form.html", {"form": form, "sitting": sitting, "item": None})


@login_required
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """An agenda item: its fields, and the activities prepared for it."""
    person = cast(Person, request.user)
    found = access.get_item(person, item_id, Right.EDIT)
    form = ItemForm(request.POST or None, sitting=found.sitting, item=found, person=person)
    if request.method == "POST" and form.is_valid():
        changed = form.carry_out(lambda: agenda.change_item(found, form.draft(), seen=form.cleaned_data["seen"]))
        if changed is not None:
            messages.success(request, _("The part is saved."))
            return redirect("webinars:agenda", found.sitting_id)
    context = {"form": form, "sitting": found.sitting, "item": found, "prepared": planning.prepared_for(found)}
    return render(request, "webinars/item_form.html", context)


@login_required
@require_POST
def move(request: HttpRequest, item_id: int) -> HttpResponse:
    found = access.get_item(cast(Person, request.user), item_id, Right.EDIT)
    try:
        agenda.move_item(found, earlier=request.POST.get("direction") == "earlier")
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return redirect(f"{reverse('webinars:agenda', args=[found.sitting_id])}#item-{found.pk}")


@login_required
@require_POST
def remove_item(request: HttpRequest, item_id: int) -> HttpResponse:
    found = access.get_item(cast(Person, request.user), item_id, Right.EDIT)
    try:
        agenda.remove_item(found)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    return redirect("webinars:agenda", found.sitting_id)
