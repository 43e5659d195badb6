"""What a package says while it plays: kept whole, counted, and told to the learner's progress (``docs/rules/scorm.md``)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core.actions import Refused, action
from courses.actions.progress import note_done
from courses.choices import LEARNING, ScormVersion
from courses.models import Enrolment, ScormPackage, ScormState

MOST_BYTES = 1024**2
"""Of one commit: suspend data of 2004 take 64,000 letters, interactions the rest."""

WHOLE = ""
"""The item of the package as a whole: how far the rules have come that order its items."""

_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII)
_UNITS = (365 * 86400, 30 * 86400, 86400, 3600, 60, 1)
_MOST_SECONDS = 2**31 - 1


@dataclass(frozen=True)
class Commit:
    """Run-time data as an item sent them. ``run`` names the window; ``number`` counts its commits; ``seen`` is the revision that
    it began with; ``is_end``: the item has finished its session."""

    item: str
    run: str
    number: int
    seen: int
    is_end: bool
    cmi: Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """``revision`` of the item's data; ``is_complete``: the item; ``is_done``: all of the package."""

    revision: int
    is_complete: bool
    is_done: bool


@dataclass(frozen=True)
class Told:
    """What run-time data say. ``score``: of 100."""

    is_complete: bool
    has_passed: bool | None
    score: float | None
    seconds: int


@action
def keep_commit(*, person_id: int, enrolment_id: int, lesson_id: int, package_id: int, commit: Commit) -> Kept:
    """Keep what an item sent, and finish the lesson when all its items are complete, or the whole by the package's own rules.

    What was complete or passed stays so, and the best score counts. A commit that arrives again, or after a later one of its
    window, changes nothing. Refused: ``scorm.not_learning``, ``scorm.unknown_item``, and ``scorm.open_elsewhere`` when
    another window kept data since ``seen``.
    """
    learns = Enrolment.objects.select_for_update().filter(
        pk=enrolment_id, person=person_id, person__is_active=True, state__in=LEARNING
    )
    if not learns.exists():
        raise Refused("scorm.not_learning")
    package = ScormPackage.objects.get(pk=package_id)
    known = [*package.items, {"id": WHOLE}] if package.sequencing else package.items
    item = next((each for each in known if each["id"] == commit.item), None)
    if item is None:
        raise Refused("scorm.unknown_item")
    keys = {"person_id": person_id, "lesson_id": lesson_id, "package_id": package_id}
    ScormState.objects.bulk_create([ScormState(**keys, item=commit.item)], ignore_conflicts=True)
    state = ScormState.objects.select_for_update().get(**keys, item=commit.item)
    if state.data.get("run", commit.run) != commit.run and state.revision != commit.seen:
        raise Refused("scorm.open_elsewhere")
    if state.data.get("run") != commit.run or commit.number > state.data.get("number", 0):
        _write(state, told(package.version, item, commit), commit)
    is_done = _all_complete(package, keys)
    if is_done:
        note_done(person_id, [lesson_id], now=timezone.now())
    return Kept(state.revision, state.is_complete, is_done)


def _write(state: ScormState, now: Told, commit: Commit) -> None:
    state.data = {"cmi": commit.cmi, "run": commit.run, "number": commit.number}
    state.revision += 1
    state.is_complete = state.is_complete or now.is_complete
    state.has_passed = True if state.has_passed else now.has_passed
    state.score = max((score for score in (state.score, now.score) if score is not None), default=None)
    state.seconds = max(state.seconds, now.seconds)
    state.save()


def _all_complete(package: ScormPackage, keys: Mapping[str, int]) -> bool:
    complete = set(ScormState.objects.filter(**keys, is_complete=True).values_list("item", flat=True))
    return WHOLE in complete or {item["id"] for item in package.items} <= complete


def told(version: str, item: Mapping[str, Any], commit: Commit) -> Told:
    """What the data say. Whatever is not as the standard writes it says nothing."""
    if commit.item == WHOLE:
        return Told(commit.cmi.get("complete") is True, None, None, 0)
    if not item.get("is_sco", True):
        return Told(True, None, None, 0)
    cmi = commit.cmi
    if version == ScormVersion.SCORM_12:
        core = _mapping(cmi.get("core"))
        score = _raw(core.get("score"))
        status = core.get("lesson_status")
        if commit.is_end and status in (None, "", "not attempted"):
            status = _by_itself(score, item.get("mastery"))
        passed = {"passed": True, "failed": False}.get(str(status))
        return Told(status in ("completed", "passed"), passed, score, _clock(core.get("total_time")))
    passed = {"passed": True, "failed": False}.get(str(cmi.get("success_status")))
    status = cmi.get("completion_status")
    by_itself = commit.is_end and status in (None, "", "unknown") and not item.get("completes_itself")
    points = _mapping(cmi.get("score"))
    scaled = _number(points.get("scaled"))
    return Told(
        (status == "completed" or by_itself) and passed is not False,
        passed,
        _raw(points) if scaled is None else max(-100.0, min(100.0, 100 * scaled)),
        _duration(cmi.get("total_time")),
    )


def _by_itself(score: float | None, mastery: float | None) -> str:
    """What an item that ended without a word on itself is: SCORM 1.2 Run-Time Environment 3.4.4, cmi.core.lesson_status."""
    if score is None or mastery is None:
        return "completed"
    return "passed" if score >= mastery else "failed"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _raw(score: object) -> float | None:
    """Points between the least and the most that the item names, of 100; as they are where it names none."""
    values = _mapping(score)
    raw, low, high = (_number(values.get(name)) for name in ("raw", "min", "max"))
    if raw is None:
        return None
    low, high = low or 0.0, 100.0 if high is None else high
    return max(0.0, min(100.0, 100 * (raw - low) / (high - low))) if high > low else None


def _clock(value: object) -> int:
    found = _CLOCK.fullmatch(str(value))
    if found is None:
        return 0
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(float(seconds))


def _duration(value: object) -> int:
    found = _DURATION.fullmatch(str(value)[:60])
    if found is None:
        return 0
    return min(
        _MOST_SECONDS, int(sum(unit * float(part or 0) for unit, part in zip(_UNITS, found.groups(), strict=True)))
    )
