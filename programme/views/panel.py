"""The balance of one panel, for those who plan."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.actions import Refused
from core.refusals import sentence
from people import access as people_access
from people.models import Person
from programme.actions.panels import count_panel
from programme.queries.balance import panel_balance
from webinars.access import Right, get_webinar


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    webinar = get_webinar(person, slug, Right.EDIT)
    people_access.require(person, people_access.Right.PLAN)
    if request.method == "POST":
        try:
            count_panel(webinar, on=timezone.now().date(), by=person)
        except Refused as refused:
            messages.error(request, sentence(refused.code, refused.data))
        else:
            messages.success(request, _("The panel is counted."))
        return redirect("programme:panel", slug)
    return render(request, "programme/panel.html", {"webinar": webinar, "balance": panel_balance(webinar)})
