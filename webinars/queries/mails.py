"""Mails as they are sent: what each is about, read for a whole batch at once, and whether it is still true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from core.links import make_token
from people.models import Person
from people.queries.persons import calendar_token
from webinars.choices import (
    ANONYMOUS_SURVEYS,
    MONTHS_AFTER,
    DropReason,
    MailKind,
    RegistrationState,
    WebinarState,
)
from webinars.models import Mail, Registration, Sitting, Survey, TeamMember, Webinar
from webinars.queries.links import join_url

LOST_AFTER = timedelta(minutes=30)
"""A mail that is being sent for so long is in doubt: the process died, or the line broke at the wrong moment."""

REMINDERS = frozenset({MailKind.REMINDER_WEEK, MailKind.REMINDER_DAY, MailKind.REMINDER_HOUR})
IN_IT = frozenset(
    {
        RegistrationState.INVITED,
        RegistrationState.REQUESTED,
        RegistrationState.CONFIRMED,
        RegistrationState.WAITING,
    }
)
"""Whom a change concerns, beside the team. Nominated people know nothing yet; others are no longer in it."""

TRUE_WHILE: dict[str, frozenset[RegistrationState]] = {
    MailKind.INVITATION: frozenset({RegistrationState.INVITED}),
    MailKind.CONFIRMATION: frozenset({RegistrationState.CONFIRMED}),
    MailKind.REQUESTED: frozenset({RegistrationState.REQUESTED}),
    MailKind.DECLINED: frozenset({RegistrationState.DECLINED}),
    MailKind.WAITING: frozenset({RegistrationState.WAITING}),
    MailKind.PROMOTED: frozenset({RegistrationState.CONFIRMED}),
    MailKind.WITHDRAWN: frozenset({RegistrationState.CANCELLED}),
    **{kind: frozenset({RegistrationState.CONFIRMED}) for kind in REMINDERS},
    MailKind.CHANGE: IN_IT,
    MailKind.CANCELLATION: IN_IT,
    MailKind.THANKS: frozenset({RegistrationState.CONFIRMED}),
    MailKind.FOLLOW_UP: frozenset({RegistrationState.CONFIRMED}),
}
"""The states of a registration in which a mail of each kind says the truth."""

TO_THE_TEAM = REMINDERS | {MailKind.CHANGE, MailKind.CANCELLATION}


def times_of(sitting: Sitting) -> dict[str, Any]:
    """A sitting as it is, for the ``details`` of a mail: it may be moved or removed before the mail is written."""
    return {
        "sitting": sitting.pk,
        "sequence": sitting.sequence,
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": sitting.ends_at.isoformat(),
        "time_zone": sitting.time_zone,
    }


@dataclass(frozen=True)
class Links:
    """Absolute addresses that a mail names. ``join`` and ``evaluation`` are the person's own; empty where there is none."""

    page: str
    profile: str
    feed: str
    join: str = ""
    evaluation: str = ""


@dataclass(frozen=True)
class Matter:
    """All that is needed to write one mail. ``standing``: the state of the registration; empty for a member of the team."""

    mail: Mail
    person: Person
    webinar: Webinar
    sittings: list[Sitting]
    standing: str
    links: Links

    @property
    def is_team(self) -> bool:
        return not self.standing

    @property
    def has_place(self) -> bool:
        return self.is_team or self.standing == RegistrationState.CONFIRMED

    def sitting(self) -> Sitting | None:
        """The sitting that the mail is about, as it is now."""
        wanted = self.mail.details.get("sitting")
        return next((sitting for sitting in self.sittings if sitting.pk == wanted), None)


