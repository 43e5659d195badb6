"""A course for translators: XLIFF 1.2 and 2.0 (:mod:`core.xliff`), and PO.

PO: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. HTML stays HTML there. ``msgctxt`` is the part's key and
the passage's; a translation whose source changed is ``fuzzy``; comments tell where the passage is, and what its translation was
when the file was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polib

from core.fingerprint import fingerprint
from core.translating import Passage, State
from core.xliff import NOTE, Original, Unit, write_xliff
from courses.markup import pieces_of
from courses.models import Course
from courses.queries.own_keys import own_key
from courses.queries.translations import Part, parts_of, passages_by_part

Wanted = Callable[[Passage], bool]
SEPARATOR = "|"


def translatable(course: Course, language: str, *, todo: bool) -> list[tuple[Part, list[Passage]]]:
    """The parts of a course with the passages that go out: all, or those that are not reviewed. Five queries."""
    parts = parts_of(course)
    found = passages_by_part(parts, [language])
    kept = [
        (part, [each for each in found[part.subject, language] if not todo or each.state != State.REVIEWED])
        for part in parts
    ]
    return [(part, passages) for part, passages in kept if passages]


def course_xliff(
    course: Course, parts: Iterable[tuple[Part, Sequence[Passage]]], *, language: str, version: str
) -> bytes:
    """A file of the parts; those that were written in another language than the course stand in it as what they are."""
    originals = (
        Original(
            own_key(course.pk, part.name),
            part.name,
            [_unit(part, each) for each in passages],
            about=" / ".join(part.path),
        )
        for part, passages in parts
    )
    return write_xliff(
        originals, source_language=course.source_language, language=language, version=version, datatype="html"
    )


def _unit(part: Part, passage: Passage) -> Unit:
    if passage.key in part.rich:
        return Unit(
            passage.key,
            pieces_of(passage.source),
            pieces_of(passage.target),
            passage.state,
            fingerprint(passage.target),
        )
    return Unit(passage.key, [passage.source], [passage.target], passage.state, fingerprint(passage.target))


def course_po(course: Course, parts: Iterable[tuple[Part, Sequence[Passage]]], *, language: str) -> bytes:
    """The same as PO."""
    made = polib.POFile(wrapwidth=0)
    made.metadata = {
        "Project-Id-Version": own_key(course.pk, "course"),
        "Language": language,
        "X-Source-Language": course.source_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for part, passages in parts:
        for each in passages:
            made.append(
                polib.POEntry(
                    msgctxt=f"{own_key(course.pk, part.name)}{SEPARATOR}{each.key}",
                    msgid=each.source,
                    msgstr=each.target,
                    comment=f"{' / '.join(part.path)}\n{NOTE}: {fingerprint(each.target)}",
                    flags=["fuzzy"] if each.state == State.STALE else [],
                )
            )
    return str(made).encode()
