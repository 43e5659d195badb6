"""What a lesson was, and what each change of it changed: word by word, in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.languages import LANGUAGES, active, choose
from core.translating import Stretch, changes
from courses.choices import RICH_BLOCKS, BlockKind, LessonKind, Tone
from courses.content import BlockContent, LessonContent, ShownBlock, Texts, from_json
from courses.markup import plain_text
from courses.models import CourseFile, Deck, Lesson, LessonRevision, ScormPackage
from courses.queries.blocks import quiz_titles
from quizzes.models import Quiz

AROUND = 90
"""Letters of a passage that are shown on each side of a change."""


@dataclass(frozen=True)
class Change:
    """What changed of one passage. ``language`` is "" for what is the same in all. ``note`` says it where no words changed."""

    label: str
    language: str
    stretches: list[Stretch]
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A revision, and what it changed of the one before it that is kept; nothing for the first."""

    revision: LessonRevision
    changes: list[Change]
    is_first: bool


@dataclass(frozen=True)
class Names:
    """What files, quizzes and slides are called, by id."""

    files: Mapping[int, str] = field(default_factory=dict)
    quizzes: Mapping[int, str] = field(default_factory=dict)
    decks: Mapping[int, str] = field(default_factory=dict)


def revisions_of(lesson: Lesson) -> QuerySet[LessonRevision]:
    """Newest first, with who made them."""
    return LessonRevision.objects.filter(lesson=lesson).select_related("made_by").order_by("-number")


def revision_at(lesson: Lesson, number: int) -> LessonRevision | None:
    """The revision of this number, or the one that stands for it since: the next that is kept."""
    return LessonRevision.objects.filter(lesson=lesson, number__gte=number).order_by("number").first()


def steps(revisions: Sequence[LessonRevision], before: LessonRevision | None) -> list[Step]:
    """Each of ``revisions`` (newest first) with what it changed; ``before`` is the one below the last. Three queries at most."""
    rows = [*revisions, before]
    contents = {row.pk: from_json(row.content) for row in rows if row is not None}
    names = names_in(contents.values())
    found = []
    for row, older in pairwise(rows):
        assert row is not None
        changed = changes_between(contents[older.pk], contents[row.pk], names) if older is not None else []
        found.append(Step(row, changed, older is None))
    return found


