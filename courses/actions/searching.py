"""What the search finds, written in the transaction of what it describes. ``docs/rules/search.md`` has the rules in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.actions import action
from core.jobs import enqueue_after_commit
from courses.access.library import to_be_read
from courses.choices import RICH_BLOCKS, FoundKind
from courses.content import ShownBlock, shown_from_json, structure_from_json
from courses.markup import plain_text
from courses.models import (
    Course,
    CourseText,
    CourseVersion,
    DocumentEdition,
    DocumentSection,
    ModuleText,
    ModuleVersion,
    SearchEntry,
    VersionModule,
)
from courses.queries.lesson_parts import parts_of, words_of_lessons
from courses.words import indexed

BATCH = 500


def _entry(
    kind: FoundKind, subject: str, title: str, text: str, *, is_part: bool = False, **fields: object
) -> SearchEntry:
    """``is_part``: shown under the title, and not found by it."""
    return SearchEntry(
        kind=kind,
        subject=subject,
        title=title[:300],
        text=text,
        title_words="" if is_part else indexed(title),
        words=indexed(text),
        **fields,
    )


def _write(held: QuerySet[SearchEntry], entries: Iterable[SearchEntry]) -> None:
    """These entries in the place of those that are ``held``."""
    held.delete()
    SearchEntry.objects.bulk_create((entry for entry in entries if entry.title), batch_size=BATCH)


def index_course_text(version: CourseVersion, language: str) -> None:
    """A course's own words in one language, as they were published."""
    text = CourseText.objects.filter(version=version, language=language).first()
    entries = []
    if text is not None:
        subject = f"course:{version.course_id}@{version.pk}"
        entries.append(
            _entry(FoundKind.COURSE, subject, text.title, text.summary, language=language, course_version=version)
        )
    _write(SearchEntry.objects.filter(course_version=version, language=language), entries)


def index_module_text(version: ModuleVersion, language: str) -> None:
    """A module's own words and those of its lessons in one language, as they were published: nine queries at most.

    Files that nobody has read yet are read by a job.
    """
    words = ModuleText.objects.filter(version=version, language=language).first()
    held = SearchEntry.objects.filter(module_version=version, language=language)
    if words is None:
        held.delete()
        return
    structure = structure_from_json(version.structure)
    audiences = _spaced(structure.audiences)
    make = partial(_entry, language=language, module_version=version)
    text = "\n".join(filter(None, [words.summary, words.objectives]))
    entries = [make(FoundKind.MODULE, f"module:{version.module_id}@{version.pk}", words.title, text)]
    pages = {page.lesson_id: shown_from_json(page.blocks) for page in words_of_lessons(version, language)}
    parts = parts_of(structure, pages, language)
    for file in parts.unread:
        enqueue_after_commit("courses.read_file", file_id=file)
    for lesson, blocks in pages.items():
        title = words.lesson_titles.get(str(lesson)) or words.title
        text = "\n".join(filter(None, map(_words_of_block, blocks)))
        write = partial(make, FoundKind.LESSON, title=title, lesson_id=lesson, audiences=audiences)
        entries.append(write(subject=f"lesson:{lesson}@{version.pk}", text=text))
        for each in parts.by_lesson[lesson]:
            subject = f"{each.kind}:{lesson}@{version.pk}{f'.{each.file}' if each.file else ''}"
            entries.append(write(subject=subject, text=each.text, part=each.position, is_part=True))
    _write(held, entries)


def _words_of_block(block: ShownBlock) -> str:
    text = plain_text(block.text) if block.kind in RICH_BLOCKS else block.text
    return "\n".join(filter(None, [text, block.caption]))


