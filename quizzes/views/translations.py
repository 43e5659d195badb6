"""Translating questions side by side, and how far the bank is translated."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import Unknown
from core.actions import Refused
from core.languages import LANGUAGES, NATIVE_NAMES, direction
from core.translating import State, worst
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions.translations import translate_question
from quizzes.exporters.xliff import write_xliff
from quizzes.forms.translations import TranslationFileForm, TranslationForm
from quizzes.queries.contents import whole
from quizzes.queries.translations import counts, lines_of, passages_for, passages_of_many

PER_PAGE = 50
MOST_IN_A_FILE = 500
"""Questions of one file for translators."""


@login_required
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """Each question with its state in each language."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    rows = whole(access.visible_questions(person)).order_by("-created_at", "-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": lines_of(page.object_list),
        "columns": NATIVE_NAMES,
        "form": TranslationFileForm(),
        "most": MOST_IN_A_FILE,
    }
    return render(request, "quizzes/translations.html", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """A file for translators: the newest questions of one language that are not reviewed in another, or all of them."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = TranslationFileForm(request.GET)
    if not form.is_valid():
        return redirect("quizzes:translations")
    given = form.cleaned_data
    rows = whole(access.visible_questions(person).filter(source_language=given["source"])).order_by(
        "-created_at", "-id"
    )
    found = passages_of_many(rows[:MOST_IN_A_FILE], given["target"])
    if given["todo"]:
        found = {pk: passages for pk, passages in found.items() if worst(passages) != State.REVIEWED}
    data = write_xliff(found, source_language=given["source"], language=given["target"], version=given["version"])
    name = f"questions-{given['source']}-{given['target']}.xlf"
    return HttpResponse(
        data,
        content_type="application/xliff+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@login_required
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, question_id: int, language: str) -> HttpResponse:
    """One question, its own language at one side and ``language`` at the other."""
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.TRANSLATE)
    if language not in LANGUAGES or language == question.source_language:
        raise Unknown
    passages = passages_for(question, language)
    form = TranslationForm(request.POST or None, passages=passages, language=language)
    status = 200
    if request.method == "POST" and form.is_valid():
        every = [passage.key for passage in passages]
        asked = request.POST.get("reviewed", "")
        reviewed = every if asked == "every" else [key for key in every if key == asked]
        try:
            translate_question(
                question, language=language, texts=form.texts(), seen=form.seen(), reviewed=reviewed, by=person
            )
        except Refused as refused:
            status = 409 if refused.code == "translation.changed" else 422
            form.refuse(refused)
            form.contest(refused.data.get("keys", []) if refused.code == "translation.changed" else [])
        else:
            messages.success(request, _("The translation is saved."))
            return redirect("quizzes:translate_question", question.pk, language)
    context = {
        "question": question,
        "form": form,
        "target": language,
        "target_direction": direction(language),
        "name": NATIVE_NAMES[language],
        "source_name": NATIVE_NAMES[question.source_language],
        "counts": counts(passages),
        "others": [
            (code, NATIVE_NAMES[code], code == language) for code in LANGUAGES if code != question.source_language
        ],
    }
    return render(request, "quizzes/translate.html", context, status=status)
