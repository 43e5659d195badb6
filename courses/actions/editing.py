"""Writing a lesson in its own language: saving, settling what two wrote at once, and bringing a revision back.

The rules in words: ``docs/rules/lesson-history.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from core.actions import Refused, action
from core.fingerprint import CHANGED
from courses.access import visible_decks
from courses.actions.writing import lock_lesson, write_lesson
from courses.choices import RICH_BLOCKS, BlockKind, LessonKind
from courses.content import BlockContent, LessonContent, Texts, from_json, to_json
from courses.markup import clean_html, plain_text
from courses.models import Lesson, LessonRevision
from courses.queries.contents import lesson_now
from courses.queries.files import files_at_hand
from courses.queries.revisions import still_there
from people.models import Person
from quizzes.access import visible_quizzes

MOST_BLOCKS = 150
LONGEST_TEXT = 20_000
LONGEST_LINE = 500
"""Of a heading, a caption, a file's label and what a picture shows."""
FOLDED_FOR = timedelta(minutes=10)
"""So long the saves of one person that come by themselves are one revision."""
NAMES_FILE = (LessonKind.FILE, LessonKind.VIDEO)


@dataclass(frozen=True)
class BlockEdit:
    """A block as its author wrote it, in the lesson's own language. ``id`` names the one to change; its kind stays."""

    kind: str
    text: str = ""
    caption: str = ""
    level: int = 2
    tone: str = "note"
    file: int | None = None
    quiz: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class LessonEdit:
    """A lesson as its author wrote it. Packages, films and captions have pages of their own: they stay as they are."""

    title: str
    kind: str
    minutes: int
    is_optional: bool = False
    deck: int | None = None
    quiz: int | None = None
    file: int | None = None
    url: str = ""
    blocks: tuple[BlockEdit, ...] = ()


def edited(now: LessonContent, edit: LessonEdit) -> LessonContent:
    """``now`` with what was written in its own language; translations of blocks that stay are kept."""
    held = {block.id: block for block in now.blocks}
    source = now.source_language

    def texts(kept: Texts, text: str) -> Texts:
        found = {**kept, source: text.strip()}
        return {language: each for language, each in found.items() if each}

    def block(one: BlockEdit) -> BlockContent:
        before = held.get(one.id) if one.id is not None else None
        kind = before.kind if before is not None else one.kind
        before = before or BlockContent(kind)
        return BlockContent(
            kind=kind,
            text=texts(before.text, clean_html(one.text) if kind in RICH_BLOCKS else one.text),
            caption=texts(before.caption, one.caption),
            level=one.level,
            tone=one.tone,
            file=one.file,
            quiz=one.quiz,
            id=before.id,
        )

    kept_file = now.file if edit.kind == now.kind == LessonKind.VIDEO else None
    return replace(
        now,
        kind=edit.kind,
        title=texts(now.title, edit.title),
        minutes=edit.minutes,
        is_optional=edit.is_optional,
        deck=edit.deck if edit.kind == LessonKind.SLIDES else None,
        quiz=edit.quiz if edit.kind == LessonKind.QUIZ else None,
        file=edit.file if edit.kind == LessonKind.FILE else kept_file,
        scorm=now.scorm if edit.kind == LessonKind.SCORM else None,
        url=edit.url if edit.kind == LessonKind.LINK else "",
        blocks=tuple(map(block, edit.blocks)),
    )


@action
def save_lesson(lesson: Lesson, *, edit: LessonEdit, seen: int, by: Person, by_itself: bool = False) -> LessonRevision:
    """Make the lesson what its author wrote after seeing revision ``seen``. The same once more changes nothing.

    Refused with ``form.changed_meanwhile`` when somebody else wrote meanwhile, and with what :func:`_check` refuses. Saves
    ``by_itself`` of one person within :data:`FOLDED_FOR` are one revision, whose number moves with each.
    """
    lesson = lock_lesson(lesson)
    now = lesson_now(lesson)
    _check(lesson, now, edit, by)
    wanted = edited(now, edit)
    if lesson.revision != seen and not _is_same(now, wanted):
        raise Refused(CHANGED, revision=lesson.revision)
    before = LessonRevision.objects.filter(lesson=lesson, number=lesson.revision).first()
    made = write_lesson(lesson, wanted, by=by)
    if not by_itself:
        LessonRevision.objects.filter(pk=made.pk).update(began_at=None)
    elif before is not None and made.pk != before.pk:
        _fold(before, made)
    return made


@action
def settle_lesson(lesson: Lesson, *, edit: LessonEdit, seen: int, keep: str, by: Person) -> LessonRevision:
    """After two wrote at once: keep what this author wrote (``mine``) or what stands there as revision ``seen`` (``theirs``).

    Both stay in the history. Refused like :func:`save_lesson`.
    """
    lesson = lock_lesson(lesson, seen=seen)
    now = lesson_now(lesson)
    _check(lesson, now, edit, by)
    wanted = edited(now, edit)
    if keep == "mine":
        return write_lesson(lesson, wanted, by=by)
    if _is_same(now, wanted):
        return LessonRevision.objects.get(lesson=lesson, number=lesson.revision)
    LessonRevision.objects.create(lesson=lesson, number=seen + 1, content=to_json(wanted), made_by=by)
    made = LessonRevision.objects.create(lesson=lesson, number=seen + 2, content=to_json(now), made_by=by)
    Lesson.objects.filter(pk=lesson.pk).update(revision=made.number)
    return made


