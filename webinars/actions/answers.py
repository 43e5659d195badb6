"""Taking answers: the hot path of the room. ``docs/rules/anonymous-answers.md`` and ``marking.md`` have the rules in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.actions import Refused, action
from core.events import announce_ephemeral
from people.models import Person
from quizzes import marking
from quizzes.marking import QuestionSpec
from quizzes.queries.specs import specs_of
from webinars import topics
from webinars.choices import ActivityState
from webinars.models import Activity, Answer, ExtraTime, Participation
from webinars.protocol.from_client import GiveAnswer
from webinars.protocol.values import AnswerResponse
from webinars.queries.answers import voter_of
from webinars.queries.results import READ_KINDS

GRACE = timedelta(seconds=2)
"""How long after its time a timed question still takes an answer, for the wire. Clients are told in the protocol."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer as it reached the server. The engine let this person into this room."""

    person_id: int
    room_id: int
    activity_id: int
    response: AnswerResponse
    language: str
    received_at: datetime

    @classmethod
    def of(
        cls, command: GiveAnswer, *, person_id: int, room_id: int, language: str, received_at: datetime
    ) -> AnswerGiven:
        return cls(person_id, room_id, command.activity, command.response, language, received_at)


Taken = tuple[Activity, QuestionSpec]


@action
def record_answers(given: list[AnswerGiven], *, now: datetime) -> list[Refused | None]:
    """Take many answers of any rooms in one transaction. For each, in order: None when it is in, else why it is not.

    One bad answer never fails its neighbours. The activities' rows are locked, as closing does: an answer is in before the
    close, or refused. A later answer of the same person replaces the earlier one; of two in one batch the last counts.
    The number of queries depends on neither the number of answers nor of activities.

    Refusals: ``activity.unknown``, ``activity.not_open``, ``activity.too_late``, ``activity.already_answered``,
    ``right.missing`` (the account is gone), and those of :mod:`quizzes.marking`.
    """
    taken = _lock({one.activity_id for one in given})
    people = _active({one.person_id for one in given})
    extra = _extra_percents(given, taken)
    outcomes: list[Refused | None] = []
    rows: dict[tuple[int, str], Answer] = {}
    owners: dict[tuple[int, str], int] = {}
    for one in given:
        try:
            activity, kind, text = _check(one, taken, people, extra)
        except Refused as refusal:
            outcomes.append(refusal)
        except marking.Malformed as malformed:
            outcomes.append(Refused(malformed.code, **malformed.data))
        else:
            row = _row(one, activity, kind, text, now)
            rows[activity.pk, row.voter] = row
            owners[activity.pk, row.voter] = one.person_id
            outcomes.append(None)
    for key in _sealed(rows, owners, taken):
        del rows[key]
        activity_id, person_id = key[0], owners.pop(key)
        for index, one in enumerate(given):
            if outcomes[index] is None and (one.activity_id, one.person_id) == (activity_id, person_id):
                outcomes[index] = Refused("activity.already_answered")
    _write(rows, owners)
    for activity_id in {activity_id for activity_id, _ in rows}:
        for topic in (topics.room, topics.team):
            announce_ephemeral(f"tally:{activity_id}", to=topic(taken[activity_id][0].room_id))
    return outcomes


def _lock(activity_ids: set[int]) -> dict[int, Taken]:
    rows = Activity.objects.select_for_update().filter(pk__in=activity_ids).order_by("pk")
    activities = list(
        rows.only("room_id", "question_id", "anonymous", "state", "answer_key", "opened_at", "closes_at", "seconds")
    )
    specs = _specs(activities)
    return {activity.pk: (activity, specs[activity.pk]) for activity in activities}


_known_specs: dict[int, tuple[datetime | None, QuestionSpec]] = {}
_MOST_KNOWN = 500


def _specs(activities: Iterable[Activity]) -> dict[int, QuestionSpec]:
    """The questions' specs, kept per process for as long as an activity is open: a new opening reads them anew."""
    found: dict[int, QuestionSpec] = {}
    missing: list[Activity] = []
    for activity in activities:
        known = _known_specs.get(activity.pk)
        if known is not None and known[0] == activity.opened_at:
            found[activity.pk] = known[1]
        else:
            missing.append(activity)
    if missing:
        read = specs_of(activity.question_id for activity in missing)
        if len(_known_specs) > _MOST_KNOWN:
            _known_specs.clear()
        for activity in missing:
            found[activity.pk] = read[activity.question_id]
            _known_specs[activity.pk] = (activity.opened_at, read[activity.question_id])
    return found


