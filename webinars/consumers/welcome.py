"""Admission: who is at the door, what they may do, and the whole state or what they missed. One call in the read pool."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from core.access import Insufficient, Unknown
from core.actions import Refused
from core.languages import localize
from core.realtime import log
from core.realtime.frames import encode, event_frame
from core.realtime.socket import Closing
from people.access import lacks_second_step
from people.models import Person
from people.sessions import person_of_session
from webinars import topics
from webinars.access import Right, enter_room
from webinars.consumers.engine import Snapshots
from webinars.models import Room
from webinars.protocol.from_client import Join, SetLanguage
from webinars.queries import snapshot

MISSED_LIMIT = 200


@dataclass(frozen=True)
class Admitted:
    """``seqs`` say where the topics (by name) stood when ``frame`` was made."""

    seqs: dict[str, int]
    frame: str


@dataclass(frozen=True)
class Guest:
    """Who stands at the door of which room, with their rights there and the topics they may hear (name → alias)."""

    person: Person
    room: Room
    rights: frozenset[Right]
    topics: dict[str, str]


def identify(session_key: str | None, room_id: int) -> Guest:
    """Who it is. Close codes: 4401 not signed in (or without the second step asked for), 4404 no such room for them."""
    person = person_of_session(session_key)
    if person is None or lacks_second_step(person):
        raise Closing(4401)
    try:
        room, rights = enter_room(person, room_id)
    except (Unknown, Insufficient, Refused):
        raise Closing(4404) from None
    heard = {topics.room(room.pk): "room", topics.person(room.pk, person.pk): "me"}
    if Right.BACKSTAGE in rights:
        heard[topics.team(room.pk)] = "team"
    return Guest(person, room, rights, heard)


def welcome(guest: Guest, command: Join | SetLanguage, snapshots: Snapshots) -> Admitted:
    """The welcome for ``command``, as one frame. The heads are read first: what comes later is sent again, harmlessly."""
    person, room, heard = guest.person, guest.room, guest.topics
    seqs = log.heads_of(list(heard))
    language = command.language
    by_alias = {alias: seqs[name] for name, alias in heard.items()}
    missed = _missed(heard, seqs, command.seen, language) if isinstance(command, Join) else None
    room_part = team_part = "null"
    if missed is None:
        # Figures of what is open change without an event; an older one would make a total go backwards.
        state = (seqs[topics.room(room.pk)], snapshot.answered_while_open(room.pk))
        room_part = snapshots.encoded(room.pk, "room", state, language)
        if "team" in by_alias:
            team_part = snapshots.encoded(room.pk, "team", (*state, by_alias["team"]), language)
    people, hands = snapshots.moment(room.pk)
    parts = {
        "type": '"welcome"',
        "id": encode(command.id),
        "now": encode(round(time.time(), 3)),
        "you": encode(localize(snapshot.you(room, person, language, guest.rights).model_dump(mode="json"), language)),
        "seqs": encode(by_alias),
        "people": encode(people),
        "hand_queue": encode(hands),
        "room": room_part,
        "team": team_part,
        "mine": encode(localize(snapshot.mine(room.pk, person).model_dump(mode="json"), language)),
        "missed": "null" if missed is None else f"[{','.join(missed)}]",
    }
    frame = "{" + ",".join(f'"{name}":{text}' for name, text in parts.items()) + "}"
    return Admitted(seqs, frame)


def _missed(heard: dict[str, str], seqs: dict[str, int], seen: dict[Any, int], language: str) -> list[str] | None:
    """The frames since ``seen``; None when the whole state is due: a first visit, or too much was missed."""
    if set(seen) != set(heard.values()):
        return None
    gaps = {name: seqs[name] - seen[alias] for name, alias in heard.items()}
    if min(gaps.values()) < 0 or sum(gaps.values()) > MISSED_LIMIT:
        return None
    frames = []
    for name, alias in heard.items():
        if gaps[name]:
            events = log.events_after(name, seen[alias], gaps[name])
            if len(events) != gaps[name]:
                return None
            frames += [event_frame(alias, seq, payload, language) for seq, payload in events]
    return frames
