"""What a file that a translator brought would do to a course."""

from __future__ import annotations

from collections.abc import Iterable

from core.actions import Refused
from core.files import shown_name
from core.inline import Mark
from core.xliff import Code, coded, with_marks, words_of
from courses.actions.translated_files import Judged, Returned, judge, keep_file, take_slice
from courses.importers.translated import Brought, read_translated
from courses.markup import html_of, pieces_of
from courses.models import Course, TranslatedFile
from courses.queries.own_keys import own_part
from courses.queries.translations import Part, parts_of
from people.models import Person


def read_file(course: Course, data: bytes, name: str, *, languages: Iterable[str], by: Person) -> TranslatedFile:
    """Note what would become of each passage; nothing of the course changes.

    Refused as :func:`courses.importers.translated.read_translated`, and with ``translated_file.other_course`` and
    ``translated_file.other_language`` (one that the person does not translate it into).
    """
    brought = read_translated(data)
    ours = {each.original: own_part(each.original) for each in brought.passages}
    if not any(known is not None and known[0] == course.pk for known in ours.values()):
        raise Refused("translated_file.other_course")
    if brought.language not in languages:
        raise Refused("translated_file.other_language")
    parts = {part.name: part for part in parts_of(course)}
    by_part: dict[str, list[Brought]] = {}
    gone: dict[str, None] = {}
    for each in brought.passages:
        known = ours[each.original]
        if known is None or known[0] != course.pk or known[1] not in parts:
            gone[known[1] if known else each.original] = None
        else:
            by_part.setdefault(known[1], []).append(each)
    return keep_file(
        course,
        name=shown_name(name),
        file_format=brought.format,
        language=brought.language,
        judged=[_judged(parts[name], brought.language, passages) for name, passages in by_part.items()],
        gone=gone,
        by=by,
    )


def _judged(part: Part, language: str, passages: Iterable[Brought]) -> Judged:
    found = []
    for each in {each.key: each for each in passages}.values():
        returned = _returned(part, language, each)
        verdict = judge(part, language, returned)
        if verdict is not None:
            found.append((returned, verdict))
    return part, found


def _returned(part: Part, language: str, brought: Brought) -> Returned:
    """The passage with the marks that went out under the numbers which the file has."""
    if isinstance(brought.source, str) or isinstance(brought.target, str):
        return Returned(brought.key, str(brought.source), str(brought.target), brought.seen, brought.doubt)
    if brought.key not in part.rich:
        has_codes = any(isinstance(each, Code) for each in brought.target)
        words = None if has_codes else words_of(brought.target)
        return Returned(brought.key, words_of(brought.source), words, brought.seen, brought.doubt)
    texts = part.texts.get(brought.key, {})
    known = coded(pieces_of(texts.get(part.source_language, "")), pieces_of(texts.get(language, "")))
    source = with_marks(brought.source, known[0])
    target = with_marks(brought.target, *known)
    return Returned(
        brought.key,
        _html(source) or words_of(brought.source),
        None if target is None else _html(target),
        brought.seen,
        brought.doubt,
    )


def _html(pieces: list[str | Mark] | None) -> str:
    return html_of(pieces) if pieces is not None else ""


def take_file(file_id: int) -> None:
    """Take the dry run in from where an earlier worker stopped."""
    while take_slice(file_id):
        pass
