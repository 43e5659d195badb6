"""Reminders and decisions by mail: once, in the person's language, and only while they are true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from courses.actions.posting import claim_letters, queue, queue_reminders, send_letters
from courses.choices import EnrolmentState, ReminderKind
from courses.models import CourseText, Enrolment, Reminder
from courses.queries.letters import KEPT_FOR, letters_in_doubt, reminder_due
from tests.factories import make_enrolment, make_person, make_published_course

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 20)
NOON = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (12, None),
        (13, ReminderKind.DUE_WEEK),
        (17, ReminderKind.DUE_WEEK),
        (18, None),
        (19, ReminderKind.DUE_DAY),
        (20, ReminderKind.DUE_DAY),
        (21, ReminderKind.OVERDUE),
    ],
)
def test_which_reminder_a_day_asks_for(day: int, kind: str | None) -> None:
    assert reminder_due(DUE, date(2026, 2, 1), date(2026, 3, day)) == kind


def test_nobody_is_reminded_on_the_day_on_which_they_came_in_or_long_after() -> None:
    assert reminder_due(DUE, date(2026, 3, 19), date(2026, 3, 19)) is None
    assert reminder_due(DUE, date(2026, 3, 15), date(2026, 3, 16)) is None
    assert reminder_due(DUE, date(2026, 2, 1), date(2026, 4, 4)) is None


def _due(day: date = DUE, **fields: Any) -> Enrolment:
    fields.setdefault("enrolled_at", NOON - timedelta(days=40))
    return make_enrolment(fields.pop("course", None) or make_published_course(), due_on=day, **fields)


def test_reminders_are_queued_once_by_each_learners_own_clock() -> None:
    there = _due(person=make_person(time_zone="Pacific/Auckland"), day=DUE + timedelta(days=1))
    here = _due(person=make_person(time_zone="Africa/Nairobi"))
    _due(person=make_person(time_zone="America/Lima"))  # it is seven in the morning there
    _due(state=EnrolmentState.COMPLETED)
    _due(state=EnrolmentState.WITHDRAWN)
    _due(person=make_person(is_active=False))
    _due(person=make_person(is_rehearsal=True))
    assert queue_reminders(now=NOON - timedelta(hours=15)) == 0
    assert queue_reminders(now=NOON) == 1
    assert queue_reminders(now=NOON + timedelta(hours=1)) == 1  # Lima
    assert queue_reminders(now=NOON + timedelta(hours=9)) == 1  # Auckland, where it is the next day
    assert queue_reminders(now=NOON + timedelta(hours=10)) == 0
    assert set(Reminder.objects.values_list("kind", flat=True)) == {ReminderKind.DUE_WEEK}
    assert {here.pk, there.pk} <= set(Reminder.objects.values_list("enrolment", flat=True))


def test_a_letter_is_in_the_persons_language_and_names_the_course_in_it(settings: Any) -> None:
    settings.PUBLIC_URL = "https://lectern.example.org"
    course = make_published_course(title_en="Origin")
    assert course.published is not None
    CourseText.objects.create(version=course.published, language="ar", title="المنشأ")
    row = _due(course=course, person=make_person(language="ar", time_zone="Africa/Cairo", email="a@example.org"))
    other = _due(course=course, person=make_person(language="fr"))
    queue(ReminderKind.DUE_WEEK, [(row.pk, DUE), (other.pk, DUE)])
    send_letters()
    arabic, french = mail.outbox
    assert arabic.to == ["a@example.org"]
    assert "المنشأ" in arabic.subject
    assert f"https://lectern.example.org/courses/{course.slug}/" in arabic.body
    assert ("2026" in arabic.body, "القاهرة" in arabic.body) == (True, True)
    html = str(french.alternatives[0][0])
    assert '<span lang="en" dir="ltr">Origin</span>' in html
    assert "20 mars 2026" in html
    assert Reminder.objects.filter(sent_at__isnull=True).count() == 0


def test_what_is_no_longer_true_is_not_sent() -> None:
    rows = [_due() for _ in range(4)]
    queue(ReminderKind.DUE_WEEK, [(row.pk, DUE) for row in rows])
    Enrolment.objects.filter(pk=rows[0].pk).update(state=EnrolmentState.COMPLETED)
    Enrolment.objects.filter(pk=rows[1].pk).update(state=EnrolmentState.WITHDRAWN)
    Enrolment.objects.filter(pk=rows[2].pk).update(due_on=DUE + timedelta(days=9))
    rows[3].person.erased_at = timezone.now()
    rows[3].person.save()
    send_letters()
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_a_letter_is_never_sent_twice_and_one_in_doubt_is_shown() -> None:
    row = _due()
    queue(ReminderKind.DUE_DAY, [(row.pk, DUE)])
    taken = claim_letters(now=timezone.now() - timedelta(hours=1))  # and the process is killed here
    send_letters()
    queue(ReminderKind.DUE_DAY, [(row.pk, DUE)])
    send_letters()
    assert mail.outbox == []
    assert [letter.pk for letter in letters_in_doubt(row.course)] == taken
    assert not letters_in_doubt(make_published_course()).exists()


@pytest.mark.parametrize(
    ("error", "sent_later", "in_doubt"),
    [
        (OSError("no route"), 2, 0),
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such box")}), 0, 2),
        (SMTPServerDisconnected("lost"), 1, 1),
    ],
)
def test_what_surely_failed_for_the_moment_goes_later(
    monkeypatch: pytest.MonkeyPatch, error: Exception, sent_later: int, in_doubt: int
) -> None:
    course = make_published_course()
    queue(ReminderKind.DUE_DAY, [(_due(course=course).pk, DUE) for _ in range(2)])

    def fail(*_arguments: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        where = "open" if type(error) is OSError else "send_messages"
        patched.setattr(f"django.core.mail.backends.locmem.EmailBackend.{where}", fail)
        send_letters(most=1)
    send_letters()
    assert len(mail.outbox) == sent_later
    Reminder.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - timedelta(hours=1))
    assert letters_in_doubt(course).count() == in_doubt


def test_a_letter_that_waited_for_days_is_shown_and_not_sent() -> None:
    row = _due()
    queue(ReminderKind.DUE_DAY, [(row.pk, DUE)])
    Reminder.objects.update(made_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
    send_letters()
    assert mail.outbox == []
    assert letters_in_doubt(row.course).count() == 1
