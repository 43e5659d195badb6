"""Certificates are issued by themselves, corrected, revoked and restored by managers. In words: ``docs/rules/certificates.md``.

Each action locks the person's row first: what becomes of one person's certificates happens one after the other, and the name on
a certificate is the one that the profile had at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.jobs import enqueue_after_commit
from core.languages import LANGUAGES
from core.wall_time import NotAnInstant, zone
from courses.models import Course
from people.models import Person
from programme.choices import CertificateKind, RevocationReason
from programme.models import Certificate
from programme.queries import earning
from webinars.models import Webinar

SEND = "programme.send_certificates"


@dataclass(frozen=True)
class _Earned:
    """What was earned, as it is now: all of a certificate but its holder. ``at``: the instant at which it was."""

    kind: CertificateKind
    course: Course | None
    webinar: Webinar | None
    titles: dict[str, str]
    source_language: str
    at: datetime
    minutes: int
    version: int | None


@action
def issue_for_course(enrolment_id: int) -> Certificate | None:
    """Issue the certificate of a course that was completed, once. None where there is nothing to issue, or not yet: the course
    gives none, the profile has no name, or there is one (also a revoked one) already."""
    person_id = earning.person_of(enrolment_id)
    person = _locked_person(person_id) if person_id is not None else None
    enrolment = earning.completed(enrolment_id)
    if person is None or enrolment is None or not person.full_name.strip():
        return None
    if Certificate.objects.filter(person=person, course=enrolment.course_id, replaced_at__isnull=True).exists():
        return None
    return _issue(person, _course_earned(enrolment.course, enrolment.version_id, enrolment.completed_at))


@action
def settle_attendance(webinar_id: int, person_id: int) -> Certificate | None:
    """Issue the proof of attendance of somebody who attended, once; revoke it when a correction took the attendance away, and
    restore it when one gave it back. Again changes nothing. Returns a certificate that was issued."""
    person = _locked_person(person_id)
    if person is None:
        return None
    attended_at = earning.attended_at(webinar_id, person_id)
    held = _locked(Certificate.objects.filter(person=person, webinar=webinar_id, replaced_at__isnull=True).first())
    if held is not None:
        if attended_at is None and held.revoked_at is None:
            _revoke(held, RevocationReason.ATTENDANCE, by=None)
        elif attended_at is not None and held.reason == RevocationReason.ATTENDANCE:
            _restore(held, by=None)
        return None
    webinar = earning.find_webinar(webinar_id)
    if attended_at is None or webinar is None or not person.full_name.strip():
        return None
    return _issue(person, _webinar_earned(webinar, attended_at))


@action
def reissue(certificate: Certificate, *, by: Person) -> Certificate:
    """Issue it anew with the name that is in the profile now; the one before keeps its number and says that it was replaced.

    Refused: ``certificate.replaced``, ``certificate.revoked``, ``certificate.unchanged`` when the name is the same,
    ``certificate.nameless``.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=certificate.person_id)
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.replaced_at is not None:
        raise Refused("certificate.replaced")
    if row.revoked_at is not None:
        raise Refused("certificate.revoked")
    name = _clean(person.full_name)
    if not name:
        raise Refused("certificate.nameless")
    if name == row.name:
        raise Refused("certificate.unchanged")
    row.replaced_at = timezone.now()
    row.save(update_fields=["replaced_at"])
    fresh = Certificate.objects.create(
        person=person,
        kind=row.kind,
        course_id=row.course_id,
        webinar_id=row.webinar_id,
        name=name,
        titles=row.titles,
        source_language=row.source_language,
        earned_on=row.earned_on,
        minutes=row.minutes,
        version=row.version,
        replaces=row,
    )
    audit.record(
        "certificate.reissued", actor_id=by.pk, subject=f"certificate:{fresh.pk}", person=person.pk, replaces=row.pk
    )
    enqueue_after_commit(SEND)
    return fresh


