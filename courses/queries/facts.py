"""What is known of a learner, for the rule by which a course is complete (:mod:`courses.completion`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from courses.choices import OutcomeKind, ProgressState
from courses.completion import Condition, Expression, Facts, conditions
from courses.content import ModuleStructure, structure_from_json
from courses.models import Enrolment, LearningOutcome, LessonProgress, VersionModule
from quizzes.queries.attempts import standings


def structures_of(versions: Sequence[int]) -> dict[int, list[ModuleStructure]]:
    """The modules of versions of courses, in order: one query."""
    found: dict[int, list[ModuleStructure]] = {version: [] for version in versions}
    rows = VersionModule.objects.filter(version__in=versions).order_by("version", "position")
    for version, structure in rows.values_list("version", "module_version__structure"):
        found[version].append(structure_from_json(structure))
    return found


def facts_of(person_id: int, structures: Sequence[ModuleStructure], expression: Expression) -> Facts:
    """One query for the lessons; two more where the rule asks for quizzes, and one where it asks for what happens elsewhere."""
    places = {place.id: place for structure in structures for place in structure.lessons}
    asked = list(_leaves(expression))
    named = {place for leaf in asked for place in _ids(leaf.get("lessons"))}
    done = LessonProgress.objects.filter(
        person=person_id, lesson__in={*places, *named}, state=ProgressState.DONE
    ).values_list("lesson", flat=True)
    quizzes: dict[int, float] = {}
    wanted = {leaf["quiz"]: places[leaf["quiz"]].quiz for leaf in asked if leaf.get("quiz") in places}
    if wanted:
        by_quiz = standings([quiz for quiz in wanted.values() if quiz], person_id)
        for lesson, quiz in wanted.items():
            standing = by_quiz.get(quiz) if quiz else None
            if standing is not None:
                quizzes[lesson] = float(standing.counted.share * 100)
    outcomes: dict[str, set[str]] = {kind: set() for kind in OutcomeKind.values}
    if any("attended" in leaf or "survey" in leaf for leaf in asked):
        for kind, key in LearningOutcome.objects.filter(person=person_id).values_list("kind", "key"):
            outcomes[kind].add(key)
    return Facts(
        required=frozenset(place.id for structure in structures for place in structure.required),
        done=frozenset(done),
        quizzes=quizzes,
        attended=frozenset(outcomes[OutcomeKind.ATTENDANCE]),
        surveys=frozenset(outcomes[OutcomeKind.SURVEY]),
    )


def latest_of(person_id: int, structures: Sequence[ModuleStructure], expression: Expression) -> datetime | None:
    """When the last happened of what a rule asks for: lessons that were done, and what happened elsewhere; two queries."""
    asked = list(_leaves(expression))
    named = {place for leaf in asked for place in _ids(leaf.get("lessons"))}
    lessons = {place.id for structure in structures for place in structure.required} | named
    done = LessonProgress.objects.filter(person=person_id, lesson__in=lessons, state=ProgressState.DONE)
    keys = {leaf[word] for leaf in asked for word in ("attended", "survey") if word in leaf}
    outcomes = LearningOutcome.objects.filter(person=person_id, key__in=keys)
    found = (done.aggregate(at=Max("done_at"))["at"], outcomes.aggregate(at=Max("at"))["at"] if keys else None)
    return max((at for at in found if at is not None), default=None)


def missing_of(enrolment: Enrolment) -> list[Condition]:
    """What the course still asks of a learner, each as it stands: two to six queries."""
    version = enrolment.version
    if version is None:
        return []
    facts = facts_of(enrolment.person_id, structures_of([version.pk])[version.pk], version.completion)
    return [each for each in conditions(version.completion, facts) if not each.is_met]


def _leaves(expression: Expression) -> Iterator[dict[str, Any]]:
    for word in ("all", "any"):
        if word in expression:
            for each in expression[word]:
                yield from _leaves(each)
            return
    yield dict(expression)


def _ids(named: Any) -> list[int]:
    return list(named) if isinstance(named, list) else []
