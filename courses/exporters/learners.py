"""The people of a course as a table for Excel, in the reader's language and zone. No gender."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from core.languages import active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from courses.choices import EnrolmentSource, EnrolmentState
from courses.models import Enrolment
from people.choices import Audience
from people.countries import country_name


def learners_csv(rows: Iterable[Enrolment]) -> bytes:
    return as_csv(_sheet(rows))


def learners_xlsx(rows: Iterable[Enrolment]) -> bytes:
    return as_xlsx([_sheet(rows)], right_to_left=direction(active()) == "rtl")


def _sheet(rows: Iterable[Enrolment]) -> Sheet:
    head = [
        _("Name"),
        _("E-mail address"),
        _("Administration"),
        _("Audience"),
        _("State"),
        _("How"),
        _("Lessons done"),
        _("Lessons needed"),
        _("Version"),
        _("In since"),
        _("Due"),
        _("Completed"),
    ]
    return Sheet(_("Learners"), head, [_line(row) for row in rows])


def _line(row: Enrolment) -> list[Value]:
    person = row.person
    return [
        person.full_name,
        person.email,
        country_name(person.administration.country) if person.administration else "",
        str(Audience(person.audience).label),
        str(EnrolmentState(row.state).label),
        str(EnrolmentSource(row.source).label),
        row.lessons_done,
        row.version.lesson_count if row.version else None,
        row.version.number if row.version else None,
        _here(row.enrolled_at),
        _day(row.due_on),
        _here(row.completed_at),
    ]


def _here(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
