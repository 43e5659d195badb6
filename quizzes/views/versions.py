"""What a question was: its versions, one of them, and bringing one back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.refusals import sentence
from people.models import Person
from quizzes import access
from quizzes.actions.questions import bring_back
from quizzes.queries.versions import changes, lines, steps, versions_of

PER_PAGE = 20


@login_required
@require_safe
def version_list(request: HttpRequest, question_id: int) -> HttpResponse:
    """All versions, newest first, each with what it changed."""
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.SEE)
    page = Paginator(versions_of(question), PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    before = versions_of(question).filter(number__lt=shown[-1].number).first() if page.has_next() else None
    context = {"question": question, "page": page, "steps": steps(shown, before)}
    return render(request, "quizzes/question_versions.html", context)


@login_required
@require_safe
def version(request: HttpRequest, question_id: int, number: int) -> HttpResponse:
    """One version whole, and what is different in it from the question as it is now."""
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.SEE)
    old = versions_of(question).filter(number=number).first()
    newest = versions_of(question).first()
    if old is None or newest is None:
        raise Http404
    may_edit = access.may_edit(person, question)
    context = {
        "question": question,
        "version": old,
        "lines": lines(old),
        "changes": changes(newest, old),
        "is_newest": old.pk == newest.pk,
        "may_edit": may_edit,
    }
    return render(request, "quizzes/question_version.html", context)


@login_required
@require_POST
def bring_back_version(request: HttpRequest, question_id: int, number: int) -> HttpResponse:
    person = cast(Person, request.user)
    question = access.get_question(person, question_id, access.Right.EDIT)
    try:
        made = bring_back(question, number=number, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
        return redirect("quizzes:question_version", question.pk, number)
    messages.success(
        request,
        _("Version %(number)d is the newest one again.") % {"number": number}
        if made
        else _("Nothing is different: it was not changed."),
    )
    return redirect("quizzes:question_versions", question.pk)
