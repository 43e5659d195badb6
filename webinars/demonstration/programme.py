"""The parts of the demonstration, each made once and noted; a later start only moves what nobody touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from courses.demonstration import course
from courses.models import Deck
from people.actions.accounts import add_people
from people.actions.roles import grant_role
from people.models import Person
from quizzes.demonstration import bank
from quizzes.models import Quiz
from webinars.actions.demonstration import drop_unfinished, note_part, shift_sitting
from webinars.actions.sittings import move_sitting
from webinars.actions.stage import end_sitting
from webinars.choices import RoomState
from webinars.demonstration import cast, following, live, past
from webinars.demonstration.slides import make_decks
from webinars.models import Sitting, Webinar
from webinars.queries import demonstration as queries

LIVE_SINCE = timedelta(minutes=6)
"""How long the live sitting has been live when a start makes or moves it."""

MOVE_AFTER = timedelta(minutes=20)
"""A live sitting that began longer ago than this is moved at the next start."""

QUIZ_TAKERS = 24
"""So many trainees have taken the self-test, beside those who completed the course."""

WEEK = timedelta(days=7)


@dataclass
class Made:
    """What a start did: the parts that it made, and those that it moved."""

    made: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


def make_or_move(now: datetime | None = None) -> Made:
    """Make the parts that were never made, and move the untouched ones to their time."""
    now = now or timezone.now()
    notes = queries.notes()
    done = Made()
    people: dict[str, Person] | None = None
    if "people" not in notes:
        people = _make_people()
        note_part("people", count=len(people))
        done.made.append("people")
    if "deck" not in notes:
        people = people or _people()
        live_deck, past_deck = make_decks(by=people["trainer"])
        note_part("deck", deck=live_deck.pk, past=past_deck.pk)
        notes["deck"] = queries.notes()["deck"]
        done.made.append("deck")
    if "bank" not in notes:
        people = people or _people()
        _make_bank(people, now)
        done.made.append("bank")
        notes["bank"] = queries.notes()["bank"]
    if "course" not in notes:
        people = people or _people()
        _make_course(people, queries.deck_of(notes["deck"]), queries.quiz_of(notes["bank"]))
        done.made.append("course")
    for part in ("past", "live", "next"):
        note = notes.get(part, {})
        if "sitting" in note and not (part == "live" and _is_used_up(note, now)):
            continue
        people = people or _people()
        shown = queries.deck_of(notes["deck"], "past" if part == "past" else "deck")
        _make(part, note, people, shown, now)
        done.made.append(part)
    for part, move in (("live", _move_live), ("next", _move_next)):
        if part in notes and part not in done.made and move(notes[part], now):
            done.moved.append(part)
    return done


def _make_people() -> dict[str, Person]:
    newcomers = {**cast.staff(), **cast.trainees()}
    found = add_people(list(newcomers.values()), password=cast.PASSWORD)
    people = {name: found[newcomer.email] for name, newcomer in newcomers.items()}
    for name, role in cast.ROLES.items():
        grant_role(people[name], role=role, by=people["admin"], administration=people[name].administration)
    return people


def _make_bank(people: dict[str, Person], now: datetime) -> None:
    trainer = people["trainer"]
    questions = bank.make_bank(by=trainer, reviewer=people["manager"])
    quiz = bank.make_quiz(questions, by=trainer)
    taken = bank.take_quiz(quiz, [people[name] for name in cast.GRADUATES], now=now, knows_all=True)
    taken += bank.take_quiz(quiz, [people[name] for name in [*cast.trainees()][:QUIZ_TAKERS]], now=now)
    note_part("bank", quiz=quiz.pk, attempts=taken)


def _make_course(people: dict[str, Person], deck: Deck | None, quiz: Quiz | None) -> None:
    trainer = people["trainer"]
    made = course.make_course(by=trainer, deck=deck, quiz=quiz)
    learners = course.learn(made, [people[name] for name in cast.LEARNERS])
    learners += course.complete(made, [people[name] for name in cast.GRADUATES])
    course.make_second_course(made, by=trainer)
    document = course.make_document(by=trainer)
    note_part("course", course=made.pk, learners=learners, document=document.pk)


def _people() -> dict[str, Person]:
    """Those of the demonstration who still have an account, by the first part of their address; the rest are made again."""
    newcomers = {**cast.staff(), **cast.trainees()}
    found = add_people(list(newcomers.values()), password=cast.PASSWORD)
    return {name: found[newcomer.email] for name, newcomer in newcomers.items()}


def _make(part: str, note: dict[str, int], people: dict[str, Person], deck: Deck | None, now: datetime) -> None:
    if "begun" in note:
        drop_unfinished(note["begun"])

    def begun(webinar: Webinar) -> None:
        note_part(part, begun=webinar.pk)

    if part == "past":
        sitting = past.make(people, begun=begun, now=now, deck=deck)
    elif part == "live":
        sitting = live.make(people, begun=begun, now=now, since=LIVE_SINCE, deck=deck)
    else:
        sitting = following.make(people, begun=begun, now=now)
    _note(part, sitting)


def _note(part: str, sitting: Sitting) -> None:
    note_part(part, sitting=sitting.pk, state=queries.state_of(sitting))


def _untouched(note: dict[str, object]) -> Sitting | None:
    sitting = queries.sitting_of(note)
    return sitting if sitting is not None and queries.state_of(sitting) == note["state"] else None


def _is_used_up(note: dict[str, Any], now: datetime) -> bool:
    """Whether the live sitting was used and is past its plan, so that another takes its place. One still open is ended."""
    sitting = queries.sitting_of(note)
    if sitting is None or now < sitting.ends_at or queries.state_of(sitting) == note["state"]:
        return False
    if sitting.room.state == RoomState.LIVE and sitting.room.controller is not None:
        end_sitting(sitting.room, by=sitting.room.controller)
    return True


def _move_live(note: dict[str, object], now: datetime) -> bool:
    sitting = _untouched(note)
    if sitting is None or sitting.room.state != RoomState.LIVE or sitting.live_from is None:
        return False
    if now - sitting.live_from <= MOVE_AFTER:
        return False
    shift_sitting(sitting, by=now - LIVE_SINCE - sitting.live_from)
    _note("live", sitting)
    return True


def _move_next(note: dict[str, object], now: datetime) -> bool:
    sitting = _untouched(note)
    if sitting is None or sitting.starts_at - now > WEEK / 2:
        return False
    starts = following.starts_after(now)
    move_sitting(
        sitting, starts=starts, ends=starts + (sitting.ends_at - sitting.starts_at), time_zone=sitting.time_zone
    )
    _note("next", sitting)
    return True
