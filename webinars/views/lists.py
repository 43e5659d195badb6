"""Invitation lists: uploaded, looked at, applied."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.actions import Refused
from core.importing import MOST_BYTES
from core.refusals import sentence
from core.spreadsheets import XLSX
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.access.lists import get_list
from webinars.actions.lists import Way, apply_list, drop_list, keep_list
from webinars.exporters.lists import template_csv, template_xlsx
from webinars.forms.lists import LETTERS, ListForm
from webinars.importers.headings import Field
from webinars.importers.invitations import read_invitations
from webinars.models import ImportedList, Webinar
from webinars.queries import lists as queries

ON_A_PAGE = 20
FAULTS_ON_A_PAGE = 50
SAMPLE = 8
"""People who are shown as they were read, so that a wrong alphabet is seen."""


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lists(request: HttpRequest, slug: str) -> HttpResponse:
    """The lists of a webinar. A POST brings one, and leads to its dry run."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _kept(webinar, form.cleaned_data["file"], form.cleaned_data["letters"], person)
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            return redirect("webinars:imported_list", kept.pk)
    page = Paginator(queries.lists_of(webinar), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"webinar": webinar, "form": form, "page": page, **form.limits}
    context["shown"] = [(each, queries.applied_of(each)) for each in page]
    return render(request, "webinars/lists.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def imported_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """What a list would do; after a POST that said how, what it did."""
    person = cast(Person, request.user)
    imported = get_list(person, list_id, Right.EDIT)
    if request.method == "POST":
        return _decided(request, imported, person)
    listed = queries.entries(imported)
    faults = imported.rows.get("faults", [])
    page = Paginator([_fault(*fault) for fault in faults], FAULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "webinar": imported.webinar,
        "imported": imported,
        "applied": queries.applied_of(imported),
        "outlook": None if imported.applied_at else queries.outlook(imported.webinar, listed),
        "people": len(listed),
        "sample": listed[:SAMPLE],
        "page": page,
        "fault_rows": len({fault[0] for fault in faults}),
        "source": imported.rows.get("source", {}),
        "letters": dict(LETTERS).get(imported.rows.get("source", {}).get("encoding", ""), ""),
        "ignored": imported.rows.get("ignored", []),
        "has_gender": Field.GENDER in [field for _label, field in imported.rows.get("columns", [])],
    }
    return render(request, "webinars/imported_list.html", context)


@login_required
@require_safe
def template(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """An empty list with headings in the reader's language."""
    webinar = access.get_webinar(cast(Person, request.user), slug, Right.EDIT)
    data, content_type = (template_xlsx(), XLSX) if kind == "xlsx" else (template_csv(), "text/csv; charset=utf-8")
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{webinar.slug}-list.{kind}"'
    return response


def _kept(webinar: Webinar, file: UploadedFile[Any], letters: str, person: Person) -> ImportedList:
    if (file.size or 0) > MOST_BYTES:
        raise Refused("file.too_large", limit=MOST_BYTES // 1024**2)
    content = read_invitations(file.read(), encoding=letters).as_json()
    return keep_list(webinar, file_name=file.name or "", content=content, by=person)


def _decided(request: HttpRequest, imported: ImportedList, person: Person) -> HttpResponse:
    decision = request.POST.get("do", "")
    if decision == "drop":
        drop_list(imported)
        messages.info(request, _("The list is thrown away. Nothing was changed."))
        return redirect("webinars:lists", imported.webinar.slug)
    if decision not in list(Way):
        raise BadRequest
    apply_list(imported, way=Way(decision), by=person)
    return redirect("webinars:imported_list", imported.pk)


def _fault(row: int, column: str, code: str, value: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"row": row, "column": column, "value": value, "sentence": sentence(code, data)}
