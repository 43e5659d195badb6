"""Where packages lie, and how somebody's work in one begins again."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from courses.choices import ScormVersion
from courses.content import structure_from_json
from courses.models import Lesson, ModuleVersion, ScormPackage, ScormState
from people.models import Person

FOLDER = "scorm"


def folder_of(key: str) -> str:
    """Where a package's files lie in the storage."""
    return f"{FOLDER}/{key[:2]}/{key}"


def with_uses(packages: QuerySet[ScormPackage]) -> QuerySet[ScormPackage]:
    """The newest first, each with the number of lessons that play it as ``used``."""
    in_lessons = Count("lessons", filter=Q(lessons__removed_at__isnull=True))
    return packages.select_related("created_by").annotate(used=in_lessons).order_by("-pk")


@dataclass(frozen=True)
class Uses:
    """Where a package is needed: ``lessons`` that are being written, the modules of ``versions`` that were published, each with
    the courses that teach it, and how many ``learners`` have left work in it."""

    lessons: list[Lesson]
    versions: list[ModuleVersion]
    learners: int

    @property
    def is_free(self) -> bool:
        return not (self.lessons or self.versions or self.learners)


def uses_of(package: ScormPackage) -> Uses:
    """Lessons by module; versions by module, the newest first. A lesson that was taken out needs its package no more."""
    lessons = package.lessons.filter(removed_at__isnull=True).select_related("module").order_by("module", "position")
    learners = ScormState.objects.filter(package=package).aggregate(number=Count("person", distinct=True))["number"]
    return Uses(list(lessons), _versions_with(package.pk), learners)


def _versions_with(package_id: int) -> list[ModuleVersion]:
    """The text of a structure is looked through by the database, the few that are left are read."""
    likely = (
        ModuleVersion.objects.annotate(text=Cast("structure", TextField()))
        .filter(text__contains=f'"scorm": {package_id}')
        .select_related("module")
        .prefetch_related("places__version__course")
        .order_by("module", "-number")
    )
    return [
        version
        for version in likely
        if any(place.scorm == package_id for place in structure_from_json(version.structure).lessons)
    ]


def states_of(person_id: int, lesson_id: int, package_id: int) -> dict[str, ScormState]:
    """A learner's work in a package, by item."""
    own = ScormState.objects.filter(person=person_id, lesson=lesson_id, package=package_id)
    return {state.item: state for state in own}


def package_of(package_id: int) -> ScormPackage | None:
    return ScormPackage.objects.filter(pk=package_id).first()


def person_of(person_id: int) -> Person | None:
    """Somebody whose account is open."""
    return Person.objects.filter(pk=person_id, is_active=True).first()


def learner_word(person_id: int, package_id: int) -> str:
    """What a package knows a learner by: the same each time, another in each package, and no address."""
    text = f"courses.scorm:{person_id}:{package_id}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]


def beginning(
    package: ScormPackage, item: Mapping[str, Any], person: Person, kept: ScormState | None
) -> dict[str, Any]:
    """The run-time data that an item begins with: what was kept of it, and what the manifest says of it.

    SCORM 1.2 Run-Time Environment 3.4; SCORM 2004 4th Edition Run-Time Environment 4.2. Sessions that ended because the line
    went count as suspended: nobody loses their place.
    """
    cmi = dict(kept.data.get("cmi") or {}) if kept else {}
    word, name = learner_word(person.pk, package.pk), person.display_name
    if package.version == ScormVersion.SCORM_12:
        core = dict(cmi.get("core") or {})
        entry = _entry(kept is not None, core.pop("exit", ""))
        core.pop("session_time", None)
        if kept and kept.is_complete and core.get("lesson_status") == "not attempted":
            core["lesson_status"] = "completed"
        core |= {"student_id": word, "student_name": name, "credit": "credit", "lesson_mode": "normal", "entry": entry}
        cmi |= {"core": core, "launch_data": item.get("launch_data", "")}
        if item.get("mastery") is not None:
            cmi["student_data"] = {**(cmi.get("student_data") or {}), "mastery_score": f"{item['mastery']:g}"}
        return cmi
    entry = _entry(kept is not None, cmi.pop("exit", ""))
    cmi.pop("session_time", None)
    cmi |= {"learner_id": word, "learner_name": name, "credit": "credit", "mode": "normal", "entry": entry}
    cmi["launch_data"] = item.get("launch_data", "")
    if item.get("passing") is not None:
        cmi["scaled_passing_score"] = f"{item['passing']:g}"
    return cmi


def _entry(was_here: bool, left_by: object) -> str:
    if not was_here:
        return "ab-initio"
    return "" if left_by in ("normal", "logout", "time-out") else "resume"
