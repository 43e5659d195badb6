"""What the figures hold of a person, and until when they need what lies under them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, holds, need
from webinars.models import Companion, Connection, Registration, Sitting, TeamMember, Webinar

holds(
    Holding(
        "programme.Fact.person",
        Fate.WITHOUT_NAME,
        _("Figures in which you are counted"),
        (
            ("webinar", _("Webinar"), "webinar__slug"),
            ("day", _("When"), "ended_on"),
            ("seconds", _("Seconds"), "seconds"),
            ("attended", _("Attended"), "attended"),
        ),
    ),
)

LONGEST = timedelta(days=60)
"""A webinar that is not frozen so long after its last sitting never will be; nobody waits for it."""


@need
def is_to_be_counted(person_id: int) -> bool:
    """Whether a webinar that began and is not frozen yet has the person among its people."""
    began = Sitting.objects.filter(
        webinar=OuterRef("pk"), is_rehearsal=False, live_from__isnull=False, ends_at__gt=timezone.now() - LONGEST
    )
    own = (
        Q(pk__in=Registration.objects.filter(person=person_id).values("webinar"))
        | Q(pk__in=TeamMember.objects.filter(person=person_id).values("webinar"))
        | Q(pk__in=Connection.objects.filter(person=person_id).values("room__sitting__webinar"))
        | Q(pk__in=Companion.objects.filter(Q(person=person_id) | Q(host=person_id)).values("room__sitting__webinar"))
    )
    return Webinar.objects.filter(own, Exists(began), freeze__isnull=True).exists()
