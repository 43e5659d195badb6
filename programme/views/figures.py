"""The figures of a webinar: page, CSV, XLSX and PDF."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.spreadsheets import XLSX
from people.models import Person
from programme.exporters.drawings import presence_drawings
from programme.exporters.paper import figures_pdf
from programme.exporters.webinar_figures import definitions, figures_csv, figures_xlsx, report, standing
from programme.queries.webinar_figures import WebinarFigures, webinar_figures
from webinars.access import Right, get_webinar, rights_in


@login_required
@require_GET
@never_cache
def page(request: HttpRequest, slug: str) -> HttpResponse:
    figures = _figures(request, slug)
    sections = {section.key: section for section in report(figures)}
    context = {
        "figures": figures,
        "webinar": figures.webinar,
        "sections": sections,
        "drawings": presence_drawings(figures),
        "standing": standing(figures),
        "definitions": definitions(),
        "may_edit": Right.EDIT in rights_in(cast(Person, request.user), figures.webinar),
        "something_hidden": any(table.hides for section in sections.values() for table in section.tables),
    }
    return render(request, "programme/figures.html", context)


@login_required
@require_GET
@never_cache
def csv(request: HttpRequest, slug: str) -> HttpResponse:
    return _file(slug, figures_csv(_figures(request, slug)), "csv", "text/csv; charset=utf-8")


@login_required
@require_GET
@never_cache
def xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    return _file(slug, figures_xlsx(_figures(request, slug)), "xlsx", XLSX)


@login_required
@require_GET
@never_cache
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    return _file(slug, figures_pdf(_figures(request, slug)), "pdf", "application/pdf")


def _figures(request: HttpRequest, slug: str) -> WebinarFigures:
    return webinar_figures(get_webinar(cast(Person, request.user), slug, Right.SEE_ATTENDANCE))


def _file(slug: str, content: bytes, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="figures-{slug}.{kind}"'
    return response