def read_matters(ids: Collection[int]) -> list[Matter]:
    """What each mail is about, in the order of their ids: four queries, whatever their number."""
    mails = list(Mail.objects.filter(pk__in=ids).select_related("person", "webinar", "registration").order_by("pk"))
    webinars = {mail.webinar_id for mail in mails}
    sittings: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in Sitting.objects.filter(webinar__in=webinars, is_rehearsal=False).order_by("starts_at", "pk"):
        sittings[sitting.webinar_id].append(sitting)
    team = set(
        TeamMember.objects.filter(webinar__in=webinars, person__in={mail.person_id for mail in mails}).values_list(
            "webinar_id", "person_id"
        )
    )
    evaluated = set(
        Survey.objects.filter(webinar__in=webinars, kind__in=ANONYMOUS_SURVEYS, closed_at=None)
        .exclude(kind__in=MONTHS_AFTER, opens_at=None)
        .values_list("webinar_id", flat=True)
    )
    return [
        Matter(
            mail=mail,
            person=mail.person,
            webinar=mail.webinar,
            sittings=sittings[mail.webinar_id],
            standing=_standing(mail, (mail.webinar_id, mail.person_id) in team),
            links=_links(mail, mail.webinar_id in evaluated),
        )
        for mail in mails
    ]


GONE = "gone"
"""The standing of somebody who has neither a registration nor a role any more."""


def _standing(mail: Mail, is_team: bool) -> str:
    state = mail.registration.state if mail.registration else GONE
    if is_team and mail.kind in TO_THE_TEAM and state not in TRUE_WHILE[mail.kind]:
        return ""
    return state


def _links(mail: Mail, is_evaluated: bool) -> Links:
    registration = mail.registration
    return Links(
        page=absolute("webinars:detail", mail.webinar.slug),
        profile=absolute("people:profile"),
        feed=feed_url(mail.person),
        join=join_url(registration) if registration else "",
        evaluation=_evaluation_url(registration) if registration and is_evaluated else "",
    )


def absolute(name: str, *arguments: object) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"


def feed_url(person: Person) -> str:
    """The absolute address of the person's calendar, good until they make a new one."""
    return absolute("webinars:calendar_feed", calendar_token(person))


def _evaluation_url(registration: Registration) -> str:
    token = make_token("evaluation", registration.pk, registration.link_version)
    try:
        return absolute("webinars:evaluation", token)
    except NoReverseMatch:
        return ""


OF_WHAT_COMES = (MailKind.INVITATION, MailKind.CONFIRMATION, MailKind.WAITING, MailKind.PROMOTED)
"""Of no use once all sittings are over: the mail server was away, or somebody was added to a webinar of the past."""


def why_untrue(matter: Matter, now: datetime) -> DropReason | None:
    """Why the mail must not be sent any more; None while it says the truth."""
    kind = matter.mail.kind
    if not matter.person.is_active or matter.person.is_rehearsal:
        return DropReason.PERSON_GONE
    if (matter.webinar.state == WebinarState.CANCELLED) != (kind == MailKind.CANCELLATION):
        return DropReason.CANCELLED
    if matter.standing and matter.standing not in TRUE_WHILE[kind]:
        return DropReason.PLACE_GONE
    if kind == MailKind.FOLLOW_UP and not matter.links.evaluation:
        return DropReason.CLOSED
    if kind in REMINDERS or kind == MailKind.CHANGE:
        return _why_old(matter, now)
    if kind in OF_WHAT_COMES and matter.sittings and all(sitting.ends_at <= now for sitting in matter.sittings):
        return DropReason.BEGUN
    return None


def _why_old(matter: Matter, now: datetime) -> DropReason | None:
    sitting, details = matter.sitting(), matter.mail.details
    is_change = matter.mail.kind == MailKind.CHANGE
    if is_change and details.get("change") == "removed":
        return DropReason.BEGUN if datetime.fromisoformat(details["ends_at"]) <= now else None
    if sitting is None or sitting.sequence != details.get("sequence"):
        return DropReason.REPLACED if is_change else DropReason.MOVED
    over = sitting.ends_at if is_change else sitting.starts_at
    return DropReason.BEGUN if over <= now or (sitting.live_from and not is_change) else None
