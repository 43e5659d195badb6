"""What webinars know of people that completes courses: who attended, and who filled in a form."""

from __future__ import annotations

from datetime import datetime

from django.db.models import CharField, Exists, Max, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from courses.choices import OutcomeKind
from courses.models import LearningOutcome
from webinars.models import Sitting, SurveyParticipation, Webinar
from webinars.queries.attendance import Group, webinar_attendance

AT_ONCE = 500
"""So many forms a sweep makes up for."""


def attendance_key(webinar_id: int) -> str:
    return f"webinar:{webinar_id}"


def survey_key(survey_id: int) -> str:
    return f"survey:{survey_id}"


def attended(webinar: Webinar) -> dict[int, datetime] | None:
    """Who attended the webinar by its rule (``docs/rules/attendance.md``), with its end; None until all sittings are over.

    Those with a place only: neither the team nor who was merely there.
    """
    found = webinar_attendance(webinar)
    ends = [sitting.live_until for sitting in found.sittings if sitting.live_until is not None]
    if not ends or not found.is_over:
        return None
    return {
        line.person_id: max(ends)
        for line in found.lines
        if line.group == Group.LEARNER and line.person_id is not None and line.attended
    }


def told_to_attend(webinar_id: int) -> set[int]:
    """Of whom the curriculum was told that they attended."""
    rows = LearningOutcome.objects.filter(kind=OutcomeKind.ATTENDANCE, key=attendance_key(webinar_id))
    return set(rows.values_list("person_id", flat=True))


def lately_held(*, since: datetime) -> list[int]:
    """Webinars whose last sitting ended after ``since``."""
    real = Sitting.objects.filter(is_rehearsal=False).order_by().values("webinar")
    over = real.annotate(last=Max("live_until")).filter(last__gte=since)
    return sorted(over.values_list("webinar_id", flat=True))


def untold_participations() -> list[tuple[int, int]]:
    """``(survey, person)`` of forms that were filled in, and of which the curriculum does not know: of these, the oldest."""
    told = LearningOutcome.objects.filter(
        kind=OutcomeKind.SURVEY,
        person=OuterRef("person"),
        key=Concat(Value("survey:"), Cast(OuterRef("survey_id"), CharField())),
    )
    rows = SurveyParticipation.objects.filter(~Q(Exists(told)), person__is_rehearsal=False, person__is_active=True)
    return list(rows.order_by("pk").values_list("survey_id", "person_id")[:AT_ONCE])
