"""Documents of the library, their editions, and where people are in them. The rule in words: ``docs/rules/library.md``."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import File
from django.db.models import F, Max
from django.utils import timezone
from django.utils.text import slugify

from core import audit
from core.actions import Refused, action
from core.files import Checked
from core.fingerprint import fingerprint, refuse_if_changed
from core.inline import one_line
from core.jobs import enqueue_after_commit
from core.languages import LANGUAGES
from core.translating import Texts
from courses.actions.files import keep_file
from courses.actions.searching import in_force, index_edition
from courses.actions.upload import check_pdf
from courses.actions.writing import columns
from courses.chapters import MOST_BYTES, Chapter, chapters_of
from courses.choices import UNFINISHED, RenderState
from courses.markup import plain_text
from courses.models import Document, DocumentEdition, DocumentSection, ReadingPlace
from people.models import Person
from quizzes.models import Tag

MOST_HTML_BYTES = 8 * 1024**2
MOST_PAGES = 1000
MOST_CHAPTERS = 2000
ALONE_FOR = timedelta(seconds=90)
"""An edition that moved within this time has a worker; a second one leaves it alone."""
_RESERVED = {"new"}


def seen_document(document: Document) -> str:
    texts = [getattr(document, f"{name}_{language}") or "" for name in ("title", "summary") for language in LANGUAGES]
    return fingerprint(texts, sorted(document.audiences), sorted(document.tags.values_list("pk", flat=True)))


def _slug(title: Texts) -> str:
    base = next((slug for language in LANGUAGES if (slug := slugify(title.get(language, ""))[:60])), "document")
    taken = base in _RESERVED or Document.objects.filter(slug=base).exists()
    return f"{base}-{secrets.token_hex(3)}" if taken else base


def _write(document: Document, title: Texts, summary: Texts, audiences: Iterable[str]) -> None:
    title = {language: one_line(text) for language, text in title.items()}
    if not any(title.values()):
        raise Refused("document.untitled")
    for column, value in {**columns("title", title), **columns("summary", summary)}.items():
        setattr(document, column, value)
    document.audiences = sorted(audiences)
    document.save()


@action
def create_document(
    *, title: Texts, summary: Texts, audiences: Sequence[str], tags: Iterable[Tag] = (), by: Person
) -> Document:
    """A document without editions: nobody but who teaches sees it yet. Refused: ``document.untitled``."""
    document = Document(slug=_slug(title), created_by=by)
    _write(document, title, summary, audiences)
    document.tags.set(tags)
    audit.record("document.created", actor_id=by.pk, subject=f"document:{document.pk}")
    return document


@action
def change_document(
    document: Document,
    *,
    title: Texts,
    summary: Texts,
    audiences: Sequence[str],
    tags: Iterable[Tag] = (),
    seen: str = "",
    by: Person,
) -> Document:
    """Change what the document is called and whom it is for. Refused: ``document.untitled``, ``form.changed_meanwhile``."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    before = seen_document(document)
    _write(document, title, summary, audiences)
    document.tags.set(tags)
    refuse_if_changed(seen=seen, before=before, after=seen_document(document))
    for language in LANGUAGES:
        edition = DocumentEdition.objects.filter(document=document, language=language).first()
        if edition is not None:
            index_edition(edition)
    audit.record("document.changed", actor_id=by.pk, subject=f"document:{document.pk}")
    return document


@dataclass(frozen=True)
class CheckedDocument:
    """A file that can become an edition: the chapters of HTML, or how many ``pages`` of PDF."""

    name: str
    checked: Checked
    chapters: tuple[Chapter, ...] = ()
    pages: int = 0


