"""The question bank: the list with its filters, what is done with many questions, and where one of them lies."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from people import access as people_access
from people.models import Person
from quizzes import access
from quizzes.actions import bank as actions
from quizzes.choices import BankState
from quizzes.forms.bank import BulkForm, ChosenForm, FilingForm, WantedForm
from quizzes.forms.questions import QuestionKindForm
from quizzes.models import Question
from quizzes.queries import bank
from quizzes.queries.uses import times_answered, uses_of

PER_PAGE = 50


@login_required
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    form = WantedForm(request.GET, tree=tree, tags=tags)
    wanted = form.wanted()
    found = bank.wanted_questions(access.visible_questions(person), wanted, bank.parents_in(tree))
    context = {
        "page": Paginator(bank.listed(found), PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "wanted": wanted,
        "is_filtered": wanted != bank.Wanted(),
        "kept": form.kept(),
        "bulk": BulkForm(tree=tree, tags=tags),
        "has_tags": any(tags.values()),
        "kind_form": QuestionKindForm(all_kinds=True),
    }
    return render(request, "quizzes/question_list.html", context)


@login_required
@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """Do what a button of the list says with the questions that were ticked, or with all that the filters find."""
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    looked_for = WantedForm(request.GET, tree=tree, tags=tags)
    questions = access.visible_questions(person)
    found = bank.wanted_questions(questions, looked_for.wanted(), bank.parents_in(tree))
    ids = ChosenForm(request.POST, questions=questions, found=found).ids()
    form = BulkForm(request.POST, tree=tree, tags=tags)
    if not ids:
        messages.error(request, _("Tick at least one question."))
    elif form.is_valid():
        _carry_out(request, person, ids, form.cleaned_data)
    return redirect(f"{reverse('quizzes:questions')}?{looked_for.kept()}")


def _carry_out(request: HttpRequest, person: Person, ids: list[int], given: dict[str, Any]) -> None:
    try:
        done = _change(request.POST.get("do", ""), person, ids, given)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return
    said = ngettext("%(done)d question is changed.", "%(done)d questions are changed.", done) % {"done": done}
    left = len(ids) - done
    if left:
        said += " " + ngettext(
            "%(left)d is left as it is: you may not change it so.",
            "%(left)d are left as they are: you may not change them so.",
            left,
        ) % {"left": left}
    messages.success(request, said)


def _change(what: str, person: Person, ids: list[int], given: dict[str, Any]) -> int:
    if what == "move":
        category = access.find_category(person, given["move"])
        return actions.place_questions(ids, category=category, by=person)
    if what in ("tag", "untag"):
        tag = access.find_tag(person, given["tag"])
        add, remove = ([tag], []) if what == "tag" else ([], [tag])
        return actions.tag_questions(ids, add=add, remove=remove, by=person)
    if what == "rate":
        return actions.rate_questions(ids, difficulty=int(given["difficulty"] or 0) or None, by=person)
    return actions.set_states(ids, state=given["state"], by=person)


@login_required
@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, question_id: int) -> HttpResponse:
    """Where a question lies in the bank, how far it has come, and where it is used."""
    person = cast(Person, request.user)
    right = access.Right.EDIT if request.method == "POST" else access.Right.SEE
    question = access.get_question(person, question_id, right)
    tree, tags = bank.category_tree(), bank.tags_by_kind()
    form = FilingForm(request.POST or None, question=question, tree=tree, tags=tags)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.carry_out(lambda: actions.file_question(question, **form.values())) is not None
    ):
        messages.success(request, _("The question’s place in the bank is saved."))
        return redirect("quizzes:file_question", question.pk)
    context = {
        "question": question,
        "form": form,
        "may_edit": access.may_edit(person, question),
        "uses": uses_of(question, person),
        "answered": times_answered(question),
        "steps": [BankState(state) for state in access.state_steps(person, question)],
    }
    return render(request, "quizzes/question_filing.html", context)


@login_required
@require_POST
def state(request: HttpRequest, question_id: int) -> HttpResponse:
    """Bring one question a step on, or back."""
    person = cast(Person, request.user)
    question: Question = access.get_question(person, question_id, access.Right.SEE)
    try:
        actions.set_states([question.pk], state=request.POST.get("state", ""), by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The state is changed."))
    return redirect("quizzes:file_question", question.pk)
