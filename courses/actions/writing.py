"""Writing a lesson with all that belongs to it, and keeping what it was as a revision: every change of a lesson comes here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import F, Model

from core.actions import Refused
from core.fingerprint import CHANGED
from core.languages import LANGUAGES
from core.translating import Texts, Written, keep_many_states, keep_states
from courses.choices import RICH_BLOCKS
from courses.content import BlockContent, LessonContent, from_json, to_json
from courses.markup import clean_html
from courses.models import Block, Caption, Lesson, LessonRevision, Module
from courses.passages import passages_of, with_translations
from courses.queries.contents import content_of, lesson_subject, whole
from people.models import Person

OUT_OF_THE_WAY = 10_000
"""Added to positions while rows change places, so that two never claim the same one."""

OWN_FIELDS = ("kind", "minutes", "is_optional", "url", "source")
LINKED = ("deck", "quiz", "file", "scorm")


def columns(name: str, texts: Texts, *, clean: bool = False) -> dict[str, str]:
    """Values of a translated field's columns: a language that ``texts`` leaves out is emptied."""
    found = {language: texts.get(language, "").strip() for language in LANGUAGES}
    return {f"{name}_{language}": clean_html(text) if clean else text for language, text in found.items()}


def lock_lesson(lesson: Lesson, *, seen: int | None = None) -> Lesson:
    """The lesson's row, locked after its module's. Refused with ``form.changed_meanwhile`` if it is past revision ``seen``."""
    Module.objects.select_for_update().get(pk=lesson.module_id)
    locked = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if seen is not None and locked.revision != seen:
        raise Refused(CHANGED, revision=locked.revision)
    return locked


def write_lesson(
    lesson: Lesson,
    content: LessonContent,
    *,
    by: Person | None,
    reviewed: Mapping[str, Iterable[str]] | None = None,
) -> LessonRevision:
    """Make a locked (or new) ``lesson`` what ``content`` says: blocks whose ids are named stay, others go, new ones come.

    Keeps a revision and how far it is translated. When nothing is different, nothing is written. ``reviewed``: keys of passages
    by language whose translation somebody has just found right.
    """
    for name in OWN_FIELDS:
        setattr(lesson, name, getattr(content, name))
    for name in LINKED:
        setattr(lesson, f"{name}_id", getattr(content, name))
    for name, value in columns("title", content.title).items():
        setattr(lesson, name, value)
    lesson.save()
    _write_blocks(lesson, content.blocks)
    _write_captions(lesson, content.captions)
    return _keep_revision(lesson, by=by, reviewed=reviewed)


def _block_values(content: BlockContent) -> dict[str, Any]:
    return {
        "kind": content.kind,
        "level": content.level,
        "tone": content.tone,
        "file_id": content.file,
        "quiz_id": content.quiz,
        **columns("text", content.text, clean=content.kind in RICH_BLOCKS),
        **columns("caption", content.caption),
    }


def _write_blocks(lesson: Lesson, contents: tuple[BlockContent, ...]) -> None:
    held = {block.pk: block for block in Block.objects.filter(lesson=lesson)}
    kept = [content.id for content in contents if content.id is not None and content.id in held]
    Block.objects.filter(lesson=lesson).exclude(pk__in=kept).delete()
    moved = [held[pk].position for pk in kept] != [n for n, each in enumerate(contents, 1) if each.id in held]
    if moved:
        Block.objects.filter(pk__in=kept).update(position=OUT_OF_THE_WAY + F("position"))
    for position, content in enumerate(contents, start=1):
        block = held.get(content.id or 0) or Block(lesson=lesson)
        values = {"position": position, **_block_values(content)}
        if moved or block.pk is None or any(getattr(block, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(block, name, value)
            block.save()


def _write_captions(lesson: Lesson, captions: Mapping[str, int]) -> None:
    Caption.objects.filter(lesson=lesson).exclude(language__in=captions).delete()
    for language, file_id in captions.items():
        Caption.objects.update_or_create(lesson=lesson, language=language, defaults={"file_id": file_id})


def _keep_revision(
    lesson: Lesson, *, by: Person | None, reviewed: Mapping[str, Iterable[str]] | None
) -> LessonRevision:
    now = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
    kept = to_json(now)
    newest = LessonRevision.objects.filter(lesson=lesson).order_by("-number").first()
    if newest is not None:
        keep_states(
            lesson_subject(lesson.pk),
            before=passages_of(from_json(newest.content)),
            after=passages_of(now),
            source_language=now.source_language,
            by_id=by.pk if by is not None else None,
            reviewed=reviewed,
        )
        if newest.content == kept:
            return newest
    number = newest.number + 1 if newest is not None else 1
    revision = LessonRevision.objects.create(lesson=lesson, number=number, content=kept, made_by=by)
    lesson.revision = number
    Lesson.objects.filter(pk=lesson.pk).update(revision=number)
    return revision


def write_translations(
    given: Mapping[int, Mapping[str, str]], language: str, *, by: Person | None, reviewed: Iterable[str] = ()
) -> None:
    """:func:`write_lesson` for nothing but translations: passages in ``language`` by key, by id of lessons that are locked.

    HTML in them was cleaned. A constant number of queries, whatever the number of lessons. ``reviewed``: keys found right.
    """
    found_right = {language: list(reviewed)}
    written: list[Written] = []
    revisions: list[LessonRevision] = []
    cells: dict[tuple[type[Model], str], list[tuple[str, int]]] = {}
    for lesson in whole(Lesson.objects.filter(pk__in=given)):
        before = content_of(lesson)
        after = with_translations(before, language, given[lesson.pk])
        texts, then = passages_of(after), passages_of(before)
        written.append(Written(lesson_subject(lesson.pk), then, texts, before.source_language, found_right))
        changed = [key for key in texts if texts[key].get(language, "") != then[key].get(language, "")]
        for key in changed:
            cell = (texts[key].get(language, ""), int(key.split(".")[1]) if "." in key else lesson.pk)
            name = "caption" if key.endswith(".caption") else "text" if "." in key else "title"
            cells.setdefault((Lesson if name == "title" else Block, f"{name}_{language}"), []).append(cell)
        if changed:
            lesson.revision += 1
            revisions.append(LessonRevision(lesson=lesson, number=lesson.revision, content=to_json(after), made_by=by))
    for (model, name), rows in cells.items():
        _write_cells(model, name, rows)
    Lesson.objects.filter(pk__in=[row.lesson_id for row in revisions]).update(revision=F("revision") + 1)
    LessonRevision.objects.bulk_create(revisions)
    keep_many_states(written, by_id=by.pk if by is not None else None)


def _write_cells(model: type[Model], name: str, rows: list[tuple[str, int]]) -> None:
    """Values by row of one column at once: the ORM makes an expression of each row, which takes longer than all the rest."""
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(name)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s", rows)  # noqa: S608  names of our own tables
