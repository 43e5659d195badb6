"""Lessons whole, as :class:`courses.content.LessonContent`, and the texts of courses and modules."""

from __future__ import annotations

from django.db.models import Model, Prefetch, QuerySet

from core.languages import LANGUAGES
from courses.content import BlockContent, LessonContent, Texts
from courses.models import Caption, Course, Lesson, Module

COURSE_FIELDS = ("title", "summary")
MODULE_FIELDS = ("title", "summary", "objectives")


def course_subject(course_id: int) -> str:
    """What a course is called where translations are kept (:mod:`core.translating`)."""
    return f"courses.course:{course_id}"


def module_subject(module_id: int) -> str:
    return f"courses.module:{module_id}"


def lesson_subject(lesson_id: int) -> str:
    return f"courses.lesson:{lesson_id}"


def texts_of(row: Model, name: str) -> Texts:
    """The texts of a translated field by language."""
    texts = {language: getattr(row, f"{name}_{language}") or "" for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def own_passages(row: Course | Module) -> dict[str, Texts]:
    """The texts of a course or a module itself, by key."""
    names = COURSE_FIELDS if isinstance(row, Course) else MODULE_FIELDS
    found = {name: texts_of(row, name) for name in names}
    return {name: texts for name, texts in found.items() if texts}


def whole(lessons: QuerySet[Lesson]) -> QuerySet[Lesson]:
    """With all that belongs to them: four queries whatever their number."""
    return lessons.select_related("module", "file").prefetch_related(
        "blocks__file", Prefetch("captions", Caption.objects.select_related("file"))
    )


def content_of(lesson: Lesson) -> LessonContent:
    """The lesson as it is being written; no query when it was fetched by :func:`whole`."""
    return LessonContent(
        kind=lesson.kind,
        title=texts_of(lesson, "title"),
        minutes=lesson.minutes,
        is_optional=lesson.is_optional,
        deck=lesson.deck_id,
        quiz=lesson.quiz_id,
        file=lesson.file_id,
        scorm=lesson.scorm_id,
        url=lesson.url,
        source=lesson.source,
        captions={caption.language: caption.file_id for caption in lesson.captions.all()},
        source_language=lesson.module.source_language,
        blocks=tuple(
            BlockContent(
                kind=block.kind,
                text=texts_of(block, "text"),
                caption=texts_of(block, "caption"),
                level=block.level,
                tone=block.tone,
                file=block.file_id,
                quiz=block.quiz_id,
                id=block.pk,
            )
            for block in sorted(lesson.blocks.all(), key=lambda block: block.position)
        ),
    )


def lesson_now(lesson: Lesson) -> LessonContent:
    """The lesson whole, fetched anew: four queries."""
    return content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
