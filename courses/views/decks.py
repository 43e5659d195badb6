"""Slide decks: the list, a deck with its languages, uploading, and how far the drawing has come."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.languages import active
from courses import access
from courses.actions import decks as actions
from courses.actions.upload import check_pdf, upload_version
from courses.forms.decks import DeckForm, UploadForm
from courses.models import Deck
from courses.queries.decks import deck_pages, deck_status, with_versions
from people import access as people_access
from people.models import Person

PER_PAGE = 30


@login_required
@require_safe
def deck_list(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    page = Paginator(with_versions(access.visible_decks(person)), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(deck, deck_status(deck)) for deck in page]
    return render(request, "courses/deck_list.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = DeckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: actions.create_deck(titles=form.texts("title"), by=person))
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("courses:decks")
        if isinstance(made, Deck):
            return redirect("courses:deck", made.pk)
    return render(request, "courses/deck_form.html", {"form": form, "deck": None})


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, deck_id: int) -> HttpResponse:
    deck = access.get_deck(cast(Person, request.user), deck_id, access.Right.EDIT)
    form = DeckForm(request.POST or None, deck=deck)
    if request.method == "POST" and form.is_valid():
        renamed = form.carry_out(
            lambda: actions.rename_deck(deck, titles=form.texts("title"), seen=form.cleaned_data["seen"])
        )
        if renamed is not None:
            messages.success(request, _("The titles are saved."))
            return redirect("courses:deck", deck.pk)
    return render(request, "courses/deck_form.html", {"form": form, "deck": deck})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def deck(request: HttpRequest, deck_id: int) -> HttpResponse:
    """The deck. A POST uploads a PDF: a person who may only look at the deck is refused."""
    person = cast(Person, request.user)
    right = access.Right.EDIT if request.method == "POST" else access.Right.SEE
    found = access.get_deck(person, deck_id, right)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"language": active()})
    if request.method == "POST" and form.is_valid():
        try:
            pdf = check_pdf(form.cleaned_data["file"])
            upload_version(found, language=form.cleaned_data["language"], pdf=pdf)
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            messages.success(request, _("The file has arrived. Its pages are being drawn; you may leave this page."))
            return redirect("courses:deck", found.pk)
    may_edit = access.Right.EDIT in access.rights_in(person, found)
    context = {**_shown(found), "form": form, "may_edit": may_edit, "pages": deck_pages(found, active())}
    context["limit_mb"], context["limit_pages"] = settings.DECK_MAX_BYTES // 1024**2, settings.DECK_MAX_PAGES
    return render(request, "courses/deck.html", context)


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, deck_id: int) -> HttpResponse:
    """The list of languages alone, for a page that looks again every two seconds."""
    found = access.get_deck(cast(Person, request.user), deck_id, access.Right.SEE)
    return render(request, "courses/deck_progress.html", _shown(found))


def _shown(found: Deck) -> dict[str, Any]:
    return {"deck": found, "status": deck_status(found)}
