"""Writing, changing and copying a question."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.actions import Refused
from core.forms import ALREADY_SAVED
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions.checks import MOST_FILES
from quizzes.actions.files import upload_file
from quizzes.actions.questions import copy_question, create_question, update_question
from quizzes.choices import FileUse, QuestionKind
from quizzes.forms.questions import QuestionForm, question_form
from quizzes.forms.questions.attached import sent_files
from quizzes.models import Question, QuestionFile
from quizzes.queries.files import files_at_hand
from quizzes.queries.library import is_answered


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    form = _form(request, person, kind if kind in QuestionKind.values else QuestionKind.SINGLE, None)
    if _is_to_be_saved(request, form):
        made = form.make_once(person.pk, lambda: form.carry_out(lambda: create_question(form.draft(), by=person)))
        if made is not None:
            return _saved(request, made)
    return render(request, "quizzes/question_form.html", {"form": form, "question": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, question_id: int) -> HttpResponse:
    """Change a question, or (``as_copy``) save what was typed as a new one."""
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.EDIT)
    form = _form(request, person, question.kind, question)
    if _is_to_be_saved(request, form):
        saved: Question | bool | None
        if "as_copy" in request.POST:
            saved = form.make_once(
                person.pk, lambda: form.carry_out(lambda: copy_question(question, by=person, draft=form.draft()))
            )
        else:
            seen = form.cleaned_data["seen"]
            saved = form.carry_out(lambda: update_question(question, form.draft(), by=person, seen=seen))
        if saved is not None:
            return _saved(request, saved)
    context = {
        "form": form,
        "question": question,
        "is_answered": is_answered(question),
        "is_refused": form.is_bound and form.has_error("__all__", "question.answered"),
    }
    return render(request, "quizzes/question_form.html", context)


@login_required
@require_POST
def copy(request: HttpRequest, question_id: int) -> HttpResponse:
    """A copy to be changed, whoever made the question."""
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.SEE)
    made = copy_question(question, by=person)
    messages.success(request, _("This is the copy. What you change here does not touch the first question."))
    return redirect("quizzes:edit_question", made.pk)


def _form(request: HttpRequest, person: Person, kind: str, question: Question | None) -> QuestionForm:
    """The form as it was sent, with the files that came along: they are kept, whatever becomes of the form."""
    if request.method != "POST":
        files = files_at_hand(person, question, question.files.values_list("pk", flat=True)) if question else {}
        return question_form(None, kind=kind, question=question, files=files)
    brought, refusals = _bring(request, person, question)
    form = question_form(
        request.POST,
        kind=kind,
        question=question,
        files=files_at_hand(person, question, sent_files(request.POST)),
        brought=brought,
    )
    for refused in refusals:
        form.refuse(refused)
    return form


def _bring(request: HttpRequest, person: Person, question: Question | None) -> tuple[list[QuestionFile], list[Refused]]:
    brought: list[QuestionFile] = []
    refusals: list[Refused] = []
    there = set(sent_files(request.POST))
    for name, use in (("background", FileUse.BACKGROUND.value), ("upload", "")):
        for file in request.FILES.getlist(name):
            try:
                if len(there) >= MOST_FILES:
                    raise Refused("question.too_many_files", limit=MOST_FILES)
                row = upload_file(file.name or "", file.read(), by=person, question=question, use=use)
            except Refused as refused:
                refusals.append(refused)
                continue
            if row.pk not in there:
                there.add(row.pk)
                brought.append(row)
    return brought, refusals


def _is_to_be_saved(request: HttpRequest, form: QuestionForm) -> bool:
    return request.method == "POST" and "more" not in request.POST and form.is_valid()


def _saved(request: HttpRequest, made: Question | bool) -> HttpResponse:
    """On to the question as people will see it."""
    messages.success(request, str(ALREADY_SAVED) if made is False else _("The question is saved."))
    if isinstance(made, Question):
        return redirect("quizzes:preview_question", made.pk)
    return redirect("quizzes:questions")
