"""The whole state of a room: what a client is given when it comes in.

``room_snapshot`` and ``team_snapshot`` hold nothing personal, so that one encoding per language serves everybody;
``mine`` is one person's alone. Each takes a constant number of queries.
"""

from __future__ import annotations

from people.models import Person
from webinars.choices import ChatChannel
from webinars.models import Room
from webinars.protocol.views import MineView, RoomView, TeamRoomView
from webinars.queries.activities import activity_views, answered_while_open
from webinars.queries.answers import own_answers
from webinars.queries.chat import last_messages
from webinars.queries.companions import companions_of
from webinars.queries.hands import hand_queue, hand_views, own_hand
from webinars.queries.moderation import extra_percent
from webinars.queries.persons import roles_by_person, team_views, you
from webinars.queries.presence import people_present
from webinars.queries.questions import own_questions, own_votes, pending_questions, shown_questions
from webinars.queries.stage import STAGE, agenda_views, notes_views, sitting_view, stage_view
from webinars.queries.traces import traces

__all__ = ["answered_while_open", "hand_queue", "mine", "people_present", "room_snapshot", "team_snapshot", "you"]


def room_snapshot(room_id: int) -> RoomView:
    """What everybody in the room may see."""
    room = Room.objects.select_related(*STAGE).prefetch_related("deck__versions").get(pk=room_id)
    webinar = room.sitting.webinar
    team = team_views(webinar)
    roles = {member.person.id: member.roles for member in team}
    return RoomView(
        id=room.pk,
        sitting=sitting_view(room.sitting),
        stage=stage_view(room),
        agenda=agenda_views(room.sitting),
        activities=activity_views(room.pk, team=False),
        questions=shown_questions(room.pk),
        messages=last_messages(room.pk, ChatChannel.ROOM, roles),
        team=team,
    )


def team_snapshot(room_id: int) -> TeamRoomView:
    """What the team sees besides: activities in every state, questions to approve, team chat, hands, notes."""
    room = Room.objects.select_related("sitting__webinar").get(pk=room_id)
    return TeamRoomView(
        activities=activity_views(room.pk, team=True),
        questions=pending_questions(room.pk),
        messages=last_messages(room.pk, ChatChannel.BACKSTAGE, roles_by_person(room.sitting.webinar)),
        hands=hand_views(room.pk),
        notes=notes_views(room.sitting),
    )


def mine(room_id: int, person: Person) -> MineView:
    """What is this person's own in the room."""
    there = traces(room_id, person.pk)
    answers, answered = own_answers(room_id, person.pk) if there.answers else ({}, [])
    return MineView(
        answers=answers,
        answered=answered,
        votes=own_votes(room_id, person) if there.votes else [],
        questions=own_questions(room_id, person) if there.questions else [],
        hand=own_hand(room_id, person.pk) if there.hand else None,
        muted=there.mute,
        extra_percent=extra_percent(room_id, person.pk) if there.extra_time else 0,
        companions=companions_of(room_id, person.pk) if there.companions else [],
    )
