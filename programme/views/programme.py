"""The programme page for those who plan, its files, and the path of the balance."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from core.spreadsheets import XLSX
from people.access import Right, require
from people.models import Person
from programme.actions.targets import set_target
from programme.balance import column_chart, share_chart
from programme.choices import DivisionKind
from programme.exporters import programme as tables
from programme.forms import ProgrammeFilter, TargetForm
from programme.queries.balance import Balance, paths
from programme.queries.programme_figures import ProgrammeFigures, programme_figures
from webinars.figures import round_ceiling

WITH_A_PATH = (DivisionKind.LEARNERS, DivisionKind.TRAINERS)


@login_required
@require_GET
@never_cache
def programme(request: HttpRequest) -> HttpResponse:
    form, figures = _figures(request)
    drawn = {table.key: table for table in tables.tables(figures)}
    context = {
        "form": form,
        "figures": figures,
        "period": tables.period_name(figures.filters.period),
        "before": tables.period_name(figures.filters.period.before),
        "lines": tables.total_lines(figures),
        "tables": drawn,
        "hides": any(table.hides for table in drawn.values()),
        "quarters": columns(figures),
        "learners": _balance(figures.learners),
        "trainers": _balance(figures.trainers),
        "asked": request.GET.urlencode(),
    }
    return render(request, "programme/programme.html", context, status=400 if form.errors else 200)


@login_required
@require_GET
@never_cache
def programme_csv(request: HttpRequest) -> HttpResponse:
    _form, figures = _figures(request)
    return as_file(tables.programme_csv(figures), _file_name(figures), "csv", "text/csv; charset=utf-8")


@login_required
@require_GET
@never_cache
def programme_xlsx(request: HttpRequest) -> HttpResponse:
    _form, figures = _figures(request)
    return as_file(tables.programme_xlsx(figures), _file_name(figures), "xlsx", XLSX)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def target(request: HttpRequest, kind: str) -> HttpResponse:
    person = cast(Person, request.user)
    require(person, Right.PLAN)
    if kind not in WITH_A_PATH:
        raise Http404
    chosen = DivisionKind(kind)
    form = TargetForm(
        request.POST if request.method == "POST" else None, initial=TargetForm.values_of(paths().get(kind))
    )
    if request.method == "POST" and form.is_valid():
        set_target(chosen, by=person, **form.cleaned_data)
        messages.success(request, _("The path is saved."))
        return redirect("programme:programme")
    context = {"form": form, "kind": chosen}
    return render(request, "programme/target.html", context, status=400 if form.errors else 200)


def as_file(content: bytes, name: str, kind: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def columns(figures: ProgrammeFigures) -> dict[str, Any]:
    values = [line.attended.value for line in figures.quarters]
    chart = column_chart(values, round_ceiling(max((value or 0 for value in values), default=0)))
    names = [tables.quarter_name(line.quarter) for line in figures.quarters]
    return {"chart": chart, "first": names[0], "last": names[-1], "rows": zip(names, values, strict=True)}


def _figures(request: HttpRequest) -> tuple[ProgrammeFilter, ProgrammeFigures]:
    require(cast(Person, request.user), Right.PLAN)
    form = ProgrammeFilter(request.GET)
    return form, programme_figures(form.filters())


def _file_name(figures: ProgrammeFigures) -> str:
    period = figures.filters.period
    return f"programme-{period.first.isoformat()}-{period.last.isoformat()}"


def _balance(balance: Balance | None) -> dict[str, Any] | None:
    if balance is None:
        return None
    return {
        "balance": balance,
        "chart": share_chart(balance.points, balance.path),
        "gap": balance.points_to_path,
        "below": -(balance.points_to_path or 0),
    }
