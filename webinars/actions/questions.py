"""Questions to the trainers: asked, supported, approved, answered one at a time."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from core.actions import Refused, action
from core.events import announce, announce_ephemeral, supersede
from people.models import Person
from webinars import topics
from webinars.actions.locking import locked_room, open_room
from webinars.actions.writing import refuse_unless_may_write
from webinars.choices import AskedState
from webinars.models import AskedQuestion, QuestionVote, Room
from webinars.protocol.to_client import QuestionChanged, QuestionRemoved
from webinars.queries.questions import SHOWN, question_view

BURST = 5
BURST_TIME = timedelta(minutes=1)
"""One person asks at most so many questions in this time."""


@action
def ask(room: Room, *, author: Person, text: str, language: str, hide_name: bool = False) -> AskedQuestion:
    """Put a question to the trainers. It waits for approval, unless the room shows questions at once."""
    room = locked_room(room)
    refuse_unless_may_write(room, author, text)
    _refuse_burst(room, author)
    asked = AskedQuestion.objects.create(
        room=room,
        author=author,
        text=text,
        language=language,
        hide_name=hide_name,
        state=AskedState.PENDING if room.moderate_questions else AskedState.PUBLISHED,
    )
    _announce(asked, before=None)
    return asked


@action
def decide_question(question: AskedQuestion, *, state: AskedState, by: Person) -> AskedQuestion:
    """Bring a question into ``state``. One is answered at a time: the one before it counts as answered then."""
    room = locked_room(question.room)
    question = AskedQuestion.objects.select_related("author__administration").get(pk=question.pk)
    before = AskedState(question.state)
    if before == state:
        return question
    done: list[AskedQuestion] = []
    if state == AskedState.ANSWERING:
        done = list(
            AskedQuestion.objects.filter(room=room, state=AskedState.ANSWERING).select_related("author__administration")
        )
    for other in done:
        other.state, other.decided_by = AskedState.ANSWERED, by
        other.save(update_fields=["state", "decided_by"])
    question.state, question.decided_by = state, by
    question.save(update_fields=["state", "decided_by"])
    _announce(question, before=before)
    for other in done:
        announce(QuestionChanged(question=question_view(other)), to=topics.room(room.pk))
    return question


@action
def vote_question(question: AskedQuestion, *, person: Person, up: bool) -> None:
    """Support a question that the room sees, or take the support back. Doing so twice changes nothing."""
    open_room(question.room)
    if not AskedQuestion.objects.filter(pk=question.pk, state__in=SHOWN).exists():
        raise Refused("question.not_shown")
    if up:
        _, changed = QuestionVote.objects.get_or_create(question=question, person=person)
    else:
        changed = bool(QuestionVote.objects.filter(question=question, person=person).delete()[0])
    if changed:
        AskedQuestion.objects.filter(pk=question.pk).update(votes=F("votes") + (1 if up else -1))
        announce_ephemeral(f"votes:{question.pk}", to=topics.room(question.room_id))


def _refuse_burst(room: Room, author: Person) -> None:
    now = timezone.now()
    recent = AskedQuestion.objects.filter(room=room, author=author, asked_at__gt=now - BURST_TIME)
    moments = list(recent.order_by("-asked_at").values_list("asked_at", flat=True)[:BURST])
    if len(moments) == BURST:
        left = (moments[-1] + BURST_TIME - now).total_seconds()
        raise Refused("question.too_many", seconds=max(1, round(left)))


def _announce(asked: AskedQuestion, *, before: AskedState | None) -> None:
    """To the author and the team while the room does not see it, or no longer; to the room while it does."""
    changed = QuestionChanged(question=question_view(asked))
    if asked.state not in SHOWN or (before is not None and before not in SHOWN):
        announce(changed, to=topics.person(asked.room_id, asked.author_id))
        announce(changed, to=topics.team(asked.room_id))
    if asked.state in SHOWN:
        announce(changed, to=topics.room(asked.room_id))
    elif before in SHOWN:
        removed, topic = QuestionRemoved(question=asked.pk), topics.room(asked.room_id)
        announce(removed, to=topic)
        supersede(("question.changed",), by=removed, to=topic, question__id=asked.pk)
