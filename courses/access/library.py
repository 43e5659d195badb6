"""Documents of the library: each for its audience; who teaches sees all, makes and changes them."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from core.access import Insufficient, Unknown
from courses.models import Document, DocumentEdition
from people import access as people_access
from people.models import Person


def may_write(person: Person) -> bool:
    return people_access.has_right(person, people_access.Right.TEACH)


def to_be_read() -> QuerySet[DocumentEdition]:
    """Editions that readers have, in force or superseded: published, and not withdrawn."""
    return DocumentEdition.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)


def visible_documents(person: Person) -> QuerySet[Document]:
    """For others than who teaches: those of their audience, or of everybody, that are to be read in a language at least."""
    if may_write(person):
        return Document.objects.all()
    published = to_be_read().values("document")
    for_them = Q(codes="[]")
    if person.audience:
        for_them |= Q(codes__contains=f'"{person.audience}"')
    return Document.objects.annotate(codes=Cast("audiences", TextField())).filter(for_them, pk__in=published)


def get_document(person: Person, slug: str) -> Document:
    found = visible_documents(person).filter(slug=slug).first()
    if found is None:
        raise Unknown
    return found


def get_document_to_write(person: Person, slug: str) -> Document:
    found = get_document(person, slug)
    if not may_write(person):
        raise Insufficient("write")
    return found


def visible_editions(person: Person, document: Document) -> QuerySet[DocumentEdition]:
    """Editions of a document that the person sees, earlier ones among them; for who teaches also drafts and withdrawn ones."""
    editions = DocumentEdition.objects.all() if may_write(person) else to_be_read()
    return editions.filter(document=document)


def get_edition(person: Person, slug: str, edition_id: int) -> DocumentEdition:
    document = get_document(person, slug)
    found = visible_editions(person, document).select_related("file").filter(pk=edition_id).first()
    if found is None:
        raise Unknown
    found.document = document
    return found