@action
def revoke(certificate: Certificate, *, reason: str, by: Person) -> Certificate:
    """From now on it says that it does not hold. Refused: ``certificate.replaced``, ``certificate.revoked``,
    ``certificate.reason``."""
    if reason not in RevocationReason.values:
        raise Refused("certificate.reason")
    row = _of_manager(certificate)
    if row.revoked_at is not None:
        raise Refused("certificate.revoked")
    return _revoke(row, RevocationReason(reason), by=by)


@action
def restore(certificate: Certificate, *, by: Person) -> Certificate:
    """It holds again. Refused: ``certificate.replaced``, ``certificate.not_revoked``."""
    row = _of_manager(certificate)
    if row.revoked_at is None:
        raise Refused("certificate.not_revoked")
    return _restore(row, by=by)


def _of_manager(certificate: Certificate) -> Certificate:
    _locked_person(certificate.person_id)
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.replaced_at is not None:
        raise Refused("certificate.replaced")
    return row


def _locked_person(person_id: int) -> Person | None:
    """Somebody who may hold certificates; viewers of a rehearsal and erased accounts may not."""
    rows = Person.objects.select_for_update(of=("self",)).filter(pk=person_id)
    return rows.filter(is_rehearsal=False, erased_at__isnull=True).first()


def _locked(row: Certificate | None) -> Certificate | None:
    return row and Certificate.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _issue(person: Person, earned: _Earned) -> Certificate:
    row = Certificate.objects.create(
        person=person,
        kind=earned.kind,
        course=earned.course,
        webinar=earned.webinar,
        name=_clean(person.full_name),
        titles=earned.titles,
        source_language=earned.source_language,
        earned_on=_day_of(person, earned.at),
        minutes=earned.minutes,
        version=earned.version,
    )
    audit.record(
        "certificate.issued",
        actor_id=None,
        subject=f"certificate:{row.pk}",
        person=person.pk,
        course=row.course_id,
        webinar=row.webinar_id,
    )
    enqueue_after_commit(SEND)
    return row


def _course_earned(course: Course, version_id: int | None, at: datetime | None) -> _Earned:
    version = earning.version_with_titles(version_id or 0)
    return _Earned(
        CertificateKind.COURSE,
        course,
        None,
        version.titles,
        course.source_language,
        at or timezone.now(),
        version.minutes,
        version.number,
    )


def _webinar_earned(webinar: Webinar, at: datetime) -> _Earned:
    titles = {language: getattr(webinar, f"title_{language}") for language in LANGUAGES}
    titles = {language: title for language, title in titles.items() if title}
    source = next(iter(titles), LANGUAGES[0])
    minutes = earning.live_minutes(webinar)
    return _Earned(CertificateKind.ATTENDANCE, None, webinar, titles, source, at, minutes, None)


def _day_of(person: Person, at: datetime) -> date:
    """The day of the holder's calendar."""
    try:
        return at.astimezone(zone(person.time_zone)).date()
    except NotAnInstant:
        return at.date()


def _clean(name: str) -> str:
    return " ".join(name.split())


def _revoke(row: Certificate, reason: RevocationReason, *, by: Person | None) -> Certificate:
    row.revoked_at, row.reason = timezone.now(), reason
    row.save(update_fields=["revoked_at", "reason"])
    audit.record(
        "certificate.revoked",
        actor_id=by.pk if by else None,
        subject=f"certificate:{row.pk}",
        person=row.person_id,
        reason=str(reason.value),
    )
    return row


def _restore(row: Certificate, *, by: Person | None) -> Certificate:
    reason, row.revoked_at, row.reason = row.reason, None, ""
    row.save(update_fields=["revoked_at", "reason"])
    audit.record(
        "certificate.restored",
        actor_id=by.pk if by else None,
        subject=f"certificate:{row.pk}",
        person=row.person_id,
        reason=str(reason),
    )
    return row