def _active(person_ids: set[int]) -> set[int]:
    """An account may have been erased since its person came in: its row would take the whole batch down."""
    return set(Person.objects.filter(pk__in=person_ids, is_active=True).values_list("pk", flat=True))


def _extra_percents(given: list[AnswerGiven], taken: dict[int, Taken]) -> dict[tuple[int, int], int]:
    """Extra time by room and person, read only when an answer came after the time that everybody has."""
    late = [one for one in given if one.activity_id in taken and _is_after(one, taken[one.activity_id][0], 0)]
    if not late:
        return {}
    rows = ExtraTime.objects.filter(
        room_id__in={one.room_id for one in late}, person_id__in={one.person_id for one in late}
    )
    return {
        (room_id, person_id): percent for room_id, person_id, percent in rows.values_list("room", "person", "percent")
    }


def _is_after(one: AnswerGiven, activity: Activity, percent: int) -> bool:
    if activity.closes_at is None:
        return False
    more = timedelta(seconds=(activity.seconds or 0) * percent / 100)
    return one.received_at > activity.closes_at + more + GRACE


def _check(
    one: AnswerGiven, taken: dict[int, Taken], people: set[int], extra: dict[tuple[int, int], int]
) -> tuple[Activity, str, str]:
    activity, spec = taken.get(one.activity_id, (None, None))
    if activity is None or spec is None or activity.room_id != one.room_id or activity.state == ActivityState.PREPARED:
        raise Refused("activity.unknown")
    if one.person_id not in people:
        raise Refused("right.missing")
    if activity.state != ActivityState.OPEN:
        raise Refused("activity.not_open")
    if _is_after(one, activity, extra.get((one.room_id, one.person_id), 0)):
        raise Refused("activity.too_late")
    return activity, spec.kind, marking.canonical_text(one.response, spec)


def _row(one: AnswerGiven, activity: Activity, kind: str, text: str, now: datetime) -> Answer:
    """An anonymous answer holds no time, and no language where its text does not show it anyhow."""
    anonymous = activity.anonymous
    return Answer(
        activity_id=activity.pk,
        voter=voter_of(activity, one.person_id),
        person_id=None if anonymous else one.person_id,
        response=text,
        language="" if anonymous and kind not in READ_KINDS else one.language,
        answered_at=None if anonymous else min(one.received_at, now),
    )


def _sealed(
    rows: dict[tuple[int, str], Answer], owners: dict[tuple[int, str], int], taken: dict[int, Taken]
) -> list[tuple[int, str]]:
    """Answers of people who answered an anonymous activity before it was opened again: theirs is nobody's by now."""
    anonymous = {key: row for key, row in rows.items() if taken[key[0]][0].anonymous}
    if not anonymous:
        return []
    activity_ids = {activity_id for activity_id, _ in anonymous}
    took_part = set(
        Participation.objects.filter(
            activity_id__in=activity_ids, person_id__in={owners[key] for key in anonymous}
        ).values_list("activity_id", "person_id")
    )
    changing = set(
        Answer.objects.filter(activity_id__in=activity_ids, voter__in={voter for _, voter in anonymous}).values_list(
            "activity_id", "voter"
        )
    )
    return [key for key in anonymous if (key[0], owners[key]) in took_part and key not in changing]


def _write(rows: dict[tuple[int, str], Answer], owners: dict[tuple[int, str], int]) -> None:
    if not rows:
        return
    ordered = sorted(rows)
    Answer.objects.bulk_create(
        [rows[key] for key in ordered],
        update_conflicts=True,
        unique_fields=["activity", "voter"],
        update_fields=["response", "language", "answered_at"],
    )
    by_activity: defaultdict[int, set[int]] = defaultdict(set)
    for activity_id, voter in ordered:
        by_activity[activity_id].add(owners[activity_id, voter])
    Participation.objects.bulk_create(
        [
            Participation(activity_id=activity_id, person_id=person_id)
            for activity_id in sorted(by_activity)
            for person_id in sorted(by_activity[activity_id])
        ],
        ignore_conflicts=True,
    )