@action
def restore_revision(lesson: Lesson, *, number: int, by: Person) -> LessonRevision:
    """Make the lesson again what it was as revision ``number``: a new revision; those in between stay.

    A translation of a text that is the same now as then is kept as it is now. Refused: ``lesson.no_such_revision``.
    """
    lesson = lock_lesson(lesson)
    old = LessonRevision.objects.filter(lesson=lesson, number=number).first()
    if old is None:
        raise Refused("lesson.no_such_revision")
    now = lesson_now(lesson)
    return write_lesson(lesson, still_there(_restored(from_json(old.content), now)), by=by)


def _restored(old: LessonContent, now: LessonContent) -> LessonContent:
    held = {block.id: block for block in now.blocks}
    source = now.source_language

    def texts(then: Texts, present: Texts) -> Texts:
        return present if then.get(source) and then.get(source) == present.get(source) else then

    def block(one: BlockContent) -> BlockContent:
        present = held.get(one.id)
        if present is None or present.kind != one.kind:
            return replace(one, id=None)
        return replace(one, text=texts(one.text, present.text), caption=texts(one.caption, present.caption))

    return replace(old, title=texts(old.title, now.title), blocks=tuple(map(block, old.blocks)), source_language=source)


def _is_same(one: LessonContent, other: LessonContent) -> bool:
    """Whether both say the same, whatever the ids of their blocks."""
    return _without_ids(one) == _without_ids(other)


def _without_ids(content: LessonContent) -> dict[str, Any]:
    return to_json(replace(content, blocks=tuple(replace(block, id=None) for block in content.blocks)))


def _fold(before: LessonRevision, made: LessonRevision) -> None:
    """Let ``made`` stand for ``before`` too, where that was saved by itself, by the same person, and lost nothing to it."""
    is_one = (
        before.began_at is not None
        and before.made_by_id == made.made_by_id
        and made.made_at - before.began_at < FOLDED_FOR
        and _keeps(from_json(before.content), from_json(made.content))
    )
    made.began_at = before.began_at if is_one else made.made_at
    made.save(update_fields=["began_at"])
    if is_one:
        before.delete()


def _keeps(before: LessonContent, after: LessonContent) -> bool:
    """Whether no block was taken away, and none lost more than half of its words."""
    source = before.source_language
    lengths = {block.id: len(plain_text(block.text.get(source, ""))) for block in after.blocks}
    return all(
        block.id in lengths and 2 * lengths[block.id] >= len(plain_text(block.text.get(source, "")))
        for block in before.blocks
    )


def _check(lesson: Lesson, now: LessonContent, edit: LessonEdit, by: Person) -> None:
    """Refused: ``lesson.untitled``, ``lesson.too_many_blocks``, ``lesson.text_too_long``, ``lesson.picture_unsaid`` (each with
    the ``block``'s place, from 1), ``lesson.kind_unknown``, and ``lesson.not_at_hand`` for a file, a quiz or slides that the
    person may not put into it."""
    if not edit.title.strip():
        raise Refused("lesson.untitled")
    if edit.kind not in LessonKind.values or (LessonKind.REPLAY in (edit.kind, now.kind) and edit.kind != now.kind):
        raise Refused("lesson.kind_unknown")
    if len(edit.blocks) > MOST_BLOCKS:
        raise Refused("lesson.too_many_blocks", most=MOST_BLOCKS)
    for place, block in enumerate(edit.blocks, start=1):
        if block.kind not in BlockKind.values:
            raise Refused("lesson.kind_unknown")
        longest = LONGEST_TEXT if block.kind in RICH_BLOCKS else LONGEST_LINE
        if len(block.text) > longest or len(block.caption) > LONGEST_LINE:
            raise Refused("lesson.text_too_long", block=place, most=longest)
        if block.kind == BlockKind.IMAGE and block.file is not None and not block.text.strip():
            raise Refused("lesson.picture_unsaid", block=place)
    _check_named(lesson, now, edit, by)


def _check_named(lesson: Lesson, now: LessonContent, edit: LessonEdit, by: Person) -> None:
    """What is named already may stay, whoever may see it."""
    files = _others(
        [edit.file, *(block.file for block in edit.blocks)], [now.file, *(block.file for block in now.blocks)]
    )
    quizzes = _others(
        [edit.quiz, *(block.quiz for block in edit.blocks)], [now.quiz, *(block.quiz for block in now.blocks)]
    )
    decks = _others([edit.deck], [now.deck])
    at_hand: Mapping[str, tuple[set[int], Iterable[int]]] = {
        "file": (files, files_at_hand(by, lesson, files)),
        "quiz": (quizzes, visible_quizzes(by).filter(pk__in=quizzes).values_list("pk", flat=True) if quizzes else ()),
        "deck": (decks, visible_decks(by).filter(pk__in=decks).values_list("pk", flat=True) if decks else ()),
    }
    for wanted, found in at_hand.values():
        if wanted - set(found):
            raise Refused("lesson.not_at_hand")


def _others(wanted: Iterable[int | None], held: Iterable[int | None]) -> set[int]:
    return {each for each in wanted if each is not None} - {each for each in held if each is not None}
