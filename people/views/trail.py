"""The audit trail, for administrators."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import audit
from people.access import Right, require
from people.forms import TrailForm
from people.models import Person
from people.queries.trail import entries

ON_A_PAGE = 50


@login_required
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """The newest entries first. With ``check`` the whole chain is gone through, which takes a while when it is long."""
    assert isinstance(request.user, Person)
    require(request.user, Right.ADMINISTER)
    form = TrailForm(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {"verb": "", "subject": ""}
    page = Paginator(entries(**wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    length, head = audit.length_and_head()
    context = {
        "form": form,
        "page": page,
        "kept": urlencode({name: value for name, value in wanted.items() if value}),
        "is_filtered": any(wanted.values()),
        "length": length,
        "head": head,
        "is_checked": "check" in request.GET,
        "broken": audit.first_broken_entry() if "check" in request.GET else None,
    }
    return render(request, "people/audit.html", context)