def index_edition(edition: DocumentEdition) -> None:
    """A document's sections in one language, where the edition is the one in force; those of other editions go."""
    document = edition.document
    held = SearchEntry.objects.filter(edition__document=document, language=edition.language)
    newest = in_force().filter(document=document, language=edition.language).first()
    if newest is None:
        held.delete()
        return
    audiences = _spaced(document.audiences)
    title = getattr(document, f"title_{newest.language}") or document.title
    entries = (
        _entry(
            FoundKind.DOCUMENT,
            f"document:{document.pk}@{newest.pk}",
            section.heading or title,
            plain_text(section.text) if section.page is None else section.text,
            language=newest.language,
            part=section.position,
            audiences=audiences,
            edition=newest,
        )
        for section in DocumentSection.objects.filter(edition=newest).order_by("position")
    )
    _write(held, entries)


def in_force() -> QuerySet[DocumentEdition]:
    """Of each document and language, the newest edition that is published and not withdrawn."""
    newer = to_be_read().filter(
        document=OuterRef("document"), language=OuterRef("language"), number__gt=OuterRef("number")
    )
    return to_be_read().filter(~Exists(newer)).select_related("document")


def settle_index(course: Course, before: CourseVersion | None, versions: Iterable[ModuleVersion]) -> None:
    """After a course was published: what it replaced leaves the index, and what comes back into a course is there again."""
    if before is not None:
        SearchEntry.objects.filter(course_version=before).delete()
        gone = VersionModule.objects.filter(version=before).values("module_version")
        SearchEntry.objects.filter(module_version__in=gone).exclude(module_version__in=shown_modules()).delete()
    there = SearchEntry.objects.filter(module_version=OuterRef("version"), language=OuterRef("language"))
    missing = ModuleText.objects.filter(~Exists(there), version__in=[version.pk for version in versions])
    for text in missing.select_related("version"):
        index_module_text(text.version, text.language)


def shown_modules() -> QuerySet[VersionModule, Any]:
    """Module versions that a published course has now."""
    published = Course.objects.filter(published__isnull=False).values("published")
    return VersionModule.objects.filter(version__in=published).values("module_version")


def _spaced(codes: Iterable[str]) -> str:
    words = " ".join(sorted(codes))
    return f" {words} " if words else ""


@dataclass(frozen=True)
class Step:
    """How far the index has been made anew."""

    kind: str
    done: int
    total: int


def reindex() -> Iterator[Step]:
    """Make the index anew from what is published, one thing in a transaction; tells how far after each."""
    _forget_unpublished()
    courses = list(CourseText.objects.filter(version__in=_published()).order_by("pk").values_list("pk", flat=True))
    modules = list(ModuleText.objects.filter(version__in=shown_modules()).order_by("pk").values_list("pk", flat=True))
    editions = list(in_force().order_by("pk").values_list("pk", flat=True))
    kinds: tuple[tuple[str, list[int], Callable[[int], None]], ...] = (
        ("courses", courses, _reindex_course),
        ("modules", modules, _reindex_module),
        ("documents", editions, _reindex_edition),
    )
    for kind, ids, again in kinds:
        for done, pk in enumerate(ids, start=1):
            again(pk)
            yield Step(kind, done, len(ids))


def _published() -> QuerySet[Course, Any]:
    return Course.objects.filter(published__isnull=False).values("published")


@action
def _forget_unpublished() -> None:
    SearchEntry.objects.filter(course_version__isnull=False).exclude(course_version__in=_published()).delete()
    SearchEntry.objects.filter(module_version__isnull=False).exclude(module_version__in=shown_modules()).delete()
    SearchEntry.objects.filter(edition__isnull=False).exclude(edition__in=in_force().values("pk")).delete()


@action
def _reindex_course(pk: int) -> None:
    text = CourseText.objects.select_related("version").get(pk=pk)
    index_course_text(text.version, text.language)


@action
def _reindex_module(pk: int) -> None:
    text = ModuleText.objects.select_related("version").get(pk=pk)
    index_module_text(text.version, text.language)


@action
def _reindex_edition(pk: int) -> None:
    index_edition(DocumentEdition.objects.select_related("document").get(pk=pk))
