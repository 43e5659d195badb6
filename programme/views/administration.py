"""What a national coordinator sees of their own administration, and its files. Nobody else's people or figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.spreadsheets import XLSX
from people.models import Administration, Person
from programme.access import own_administrations
from programme.exporters.administration import administration_csv, administration_tables, administration_xlsx
from programme.exporters.programme import period_name, total_lines
from programme.forms import AdministrationFilter
from programme.queries.administration import described, in_numbers, open_for_nomination, standings
from programme.queries.periods import Period
from programme.queries.programme_figures import Filters, ProgrammeFigures, programme_figures
from programme.views.programme import as_file, columns
from webinars.models import Registration

PER_PAGE = 50


@dataclass(frozen=True)
class _Asked:
    form: AdministrationFilter
    period: Period
    administrations: list[Administration]
    rows: QuerySet[Registration]

    def figures(self) -> ProgrammeFigures:
        own = frozenset(administration.pk for administration in self.administrations)
        return programme_figures(Filters(self.period, administrations=own))

    @property
    def name(self) -> str:
        countries = "-".join(administration.country.lower() for administration in self.administrations)
        return f"administration-{countries}-{self.period.first.isoformat()}-{self.period.last.isoformat()}"


@login_required
@require_GET
@never_cache
def administration(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    figures = asked.figures()
    page = Paginator(asked.rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    shown = {table.key: table for table in administration_tables(figures)}
    context = {
        "form": asked.form,
        "administrations": asked.administrations,
        "several": len(asked.administrations) > 1,
        "figures": figures,
        "period": period_name(asked.period),
        "before": period_name(asked.period.before),
        "lines": total_lines(figures),
        "tables": shown,
        "hides": any(table.hides for table in shown.values()),
        "quarters": columns(figures),
        "states": in_numbers(asked.rows),
        "page": page,
        "standings": described(page, asked.administrations),
        "open": open_for_nomination(asked.administrations, timezone.now()),
        "kept": kept.urlencode(),
    }
    return render(request, "programme/administration.html", context, status=400 if asked.form.errors else 200)


@login_required
@require_GET
@never_cache
def people_csv(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    content = administration_csv(described(asked.rows, asked.administrations))
    return as_file(content, asked.name, "csv", "text/csv; charset=utf-8")


@login_required
@require_GET
@never_cache
def xlsx(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    content = administration_xlsx(described(asked.rows, asked.administrations), asked.figures())
    return as_file(content, asked.name, "xlsx", XLSX)


def _asked(request: HttpRequest) -> _Asked:
    own, chosen = own_administrations(cast(Person, request.user), request.GET.get("administration", ""))
    form = AdministrationFilter(own, request.GET)
    period = form.chosen(timezone.now().date())
    words = form.cleaned_data.get("words", "")
    return _Asked(form, period, chosen, standings(chosen, period, words))