def check_document(file: File) -> CheckedDocument:
    """Look into the file, outside of any transaction; its name is not believed. PDF, or HTML in UTF-8.

    Refused: ``document.not_taken``, ``document.not_utf8``, ``document.no_words``, ``document.too_many_chapters``, and as
    :func:`courses.actions.upload.check_pdf` refuses.
    """
    name = file.name or ""
    start = file.read(1024)
    if b"%PDF-" in start or not start.strip():
        pdf = check_pdf(file, most_bytes=MOST_BYTES, most_pages=MOST_PAGES)
        file.seek(0)
        return CheckedDocument(name, Checked(file.read(), "application/pdf", "pdf"), pages=pdf.pages)
    if not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or start.lstrip().lower().startswith(b"<svg"):
        raise Refused("document.not_taken")
    if file.size > MOST_HTML_BYTES:
        raise Refused("deck.too_large", limit=MOST_HTML_BYTES // 1024**2)
    file.seek(0)
    data = file.read()
    try:
        html = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("document.not_utf8") from None
    chapters = chapters_of(html)
    if not any(plain_text(chapter.text) for chapter in chapters):
        raise Refused("document.no_words")
    if len(chapters) > MOST_CHAPTERS:
        raise Refused("document.too_many_chapters", limit=MOST_CHAPTERS)
    return CheckedDocument(name, Checked(data, "text/html; charset=utf-8", "html"), chapters)


@action
def add_edition(
    document: Document, *, language: str, label: str, content: CheckedDocument, by: Person
) -> DocumentEdition:
    """A new edition in one language, not published. A PDF's words are read by a job."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    held = DocumentEdition.objects.filter(document=document, language=language)
    edition = DocumentEdition.objects.create(
        document=document,
        language=language,
        number=(held.aggregate(most=Max("number"))["most"] or 0) + 1,
        label=" ".join(label.split()),
        file=keep_file(content.name, content.checked, by=by),
        state=RenderState.READY if content.chapters else RenderState.WAITING,
        page_count=content.pages or len(content.chapters),
        pages_done=len(content.chapters),
        created_by=by,
    )
    DocumentSection.objects.bulk_create(
        (
            DocumentSection(edition=edition, position=position, heading=each.heading, level=each.level, text=each.text)
            for position, each in enumerate(content.chapters, start=1)
        ),
        batch_size=500,
    )
    if not content.chapters:
        enqueue_after_commit("courses.read_document", edition_id=edition.pk)
    audit.record(
        "document.edition_added",
        actor_id=by.pk,
        subject=f"document:{document.pk}",
        language=language,
        number=edition.number,
    )
    return edition


@action
def publish_edition(edition: DocumentEdition, *, by: Person) -> DocumentEdition:
    """From now on this is what readers of its language are given; an earlier one stays where it is.

    Refused: ``document.not_ready`` while its words are being read, or where that failed.
    """
    Document.objects.select_for_update().get(pk=edition.document_id)
    edition = DocumentEdition.objects.select_for_update().select_related("document").get(pk=edition.pk)
    if edition.state != RenderState.READY:
        raise Refused("document.not_ready")
    if edition.published_at is None:
        edition.published_at = timezone.now()
        edition.save(update_fields=["published_at"])
        index_edition(edition)
        audit.record(
            "document.edition_published",
            actor_id=by.pk,
            subject=f"document:{edition.document_id}",
            language=edition.language,
            number=edition.number,
        )
    return edition


@action
def withdraw_edition(edition: DocumentEdition, *, by: Person) -> DocumentEdition:
    """Take it from everybody but those who keep the library; the one before it is in force again, where there is one.

    Refused: ``document.not_published``.
    """
    return _set_withdrawn(edition, "document.edition_withdrawn", is_withdrawn=True, by=by)


@action
def bring_back_edition(edition: DocumentEdition, *, by: Person) -> DocumentEdition:
    """Give a withdrawn edition to its readers again, in the place that its number gives it. Refused: as it is withdrawn."""
    return _set_withdrawn(edition, "document.edition_brought_back", is_withdrawn=False, by=by)


def _set_withdrawn(edition: DocumentEdition, event: str, *, is_withdrawn: bool, by: Person) -> DocumentEdition:
    Document.objects.select_for_update().get(pk=edition.document_id)
    edition = DocumentEdition.objects.select_for_update().select_related("document").get(pk=edition.pk)
    if edition.published_at is None:
        raise Refused("document.not_published")
    if (edition.withdrawn_at is not None) != is_withdrawn:
        edition.withdrawn_at = timezone.now() if is_withdrawn else None
        edition.save(update_fields=["withdrawn_at"])
        index_edition(edition)
        audit.record(
            event,
            actor_id=by.pk,
            subject=f"document:{edition.document_id}",
            language=edition.language,
            number=edition.number,
        )
    return edition


@action
def begin_reading(edition_id: int) -> tuple[DocumentEdition, list[int]] | None:
    """Take an edition on, with the pages that are left. None when there is nothing to do, or another worker is at it."""
    edition = (
        DocumentEdition.objects.select_for_update(of=("self",))
        .select_related("file")
        .filter(pk=edition_id, state__in=UNFINISHED)
        .first()
    )
    if edition is None:
        return None
    if edition.state == RenderState.RENDERING and edition.touched_at > timezone.now() - ALONE_FOR:
        return None
    done = set(DocumentSection.objects.filter(edition=edition).values_list("position", flat=True))
    edition.state = RenderState.RENDERING
    edition.save(update_fields=["state", "touched_at"])
    return edition, [position for position in range(1, edition.page_count + 1) if position not in done]


@action
def keep_pages(edition_id: int, *, pages: Sequence[tuple[int, str]]) -> bool:
    """Note the words of pages. False when the edition has gone: stop."""
    edition = DocumentEdition.objects.select_for_update().filter(pk=edition_id, state=RenderState.RENDERING).first()
    if edition is None:
        return False
    DocumentSection.objects.bulk_create(
        (
            DocumentSection(edition=edition, position=position, page=position, level=1, text=text)
            for position, text in pages
        ),
        ignore_conflicts=True,
    )
    edition.pages_done = DocumentSection.objects.filter(edition=edition).count()
    edition.save(update_fields=["pages_done", "touched_at"])
    return True


@action
def finish_reading(edition_id: int) -> None:
    """Its words are all there: it can be published."""
    DocumentEdition.objects.filter(pk=edition_id, state=RenderState.RENDERING, pages_done=F("page_count")).update(
        state=RenderState.READY, touched_at=timezone.now()
    )


@action
def fail_reading(edition_id: int, *, code: str) -> None:
    """Say why the file cannot be read. What is published stays as it is."""
    DocumentEdition.objects.filter(pk=edition_id, state__in=UNFINISHED).update(
        state=RenderState.FAILED, error_code=code, touched_at=timezone.now()
    )


@action
def mark_place(edition: DocumentEdition, *, position: int, person: Person) -> None:
    """Remember where the person is, and how far they came; in another language they go on from there.

    Looking into an earlier edition, or one that is not published, moves nothing, unless the person was in it already. In an
    edition that replaced the one where they were they begin anew.
    """
    place = ReadingPlace.objects.select_for_update().filter(document=edition.document_id, person=person).first()
    if (place is None or place.edition_id != edition.pk) and not in_force().filter(pk=edition.pk).exists():
        return
    if place is None:
        ReadingPlace.objects.get_or_create(
            document_id=edition.document_id,
            person=person,
            defaults={"edition": edition, "position": position, "furthest": position},
        )
    elif (place.edition_id, place.position) != (edition.pk, position):
        is_new = place.edition_id != edition.pk and not in_force().filter(pk=place.edition_id).exists()
        place.edition, place.position = edition, position
        place.furthest = position if is_new else max(place.furthest, position)
        place.save()
