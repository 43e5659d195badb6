"""A mail from what it is about: subject, text, HTML and calendar files, in the person's language and zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core import moments
from core.languages import active, choose, direction, local_text
from core.posting import automatic_mail, header_line, message_id
from webinars.choices import MailKind
from webinars.letters.calendars import CANCEL, REQUEST, Attendee, Entry, invitation
from webinars.letters.wording import why, words_for
from webinars.queries.mails import Matter, times_of

MOST_FILES = 20
"""So many sittings at most come as calendar files; the feed has them all."""


@dataclass(frozen=True)
class Times:
    """When a sitting is, in words: by the person's clock, and by the sitting's when they differ. ``was``: as told before."""

    own: str
    city: str
    there: str = ""
    there_city: str = ""
    was: str = ""


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out. ``method`` is that of all of its calendar files."""

    subject: str
    text: str
    html: str
    language: str
    time_zone: str
    method: str = ""
    files: list[bytes] = field(default_factory=list)


def write(matter: Matter, now: datetime) -> Letter:
    """The mail in the language and zone that the person has now. No query."""
    person = matter.person
    with translation.override(person.language):
        words = words_for(matter)
        title, title_language = choose(local_text(matter.webinar, "title")["$text"], person.language)
        context = {
            "language": person.language,
            "direction": direction(person.language),
            "words": words,
            "title": title,
            "title_language": title_language,
            "title_direction": direction(title_language),
            "is_fallback": title_language != person.language,
            "times": _times(matter, now),
            "why": why(matter),
            "city": moments.zone_city(person.time_zone),
            "profile": matter.links.profile,
            "public_url": settings.PUBLIC_URL,
        }
        method, entries = _entries(matter, title, now)
        attendee = Attendee(person.display_name, person.email)
        files = [
            invitation(entry, method=method, attendee=attendee, language=person.language, now=now)
            for entry in entries[:MOST_FILES]
        ]
        return Letter(
            subject=header_line(_("%(what)s: %(title)s") % {"what": words.subject, "title": title}),
            text=render_to_string("frame/letter.txt", context).strip() + "\n",
            html=render_to_string("frame/letter.html", context),
            language=person.language,
            time_zone=person.time_zone,
            method=method if files else "",
            files=files,
        )


def message(letter: Letter, *, key: str, to: str) -> EmailMultiAlternatives:
    """The mail as a message: text, HTML and the first calendar file as alternatives, all files attached too."""
    mail = automatic_mail(
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=letter.language,
        message_id=mail_id(key),
    )
    for number, file in enumerate(letter.files, start=1):
        if number == 1:
            mail.attach_alternative(file.decode(), f"text/calendar; method={letter.method}")
        name = "invite.ics" if len(letter.files) == 1 else f"invite-{number}.ics"
        mail.attach(name, file, "application/ics")
    return mail


def mail_id(key: str) -> str:
    """The Message-ID of the mail with that key."""
    return message_id("webinars.mail", key)


def _times(matter: Matter, now: datetime) -> list[Times]:
    details, zone = matter.mail.details, matter.person.time_zone
    if matter.mail.kind == MailKind.CANCELLATION:
        return [_told(told, zone) for told in details.get("sittings", [])]
    if matter.mail.kind == MailKind.CHANGE:
        was = details.get("was") if details["change"] == "moved" else None
        return [_told(details, zone, was=was)]
    if matter.mail.kind in (MailKind.THANKS, MailKind.FOLLOW_UP):
        return []
    sittings = [sitting for sitting in matter.sittings if sitting.ends_at > now]
    if matter.mail.kind in (MailKind.REMINDER_DAY, MailKind.REMINDER_HOUR):
        about = matter.sitting()
        sittings = [about] if about else sittings
    return [_span(sitting.starts_at, sitting.ends_at, sitting.time_zone, zone) for sitting in sittings]


def _told(told: dict[str, Any], zone: str, *, was: dict[str, Any] | None = None) -> Times:
    before = moments.span(_at(was["starts_at"]), _at(was["ends_at"]), zone) if was else ""
    return _span(_at(told["starts_at"]), _at(told["ends_at"]), told["time_zone"], zone, was=before)


def _span(starts: datetime, ends: datetime, there: str, zone: str, *, was: str = "") -> Times:
    return _span_in(active(), starts, ends, there, zone, was)


@lru_cache(maxsize=4096)
def _span_in(language: str, starts: datetime, ends: datetime, there: str, zone: str, was: str) -> Times:
    """Kept, because thousands are told of the same sitting; ``language`` is the active one."""
    own, city = moments.span(starts, ends, zone), moments.zone_city(zone)
    if moments.same_clock(starts, there, zone) and moments.same_clock(ends, there, zone):
        return Times(own, city, was=was)
    return Times(own, city, moments.span(starts, ends, there), moments.zone_city(there), was)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _entries(matter: Matter, title: str, now: datetime) -> tuple[str, list[Entry]]:
    """The calendar entries that the mail brings or takes away, with the method of its files."""
    details = matter.mail.details
    to_come = [sitting for sitting in matter.sittings if sitting.ends_at > now]
    match matter.mail.kind:
        case MailKind.CONFIRMATION | MailKind.PROMOTED:
            return REQUEST, [_entry(matter, title, times_of(sitting)) for sitting in to_come]
        case MailKind.WITHDRAWN:
            return CANCEL, [_entry(matter, title, times_of(sitting)) for sitting in to_come]
        case MailKind.CHANGE if matter.has_place:
            return CANCEL if details["change"] == "removed" else REQUEST, [_entry(matter, title, details)]
        case MailKind.CANCELLATION if matter.has_place:
            return CANCEL, [_entry(matter, title, told) for told in details.get("sittings", [])]
    return "", []


def _entry(matter: Matter, title: str, told: dict[str, Any]) -> Entry:
    url = matter.links.join or matter.links.page
    return Entry(
        sitting=told["sitting"],
        sequence=told["sequence"],
        starts_at=_at(told["starts_at"]),
        ends_at=_at(told["ends_at"]),
        time_zone=told["time_zone"],
        summary=header_line(title),
        description=f"{_('Live webinar, in your browser.')}\n{url}",
        url=url,
        location=url,
    )
