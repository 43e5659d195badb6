"""Who may see a sitting again: fetching is checking."""

from __future__ import annotations

from dataclasses import dataclass

from core.access import Unknown
from courses.access.replays import Learned, learned_at
from people.models import Person
from webinars.access import Right, rights_in
from webinars.models import Activity, Sitting


def source_of(sitting_id: int) -> str:
    """How a lesson of the curriculum names the sitting that it replays."""
    return f"sitting:{sitting_id}"


def find_sitting(sitting_id: int) -> Sitting | None:
    """A sitting for a job, which asks for nobody."""
    return Sitting.objects.filter(pk=sitting_id).first()


@dataclass(frozen=True)
class Seat:
    """From where somebody sees a sitting again: with rights in its webinar, or as the learner of a course with its replay."""

    sitting: Sitting
    rights: frozenset[Right]
    learned: Learned | None


def get_replay(person: Person, sitting_id: int) -> Seat:
    """A sitting that is over, for those who had a place or were on the team, and for those who learn a course with its replay.

    404 for everybody else. Rehearsals are played for nobody.
    """
    sitting = (
        Sitting.objects.select_related("webinar", "replay")
        .filter(pk=sitting_id, is_rehearsal=False, live_from__isnull=False, live_until__isnull=False)
        .first()
    )
    if sitting is None:
        raise Unknown
    rights = rights_in(person, sitting.webinar)
    learned = learned_at(person, source_of(sitting.pk))
    if Right.ENTER not in rights and learned is None:
        raise Unknown
    return Seat(sitting, rights, learned)


def asked_in(sitting: Sitting, activity_id: int) -> Activity:
    """An activity that was opened in the sitting; 404 for what was only prepared, or belongs elsewhere."""
    found = (
        Activity.objects.filter(pk=activity_id, room__sitting=sitting, opened_at__isnull=False)
        .select_related("question")
        .prefetch_related("question__choices")
        .first()
    )
    if found is None:
        raise Unknown
    return found
