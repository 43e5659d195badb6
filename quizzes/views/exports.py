"""Questions of the bank as a file."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.languages import active
from core.refusals import sentence
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.exporters.files import write_file
from quizzes.exporters.writing import Loss, out_of_the_bank
from quizzes.forms.bank import ChosenForm, WantedForm
from quizzes.forms.exports import ExportForm
from quizzes.queries import bank

LOSSES_SHOWN = 100


@login_required
@require_http_methods(["GET", "POST"])
def export_questions(request: HttpRequest) -> HttpResponse:
    """Choose a format for the questions that were ticked in the bank's list, or that its filters find; see what it cannot
    hold; save the file."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    looked_for = WantedForm(request.GET, tree=tree, tags=tags)
    questions = access.visible_questions(person)
    found = bank.wanted_questions(questions, looked_for.wanted(), bank.parents_in(tree))
    given = request.POST if request.POST.get("all") or request.POST.getlist("chosen") else {"all": "1"}
    ids = ChosenForm(given, questions=questions, found=found).ids()
    do = request.POST.get("do", "")
    form = ExportForm(request.POST if do in ("look", "save") else None)
    context: dict[str, Any] = {"form": form, "ids": ids, "kept": looked_for.kept()}
    context["chosen"] = [] if "all" in given else ids
    if ids and do in ("look", "save") and form.is_valid():
        asked = questions.filter(pk__in=ids)
        ending, media_type, written = write_file(
            lambda: out_of_the_bank(asked, active()), form.cleaned_data["format"], form.chosen_languages()
        )
        if do == "save":
            response = HttpResponse(written.data, content_type=media_type)
            response["Content-Disposition"] = f'attachment; filename="questions.{ending}"'
            return response
        context["written"] = written
        context["losses"] = [(loss, _notes(loss)) for loss in written.losses[:LOSSES_SHOWN]]
    return render(request, "quizzes/export.html", context)


def _notes(loss: Loss) -> list[str]:
    return [sentence(note.code, note.data) for note in loss.notes]
