"""What an author might look at again before a lesson is published: nothing of it keeps a lesson from being saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from courses.choices import RICH_BLOCKS, BlockKind, LessonKind
from courses.content import BlockContent, LessonContent
from courses.markup import plain_text
from courses.models import Lesson
from courses.queries.contents import content_of

WORDS_A_MINUTE = 180
"""Read with care, often in a second language: Brysbaert 2019 finds 238 for silent reading of English prose by natives."""

SAYS_NOTHING = frozenset(
    {
        *("here", "click here", "this", "link", "this link", "more", "read more"),
        *("ici", "cliquez ici", "lien", "ce lien", "plus"),
        *("здесь", "тут", "нажмите здесь", "ссылка", "подробнее"),
        *("aquí", "haga clic aquí", "enlace", "más"),
        *("aqui", "clique aqui", "ligação", "mais"),
        *("هنا", "اضغط هنا", "انقر هنا", "رابط", "المزيد"),
    }
)
"""Words of links that do not tell where they lead, in the six languages."""

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_FILE_NAME = re.compile(
    r"\.(?:png|jpe?g|webp|gif)$|^(?:img|dsc|image|picture|photo|screenshot|scan)[ _-]*[\d _-]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Hint:
    """``block``: its place from 1; 0 for the lesson itself."""

    block: int
    text: str


@dataclass(frozen=True)
class Reading:
    """``minutes`` that the words alone take."""

    words: int
    minutes: int


@dataclass(frozen=True)
class LessonHints:
    """A lesson that its author might look at again, for ``number`` reasons."""

    id: int
    title: str
    language: str
    number: int


def hinted(lessons: Iterable[Lesson]) -> list[LessonHints]:
    """Those with hints, in order; no query where they were fetched by :func:`courses.queries.contents.whole`."""
    found = []
    for lesson in lessons:
        content = content_of(lesson)
        if number := len(hints_on(content)):
            language = content.source_language
            found.append(LessonHints(lesson.pk, content.title.get(language, ""), language, number))
    return found


def reading_of(content: LessonContent) -> Reading:
    """In the language that the lesson is written in."""
    words = sum(
        len(plain_text(block.text.get(content.source_language, "")).split())
        for block in content.blocks
        if block.kind in RICH_BLOCKS or block.kind == BlockKind.HEADING
    )
    return Reading(words, -(-words // WORDS_A_MINUTE))


def hints_on(content: LessonContent) -> list[Hint]:
    """In the order in which the lesson is read. No query."""
    found = [Hint(0, text) for text in _own(content)]
    has_section = False
    for place, block in enumerate(content.blocks, start=1):
        text = block.text.get(content.source_language, "").strip()
        found += [Hint(place, said) for said in _of_block(block, text)]
        if block.kind == BlockKind.HEADING:
            if block.level == 3 and not has_section:
                found.append(Hint(place, _("This heading is below a section, and there is no section above it.")))
            has_section = has_section or block.level == 2
    return found


def _own(content: LessonContent) -> Iterator[str]:
    missing = {
        LessonKind.SLIDES: content.deck is None,
        LessonKind.QUIZ: content.quiz is None,
        LessonKind.FILE: content.file is None,
        LessonKind.VIDEO: content.file is None,
        LessonKind.SCORM: content.scorm is None,
        LessonKind.LINK: not content.url,
        LessonKind.TEXT: not content.blocks,
    }
    if missing.get(LessonKind(content.kind), False):
        yield _("What the lesson is made of is not there yet: %(kind)s.") % {"kind": LessonKind(content.kind).label}
    reading = reading_of(content)
    if reading.minutes > content.minutes:
        yield _("Its words alone take about %(minutes)d minutes: more than it says.") % {"minutes": reading.minutes}


def _of_block(block: BlockContent, text: str) -> Iterator[str]:
    kind = BlockKind(block.kind)
    if (kind in (BlockKind.IMAGE, BlockKind.FILE) and block.file is None) or (
        kind == BlockKind.QUIZ and block.quiz is None
    ):
        yield _("Nothing is chosen yet: learners do not see this block.")
    elif kind in RICH_BLOCKS | {BlockKind.HEADING} and not plain_text(text):
        yield _("It is empty.")
    if kind == BlockKind.IMAGE and _FILE_NAME.search(text):
        yield _("Say what the picture shows, not what its file is called.")
    if kind in RICH_BLOCKS and "<table" in text and "<th" not in text:
        yield _("The table has no heading row: readers who cannot see it do not learn what its columns hold.")
    if kind in RICH_BLOCKS:
        for words in _LINK.findall(text):
            said = plain_text(unescape(words)).strip(" .:…").casefold()
            if said in SAYS_NOTHING:
                yield _("The words of the link “%(words)s” do not tell where it leads.") % {"words": plain_text(words)}
            elif said.startswith(("http://", "https://")):
                yield _("A link is a bare address: write in words where it leads.")
