"""Saving answers of an attempt, from the one window that may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.access import Unknown
from core.actions import Refused, action
from people.models import Person
from quizzes import marking
from quizzes.actions.attempts.starting import new_lease
from quizzes.choices import AttemptState
from quizzes.content import QuestionContent, from_json
from quizzes.marking import Malformed
from quizzes.marking.contents import spec_of_content
from quizzes.marking.spec import Response
from quizzes.models import Attempt, AttemptAnswer
from quizzes.queries.attempts import GRACE

Reader = Callable[[QuestionContent, int], Response | None]
"""What was given to the question at a position; raises :class:`quizzes.marking.Malformed` where it cannot be read."""


@dataclass(frozen=True)
class Saved:
    """What is kept now. ``due_at`` may have moved meanwhile."""

    revision: int
    response: dict[str, Any] | None
    due_at: datetime | None


def check_open(attempt: Attempt, *, lease: str, now: datetime) -> None:
    """Refuse what comes after the end (``attempt.submitted``, ``attempt.late``), or from another window than the newest
    (``attempt.elsewhere``)."""
    if attempt.state != AttemptState.IN_PROGRESS:
        raise Refused("attempt.submitted")
    if attempt.due_at is not None and now > attempt.due_at + GRACE:
        raise Refused("attempt.late")
    if lease != attempt.lease:
        raise Refused("attempt.elsewhere")


@action
def save_answer(
    attempt_id: int,
    *,
    person: Person,
    position: int,
    lease: str,
    revision: int,
    read: Reader,
    language: str,
    is_flagged: bool | None = None,
    now: datetime | None = None,
) -> Saved:
    """Keep the answer at ``position`` of one's own attempt (else 404) as ``read`` takes it from what was sent; None empties it.

    ``revision`` is one more than the window last knew. The same one again with the same answer is a repeat, and saved; an
    older one is refused (``attempt.stale``), like an answer that does not fit its question (the codes of
    :class:`quizzes.marking.Malformed`). Two queries, so that the attempt is fetched here and not by the door.
    """
    now = now or timezone.now()
    row = (
        AttemptAnswer.objects.select_related("attempt", "version")
        .select_for_update(of=("attempt",))
        .filter(attempt=attempt_id, attempt__person=person, position=position)
        .exclude(attempt__state=AttemptState.LIVE)
        .first()
    )
    if row is None:
        raise Unknown
    check_open(row.attempt, lease=lease, now=now)
    kept = _kept(row, read)
    changes: dict[str, Any] = {"response": kept, "revision": revision, "saved_at": now, "language": language}
    if is_flagged is not None:
        changes["is_flagged"] = is_flagged
    if revision > row.revision:
        # what was locked is the attempt: the answer beside it may have been read before the lock was waited for
        if AttemptAnswer.objects.filter(pk=row.pk, revision__lt=revision).update(**changes):
            return Saved(revision, kept, row.attempt.due_at)
    elif revision == row.revision and kept == row.response:
        return Saved(revision, kept, row.attempt.due_at)
    raise Refused("attempt.stale", revision=row.revision)


def _kept(row: AttemptAnswer, read: Reader) -> dict[str, Any] | None:
    """The response as it is kept; None for an empty one. Refuses what does not fit the version that was seen."""
    assert row.version is not None
    content = from_json(row.version.content)
    try:
        response = read(content, row.position)
        return None if response is None else marking.canonical(response, spec_of_content(content))
    except Malformed as malformed:
        if malformed.code == "answer.empty":
            return None
        raise Refused(malformed.code, **malformed.data) from None


@action
def save_page(
    attempt: Attempt,
    *,
    lease: str,
    flags: Mapping[int, bool],
    read: Reader,
    language: str,
    now: datetime | None = None,
) -> dict[int, Refused]:
    """Keep what a form holds: the questions of ``flags`` by position, with whether each is to be looked at again.

    One answer that does not fit never costs its neighbours: why it does not, by position.
    """
    now = now or timezone.now()
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    check_open(attempt, lease=lease, now=now)
    refused: dict[int, Refused] = {}
    changed = []
    rows = AttemptAnswer.objects.filter(attempt=attempt, position__in=flags).select_related("version")
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        is_flagged = flags[row.position]
        try:
            kept = _kept(row, read)
        except Refused as why:
            refused[row.position] = why
            continue
        if (kept, is_flagged) != (row.response, row.is_flagged):
            row.response, row.is_flagged, row.saved_at, row.language = kept, is_flagged, now, language
            row.revision += 1
            changed.append(row)
    AttemptAnswer.objects.bulk_update(changed, ["response", "is_flagged", "saved_at", "language", "revision"])
    return refused


@action
def take_over(attempt: Attempt) -> Attempt:
    """Let a new window write, and no other any more. An attempt that is over stays as it is."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("quiz").get(pk=attempt.pk)
    if attempt.state == AttemptState.IN_PROGRESS:
        attempt.lease = new_lease()
        attempt.save(update_fields=["lease"])
    return attempt
