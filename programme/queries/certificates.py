"""Certificates as they are shown: to their holder, to who verifies one, and to those who manage them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from core.languages import active
from courses.models import Course
from people.models import Person
from programme.choices import CertificateKind, RevocationReason
from programme.models import Certificate, ErasedCertificate
from programme.models.certificates import ALPHABET, GROUPS, SIGNS
from programme.queries import earning
from webinars.models import Webinar


@dataclass(frozen=True)
class Title:
    text: str
    language: str


@dataclass(frozen=True)
class Verified:
    """What somebody who knows its number may learn of a certificate, and no more. ``certificate`` is None for one that no longer
    exists as its holder's data were erased."""

    number: str
    certificate: Certificate | None
    erased_on: date | None = None


@dataclass(frozen=True)
class Mine:
    """A certificate in its holder's list."""

    number: str
    kind: str
    title: Title
    earned_on: date
    is_revoked: bool

    @property
    def is_course(self) -> bool:
        return self.kind == CertificateKind.COURSE


def title_of(row: Certificate, language: str) -> Title:
    """The title in ``language``, else in the one that it was written in, else in any."""
    for code in (language, row.source_language, *row.titles):
        if row.titles.get(code):
            return Title(row.titles[code], code)
    return Title("", language)


def written(number: str) -> str:
    """A number as it is printed, however somebody typed it; empty for what cannot be one."""
    signs = "".join(sign for sign in number.upper() if sign.isalnum())
    if len(signs) != GROUPS * SIGNS or not set(signs) <= set(ALPHABET):
        return ""
    return "-".join(signs[place : place + SIGNS] for place in range(0, len(signs), SIGNS))


def verified(number: str) -> Verified | None:
    """What is known under a number; None when it is no certificate's. Two queries at most."""
    found = Certificate.objects.filter(number=number).first()
    if found is not None:
        return Verified(number, found)
    erased = ErasedCertificate.objects.filter(number=number).first()
    return Verified(number, None, erased.erased_on) if erased is not None else None


def own_certificates(person: Person) -> QuerySet[Certificate]:
    """Those that stand, the newest first; a replaced one is found by its number only."""
    rows = Certificate.objects.filter(person=person, replaced_at__isnull=True)
    return rows.order_by("-earned_on", "-pk")


def mine(row: Certificate) -> Mine:
    """As it is listed in the page's language."""
    return Mine(row.number, row.kind, title_of(row, active()), row.earned_on, row.revoked_at is not None)


def waiting_for_name(person: Person) -> int:
    """How many certificates of the person are held up as their name is not known: none, or two queries."""
    if person.full_name.strip():
        return 0
    places, webinars = earning.unissued_of(person.pk)
    return len(places) + len(webinars)


def certificates_of(subject: Course | Webinar) -> QuerySet[Certificate]:
    """All that were issued for a course or a webinar, also those that were replaced, the newest first."""
    rows = Certificate.objects.filter(**{"course" if isinstance(subject, Course) else "webinar": subject})
    return rows.select_related("person__administration").order_by("-earned_on", "-pk")


HOLDS, REVOKED, REPLACED, RENAMED = "holds", "revoked", "replaced", "renamed"


def matching(rows: QuerySet[Certificate], *, words: str = "", state: str = "") -> QuerySet[Certificate]:
    """``words``: of the name or the number."""
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(number__icontains=word) | Q(person__full_name__icontains=word))
    if state == HOLDS:
        rows = rows.filter(revoked_at__isnull=True, replaced_at__isnull=True)
    elif state == REVOKED:
        rows = rows.filter(revoked_at__isnull=False, replaced_at__isnull=True)
    elif state == REPLACED:
        rows = rows.filter(replaced_at__isnull=False)
    elif state == RENAMED:
        rows = rows.filter(revoked_at__isnull=True, replaced_at__isnull=True).exclude(name=F("person__full_name"))
    return rows


def reason_words(row: Certificate) -> str:
    return str(RevocationReason(row.reason).label) if row.reason else ""


def history_of(row: Certificate) -> list[Certificate]:
    """All certificates of the same person for the same thing, the newest first."""
    same = {"person": row.person_id, "kind": row.kind, "course": row.course_id, "webinar": row.webinar_id}
    return list(Certificate.objects.filter(**same).order_by("-issued_at", "-pk"))


def nameless(subject: Course | Webinar) -> int:
    """How many earned a certificate of it that waits for a name in their profile."""
    return earning.nameless_of(subject)
