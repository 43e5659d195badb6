"""What the three webinars have in common: their words, team, people and agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from courses.models import Deck
from people.models import Person
from quizzes.actions.questions import create_question
from quizzes.actions.quizzes import create_quiz
from webinars.actions.agenda import ItemDraft, add_item
from webinars.actions.planned_activities import plan_activity, plan_quiz
from webinars.actions.registration.by_hand import register_people
from webinars.actions.sittings import create_sitting
from webinars.actions.team import add_member
from webinars.actions.webinars import Terms, create_webinar
from webinars.choices import WebinarRole
from webinars.demonstration import reading
from webinars.models import Activity, AgendaItem, Sitting, Webinar

Begun = Callable[[Webinar], None]
Team = Sequence[tuple[str, WebinarRole, str]]
"""Name, role, and the language spoken."""


def make_webinar(
    plan: reading.Plan,
    people: dict[str, Person],
    *,
    begun: Begun,
    team: Team,
    attending: Iterable[str],
    starts: datetime,
    ends: datetime,
    time_zone: str,
    terms: Terms | None = None,
) -> Sitting:
    """The webinar with its team, its registrations and one sitting, whose agenda is empty.

    Of ``attending`` as many get a place as ``terms`` allow; the others wait.
    """
    manager = people["manager"]
    webinar = create_webinar(title=plan.title, description=plan.description, terms=terms, by=manager)
    begun(webinar)
    for name, role, language in team:
        add_member(webinar, email=people[name].email, role=role, spoken_language=language)
    emails = [people[name].email for name in attending]
    if ends <= timezone.now():  # nobody can be added to what is over: they were there before
        register_people(webinar, emails=emails, by=manager)
        return create_sitting(webinar, starts=starts, ends=ends, time_zone=time_zone)
    sitting = create_sitting(webinar, starts=starts, ends=ends, time_zone=time_zone)
    register_people(webinar, emails=emails, by=manager)
    return sitting


def add_agenda(
    plan: reading.Plan, sitting: Sitting, *, deck: Deck | None, by: Person
) -> tuple[list[AgendaItem], dict[str, Activity], list[Activity]]:
    """The parts of the agenda, the polls and discussion points by their key, and the questions of the live quiz."""
    items, polls, questions = [], {}, []
    for part in plan.parts:
        item = add_item(
            sitting,
            ItemDraft(part.kind, part.title, part.minutes, part.notes, deck if part.shows_slides else None),
        )
        items.append(item)
        for key in part.polls:
            poll = reading.poll(key)
            polls[key] = plan_activity(
                item,
                kind=poll.kind,
                draft=poll.draft,
                anonymous=poll.anonymous,
                live_results=poll.live_results,
                by=by,
            )
        if part.quiz:
            planned = reading.quiz(part.quiz)
            entries = [(create_question(draft, by=by), seconds) for draft, seconds in planned.questions]
            quiz = create_quiz(title=planned.title, questions=entries, by=by)
            questions += plan_quiz(item, quiz=quiz)
    return items, polls, questions
