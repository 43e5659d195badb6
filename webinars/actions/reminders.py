"""Mails that the clock asks for: reminders before a sitting, thanks after a webinar. ``docs/rules/mails.md`` has the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.actions import action
from webinars.actions.outbox import Recipient, queue_mail, queue_to
from webinars.choices import MailKind
from webinars.models import Registration, Sitting
from webinars.queries import reminders as queries
from webinars.queries.mails import times_of


@dataclass(frozen=True)
class Lead:
    """A reminder is due ``before`` the start, and is left out when it could not be queued within ``grace`` of that."""

    kind: MailKind
    before: timedelta
    grace: timedelta


LEADS = (
    Lead(MailKind.REMINDER_WEEK, timedelta(days=7), timedelta(days=2)),
    Lead(MailKind.REMINDER_DAY, timedelta(days=1), timedelta(hours=12)),
    Lead(MailKind.REMINDER_HOUR, timedelta(hours=1), timedelta(hours=1)),
)
THANKS_AFTER = timedelta(minutes=5)
"""Thanks wait so long after the end: a host may open the room again."""


@action
def queue_reminders(*, now: datetime) -> int:
    """Queue the reminders that are due at ``now`` and were not queued before. Returns how many."""
    sittings = queries.sittings_to_come(now, within=LEADS[0].before)
    due = [(lead, sitting) for lead in LEADS for sitting in _due(lead, sittings, now)]
    if not due:
        return 0
    people = queries.people_of({sitting.webinar_id for _lead, sitting in due})
    queued = 0
    for lead, sitting in due:
        since = sitting.starts_at - lead.before
        change = f"sitting.{sitting.pk}.{sitting.sequence}"
        wanted = [
            Recipient(who.person_id, who.registration_id)
            for who in people[sitting.webinar_id]
            if (lead.kind, sitting.pk, sitting.sequence) not in who.reminded
            and not who.was_told_after(since, sitting.pk)
        ]
        queue_to(lead.kind, sitting.webinar, wanted, change=change, details=times_of(sitting))
        queued += len(wanted)
    return queued


def _due(lead: Lead, sittings: Sequence[Sitting], now: datetime) -> Iterable[Sitting]:
    """Of sittings in order of time those for which the reminder is due now.

    A week before, there is one for the first sitting of that week; a day before, one for the first of the day; an hour
    before, one for each.
    """
    before: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        since = sitting.starts_at - lead.before
        is_covered = any(_covers(lead.kind, earlier, sitting) for earlier in before[sitting.webinar_id])
        before[sitting.webinar_id].append(sitting)
        if since <= now < min(since + lead.grace, sitting.starts_at) and not is_covered and sitting.live_from is None:
            yield sitting


def _covers(kind: MailKind, earlier: Sitting, sitting: Sitting) -> bool:
    if kind == MailKind.REMINDER_WEEK:
        return sitting.starts_at - earlier.starts_at < LEADS[0].before
    zone = ZoneInfo(sitting.time_zone)
    same_day = earlier.starts_at.astimezone(zone).date() == sitting.starts_at.astimezone(zone).date()
    return kind == MailKind.REMINDER_DAY and same_day


@action
def queue_thanks(*, now: datetime) -> int:
    """Thank those who came to a webinar whose last sitting has ended. Returns how many."""
    queued = 0
    for webinar in queries.webinars_to_thank(now, after=THANKS_AFTER):
        came: list[Registration] = queries.who_came(webinar)
        queue_mail(MailKind.THANKS, came, change="over")
        queued += len(came)
    return queued
