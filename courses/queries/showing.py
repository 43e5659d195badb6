"""What of a module would be published now: its structure, and its words in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.languages import LANGUAGES
from core.translating import State, passages_in, worst
from courses.choices import BlockKind
from courses.content import (
    LessonPlace,
    ModuleStructure,
    ShownBlock,
    Texts,
    shown_from_json,
    structure_from_json,
)
from courses.models import Block, Course, Lesson, LessonText, Module, ModuleText, ModuleVersion
from courses.passages import passages_of
from courses.queries.contents import (
    content_of,
    course_subject,
    lesson_subject,
    module_subject,
    own_passages,
    texts_of,
    whole,
)


@dataclass(frozen=True)
class ModuleNow:
    """A module as it is being written. ``words``: by language, fields of :class:`ModuleText`; ``pages``: blocks by
    lesson's id and language."""

    module: Module
    lessons: list[Lesson]
    structure: ModuleStructure
    words: dict[str, dict[str, object]]
    pages: dict[tuple[int, str], tuple[ShownBlock, ...]]


def modules_now(modules: Sequence[Module]) -> list[ModuleNow]:
    """In the same order; four queries, whatever the number of modules and lessons."""
    held: dict[int, list[Lesson]] = {module.pk: [] for module in modules}
    for lesson in whole(Lesson.objects.filter(module__in=held, removed_at__isnull=True)).order_by("position"):
        held[lesson.module_id].append(lesson)
    return [_now(module, held[module.pk]) for module in modules]


def module_now(module: Module) -> ModuleNow:
    """As :func:`modules_now`, of one."""
    return modules_now([module])[0]


def _now(module: Module, lessons: list[Lesson]) -> ModuleNow:
    return ModuleNow(
        module,
        lessons,
        ModuleStructure(
            module.source_language, module.minutes, tuple(sorted(module.audiences)), tuple(map(place_now, lessons))
        ),
        {language: _words(module, lessons, language) for language in LANGUAGES},
        {(lesson.pk, language): _page(lesson, language) for lesson in lessons for language in LANGUAGES},
    )


def place_now(lesson: Lesson) -> LessonPlace:
    """The lesson as it would be published; no query when it was fetched by :func:`courses.queries.contents.whole`."""
    return LessonPlace(
        id=lesson.pk,
        kind=lesson.kind,
        minutes=lesson.minutes,
        is_optional=lesson.is_optional,
        deck=lesson.deck_id,
        quiz=lesson.quiz_id,
        file=lesson.file.key if lesson.file else "",
        file_name=lesson.file.name if lesson.file else "",
        media_type=lesson.file.media_type if lesson.file else "",
        scorm=lesson.scorm_id,
        url=lesson.url,
        source=lesson.source,
        captions={caption.language: caption.file.key for caption in lesson.captions.all()},
        quizzes=tuple(
            block.quiz_id for block in _blocks(lesson) if block.kind == BlockKind.QUIZ and block.quiz_id is not None
        ),
    )


def _words(module: Module, lessons: list[Lesson], language: str) -> dict[str, object]:
    return {
        **{name: texts_of(module, name).get(language, "") for name in ("title", "summary", "objectives")},
        "lesson_titles": {str(lesson.pk): texts_of(lesson, "title").get(language, "") for lesson in lessons},
    }


def _blocks(lesson: Lesson) -> list[Block]:
    return sorted(lesson.blocks.all(), key=lambda block: block.position)


def _page(lesson: Lesson, language: str) -> tuple[ShownBlock, ...]:
    return tuple(shown_block(block, language) for block in _blocks(lesson))


def shown_block(block: Block, language: str) -> ShownBlock:
    """The block with its words in ``language``, as they are."""
    return ShownBlock(
        id=block.pk,
        kind=block.kind,
        language=language,
        text=texts_of(block, "text").get(language, ""),
        caption=texts_of(block, "caption").get(language, ""),
        level=block.level,
        tone=block.tone,
        file=block.file.key if block.file else "",
        file_name=block.file.name if block.file else "",
        media_type=block.file.media_type if block.file else "",
        size=block.file.size if block.file else None,
        width=block.file.width if block.file else None,
        height=block.file.height if block.file else None,
        quiz=block.quiz_id,
    )


def is_published_as(now: ModuleNow, version: ModuleVersion | None) -> bool:
    """Whether ``version`` has this structure and these words in the language that the module was written in. Two queries."""
    if version is None or structure_from_json(version.structure) != now.structure:
        return False
    source = now.module.source_language
    words = ModuleText.objects.filter(version=version, language=source).first()
    if words is None or any(getattr(words, name) != value for name, value in now.words[source].items()):
        return False
    kept = {
        row.lesson_id: shown_from_json(row.blocks)
        for row in LessonText.objects.filter(version=version, language=source)
    }
    return kept == {lesson.pk: now.pages[lesson.pk, source] for lesson in now.lessons}


def modules_states(modules: Iterable[ModuleNow], languages: tuple[str, ...] = LANGUAGES) -> dict[int, dict[str, State]]:
    """How far each module with its lessons is translated, by its id and language; one query. In its own language: reviewed."""
    subjects: dict[str, dict[str, Texts]] = {}
    sources: dict[str, str] = {}
    own: dict[int, list[str]] = {}
    for now in modules:
        held = {module_subject(now.module.pk): own_passages(now.module)}
        held |= {lesson_subject(lesson.pk): passages_of(content_of(lesson)) for lesson in now.lessons}
        own[now.module.pk] = list(held)
        subjects |= held
        sources |= dict.fromkeys(held, now.module.source_language)
    found = passages_in(subjects, sources, languages)
    return {
        pk: {
            language: worst(passage for subject in held for passage in found[subject, language])
            for language in languages
        }
        for pk, held in own.items()
    }


def module_states(now: ModuleNow, languages: tuple[str, ...] = LANGUAGES) -> dict[str, State]:
    """As :func:`modules_states`, of one."""
    return modules_states([now], languages)[now.module.pk]


def course_states(course: Course, languages: tuple[str, ...] = LANGUAGES) -> dict[str, State]:
    """How far the course's own words are translated, by language; one query."""
    subject = course_subject(course.pk)
    found = passages_in({subject: own_passages(course)}, {subject: course.source_language}, languages)
    return {language: worst(found[subject, language]) for language in languages}
