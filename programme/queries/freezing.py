"""Which webinars are to be frozen, and of which something became final since."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from programme.models import Freeze
from webinars.choices import SurveyKind, WebinarState
from webinars.models import Correction, Sitting, Survey, Webinar

WINDOW = timedelta(days=3)
"""How long after its last sitting a webinar is frozen: until then corrections are signed and evaluations come in."""

COUNTED = (WebinarState.ANNOUNCED, WebinarState.CANCELLED)


def unfinished_sittings(*, webinar: Any, since: datetime) -> QuerySet[Sitting]:
    """Real sittings that are still to come, are live, or were over only after ``since``.

    One that never began is over at its planned end; in a cancelled webinar nothing is to come.
    """
    return Sitting.objects.filter(webinar=webinar, is_rehearsal=False).filter(
        Q(live_from__isnull=False, live_until__isnull=True)
        | Q(live_until__gt=since)
        | Q(live_from__isnull=True, ends_at__gt=since) & ~Q(webinar__state=WebinarState.CANCELLED)
    )


def webinars_to_freeze(now: datetime) -> QuerySet[Webinar]:
    """Held webinars whose window for corrections is over, and in which no evaluation or test is open any more."""
    held = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False, live_until__isnull=False)
    open_surveys = Survey.objects.filter(webinar=OuterRef("pk"), closed_at__isnull=True).filter(
        Q(closes_at__gt=now) | Q(kind=SurveyKind.EVALUATION, opens_at__isnull=False)
    )
    return Webinar.objects.filter(
        Exists(held),
        ~Exists(unfinished_sittings(webinar=OuterRef("pk"), since=now - WINDOW)),
        ~Exists(open_surveys),
        state__in=COUNTED,
        freeze__isnull=True,
    ).order_by("pk")


def webinars_to_follow_up() -> QuerySet[Webinar]:
    """Frozen webinars with a correction signed, or an evaluation or test closed, after they were frozen."""
    signed = Correction.objects.filter(sitting__webinar=OuterRef("webinar"), sitting__is_rehearsal=False)
    closed = Survey.objects.filter(webinar=OuterRef("webinar"), closed_at__gt=OuterRef("frozen_at"))
    frozen = Freeze.objects.filter(Exists(signed.filter(signed_at__gt=OuterRef("frozen_at"))) | Exists(closed))
    return Webinar.objects.filter(pk__in=frozen.values("webinar")).order_by("pk")


def any_webinar(slug: str) -> Webinar | None:
    """For whoever runs the installation: no right is asked."""
    return Webinar.objects.filter(slug=slug).first()


def corrections_since(freeze: Freeze) -> list[tuple[int, int, int]]:
    """``(person, sitting, minutes)`` as signed after the freeze, the newest last."""
    later = Correction.objects.filter(sitting__webinar=freeze.webinar_id, sitting__is_rehearsal=False)
    rows = later.filter(signed_at__gt=freeze.frozen_at).order_by("pk")
    return list(rows.values_list("person_id", "sitting_id", "minutes"))


def a_survey_closed_since(freeze: Freeze) -> bool:
    return Survey.objects.filter(webinar=freeze.webinar_id, closed_at__gt=freeze.frozen_at).exists()
