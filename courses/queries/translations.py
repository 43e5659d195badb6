"""How far a course is translated: its parts (itself, its modules, their lessons), passage by passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from core.languages import active, choose
from core.translating import UNFIT, Passage, State, passages_in, worst
from courses.choices import RICH_BLOCKS
from courses.content import BlockContent, LessonContent, Texts
from courses.models import Course, CourseText, Lesson, Module
from courses.passages import passages_of
from courses.queries.contents import course_subject, lesson_subject, module_subject, own_passages, texts_of

Row = Course | Module | Lesson


@dataclass(frozen=True)
class Part:
    """What is translated in one go. ``name`` is its own in addresses and files: ``course``, ``module-3``, ``lesson-12``.

    ``kinds``: by passage's key, the block's kind, else the field's name; ``rich``: keys of those that are HTML.
    """

    name: str
    row: Row
    subject: str
    source_language: str
    texts: Mapping[str, Texts]
    kinds: Mapping[str, str]
    rich: frozenset[str] = frozenset()
    path: tuple[str, ...] = ()
    """Titles from the course down to it, in the languages that they were written in."""

    @property
    def title(self) -> tuple[str, str]:
        """For the page's reader: the text and its language."""
        return choose(dict(self.texts.get("title", {})), active())


def parts_of(course: Course, names: Collection[str] | None = None) -> list[Part]:
    """The parts of a course as it is being written, all or those of ``names``, in the order in which they are read: three
    queries."""
    modules = [place.module for place in course.places.select_related("module").order_by("position")]
    lessons: dict[int, list[Lesson]] = {module.pk: [] for module in modules}
    rows = _lessons(course)
    if names is not None:
        rows = rows.filter(pk__in=ids_in("lesson", names))
    for lesson in rows:
        lessons[lesson.module_id].append(lesson)
    found = [_course_part(course)]
    for module in modules:
        part = _module_part(module, found[0].path)
        found.append(part)
        found += [_lesson_part(lesson, module, part.path) for lesson in lessons[module.pk]]
    return [part for part in found if names is None or part.name in names]


def ids_in(kind: str, names: Iterable[str]) -> list[int]:
    """Ids of the modules or lessons among names of parts."""
    split = (name.partition("-") for name in names)
    return [int(number) for found, _, number in split if found == kind and number.isdecimal() and len(number) < 19]


def part_of(course: Course, name: str) -> Part | None:
    """The part of the course that is called so; None when it has none."""
    return next(iter(parts_of(course, [name])), None)


def _lessons(course: Course) -> QuerySet[Lesson]:
    rows = Lesson.objects.filter(module__places__course=course, removed_at__isnull=True)
    return rows.prefetch_related("blocks").order_by("module", "position")


def _source(texts: Texts, row: Course | Module) -> str:
    return texts.get(row.source_language) or next(iter(texts.values()), "")


def _course_part(course: Course) -> Part:
    texts = own_passages(course)
    path = (_source(texts.get("title", {}), course),)
    return Part(
        "course",
        course,
        course_subject(course.pk),
        course.source_language,
        texts,
        {key: key for key in texts},
        path=path,
    )


def _module_part(module: Module, above: tuple[str, ...]) -> Part:
    texts = own_passages(module)
    return Part(
        f"module-{module.pk}",
        module,
        module_subject(module.pk),
        module.source_language,
        texts,
        {key: key for key in texts},
        path=(*above, _source(texts.get("title", {}), module)),
    )


def _lesson_part(lesson: Lesson, module: Module, above: tuple[str, ...]) -> Part:
    blocks = sorted(lesson.blocks.all(), key=lambda block: block.position)
    content = LessonContent(
        kind=lesson.kind,
        title=texts_of(lesson, "title"),
        blocks=tuple(
            BlockContent(block.kind, texts_of(block, "text"), texts_of(block, "caption"), id=block.pk)
            for block in blocks
        ),
    )
    kinds = {"title": "title"}
    for block in blocks:
        kinds[f"block.{block.pk}"] = block.kind
        kinds[f"block.{block.pk}.caption"] = "caption"
    return Part(
        f"lesson-{lesson.pk}",
        lesson,
        lesson_subject(lesson.pk),
        module.source_language,
        passages_of(content),
        kinds,
        frozenset(f"block.{block.pk}" for block in blocks if block.kind in RICH_BLOCKS),
        (*above, _source(content.title, module)),
    )


Passages = Mapping[tuple[str, str], list[Passage]]


def passages_by_part(parts: Iterable[Part], languages: Iterable[str]) -> Passages:
    """The passages of parts by subject and language: one query."""
    rows = list(parts)
    return passages_in(
        {part.subject: part.texts for part in rows}, {part.subject: part.source_language for part in rows}, languages
    )


@dataclass(frozen=True)
class Cell:
    """A part in one language: None where it was written in it, or has nothing to translate."""

    language: str
    state: State | None


@dataclass(frozen=True)
class Line:
    part: Part
    title: str
    title_language: str
    depth: int
    cells: list[Cell]


@dataclass(frozen=True)
class Progress:
    """How far the whole course is in one language. ``missing_in``: names of parts that keep it from being published."""

    language: str
    counts: Mapping[str, int]
    is_published: bool = False
    total: int = field(init=False)
    to_go: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.counts.values()))
        object.__setattr__(self, "to_go", sum(self.counts[state.value] for state in UNFIT))


def matrix_of(course: Course, languages: Iterable[str]) -> tuple[list[Line], list[Progress]]:
    """Each part with its state in each language, and how far the course is in each: five queries."""
    columns = list(languages)
    parts = parts_of(course)
    found = passages_by_part(parts, columns)
    lines = [Line(part, *part.title, min(len(part.path), 3) - 1, list(_cells(part, found, columns))) for part in parts]
    shown = set()
    if course.published_id is not None:
        shown = set(CourseText.objects.filter(version=course.published_id).values_list("language", flat=True))
    progress = [
        Progress(language, counts(each for part in parts for each in found[part.subject, language]), language in shown)
        for language in columns
    ]
    return lines, progress


def _cells(part: Part, found: Passages, languages: list[str]) -> Iterator[Cell]:
    for language in languages:
        passages = found[part.subject, language]
        yield Cell(language, worst(passages) if passages else None)


def counts(passages: Iterable[Passage]) -> dict[str, int]:
    """How many passages are in each state."""
    counted = Counter(passage.state for passage in passages)
    return {state.value: counted[state] for state in State}
