"""What stands in a lesson beside its text: words on its slides, in its film and in its files, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courses.choices import PAGED, READABLE, FoundPart, LessonKind, RenderState
from courses.content import ModuleStructure, ShownBlock
from courses.models import CourseFile, DeckVersion, FilePage, LessonText, ModuleVersion, Page


@dataclass(frozen=True)
class LessonPart:
    """Words at ``position``: the number of a slide or a page, the second of a film. ``file``: its id, else 0."""

    kind: FoundPart
    position: int
    text: str
    file: int = 0


@dataclass(frozen=True)
class LessonParts:
    """By the lesson's id; and ids of files that have not been read yet."""

    by_lesson: Mapping[int, list[LessonPart]]
    unread: tuple[int, ...]


def words_of_lessons(version: ModuleVersion, language: str) -> Iterable[LessonText]:
    return LessonText.objects.filter(version=version, language=language).order_by("lesson")


def parts_of(structure: ModuleStructure, pages: Mapping[int, Iterable[ShownBlock]], language: str) -> LessonParts:
    """Of a module as it was published, in one language: four queries at most.

    Slides and captions are those in this language. A file is one for all languages, and counts for that of the source.
    """
    found: dict[int, list[LessonPart]] = defaultdict(list)
    for lesson, number, text in _slides(structure, language):
        found[lesson].append(LessonPart(FoundPart.SLIDE, number, text))
    named: dict[str, set[int]] = defaultdict(set)
    for place in structure.lessons:
        if place.kind == LessonKind.VIDEO and language in place.captions:
            named[place.captions[language]].add(place.id)
        if language == structure.source_language:
            keys = [block.file for block in pages.get(place.id, ())]
            for key in filter(None, [*keys, place.file if place.kind == LessonKind.FILE else ""]):
                named[key].add(place.id)
    files = {}
    if named:
        rows = CourseFile.objects.filter(key__in=named)
        files = {row.pk: row for row in rows if row.media_type.partition(";")[0] in READABLE}
    read = [pk for pk, row in files.items() if row.read_at is not None]
    for page in FilePage.objects.filter(file__in=read).order_by("file", "position") if read else ():
        row = files[page.file_id]
        for lesson in sorted(named[row.key]):
            found[lesson].append(LessonPart(_part(row), page.position, page.text, row.pk))
    return LessonParts(found, tuple(sorted(files.keys() - set(read))))


def _slides(structure: ModuleStructure, language: str) -> Iterable[tuple[int, int, str]]:
    lessons: dict[int, list[int]] = defaultdict(list)
    for place in structure.lessons:
        if place.kind == LessonKind.SLIDES and place.deck is not None:
            lessons[place.deck].append(place.id)
    if not lessons:
        return
    versions = DeckVersion.objects.filter(deck__in=lessons, language=language, state=RenderState.READY)
    decks = dict(versions.values_list("pk", "deck"))
    rows = Page.objects.filter(version__in=decks).exclude(text="").order_by("version", "position")
    for version, position, text in rows.values_list("version", "position", "text"):
        for lesson in lessons[decks[version]]:
            yield lesson, position, text


def _part(row: CourseFile) -> FoundPart:
    kind = row.media_type.partition(";")[0]
    if kind in PAGED:
        return FoundPart.PAGE
    return FoundPart.FILM if kind.startswith("text/vtt") else FoundPart.FILE


def unread_file(file_id: int) -> CourseFile | None:
    """A file whose words nobody has read."""
    return CourseFile.objects.filter(pk=file_id, read_at__isnull=True).first()
