"""A published course as somebody reads it: its modules and lessons in order, in one language, with what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from core.access import Unknown
from courses.choices import ProgressState
from courses.content import LessonPlace, ShownBlock, shown_from_json, structure_from_json
from courses.models import CourseText, LessonProgress, LessonText, ModuleText, VersionModule


@dataclass(frozen=True)
class Words:
    """A text and the language that it is in."""

    text: str = ""
    language: str = ""


@dataclass(frozen=True)
class Step:
    """A lesson on the way through a course. ``state``: "" before it is begun (:class:`courses.choices.ProgressState`)."""

    place: LessonPlace
    title: Words
    module: int
    number: int
    state: str = ""

    @property
    def id(self) -> int:
        return self.place.id

    @property
    def is_done(self) -> bool:
        return self.state == ProgressState.DONE


@dataclass(frozen=True)
class Part:
    """A module of a version. ``objectives``: in the language of its title. ``version``: the module's."""

    module: int
    version: int
    source_language: str
    minutes: int
    title: Words
    summary: str
    objectives: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_done(self) -> bool:
        """All of it that is not optional; where everything is, all of it."""
        needed = [step for step in self.steps if not step.place.is_optional] or self.steps
        return all(step.is_done for step in needed)


@dataclass(frozen=True)
class Outline:
    """A version of a course. Only lessons that are not optional are counted."""

    title: Words
    summary: Words
    parts: tuple[Part, ...]
    language: str
    places: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for part in self.parts for step in part.steps)

    @cached_property
    def total(self) -> int:
        return sum(not step.place.is_optional for step in self.steps)

    @cached_property
    def done(self) -> int:
        return sum(step.is_done and not step.place.is_optional for step in self.steps)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def minutes_left(self) -> int:
        """Of lessons that are not optional."""
        return sum(step.place.minutes for step in self.steps if not (step.is_done or step.place.is_optional))

    def at(self, lesson_id: int) -> Step:
        """The lesson; 404 where the version has none of that id."""
        for step in self.steps:
            if step.id == lesson_id:
                return step
        raise Unknown

    def part_of(self, step: Step) -> Part:
        return next(part for part in self.parts if part.module == step.module)

    def beside(self, step: Step) -> tuple[Step | None, Step | None]:
        """The lessons before and after it."""
        at = self.steps.index(step)
        return self.steps[at - 1] if at else None, self.steps[at + 1] if at + 1 < len(self.steps) else None


def outline_of(version_id: int, language: str, *, person_id: int | None = None) -> Outline:
    """Four queries whatever the size; only rows of ``language`` are read, and of the source's where there are none.

    ``person_id``: whose progress is told; None tells none.
    """
    rows = [
        (module_version, module, structure_from_json(structure))
        for module_version, module, structure in VersionModule.objects.filter(version=version_id)
        .order_by("position")
        .values_list("module_version", "module_version__module", "module_version__structure")
    ]
    sources = {structure.source_language for _, _, structure in rows}
    texts = _module_texts([row[0] for row in rows], language, sources)
    progress: dict[int, tuple[str, Any]] = {}
    if person_id is not None:
        ids = [place.id for _, _, structure in rows for place in structure.lessons]
        own = LessonProgress.objects.filter(person=person_id, lesson__in=ids)
        progress = {lesson: (state, place) for lesson, state, place in own.values_list("lesson", "state", "place")}
    number = 0
    parts = []
    for module_version, module, structure in rows:
        text = texts.get((module_version, language)) or texts[module_version, structure.source_language]
        steps = []
        for place in structure.lessons:
            number += 1
            title = Words(text.lesson_titles.get(str(place.id), ""), text.language)
            steps.append(Step(place, title, module, number, progress.get(place.id, ("",))[0]))
        parts.append(
            Part(
                module,
                module_version,
                structure.source_language,
                structure.minutes,
                Words(text.title, text.language),
                text.summary,
                tuple(line.strip() for line in text.objectives.splitlines() if line.strip()),
                tuple(steps),
            )
        )
    places = {lesson: place for lesson, (_, place) in progress.items()}
    own_text = _nearest(CourseText.objects.filter(version=version_id), language)
    title, summary = (Words(own_text.title, own_text.language), Words(own_text.summary, own_text.language))
    return Outline(title, summary, tuple(parts), language, places)


def _module_texts(versions: list[int], language: str, sources: Iterable[str]) -> dict[tuple[int, str], ModuleText]:
    in_language = ModuleText.objects.filter(version=OuterRef("version"), language=language)
    wanted = Q(language=language) | (~Exists(in_language) & Q(language__in=set(sources)))
    found = ModuleText.objects.filter(wanted, version__in=versions)
    return {(text.version_id, text.language): text for text in found}


def _nearest(texts: Any, language: str) -> Any:
    """The row in ``language``, else the one that was published first."""
    rank = Case(When(language=language, then=Value(0)), default=Value(1), output_field=IntegerField())
    return texts.order_by(rank, "pk").first()


def lesson_blocks(part: Part, lesson_id: int, language: str) -> tuple[ShownBlock, ...]:
    """A lesson's blocks in ``language``, else in the language of the source: one query that reads one row."""
    texts = LessonText.objects.filter(
        version=part.version, lesson=lesson_id, language__in=[language, part.source_language]
    )
    text = _nearest(texts, language)
    return shown_from_json(text.blocks) if text else ()
