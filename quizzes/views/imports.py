"""Files of questions: brought, looked at, taken in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions.imports import begin_import, start_applying
from quizzes.choices import ImportOutcome, JobState
from quizzes.forms.imports import ImportForm
from quizzes.importers import running
from quizzes.importers.formats import MOST_BYTES, sniff
from quizzes.models import ImportedQuestion, QuestionImport
from quizzes.queries import imports as queries

ON_A_PAGE = 20
QUESTIONS_ON_A_PAGE = 50
NOTED = "noted"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """One's imports. A POST brings a file, and leads to its dry run."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _brought(form, person))
        if made is not None:
            return redirect("quizzes:import", made.pk)
    page = Paginator(queries.newest(access.visible_imports(person)), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "limit_mb": MOST_BYTES // 1024**2}
    return render(request, "quizzes/imports.html", context)


def _brought(form: ImportForm, person: Person) -> QuestionImport:
    file = cast(UploadedFile, form.cleaned_data["file"])
    if (file.size or 0) > MOST_BYTES:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    data = file.read()
    made = begin_import(
        file.name or "",
        data,
        file_format=sniff(data),
        language=form.cleaned_data["language"],
        category=form.cleaned_data["category"],
        by=person,
    )
    running.show_life(made.pk)
    return made


@login_required
@never_cache
@require_safe
def show(request: HttpRequest, import_id: int) -> HttpResponse:
    """What a file would do, question by question; later, what it did."""
    imported = access.get_import(cast(Person, request.user), import_id)
    return render(request, "quizzes/import.html", _shown(request, imported))


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far the job is, for a page that looks again every second."""
    imported = access.get_import(cast(Person, request.user), import_id)
    return render(request, "quizzes/import_progress.html", {"imported": imported, "is_busy": _is_busy(imported)})


@login_required
@require_POST
def apply(request: HttpRequest, import_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    imported = access.get_import(person, import_id)
    try:
        start_applying(imported, by=person)
    except Refused as refused:
        context = {**_shown(request, imported), "refusal": sentence(refused.code, refused.data)}
        return render(request, "quizzes/import.html", context, status=409)
    return redirect("quizzes:import", imported.pk)


def _is_busy(imported: QuestionImport) -> bool:
    return imported.state in (JobState.QUEUED, JobState.RUNNING)


def _shown(request: HttpRequest, imported: QuestionImport) -> dict[str, Any]:
    wanted = request.GET.get("outcome", "")
    outcome = wanted if wanted in ImportOutcome.values else ""
    counts = queries.counts(imported)
    rows = queries.listed(imported, outcome, noted=wanted == NOTED)
    page = Paginator(rows, QUESTIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "imported": imported,
        "is_busy": _is_busy(imported),
        "error": sentence(imported.error, imported.error_data) if imported.error else "",
        "outcomes": [(value, label, counts[value]) for value, label in ImportOutcome.choices],
        "to_do": counts[ImportOutcome.NEW] + counts[ImportOutcome.UPDATED],
        "chosen": wanted if outcome or wanted == NOTED else "",
        "kept": urlencode({"outcome": wanted}) if wanted else "",
        "page": page,
        "rows": [(row, _notes(row)) for row in page],
    }


def _notes(row: ImportedQuestion) -> list[str]:
    return [sentence(code, data) for code, data in row.notes]
