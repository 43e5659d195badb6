"""Certificates: issued by themselves and once, frozen, corrected, revoked, restored, erased. ``docs/rules/certificates.md``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from courses.actions.progress import finish_lesson, record_outcome, withdraw_outcome
from courses.choices import OutcomeKind
from courses.models import Course, CourseText, CourseVersion, Enrolment
from people.actions.erasure import erase_person
from people.actions.profiles import fingerprint, update_profile
from people.exporters.personal import archive
from people.models import Person
from programme.actions import certificates as actions
from programme.models import Certificate, ErasedCertificate
from programme.tasks import catch_up_with_certificates, send_certificates
from tests.factories import (
    make_certificate,
    make_enrolment,
    make_frozen,
    make_person,
    make_published_course,
    make_webinar,
)
from tests.webinars.test_room_races import at_once
from webinars.models import Webinar

pytestmark = pytest.mark.django_db

COMPLETED_AT = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
AfterCommit = Any


def completed(person: Person, **fields: Any) -> tuple[Course, Enrolment]:
    course = make_published_course(title_en="Valves", **fields)
    return course, make_enrolment(course, person, state="completed", completed_at=COMPLETED_AT)


def attend(webinar: Webinar, person: Person) -> None:
    record_outcome(person, kind=OutcomeKind.ATTENDANCE, key=f"webinar:{webinar.pk}", at=COMPLETED_AT)


def refused(call: Any) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.code


def test_completing_a_course_issues_its_certificate_once_and_tells_its_holder(
    django_capture_on_commit_callbacks: AfterCommit,
) -> None:
    person, other = make_person(full_name="Layla Haddad", language="ar"), make_person()
    course = make_published_course(title_en="Valves")
    make_enrolment(course, other)
    enrolment = make_enrolment(course, person)
    CourseText.objects.create(version=course.published, language="ar", title="صمامات")
    lessons = [lesson.pk for place in course.places.all() for lesson in place.module.lessons.all()]
    with django_capture_on_commit_callbacks(execute=True):
        for lesson in lessons:
            finish_lesson(person, lesson_id=lesson)
        finish_lesson(person, lesson_id=lessons[0])
    assert actions.issue_for_course(enrolment.pk) is None
    catch_up_with_certificates()
    row = Certificate.objects.get()
    assert (row.person, row.name, row.kind, row.course, row.webinar) == (person, "Layla Haddad", "course", course, None)
    assert row.titles == {"en": "Valves", "ar": "صمامات"}
    assert (row.minutes, row.version) == (course.published.minutes if course.published else 0, 1)
    send_certificates()
    assert [(letter.to, letter.extra_headers["Content-Language"]) for letter in mail.outbox] == [([person.email], "ar")]
    assert "صمامات" in mail.outbox[0].subject
    assert f"/my-certificates/{row.number}/" in mail.outbox[0].body
    issued = AuditEntry.objects.get(verb="certificate.issued")
    assert issued.details == {"person": person.pk, "course": course.pk, "webinar": None}


def test_what_a_certificate_says_stays_whatever_changes_later() -> None:
    person = make_person(time_zone="Asia/Tokyo", full_name="  Aiko   Sato ")
    course, enrolment = completed(person)
    row = actions.issue_for_course(enrolment.pk)
    assert row is not None
    CourseText.objects.update(title="Renamed")
    CourseVersion.objects.update(minutes=1)
    Person.objects.update(full_name="Another Name")
    Course.objects.update(gives_certificate=False)
    kept = Certificate.objects.get()
    assert (kept.name, kept.titles, kept.earned_on, kept.minutes, kept.course) == (
        "Aiko Sato",
        {"en": "Valves"},
        date(2026, 3, 11),
        row.minutes,
        course,
    )


@pytest.mark.parametrize(
    ("person", "course", "enrolment"),
    [
        ({"is_rehearsal": True}, {}, {}),
        ({"full_name": ""}, {}, {}),
        ({}, {"gives_certificate": False}, {}),
        ({}, {}, {"state": "active"}),
    ],
    ids=["rehearsal", "nameless", "course gives none", "not completed"],
)
def test_no_certificate_where_none_is_due(
    person: dict[str, Any], course: dict[str, Any], enrolment: dict[str, Any]
) -> None:
    _course, row = completed(make_person(**person), **course)
    Enrolment.objects.filter(pk=row.pk).update(**{"state": "completed", **enrolment})
    assert actions.issue_for_course(row.pk) is None
    catch_up_with_certificates()
    assert not Certificate.objects.exists()


def test_the_name_given_later_issues_what_waited(django_capture_on_commit_callbacks: AfterCommit) -> None:
    person = make_person(full_name="")
    course, _enrolment = completed(person)
    webinar = make_frozen([person])
    attend(webinar, person)
    attend(make_webinar(), make_person(full_name=""))
    with django_capture_on_commit_callbacks(execute=True):
        update_profile(person, by=person, seen=fingerprint(person), full_name="Kofi Mensah")
    found = Certificate.objects.order_by("kind").values_list("person", "name", "kind", "course", "webinar", "minutes")
    minutes = course.published.minutes if course.published else 0
    assert list(found) == [
        (person.pk, "Kofi Mensah", "attendance", None, webinar.pk, 90),
        (person.pk, "Kofi Mensah", "course", course.pk, None, minutes),
    ]


def test_attendance_is_proved_once_follows_corrections_and_is_made_up_for(
    django_capture_on_commit_callbacks: AfterCommit,
) -> None:
    person = make_person()
    webinar = make_frozen([person], title_en="Plates", title_fr="Plaques")
    key = {"kind": OutcomeKind.ATTENDANCE, "key": f"webinar:{webinar.pk}"}
    with django_capture_on_commit_callbacks(execute=True):
        attend(webinar, person)
        attend(webinar, person)
    row = Certificate.objects.get()
    assert (row.kind, row.titles, row.minutes, row.revoked_at) == (
        "attendance",
        {"en": "Plates", "fr": "Plaques"},
        90,
        None,
    )
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_outcome(person, **key)
    row.refresh_from_db()
    assert (row.revoked_at is not None, row.reason) == (True, "attendance")
    attend(webinar, person)
    catch_up_with_certificates()
    row.refresh_from_db()
    assert (row.revoked_at, row.reason) == (None, "")
    actions.revoke(row, reason="mistake", by=make_person())
    with django_capture_on_commit_callbacks(execute=True):
        attend(webinar, person)
    row.refresh_from_db()
    assert (row.reason, Certificate.objects.count()) == ("mistake", 1)


def test_a_corrected_name_issues_it_anew_and_keeps_the_history() -> None:
    person, manager = make_person(full_name="Maria Silva"), make_person()
    course, enrolment = completed(person)
    first = actions.issue_for_course(enrolment.pk)
    assert first is not None
    assert refused(lambda: actions.reissue(first, by=manager)) == "certificate.unchanged"
    Person.objects.filter(pk=person.pk).update(full_name="")
    assert refused(lambda: actions.reissue(first, by=manager)) == "certificate.nameless"
    Person.objects.filter(pk=person.pk).update(full_name="Maria Souza")
    second = actions.reissue(first, by=manager)
    first.refresh_from_db()
    assert (second.name, second.replaces, second.earned_on, second.course) == (
        "Maria Souza",
        first,
        first.earned_on,
        course,
    )
    assert (first.name, first.replaced_at is not None, first.number != second.number) == ("Maria Silva", True, True)
    assert refused(lambda: actions.reissue(first, by=manager)) == "certificate.replaced"
    assert refused(lambda: actions.revoke(first, reason="mistake", by=manager)) == "certificate.replaced"
    assert actions.issue_for_course(enrolment.pk) is None


def test_revoking_and_restoring_are_audited_with_the_reason_and_without_a_name() -> None:
    row, manager = make_certificate(make_person(full_name="Maria Silva")), make_person()
    assert refused(lambda: actions.restore(row, by=manager)) == "certificate.not_revoked"
    assert refused(lambda: actions.revoke(row, reason="because", by=manager)) == "certificate.reason"
    actions.revoke(row, reason="not_own_work", by=manager)
    assert refused(lambda: actions.revoke(row, reason="mistake", by=manager)) == "certificate.revoked"
    assert refused(lambda: actions.reissue(row, by=manager)) == "certificate.revoked"
    actions.restore(row, by=manager)
    row.refresh_from_db()
    assert (row.revoked_at, row.reason) == (None, "")
    entries = AuditEntry.objects.filter(subject=f"certificate:{row.pk}").order_by("pk")
    assert [(entry.verb, entry.actor_id, entry.details) for entry in entries] == [
        ("certificate.revoked", manager.pk, {"person": row.person_id, "reason": "not_own_work"}),
        ("certificate.restored", manager.pk, {"person": row.person_id, "reason": "not_own_work"}),
    ]


def test_a_letter_goes_once_and_never_for_what_does_not_hold() -> None:
    told, revoked, old, closed = (make_certificate() for _ in range(4))
    actions.revoke(revoked, reason="mistake", by=make_person())
    Certificate.objects.filter(pk=old.pk).update(issued_at=timezone.now() - timedelta(days=4))
    Person.objects.filter(pk=closed.person_id).update(is_active=False)
    send_certificates()
    send_certificates()
    assert [letter.to for letter in mail.outbox] == [[told.person.email]]


def test_of_an_erased_holder_only_the_number_is_left_and_they_were_handed_all_before() -> None:
    person = make_person(full_name="Maria Silva")
    row, other = make_certificate(person, titles={"en": "Handling crates"}), make_certificate()
    with ZipFile(BytesIO(archive(person))) as handed:
        data = handed.read("data.json").decode()
    assert (row.number in data, "Handling crates" in data, other.number in data) == (True, True, False)
    erase_person(person, by=person)
    assert list(Certificate.objects.all()) == [other]
    left = ErasedCertificate.objects.values().get()
    assert left == {"number": row.number, "erased_on": timezone.now().date()}


@pytest.mark.django_db(transaction=True)
def test_however_many_jobs_run_at_once_one_certificate_is_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)
    person = make_person()
    _course, enrolment = completed(person)
    webinar = make_frozen([person])
    attend(webinar, person)
    at_once(
        lambda: actions.issue_for_course(enrolment.pk),
        lambda: actions.issue_for_course(enrolment.pk),
        lambda: actions.settle_attendance(webinar.pk, person.pk),
        lambda: actions.settle_attendance(webinar.pk, person.pk),
    )
    assert sorted(Certificate.objects.values_list("kind", flat=True)) == ["attendance", "course"]
