"""The webinar of last week, with everything that was answered, asked and said in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from courses.models import Deck
from people.models import Person
from quizzes import marking
from quizzes.queries.specs import specs_of
from webinars.actions.corrections import correct_attendance
from webinars.actions.past_sittings import Record, WasOpen, WasSaid, WasShown, record_past_sitting
from webinars.actions.replay import make_replay
from webinars.choices import WebinarRole
from webinars.demonstration import cast, reading
from webinars.demonstration.answering import response_to
from webinars.demonstration.attending import guests, lost_minutes, screens
from webinars.demonstration.forms import record_forms
from webinars.demonstration.planning import Begun, add_agenda, make_webinar
from webinars.intervals import Interval
from webinars.models import Activity, AgendaItem, Sitting

TEAM = (
    ("trainer.en", WebinarRole.HOST, "en"),
    ("trainer", WebinarRole.CO_HOST, "fr"),
    ("trainer.pt", WebinarRole.PRESENTER, "pt"),
    ("trainer.ar", WebinarRole.PRESENTER, "ar"),
    ("trainer.ru", WebinarRole.INTERPRETER, "ru"),
)
PLANNED = timedelta(minutes=150)
RAN = timedelta(minutes=140)
"""It began two minutes late and ended before its plan."""

SLOW = (1.0, 1.1, 0.9)
"""How much longer than planned parts took, in turn."""


SHOWN = ((1, 2), (3, 4, 5), (), (6, 7), (), (), (8,))
"""The pages of the deck that each part of the agenda showed, in order."""


def make(people: dict[str, Person], *, begun: Begun, now: datetime, deck: Deck | None) -> Sitting:
    plan = reading.plan("past")
    day = now.astimezone(UTC) - timedelta(days=7)
    day -= timedelta(days=max(0, day.weekday() - 4))
    starts = day.replace(hour=9, minute=0, second=0, microsecond=0)
    sitting = make_webinar(
        plan,
        people,
        begun=begun,
        team=TEAM,
        attending=cast.trainees(),
        starts=starts,
        ends=starts + PLANNED,
        time_zone="Africa/Nairobi",
    )
    host = people["trainer.en"]
    items, polls, questions = add_agenda(plan, sitting, deck=deck, by=host)
    live = Interval(starts + timedelta(minutes=2), starts + timedelta(minutes=2) + RAN)
    chance = Random(1540)  # noqa: S311  no secret
    ran = _ran(items, live)
    there = screens(people, [name for name, _, _ in TEAM], live, chance)
    present = {screen.person.pk for screen in there}
    answering = [people[name] for name in cast.trainees() if people[name].pk in present]
    record = Record(
        live=live,
        items=ran,
        turns=_turns(items, ran, chance),
        screens=there,
        guests=guests(people, live),
        openings=[
            *(
                _opening(activity, key, ran[activity.agenda_item_id or 0], answering, chance)
                for key, activity in polls.items()
            ),
            *_quiz(questions, ran, answering, chance),
        ],
        questions=_said(people, live, "questions", answering),
        chat=_said(people, live, "chat", answering),
    )
    record_past_sitting(sitting, record=record, by=host)
    sitting.refresh_from_db()
    make_replay(sitting)
    for name, minutes, reason in lost_minutes():
        correct_attendance(sitting, person_id=people[name].pk, minutes=minutes, reason=reason, by=host, seen=0)
    quiz = questions[0].quiz
    if quiz is not None:
        record_forms(sitting.webinar, quiz=quiz, came=answering, live=live, by=host)
    return sitting


def _ran(items: list[AgendaItem], live: Interval) -> dict[int, Interval]:
    """When each part ran: about as planned, and together as long as the sitting."""
    lengths = [item.planned_minutes * SLOW[number % len(SLOW)] for number, item in enumerate(items)]
    scale = RAN / sum(lengths)
    ran, at = {}, live.start
    for item, length in zip(items, lengths, strict=True):
        ran[item.pk] = Interval(at, at + scale * length)
        at = ran[item.pk].end
    return ran


def _turns(items: list[AgendaItem], ran: dict[int, Interval], chance: Random) -> list[WasShown]:
    """When each page came on stage: the first with its part, the others as speaking goes, never quite evenly."""
    turns = []
    for item, pages in zip(items, SHOWN, strict=True):
        time = ran[item.pk]
        for number, page in enumerate(pages):
            share = (number + (chance.uniform(-0.2, 0.2) if number else 0)) / len(pages)
            if item.deck is not None:
                turns.append(WasShown(item.deck, page, time.start + (time.end - time.start) * share))
    return turns


def _opening(
    activity: Activity, key: str, time: Interval, answering: list[Person], chance: Random, *, share: float = 0.88
) -> WasOpen:
    """A poll of two minutes in the part that ran over ``time``, answered by most of those there."""
    opened = time.start + (time.end - time.start) * 0.3
    seconds = activity.seconds or 120
    spec = specs_of([activity.question_id])[activity.question_id]
    answers = []
    for person in answering:
        if chance.random() < share:
            response = response_to(activity.question, key, person.language, chance)
            at = opened + timedelta(seconds=chance.uniform(0.15, 0.9) * seconds)
            answers.append((person, marking.canonical_text(response, spec), at))
    return WasOpen(activity, Interval(opened, opened + timedelta(seconds=seconds)), answers)


def _quiz(
    questions: list[Activity], ran: dict[int, Interval], answering: list[Person], chance: Random
) -> list[WasOpen]:
    """The questions of the live quiz, one after the other."""
    openings = []
    for number, activity in enumerate(questions):
        time = ran[activity.agenda_item_id or 0]
        turn = (time.end - time.start) / len(questions)
        mine = Interval(time.start + turn * number, time.start + turn * (number + 1))
        openings.append(_opening(activity, "quiz", mine, answering, chance, share=0.94))
    return openings


def _said(people: dict[str, Person], live: Interval, what: str, supporters: list[Person]) -> list[WasSaid]:
    said = []
    for saying in reading.sayings("past", what):
        author = people[saying.author]
        voters = [person for person in supporters if person.pk != author.pk][: saying.votes]
        at = live.start + timedelta(minutes=saying.minute)
        said.append(WasSaid(author, saying.text, author.language, at, voters))
    return said
