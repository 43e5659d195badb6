"""The webinar that is live now: a room to enter, with its first part running and one poll behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from courses.models import Deck
from people.models import Person
from webinars.actions.activities import close_activity, open_activity, reveal_activity
from webinars.actions.answers import AnswerGiven, record_answers
from webinars.actions.chat import say
from webinars.actions.demonstration import shift_sitting
from webinars.actions.questions import ask, decide_question, vote_question
from webinars.actions.stage import start_item, start_sitting, turn_page
from webinars.choices import AskedState, WebinarRole
from webinars.demonstration import cast, reading
from webinars.demonstration.answering import response_to
from webinars.demonstration.planning import Begun, add_agenda, make_webinar
from webinars.models import Activity, Room, Sitting

TEAM = (
    ("trainer", WebinarRole.HOST, "en"),
    ("trainer.en", WebinarRole.CO_HOST, "en"),
    ("trainer.es", WebinarRole.PRESENTER, "es"),
    ("trainer.ru", WebinarRole.INTERPRETER, "ru"),
    ("trainer.ar", WebinarRole.INTERPRETER, "ar"),
    ("trainer.pt", WebinarRole.MODERATOR, "pt"),
)
LENGTH = timedelta(minutes=150)
WARM_UP = "role"
ANSWERED = 34
"""People who have answered the first poll."""


def make(people: dict[str, Person], *, begun: Begun, now: datetime, since: timedelta, deck: Deck | None) -> Sitting:
    plan = reading.plan("live")
    sitting = make_webinar(
        plan,
        people,
        begun=begun,
        team=TEAM,
        attending=cast.trainees(),
        starts=now,
        ends=now + LENGTH,
        time_zone="Europe/Brussels",
    )
    host = people["trainer"]
    items, polls, _ = add_agenda(plan, sitting, deck=deck, by=host)
    room = start_sitting(sitting.room, by=host)
    start_item(room, item=items[0], by=host)
    if deck is not None and deck.page_count > 1:
        turn_page(room, page=2, by=host)
    _answer(room, polls[WARM_UP], people, host)
    _speak(room, people, host)
    shift_sitting(sitting, by=-since)
    return sitting


def _answer(room: Room, activity: Activity, people: dict[str, Person], host: Person) -> None:
    """The first poll, held: opened, answered by most, closed, shown."""
    activity = open_activity(activity, by=host)
    chance = Random(11)  # noqa: S311  no secret
    names = list(cast.trainees())[:ANSWERED]
    given = [
        AnswerGiven(
            person_id=people[name].pk,
            room_id=room.pk,
            activity_id=activity.pk,
            response=response_to(activity.question, WARM_UP, people[name].language, chance),
            language=people[name].language,
            received_at=activity.opened_at or room.sitting.starts_at,
        )
        for name in names
    ]
    record_answers(given, now=activity.opened_at or room.sitting.starts_at)
    close_activity(activity, by=host)
    reveal_activity(activity, by=host)


def _speak(room: Room, people: dict[str, Person], host: Person) -> None:
    """Questions and chat of the first minutes. Some questions still wait to be approved."""
    supporters = [people[name] for name in cast.trainees()]
    for saying in reading.sayings("live", "chat"):
        author = people[saying.author]
        say(room, author=author, text=saying.text, language=author.language)
    for saying in reading.sayings("live", "questions"):
        author = people[saying.author]
        asked = ask(room, author=author, text=saying.text, language=author.language)
        if saying.state != AskedState.PENDING:
            decide_question(asked, state=AskedState(saying.state), by=host)
            for supporter in [one for one in supporters if one.pk != author.pk][: saying.votes]:
                vote_question(asked, person=supporter, up=True)
