"""The library: the list, a document with its editions, the reader, and what those who teach change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actions import Refused
from core.forms import ALREADY_SAVED
from core.languages import active
from core.refusals import sentence
from courses.access import library as access
from courses.actions import library as actions
from courses.chapters import MOST_BYTES
from courses.forms.library import DocumentForm, EditionForm
from courses.models import Document
from courses.queries import library as queries
from courses.queries.files import file_bytes
from people import access as people_access
from people.models import Person
from quizzes.queries.bank import tags_by_kind

PER_PAGE = 20
CLOSED = "default-src 'none'; sandbox"
PDF_ONLY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""For a PDF on its own page. A sandbox would keep browsers from showing it at all."""


@login_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    page = Paginator(queries.listed_documents(person), PER_PAGE).get_page(request.GET.get("page"))
    places = queries.places_of(person, list(page))
    rows = [
        (document, list(queries.editions_in_force(list(document.editions.all()))), places.get(document.pk))
        for document in page
    ]
    context = {"page": page, "rows": rows, "may_write": access.may_write(person)}
    return render(request, "courses/library.html", context)


@login_required
@never_cache
@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The document with its editions, and the contents of the one for this reader (or of ``edition``)."""
    person = cast(Person, request.user)
    found = access.get_document(person, slug)
    lines = queries.edition_lines(person, found)
    in_force = queries.editions_in_force([line.edition for line in lines])
    chosen = queries.for_reader(in_force, active())
    asked = request.GET.get("edition", "")
    shown = next(
        (line.edition for line in lines if str(line.edition.pk) == asked and queries.is_shown(line.edition)), chosen
    )
    place = queries.places_of(person, [found]).get(found.pk)
    context = {
        "document": found,
        "in_force": in_force,
        "chosen": shown,
        "contents": queries.contents_of(shown) if shown else [],
        "place": place,
        "has_newer": place is not None and place.edition not in in_force.values(),
        "may_write": access.may_write(person),
        **_lines(lines),
    }
    return render(request, "courses/document.html", context)


def _lines(lines: list[queries.EditionLine]) -> dict[str, Any]:
    return {
        "lines": [line for line in lines if not line.is_past],
        "past": [line for line in lines if line.is_past],
        "is_busy": any(line.is_busy for line in lines),
    }


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of editions alone, for a page that looks again every two seconds."""
    person = cast(Person, request.user)
    found = access.get_document_to_write(person, slug)
    lines = queries.edition_lines(person, found)
    context = {"document": found, "may_write": True, **_lines(lines)}
    return render(request, "courses/document_editions.html", context)


@login_required
@never_cache
@require_safe
def read(request: HttpRequest, slug: str, edition_id: int, position: int) -> HttpResponse:
    """One section, or page, of an edition; where the person is in it is kept."""
    person = cast(Person, request.user)
    edition = access.get_edition(person, slug, edition_id)
    contents = queries.contents_of(edition)
    section = queries.section_of(edition, position)
    if section is None or not queries.is_shown(edition):
        raise Http404
    actions.mark_place(edition, position=position, person=person)
    in_force = queries.editions_in_force(list(access.visible_editions(person, edition.document)))
    context = {
        "document": edition.document,
        "edition": edition,
        "section": section,
        "at": position,
        "contents": contents,
        "count": len(contents),
        "percent": round(100 * position / len(contents)),
        "before": position - 1 if position > 1 else None,
        "after": position + 1 if position < len(contents) else None,
        "newest": in_force.get(edition.language),
        "in_force": in_force,
    }
    return render(request, "courses/read_document.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    people_access.require(person, people_access.Right.TEACH)
    form = DocumentForm(request.POST or None, tags=tags_by_kind())
    if request.method == "POST" and form.is_valid():
        made = form.make_once(
            person.pk, lambda: form.carry_out(lambda: actions.create_document(**form.values(), by=person))
        )
        if made is False:
            messages.info(request, str(ALREADY_SAVED))
            return redirect("courses:library")
        if isinstance(made, Document):
            return redirect("courses:upload_edition", made.slug)
    return render(request, "courses/document_form.html", {"form": form, "document": None})


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    person = cast(Person, request.user)
    found = access.get_document_to_write(person, slug)
    form = DocumentForm(request.POST or None, tags=tags_by_kind(), document=found)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        changed = form.carry_out(lambda: actions.change_document(found, **form.values(), seen=seen, by=person))
        if changed is not None:
            messages.success(request, _("The document is saved."))
            return redirect("courses:document", found.slug)
    return render(request, "courses/document_form.html", {"form": form, "document": found})


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """A new edition; it waits to be published."""
    person = cast(Person, request.user)
    found = access.get_document_to_write(person, slug)
    form = EditionForm(request.POST or None, request.FILES or None, initial={"language": active()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            content = actions.check_document(given["file"])
            actions.add_edition(found, language=given["language"], label=given["label"], content=content, by=person)
        except Refused as refused:
            form.refuse(refused, "file")
        else:
            messages.success(request, _("The file has arrived. Look at it, then publish it."))
            return redirect("courses:document", found.slug)
    limits = {"limit_mb": MOST_BYTES // 1024**2, "limit_pages": actions.MOST_PAGES}
    return render(request, "courses/upload_edition.html", {"form": form, "document": found, **limits})


@login_required
@require_safe
def edition_file(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    """The file as it was brought, for those who may read the edition: a PDF opens in the browser's own reader, which runs apart
    from this place; a page of others' making is handed out to be saved, and read in its cleaned chapters."""
    edition = access.get_edition(cast(Person, request.user), slug, edition_id)
    if edition.file is None:
        raise Http404
    try:
        content = file_bytes(edition.file)
    except FileNotFoundError:
        raise Http404 from None
    is_pdf = edition.file.media_type == "application/pdf"
    response = HttpResponse(content, content_type=edition.file.media_type)
    disposition = content_disposition_header(not is_pdf, edition.file.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = PDF_ONLY if is_pdf else CLOSED
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    return _settle(request, slug, edition_id, actions.withdraw_edition, _("The edition is withdrawn."))


@login_required
@require_POST
def bring_back(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    return _settle(request, slug, edition_id, actions.bring_back_edition, _("Readers have the edition again."))


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, edition_id: int) -> HttpResponse:
    return _settle(request, slug, edition_id, actions.publish_edition, _("The edition is published."))


def _settle(request: HttpRequest, slug: str, edition_id: int, act: Callable[..., Any], told: str) -> HttpResponse:
    person = cast(Person, request.user)
    access.get_document_to_write(person, slug)
    edition = access.get_edition(person, slug, edition_id)
    try:
        act(edition, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, told)
    return redirect("courses:document", slug)
