"""Every kind of mail in every language: its words, direction, zone, links and calendar files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import vobject
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from core import moments
from core.languages import LANGUAGES, direction
from tests.factories import make_person, make_quiz, make_room, make_webinar
from webinars.choices import MailKind, RegistrationState, RoomState, SurveyKind, WebinarRole, WebinarState
from webinars.letters.wording import why, words_for
from webinars.letters.writing import Letter, mail_id, message, write
from webinars.models import Mail, Registration, Sitting, TeamMember, Webinar
from webinars.queries.links import join_url
from webinars.queries.mails import TRUE_WHILE, Matter, read_matters, times_of

pytestmark = pytest.mark.django_db
HOSTILE = '<img src="https://spy.example/x.png">'
TITLES = {
    "title_en": f"Targeting {HOSTILE}\r\nBcc: spy@example.org",
    "title_fr": "Ciblage",
    "title_ru": "Целевой отбор",
    "title_es": "Selección",
    "title_pt": "Seleção",
    "title_ar": "الاستهداف",
}
STATES = {kind: next(iter(sorted(states))) for kind, states in TRUE_WHILE.items()} | {
    MailKind.CHANGE: RegistrationState.CONFIRMED,
    MailKind.CANCELLATION: RegistrationState.CONFIRMED,
}
WITH_FILES = {
    MailKind.CONFIRMATION: "REQUEST",
    MailKind.PROMOTED: "REQUEST",
    MailKind.CHANGE: "REQUEST",
    MailKind.WITHDRAWN: "CANCEL",
    MailKind.CANCELLATION: "CANCEL",
}


def sitting_of(webinar: Webinar, starts_at: datetime | None = None, zone: str = "Africa/Nairobi") -> Sitting:
    sitting = make_room(webinar, state=RoomState.LOBBY).sitting
    sitting.starts_at = starts_at or timezone.now() + timedelta(days=20)
    sitting.ends_at, sitting.time_zone = sitting.starts_at + timedelta(minutes=90), zone
    sitting.save()
    return sitting


def matter_of(kind: MailKind, sitting: Sitting, *, state: str = "", details: Any = None, **person: Any) -> Matter:
    """A mail of the kind as it is read when it is sent."""
    webinar = sitting.webinar
    state = state or STATES[kind]
    number = 1 if state == RegistrationState.WAITING else None
    registration = Registration.objects.create(
        webinar=webinar, person=make_person(**person), state=state, queue_number=number
    )
    told = {**times_of(sitting), "change": "moved", "was": times_of(sitting), "sittings": [times_of(sitting)]}
    mail = Mail.objects.create(
        key=f"{kind}.{registration.pk}.x",
        kind=kind,
        webinar=webinar,
        person=registration.person,
        registration=registration,
        due_at=timezone.now(),
        details=told if details is None else details,
    )
    (matter,) = read_matters([mail.pk])
    return matter


def parsed(letter: Letter) -> Any:
    raw = message(letter, key="x", to="a@example.org").message().as_bytes()
    return message_from_bytes(raw, policy=policy.default)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(MailKind))
def test_each_kind_in_each_language(kind: MailKind, language: str) -> None:
    sitting = sitting_of(make_webinar(**TITLES))
    matter = matter_of(kind, sitting, language=language, time_zone="Asia/Kathmandu")
    letter = write(matter, timezone.now())
    title = "Targeting" if language == "en" else TITLES[f"title_{language}"]
    with translation.override(language):
        words, reason = words_for(matter), why(matter)
        own = moments.span(sitting.starts_at, sitting.ends_at, "Asia/Kathmandu")
        there = moments.span(sitting.starts_at, sitting.ends_at, "Africa/Nairobi")
        cities = moments.zone_city("Asia/Kathmandu"), moments.zone_city("Africa/Nairobi")
    assert (letter.language, letter.time_zone) == (language, "Asia/Kathmandu")
    assert letter.html.startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">')
    assert title in letter.subject
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    for told in (words.heading, *words.paragraphs, reason):
        assert told in letter.text
        assert told in letter.html.replace("&#x27;", "'")
    shown = [own, there, *cities] if kind not in (MailKind.THANKS, MailKind.FOLLOW_UP) else []
    assert [part for part in shown if part not in letter.text or part not in letter.html] == []
    assert letter.method == WITH_FILES.get(kind, "")
    assert "<img" not in letter.html
    assert not re.search(r"url\(|<link|<script|<table", letter.html)
    assert "Bcc" not in parsed(letter)
    if language != "en":
        with translation.override("en"):
            assert words_for(matter).heading not in letter.text


def test_title_in_another_language_says_so() -> None:
    matter = matter_of(
        MailKind.CONFIRMATION, sitting_of(make_webinar(title_en="Targeting", title_fr="")), language="ar"
    )
    letter = write(matter, timezone.now())
    assert '<span lang="en" dir="ltr">Targeting</span>' in letter.html
    assert "Targeting (الإنجليزية)" in letter.text


def test_same_clock_is_told_once() -> None:
    starts = datetime(2027, 1, 12, 9, tzinfo=UTC)
    matter = matter_of(MailKind.CONFIRMATION, sitting_of(make_webinar(), starts), time_zone="Africa/Kampala")
    letter = write(matter, timezone.now())
    assert "Tuesday, 12 January 2027, 12:00–13:30 · Kampala" in letter.text
    assert "Nairobi" not in letter.text


def test_zones_that_part_during_the_sitting_are_both_told() -> None:
    starts = datetime(2027, 3, 28, 0, 0, tzinfo=UTC)
    matter = matter_of(
        MailKind.CONFIRMATION, sitting_of(make_webinar(), starts, "Europe/Brussels"), time_zone="Africa/Algiers"
    )
    letter = write(matter, timezone.now())
    assert "Sunday, 28 March 2027, 01:00–02:30 · Algiers" in letter.text
    assert "Sunday, 28 March 2027, 01:00–03:30 · Brussels" in letter.text


def test_mail_across_the_date_line_tells_both_days() -> None:
    starts = datetime(2027, 6, 8, 22, 0, tzinfo=UTC)
    matter = matter_of(
        MailKind.PROMOTED, sitting_of(make_webinar(), starts, "Pacific/Kiritimati"), time_zone="Pacific/Pago_Pago"
    )
    letter = write(matter, timezone.now())
    assert "Tuesday, 8 June 2027, 11:00–12:30 · Pago Pago" in letter.text
    assert "Wednesday, 9 June 2027, 12:00–13:30 · Kiritimati" in letter.text


def test_change_tells_what_was() -> None:
    sitting = sitting_of(make_webinar(), datetime(2027, 6, 8, 7, 0, tzinfo=UTC))
    was = times_of(sitting)
    details = {
        **was,
        "change": "moved",
        "was": was,
        "starts_at": "2027-06-09T07:00:00+00:00",
        "ends_at": "2027-06-09T08:30:00+00:00",
    }
    letter = write(matter_of(MailKind.CHANGE, sitting, details=details, time_zone="Africa/Nairobi"), timezone.now())
    assert "Wednesday, 9 June 2027, 10:00–11:30" in letter.text
    assert "Before: Tuesday, 8 June 2027, 10:00–11:30" in letter.text


@pytest.mark.parametrize(
    ("state", "method"), [(RegistrationState.INVITED, ""), (RegistrationState.WAITING, ""), ("", "REQUEST")]
)
def test_only_those_with_a_place_get_a_calendar_file(state: str, method: str) -> None:
    matter = matter_of(MailKind.CHANGE, sitting_of(make_webinar()), state=state)
    assert write(matter, timezone.now()).method == method


def test_removed_sitting_leaves_the_calendar() -> None:
    sitting = sitting_of(make_webinar())
    details = {**times_of(sitting), "change": "removed", "was": times_of(sitting)}
    matter = matter_of(MailKind.CHANGE, sitting, details=details)
    sitting.delete()
    letter = write(matter, timezone.now())
    (file,) = letter.files
    assert vobject.readOne(file.decode()).vevent.status.value == "CANCELLED"


def test_team_is_told_as_the_team() -> None:
    webinar = make_webinar()
    sitting = sitting_of(webinar)
    host = make_person()
    TeamMember.objects.create(webinar=webinar, person=host, role=WebinarRole.HOST)
    mail = Mail.objects.create(
        key="reminder_day.p1.x",
        kind=MailKind.REMINDER_DAY,
        webinar=webinar,
        person=host,
        due_at=timezone.now(),
        details=times_of(sitting),
    )
    letter = write(read_matters([mail.pk])[0], timezone.now())
    assert "because you are on the team" in letter.text
    assert "/join/" not in letter.text


def test_personal_link_is_in_text_html_and_calendar_and_belongs_to_the_person() -> None:
    matter = matter_of(MailKind.CONFIRMATION, sitting_of(make_webinar()))
    letter = write(matter, timezone.now())
    assert matter.mail.registration is not None
    url = join_url(matter.mail.registration)
    assert matter.links.join == url
    assert url in letter.text
    assert f'href="{url}"' in letter.html
    assert vobject.readOne(letter.files[0].decode()).vevent.url.value == url


def test_thanks_ask_for_the_evaluation_only_where_there_is_one() -> None:
    webinar = make_webinar()
    sitting = sitting_of(webinar)
    without = write(matter_of(MailKind.THANKS, sitting), timezone.now())
    assert "See the webinar" in without.text
    assert "certificate" not in without.text.lower()

    webinar.surveys.create(kind=SurveyKind.EVALUATION, quiz=make_quiz())
    matter = matter_of(MailKind.THANKS, sitting)
    letter = write(matter, timezone.now())
    assert ("Say what you think of it" in letter.text) == bool(matter.links.evaluation)


def test_message_has_text_html_and_calendar_as_alternatives_and_a_file() -> None:
    webinar = make_webinar(**TITLES)
    sitting_of(webinar)
    second = sitting_of(webinar)
    letter = write(matter_of(MailKind.CONFIRMATION, second, language="ru"), timezone.now())
    mail = parsed(letter)
    kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics", "application/ics"]
    (calendar,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    assert [part.get_filename() for part in mail.iter_attachments()] == ["invite-1.ics", "invite-2.ics"]
    uids = [vobject.readOne(part.get_content().decode()).vevent.uid.value for part in mail.iter_attachments()]
    assert len(set(uids)) == 2
    assert mail["Message-ID"] == mail_id("x")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ru"


def test_message_id_is_the_same_for_the_same_key_and_cannot_be_guessed(settings: Any) -> None:
    first = mail_id("confirmation.1.state.1")
    assert mail_id("confirmation.1.state.1") == first
    assert mail_id("confirmation.1.state.2") != first
    settings.SECRET_KEY = "another"
    assert mail_id("confirmation.1.state.1") != first


@pytest.mark.parametrize("people", [1, 3])
def test_reading_and_writing_a_batch_takes_five_queries(people: int, django_assert_num_queries: Any) -> None:
    webinar = make_webinar()
    sitting = sitting_of(webinar)
    ids = [matter_of(MailKind.CONFIRMATION, sitting).mail.pk for _ in range(people)]
    with django_assert_num_queries(4):
        letters = [write(matter, timezone.now()) for matter in read_matters(ids)]
    assert len(letters) == people
    assert webinar.state == WebinarState.ANNOUNCED
    assert isinstance(message(letters[0], key="x", to="a@example.org"), EmailMultiAlternatives)
