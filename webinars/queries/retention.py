"""Webinars that are over for long, and people who are of no use any more to any."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from people.models import Person
from people.queries.retention import never_used
from webinars.models import Connection, Registration, Sitting, TeamMember, Webinar


def over_before(before: datetime) -> QuerySet[Webinar]:
    """Webinars all of whose sittings ended before."""
    last = Max("sittings__ends_at")
    return Webinar.objects.annotate(last=last).filter(last__lt=before).order_by("pk")


def with_connections(webinars: QuerySet[Webinar]) -> QuerySet[Webinar]:
    return webinars.filter(Exists(Connection.objects.filter(room__sitting__webinar=OuterRef("pk"))))


def unused_accounts(*, before: datetime) -> QuerySet[Person]:
    """Provisional accounts that nobody ever used, all of whose webinars were over by then. Two are not over: one with a
    sitting later than that, and one that has none yet."""
    later = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False, ends_at__gte=before)
    some = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False)
    ahead = Webinar.objects.filter(Exists(later) | ~Exists(some)).values("pk")
    registered = Registration.objects.filter(person=OuterRef("pk"), webinar__in=ahead)
    on_team = TeamMember.objects.filter(person=OuterRef("pk"))
    return never_used(before=before).filter(~Q(Exists(registered)), ~Q(Exists(on_team)))
