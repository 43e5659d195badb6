"""Follow-ups, months after a webinar: opened by a job, and told of by mail. ``docs/rules/evaluation.md`` has the rule."""

from __future__ import annotations

from datetime import datetime

from core.actions import action
from webinars.actions.outbox import queue_mail
from webinars.actions.surveys import NEVER_HELD, is_over, open_locked, sittings_of
from webinars.choices import MONTHS_AFTER, MailKind
from webinars.models import Survey
from webinars.queries.follow_ups import ended_at, follow_up_at
from webinars.queries.reminders import who_came


def open_follow_ups(now: datetime) -> list[int]:
    """Open those that are due, each in an action of its own; their ids. Called once a minute."""
    return [survey.pk for survey in _due(now) if _open_follow_up(survey, now)]


def _due(now: datetime) -> list[Survey]:
    """Follow-ups that may be due: their webinar's last sitting ended before the day, months ago."""
    waiting = Survey.objects.filter(kind__in=MONTHS_AFTER, opens_at__isnull=True, closed_at__isnull=True)
    rows = waiting.exclude(webinar__state__in=NEVER_HELD).select_related("webinar", "quiz").order_by("pk")
    ended = ended_at(survey.webinar_id for survey in rows)
    return [row for row in rows if row.webinar_id in ended and follow_up_at(row.kind, ended[row.webinar_id]) <= now]


@action
def _open_follow_up(survey: Survey, now: datetime) -> bool:
    """Open it and write to those who came, unless it was opened, closed or removed since it was found to be due."""
    fresh = (
        Survey.objects.select_for_update(of=("self",)).select_related("webinar", "quiz").filter(pk=survey.pk).first()
    )
    if fresh is None or fresh.opens_at is not None or fresh.closed_at is not None:
        return False
    if not is_over(list(sittings_of(fresh.webinar_id)), now):
        return False
    open_locked([fresh], now)
    queue_mail(MailKind.FOLLOW_UP, who_came(fresh.webinar), change=f"survey.{fresh.pk}")
    return True
