"""The mails of a webinar for those who plan it: how many are in which state, each with what became of it, and samples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from people.models import Person
from webinars.choices import DropReason, MailKind, MailState
from webinars.models import Mail, Sitting, Webinar
from webinars.queries.mails import LOST_AFTER, REMINDERS, TRUE_WHILE, Links, Matter, absolute, times_of

IN_DOUBT = "in_doubt"
"""A state that is told, not kept: being sent for so long that nobody knows."""


@dataclass(frozen=True)
class CountLine:
    """How many mails of one kind are in each of the states of :attr:`MailCounts.states`."""

    kind: str
    counts: list[int]
    total: int


@dataclass(frozen=True)
class MailCounts:
    states: list[tuple[str, str]]
    lines: list[CountLine]
    troubled: int


def _in_doubt(now: datetime) -> Q:
    return Q(state=MailState.SENDING) & (Q(claimed_at=None) | Q(claimed_at__lte=now - LOST_AFTER))


def mail_counts(webinar: Webinar, now: datetime) -> MailCounts:
    """By kind and state, without the states that none is in: one query. ``troubled``: those that somebody should look at."""
    rows = (
        Mail.objects.filter(webinar=webinar, person__is_rehearsal=False)
        .order_by()
        .values("kind", "state")
        .annotate(number=Count("pk"), lost=Count("pk", filter=_in_doubt(now)))
    )
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        found[row["kind"], row["state"]] = row["number"] - row["lost"]
        found[row["kind"], IN_DOUBT] = found.get((row["kind"], IN_DOUBT), 0) + row["lost"]
    labels: list[tuple[str, str]] = [*((state.value, str(state.label)) for state in MailState), (IN_DOUBT, "")]
    states = [(value, label) for value, label in labels if any(found.get((kind, value)) for kind in MailKind)]
    lines = []
    for kind in MailKind:
        counts = [found.get((kind, value), 0) for value, _label in states]
        if sum(counts):
            lines.append(CountLine(str(kind.label), counts, sum(counts)))
    troubled = (MailState.FAILED, MailState.BOUNCED, IN_DOUBT)
    return MailCounts(states, lines, sum(found.get((kind, state), 0) for kind in MailKind for state in troubled))


def mails_of(webinar: Webinar, now: datetime, *, kind: str = "", state: str = "") -> QuerySet[Mail]:
    """The mails of a webinar, the newest first; of one kind or state when that is asked for."""
    rows = Mail.objects.filter(webinar=webinar, person__is_rehearsal=False)
    if kind in MailKind.values:
        rows = rows.filter(kind=kind)
    if state == IN_DOUBT:
        rows = rows.filter(_in_doubt(now))
    elif state in MailState.values:
        rows = rows.filter(state=state)
        if state == MailState.SENDING:
            rows = rows.exclude(_in_doubt(now))
    return rows.select_related("person", "registration").order_by("-queued_at", "-pk")


@dataclass(frozen=True)
class MailLine:
    """One mail as it is listed. ``reason``: why it was not sent, in words or as the mail server said it."""

    mail: Mail
    name: str
    is_in_doubt: bool
    may_be_repeated: bool
    reason: str
    is_quoted: bool


def mail_line(mail: Mail, now: datetime) -> MailLine:
    in_doubt = mail.state == MailState.SENDING and (mail.claimed_at is None or mail.claimed_at <= now - LOST_AFTER)
    registration = mail.registration
    listed = registration.listed_name if registration and registration.answered_at is None else ""
    is_dropped = mail.state == MailState.DROPPED and mail.error in DropReason.values
    return MailLine(
        mail=mail,
        name=listed or mail.person.display_name,
        is_in_doubt=in_doubt,
        may_be_repeated=in_doubt or mail.state in (MailState.FAILED, MailState.BOUNCED),
        reason=str(DropReason(mail.error).label) if is_dropped else mail.error,
        is_quoted=bool(mail.error) and not is_dropped,
    )


def returned_people(people: list[int]) -> set[int]:
    """Of these people those whose latest mail that the server took was returned: their address does not work. One query."""
    latest: dict[int, str] = {}
    rows = Mail.objects.filter(person__in=people, state__in=(MailState.SENT, MailState.BOUNCED))
    for person, state in rows.order_by("sent_at", "pk").values_list("person_id", "state"):
        latest[person] = state
    return {person for person, state in latest.items() if state == MailState.BOUNCED}


def sample(webinar: Webinar, kind: MailKind, language: str, *, viewer: Person) -> Matter:
    """What a mail of the kind would be about if it went to ``viewer`` in ``language``. Its links open nothing. One query."""
    person = Person(
        full_name=viewer.full_name, email=viewer.email, language=language, time_zone=viewer.time_zone, is_active=True
    )
    sittings = list(Sitting.objects.filter(webinar=webinar, is_rehearsal=False).order_by("starts_at", "pk"))
    return Matter(
        mail=Mail(kind=kind, webinar=webinar, key="sample", details=_sample_details(kind, sittings)),
        person=person,
        webinar=webinar,
        sittings=sittings,
        standing=sorted(TRUE_WHILE[kind])[0],
        links=Links(
            page=absolute("webinars:detail", webinar.slug),
            profile=absolute("people:profile"),
            feed=f"{settings.PUBLIC_URL}/calendar/….ics",
            join=f"{settings.PUBLIC_URL}/join/…/",
            evaluation=f"{settings.PUBLIC_URL}/evaluation/…/",
        ),
    )


def _sample_details(kind: MailKind, sittings: list[Sitting]) -> dict[str, Any]:
    if kind == MailKind.CANCELLATION:
        return {"sittings": [times_of(sitting) for sitting in sittings]}
    if kind != MailKind.CHANGE and kind not in REMINDERS:
        return {}
    now = times_of(sittings[0]) if sittings else _next_week()
    if kind in REMINDERS:
        return now
    was = {**now}
    for name in ("starts_at", "ends_at"):
        was[name] = (datetime.fromisoformat(now[name]) - timedelta(hours=1)).isoformat()
    return {**now, "change": "moved", "was": was}


def _next_week() -> dict[str, Any]:
    """Times for a sample of a webinar that has none yet."""
    starts = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=7)
    return {
        "sitting": 0,
        "sequence": 1,
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=90)).isoformat(),
        "time_zone": "UTC",
    }