def names_in(contents: Iterable[LessonContent]) -> Names:
    files: set[int] = set()
    quizzes: set[int] = set()
    decks: set[int] = set()
    for content in contents:
        files |= {each for each in (content.file, *(block.file for block in content.blocks)) if each is not None}
        quizzes |= {each for each in (content.quiz, *(block.quiz for block in content.blocks)) if each is not None}
        decks |= {content.deck} if content.deck is not None else set()
    return Names(
        dict(CourseFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {},
        {pk: title for pk, (title, _language) in quiz_titles(quizzes, active()).items()},
        deck_titles(Deck.objects.filter(pk__in=decks)) if decks else {},
    )


def deck_titles(decks: QuerySet[Deck]) -> dict[int, str]:
    """Titles by id in the page's language or a fallback, newest first."""
    rows = decks.order_by("-pk").values_list("pk", *(f"title_{each}" for each in LANGUAGES))
    return {
        pk: choose({each: text or "" for each, text in zip(LANGUAGES, texts, strict=True)}, active())[0]
        for pk, *texts in rows
    }


def still_there(content: LessonContent) -> LessonContent:
    """The lesson without what it names and is gone since."""
    files = [each for each in (content.file, *content.captions.values(), *(b.file for b in content.blocks)) if each]
    quizzes = [each for each in (content.quiz, *(b.quiz for b in content.blocks)) if each]
    held = set(CourseFile.objects.filter(pk__in=files).values_list("pk", flat=True)) if files else set()
    asked = set(Quiz.objects.filter(pk__in=quizzes).values_list("pk", flat=True)) if quizzes else set()
    return replace(
        content,
        file=content.file if content.file in held else None,
        quiz=content.quiz if content.quiz in asked else None,
        deck=content.deck if Deck.objects.filter(pk=content.deck or 0).exists() else None,
        scorm=content.scorm if ScormPackage.objects.filter(pk=content.scorm or 0).exists() else None,
        captions={language: file for language, file in content.captions.items() if file in held},
        blocks=tuple(
            replace(
                block,
                file=block.file if block.file in held else None,
                quiz=block.quiz if block.quiz in asked else None,
            )
            for block in content.blocks
        ),
    )


def changes_between(before: LessonContent, after: LessonContent, names: Names) -> list[Change]:
    """What is different in ``after``, in the order in which it is read."""
    found = list(_text_changes(_("Title"), before.title, after.title, is_html=False))
    found += _plain_changes("", _own_lines(before, names), _own_lines(after, names))
    old = {block.id: block for block in before.blocks if block.id is not None}
    kept = [block.id for block in after.blocks if block.id in old]
    for place, block in enumerate(after.blocks, start=1):
        found += _block_changes(_block_label(place, block), old.get(block.id) if block.id else None, block, names)
    for place, block in enumerate(before.blocks, start=1):
        if block.id not in kept:
            found += _block_changes(_block_label(place, block), block, None, names)
    if kept != [block.id for block in before.blocks if block.id in kept]:
        found.append(Change(_("Order of the blocks"), "", [], _("Blocks changed places.")))
    return found


def _block_label(place: int, block: BlockContent) -> str:
    return f"{place} · {BlockKind(block.kind).label}"


def _block_changes(
    label: str, before: BlockContent | None, after: BlockContent | None, names: Names
) -> Iterator[Change]:
    one, two = before or BlockContent("text"), after or BlockContent("text")
    is_html = (after or one).kind in RICH_BLOCKS
    if before is None:
        yield Change(label, "", [], _("A new block."))
    if after is None:
        yield Change(label, "", [], _("The block was taken away."))
    yield from _text_changes(label, one.text, two.text, is_html=is_html)
    yield from _text_changes(f"{label}: {_('Caption')}", one.caption, two.caption, is_html=False)
    yield from _plain_changes(
        f"{label}: ",
        _block_lines(before, names) if before is not None else {},
        _block_lines(after, names) if after is not None else {},
    )


def _text_changes(label: str, before: Texts, after: Texts, *, is_html: bool) -> Iterator[Change]:
    for language in LANGUAGES:
        one, two = before.get(language, ""), after.get(language, "")
        if one == two:
            continue
        old, new = (plain_text(one), plain_text(two)) if is_html else (one, two)
        if old == new:
            yield Change(label, language, [], _("The words are the same; how they are set is not."))
        else:
            yield Change(label, language, shortened(changes(old, new)))


def _plain_changes(prefix: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for label in dict.fromkeys([*after, *before]):
        one, two = before.get(label, ""), after.get(label, "")
        if one != two:
            pairs = (("removed", one), ("added", two))
            yield Change(f"{prefix}{label}", "", [Stretch(kind, text) for kind, text in pairs if text])


def shortened(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Long words that nobody changed, cut in their middle."""
    found = []
    for place, one in enumerate(stretches):
        text = one.text
        if one.kind == "kept" and len(text) > 2 * AROUND + 20:
            begin = "" if place == 0 else text[:AROUND]
            end = "" if place == len(stretches) - 1 else text[-AROUND:]
            text = f"{begin} … {end}"
        found.append(Stretch(one.kind, text))
    return found


def _own_lines(content: LessonContent, names: Names) -> dict[str, str]:
    lines = {
        _("Kind"): str(LessonKind(content.kind).label),
        _("Minutes"): str(content.minutes),
        _("Not needed to complete the course"): _("Yes") if content.is_optional else "",
        _("Slides"): _named(names.decks, content.deck),
        _("Quiz"): _named(names.quizzes, content.quiz),
        _("File"): _named(names.files, content.file),
        _("SCORM package"): _named({}, content.scorm),
        _("Address"): content.url,
        _("Captions"): " · ".join(content.captions),
    }
    return {label: text for label, text in lines.items() if text}


def _block_lines(block: BlockContent, names: Names) -> dict[str, str]:
    lines = {
        _("Level"): str(block.level - 1) if block.kind == BlockKind.HEADING else "",
        _("Kind of callout"): str(Tone(block.tone).label) if block.kind == BlockKind.CALLOUT else "",
        _("File"): _named(names.files, block.file),
        _("Quiz"): _named(names.quizzes, block.quiz),
    }
    return {label: text for label, text in lines.items() if text}


def _named(names: Mapping[int, str], pk: int | None) -> str:
    return "" if pk is None else names.get(pk) or f"#{pk}"


def shown_content(content: LessonContent, language: str) -> tuple[ShownBlock, ...]:
    """The blocks of a revision as a page shows them in ``language``. One query where there are files."""
    ids = {block.file for block in content.blocks if block.file is not None}
    files = {row.pk: row for row in CourseFile.objects.filter(pk__in=ids)} if ids else {}
    return tuple(
        _shown(block, language, files.get(block.file or 0), place)
        for place, block in enumerate(content.blocks, start=1)
    )


def _shown(block: BlockContent, language: str, file: CourseFile | None, place: int) -> ShownBlock:
    return ShownBlock(
        id=block.id or -place,
        kind=block.kind,
        language=language,
        text=block.text.get(language, ""),
        caption=block.caption.get(language, ""),
        level=block.level,
        tone=block.tone,
        file=file.key if file else "",
        file_name=file.name if file else "",
        media_type=file.media_type if file else "",
        size=file.size if file else None,
        width=file.width if file else None,
        height=file.height if file else None,
        quiz=block.quiz,
    )
