"""A module of the curriculum for an agenda: found, chosen, and put in with all that it brings."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.forms import ALREADY_SAVED
from core.languages import active, choose, local_text
from courses.access.writing import visible_modules
from people.models import Person
from quizzes.markup import to_plain
from quizzes.models import Question
from webinars import access
from webinars.access import Right
from webinars.actions import modules as actions
from webinars.forms.modules import FindModuleForm, ModuleChoiceForm
from webinars.queries import modules as queries

NAMED = 5
"""So many questions are named in a message."""


@login_required
@require_http_methods(["GET", "POST"])
def add_module(request: HttpRequest, sitting_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    sitting = access.get_sitting(person, sitting_id, Right.EDIT)
    modules = visible_modules(person)
    find = FindModuleForm(request.GET)
    words = find.words()
    form = ModuleChoiceForm(request.POST or None, modules=modules)
    if request.method == "POST" and form.is_valid():
        module = form.cleaned_data["module"]
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: actions.add_module(sitting, module=module, by=person))
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
        elif isinstance(made, actions.Added):
            _tell(request, made)
        if made is not None:
            return redirect("webinars:agenda", sitting.pk)
    found = queries.with_lessons(queries.found_modules(modules, words))
    context = {
        "sitting": sitting,
        "find": find,
        "form": form,
        "page": Paginator(found, queries.A_PAGE).get_page(request.GET.get("page")),
        "kept": urlencode({"q": words}) if words else "",
    }
    return render(request, "webinars/add_module.html", context)


def _tell(request: HttpRequest, added: actions.Added) -> None:
    """What came along, and what did not and why."""
    count, deck = len(added.activities), added.item.deck
    said = _("“%(title)s” is added.") % {"title": added.item.title}
    if deck is not None:
        said += " " + ngettext(
            "Its slides come along: %(pages)d page.", "Its slides come along: %(pages)d pages.", deck.page_count
        ) % {"pages": deck.page_count}
    if count:
        said += " " + ngettext(
            "%(count)d activity is prepared for it.", "%(count)d activities are prepared for it.", count
        ) % {"count": count}
    messages.success(request, said)
    if added.unknown:
        named = ", ".join(_("“%(question)s”") % {"question": _short(each)} for each in added.unknown[:NAMED])
        words = {"count": len(added.unknown), "named": named}
        messages.warning(
            request,
            ngettext(
                "%(count)d question is of a kind that rooms do not ask, and was left out: %(named)s.",
                "%(count)d questions are of kinds that rooms do not ask, and were left out, among them: %(named)s.",
                len(added.unknown),
            )
            % words,
        )
    if added.drawn:
        messages.warning(
            request,
            ngettext(
                "%(count)d question that is drawn at random was left out: everybody in a room gets the same ones.",
                "%(count)d questions that are drawn at random were left out: everybody in a room gets the same ones.",
                added.drawn,
            )
            % {"count": added.drawn},
        )
    for quiz in added.there:
        messages.warning(request, _("The quiz “%(quiz)s” is in this room already.") % {"quiz": quiz.title})
    if added.long:
        messages.warning(request, _("A discussion was left out: its text is too long for a room."))


def _short(question: Question) -> str:
    text, _language = choose(local_text(question, "text")["$text"], active())
    plain = " ".join(to_plain(text).split())
    return plain if len(plain) <= 80 else plain[:79] + "…"
