"""The webinar of next week: planned in full, nobody has entered it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.languages import LANGUAGES
from people.choices import Audience
from people.models import Person
from webinars.actions.surveys import add_standard_evaluation, add_survey
from webinars.actions.webinars import Terms
from webinars.choices import RegistrationMode, SurveyKind, WebinarRole
from webinars.demonstration import cast, reading
from webinars.demonstration.planning import Begun, add_agenda, make_webinar
from webinars.models import Sitting

TEAM = (
    ("trainer.es", WebinarRole.HOST, "es"),
    ("trainer", WebinarRole.CO_HOST, "fr"),
    ("trainer.pt", WebinarRole.PRESENTER, "pt"),
    ("trainer.ru", WebinarRole.INTERPRETER, "ru"),
    ("trainer.ar", WebinarRole.INTERPRETER, "ar"),
)
LENGTH = timedelta(minutes=120)
TERMS = Terms(
    languages=LANGUAGES,
    audiences=(Audience.OPERATIONAL_OFFICER, Audience.SENIOR_MANAGER),
    capacity=36,
    quota_per_administration=4,
    registration_mode=RegistrationMode.OPEN,
    is_public=True,
)
"""More people ask than there are places, and some administrations send more than their share: a waiting list."""


def starts_after(now: datetime) -> datetime:
    """Seven days later at 13:00 UTC, or on the Monday after a week-end."""
    day = now.astimezone(UTC) + timedelta(days=7)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return day.replace(hour=13, minute=0, second=0, microsecond=0)


def make(people: dict[str, Person], *, begun: Begun, now: datetime) -> Sitting:
    plan = reading.plan("next")
    starts = starts_after(now)
    sitting = make_webinar(
        plan,
        people,
        begun=begun,
        team=TEAM,
        attending=list(cast.trainees())[:46],
        starts=starts,
        ends=starts + LENGTH,
        time_zone="America/Bogota",
        terms=TERMS,
    )
    _, _, questions = add_agenda(plan, sitting, deck=None, by=people["trainer.es"])
    if questions and questions[0].quiz is not None:
        add_survey(sitting.webinar, kind=SurveyKind.PRE_TEST, quiz=questions[0].quiz, by=people["manager"])
    add_standard_evaluation(sitting.webinar, by=people["manager"])
    return sitting
