"""Announcements: the last step of an action. Nothing else talks to the fan-out.

:func:`announce` is recorded, ordered and replayable; :func:`announce_ephemeral` may be lost and is coalesced.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from pydantic import BaseModel

from core.actions import action
from core.models import RecordedEvent
from core.realtime import fanout

_NEXT = """
INSERT INTO core_topichead (topic, seq) VALUES (%s, 1)
ON CONFLICT (topic) DO UPDATE SET seq = core_topichead.seq + 1 RETURNING seq
"""


def announce(event: BaseModel, *, to: str) -> int:
    """Record ``event`` as the next of topic ``to`` within the running action, and send it after commit.

    Returns its ``seq``. The topic's head stays locked until the commit, so that ``seq`` has no gaps and no disorder:
    announce last.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event belongs to the action that it announces.")
    payload = event.model_dump(mode="json")
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [to])
        seq = int(cursor.fetchone()[0])
    RecordedEvent.objects.create(topic=to, seq=seq, type=payload["type"], payload=payload)
    transaction.on_commit(lambda: fanout.publish(to, seq, payload))
    return seq


def supersede(types: tuple[str, ...], *, by: BaseModel, to: str, **same: Any) -> int:
    """Let earlier events of topic ``to`` say what ``by`` says, whatever they said before: nobody who comes back is told it.

    Those of ``types`` whose payload has ``same`` values (``message__id=3``) are rewritten within the running action; as
    events are upserts, a replay still ends in the right state. Returns how many.
    """
    payload = by.model_dump(mode="json")
    told = {f"payload__{path}": value for path, value in same.items()}
    earlier = RecordedEvent.objects.filter(topic=to, type__in=types, **told)
    return earlier.update(type=payload["type"], payload=payload)


def announce_ephemeral(key: str, *, to: str, add: dict[str, int] | None = None) -> None:
    """Mark ``key`` of topic ``to`` as changed after commit; the next tick computes its latest value and sends that.

    With ``add``, counts are summed until the tick instead, and kept nowhere.
    """
    transaction.on_commit(lambda: fanout.touch(to, key, add))


Happening = TypeVar("Happening")
_reactions: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(happening: type[Happening]) -> Callable[[Callable[[Happening], None]], Callable[[Happening], None]]:
    """Register a reaction of a higher app to something that happened below. It only enqueues."""

    def register(reaction: Callable[[Happening], None]) -> Callable[[Happening], None]:
        _reactions[happening].append(reaction)
        return reaction

    return register


def happened(happening: object) -> None:
    """Tell the reactions after commit."""
    for reaction in _reactions[type(happening)]:
        transaction.on_commit(lambda reaction=reaction: reaction(happening))  # type: ignore[misc]


@action
def forget_events(*, before: datetime) -> int:
    """Remove events that were recorded earlier: whoever missed them is sent the whole state. Returns how many."""
    return RecordedEvent.objects.filter(at__lt=before).delete()[0]
