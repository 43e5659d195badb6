"""The life of an activity: prepared, open, closed, revealed, and back.

In a room at most one activity is open: opening another closes it. The room's row is locked first, then the activities', so
that neither two trainers nor a close and an answer can cross. A second press of the same key changes nothing.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.actions import Refused, action
from core.events import announce, announce_ephemeral
from people.models import Person
from quizzes.choices import CHOICE_KINDS
from webinars import topics
from webinars.actions.answers import GRACE
from webinars.actions.locking import locked_room, refuse_unless_live
from webinars.actions.quiz_marks import store_marks
from webinars.choices import ActivityKind, ActivityState
from webinars.models import Activity, Answer, ExtraTime, Room
from webinars.protocol.to_client import ActivityChanged
from webinars.queries.activities import views_for_both
from webinars.queries.persons import person_view
from webinars.queries.results import READ_KINDS

LAST_BATCH = timedelta(seconds=0.5)
"""How long after the grace a timed question closes by itself: answers that came in time may still wait to be written."""


@action
def open_activity(activity: Activity, *, by: Person) -> Activity:
    """Let the room answer from now on. Whatever else is open closes.

    A timed one closes by itself. An anonymous one gets a new key: answers from an earlier opening stay, and those who gave
    them cannot give another. Refusals: ``room.not_live``, ``activity.incomplete``, ``activity.results_shown``, and
    ``activity.answer_shown`` for a quiz question whose answer was revealed.
    """
    room = locked_room(activity.room)
    refuse_unless_live(room)
    now = timezone.now()
    activities = _lock(Q(pk=activity.pk) | Q(room=room, state=ActivityState.OPEN))
    activity = next(one for one in activities if one.pk == activity.pk)
    if activity.state == ActivityState.OPEN:
        return activity
    _refuse_unless_openable(activity)
    closed = [one for one in activities if one.state == ActivityState.OPEN]
    for one in closed:
        _close(room, one, now)
    activity.state = ActivityState.OPEN
    activity.opened_at = now
    activity.closes_at = None if activity.seconds is None else now + timedelta(seconds=activity.seconds)
    activity.closed_at = activity.revealed_at = None
    activity.answer_key = secrets.token_bytes(32) if activity.anonymous else None
    activity.save(update_fields=["state", "opened_at", "closes_at", "closed_at", "revealed_at", "answer_key"])
    announce_activities([*closed, activity], by=by)
    return activity


@action
def close_activity(activity: Activity, *, by: Person) -> Activity:
    """Take no more answers. Refuses ``activity.unknown`` when it was never opened."""
    room = locked_room(activity.room)
    activity = _lock(Q(pk=activity.pk))[0]
    if activity.state == ActivityState.PREPARED:
        raise Refused("activity.unknown")
    if activity.state == ActivityState.OPEN:
        _close(room, activity, timezone.now())
        announce_activities([activity], by=by)
    return activity


@action
def reveal_activity(activity: Activity, *, by: Person) -> Activity:
    """Show everyone the results, and the right answer. Refuses ``activity.not_closed``."""
    locked_room(activity.room)
    activity = _lock(Q(pk=activity.pk))[0]
    if activity.state in (ActivityState.PREPARED, ActivityState.OPEN):
        raise Refused("activity.not_closed")
    if activity.state == ActivityState.CLOSED:
        activity.state = ActivityState.REVEALED
        activity.revealed_at = timezone.now()
        activity.save(update_fields=["state", "revealed_at"])
        announce_activities([activity], by=by)
    return activity


@action
def hide_activity(activity: Activity, *, by: Person) -> Activity:
    """Take the results off the screens again. When they were shown last is kept."""
    locked_room(activity.room)
    activity = _lock(Q(pk=activity.pk))[0]
    if activity.state == ActivityState.REVEALED:
        activity.state = ActivityState.CLOSED
        activity.save(update_fields=["state"])
        announce_activities([activity], by=by)
    return activity


def close_open_activities(room: Room, now: datetime) -> list[Activity]:
    """Close whatever is open in a room whose row the running action has locked; announcing them is left to it."""
    activities = _lock(Q(room=room, state=ActivityState.OPEN))
    for activity in activities:
        _close(room, activity, now)
    return activities


def due_activities(now: datetime) -> list[Activity]:
    """Timed activities whose time is over for everybody, with the longest extra time of their room and the grace."""
    longest = ExtraTime.objects.filter(room=OuterRef("room")).order_by().values("room").annotate(most=Max("percent"))
    over = Activity.objects.filter(
        state=ActivityState.OPEN, closes_at__isnull=False, closes_at__lte=now - GRACE - LAST_BATCH
    )
    percents = over.annotate(percent=Coalesce(Subquery(longest.values("most")), 0)).select_related("room")
    return [
        activity
        for activity in percents.order_by("pk")
        if activity.closes_at is not None
        and activity.closes_at + timedelta(seconds=(activity.seconds or 0) * activity.percent / 100)
        <= now - GRACE - LAST_BATCH
    ]


def close_due(now: datetime) -> list[int]:
    """Close every activity whose time is over, each in an action of its own; their ids. Called once a second."""
    return [activity.pk for activity in due_activities(now) if _close_overdue(activity)]


@action
def _close_overdue(activity: Activity) -> bool:
    """Close it, unless somebody closed it or opened it again since it was found to be due."""
    room = locked_room(activity.room)
    fresh = _lock(Q(pk=activity.pk))[0]
    if fresh.state != ActivityState.OPEN or fresh.closes_at != activity.closes_at:
        return False
    _close(room, fresh, timezone.now())
    announce_activities([fresh])
    return True


def announce_activities(activities: list[Activity], *, by: Person | None = None) -> None:
    """Tell the room, where it was ever opened, and the team, which hears who did it: last, in the running action."""
    views = views_for_both(activities)
    doer = None if by is None else person_view(by)
    for activity, (for_all, _) in zip(activities, views, strict=True):
        if activity.state != ActivityState.PREPARED:
            announce(ActivityChanged(activity=for_all), to=topics.room(activity.room_id))
    for activity, (_, for_team) in zip(activities, views, strict=True):
        announce(ActivityChanged(activity=for_team, by=doer), to=topics.team(activity.room_id))
        for topic in (topics.room, topics.team):
            announce_ephemeral(f"tally:{activity.pk}", to=topic(activity.room_id))


def _lock(which: Q) -> list[Activity]:
    rows = Activity.objects.select_for_update(of=("self",)).filter(which).select_related("question")
    return list(rows.order_by("pk"))


def _refuse_unless_openable(activity: Activity) -> None:
    if activity.state == ActivityState.REVEALED:
        raise Refused("activity.results_shown")
    if activity.kind == ActivityKind.QUIZ and activity.revealed_at is not None:
        raise Refused("activity.answer_shown")
    if activity.question.kind in CHOICE_KINDS and activity.question.choices.count() < 2:
        raise Refused("activity.incomplete")


def _close(room: Room, activity: Activity, now: datetime) -> None:
    """The rule of closing, on locked rows: the key is destroyed and answers are shuffled, or marks are stored."""
    if activity.anonymous:
        _cut_the_thread(activity)
    activity.state = ActivityState.CLOSED
    activity.closed_at = now
    activity.answer_key = None
    activity.save(update_fields=["state", "closed_at", "answer_key"])
    if activity.kind == ActivityKind.QUIZ:
        store_marks(room, activity, now)


def _cut_the_thread(activity: Activity) -> None:
    """Write the answers anew, in random order, under random words: neither row, key nor time leads to a person."""
    keeps_language = activity.question.kind in READ_KINDS
    answers = list(activity.answers.order_by().values_list("response", "language"))
    activity.answers.all().delete()
    secrets.SystemRandom().shuffle(answers)
    Answer.objects.bulk_create(
        Answer(
            activity=activity,
            voter=secrets.token_hex(32),
            response=response,
            language=language if keeps_language else "",
            answered_at=None,
        )
        for response, language in answers
    )
