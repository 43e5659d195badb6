"""Reading the library: documents with their editions, the one in force for a reader, chapters, and how far one has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from core.languages import LANGUAGES
from core.refusals import sentence
from courses.access.library import to_be_read, visible_documents, visible_editions
from courses.choices import UNFINISHED, RenderState
from courses.models import Document, DocumentEdition, DocumentSection, ReadingPlace
from courses.queries.decks import STUCK_AFTER, languages_for
from people.models import Person


def listed_documents(person: Person) -> QuerySet[Document]:
    """What the library shows the person, with published editions: two queries whatever their number."""
    published = to_be_read().only("document", "language", "number", "published_at", "withdrawn_at")
    return visible_documents(person).prefetch_related(Prefetch("editions", published)).order_by("title", "pk")


def places_of(person: Person, documents: Sequence[Document]) -> dict[int, ReadingPlace]:
    """Where the person is in each, by the document's id; with the edition and how many ``sections`` it has.

    How far they came in a longer edition counts as the whole of a shorter one. Places in what was withdrawn are left out.
    """
    found = ReadingPlace.objects.filter(
        person=person, document__in=[document.pk for document in documents], edition__in=to_be_read()
    )
    places: dict[int, ReadingPlace] = {}
    for place in found.select_related("edition").annotate(sections=Count("edition__sections")):
        place.furthest = min(place.furthest, place.sections)
        places[place.document_id] = place
    return places


def editions_in_force(editions: Sequence[DocumentEdition]) -> dict[str, DocumentEdition]:
    """The newest edition of each language that is published and not withdrawn, in the order of the languages."""
    newest: dict[str, DocumentEdition] = {}
    for edition in sorted(editions, key=lambda each: each.number):
        if edition.published_at is not None and edition.withdrawn_at is None:
            newest[edition.language] = edition
    return {language: newest[language] for language in LANGUAGES if language in newest}


def for_reader(in_force: dict[str, DocumentEdition], language: str) -> DocumentEdition | None:
    """The edition in ``language``, else in the first fallback that there is."""
    return next((in_force[code] for code in languages_for(language) if code in in_force), None)


@dataclass(frozen=True)
class EditionLine:
    """An edition among those of its document. ``reason``: in words, why its file could not be read."""

    edition: DocumentEdition
    is_in_force: bool
    percent: int
    reason: str

    @property
    def is_busy(self) -> bool:
        return self.edition.state in UNFINISHED

    @property
    def is_past(self) -> bool:
        """Superseded or withdrawn: beside what readers look for."""
        return self.edition.published_at is not None and not self.is_in_force


def edition_lines(person: Person, document: Document) -> list[EditionLine]:
    """Editions that the person sees, by language, the newest first: one query."""
    editions = list(visible_editions(person, document).select_related("file"))
    in_force = set(editions_in_force(editions).values())
    editions.sort(key=lambda each: (LANGUAGES.index(each.language), -each.number))
    return [
        EditionLine(
            edition,
            edition in in_force,
            round(100 * edition.pages_done / edition.page_count) if edition.page_count else 0,
            sentence(edition.error_code, {"position": edition.pages_done + 1}) if edition.error_code else "",
        )
        for edition in editions
    ]


def contents_of(edition: DocumentEdition) -> list[DocumentSection]:
    """Headings and pages in order, without their words."""
    return list(edition.sections.only("edition", "position", "heading", "level", "page").order_by("position"))


def section_of(edition: DocumentEdition, position: int) -> DocumentSection | None:
    return edition.sections.filter(position=position).first()


def stuck_editions(now: datetime | None = None) -> list[int]:
    """Ids of editions whose job was lost."""
    before = (now or timezone.now()) - STUCK_AFTER
    rows = DocumentEdition.objects.filter(state__in=UNFINISHED, touched_at__lt=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def is_shown(edition: DocumentEdition) -> bool:
    """Whether there is something to read."""
    return edition.state == RenderState.READY
