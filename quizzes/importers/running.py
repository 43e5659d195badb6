"""The two jobs of an import: reading its file into a dry run, and taking that in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.cache import cache
from django.core.files.storage import default_storage

from core.actions import Refused
from core.fingerprint import fingerprint
from quizzes.actions import applying, imports, translated
from quizzes.actions.imports import Incoming, IncomingFile
from quizzes.actions.translations import Returned
from quizzes.choices import ImportFormat
from quizzes.content import QuestionContent, to_json
from quizzes.importers.formats import read
from quizzes.importers.reading import MOST_QUESTIONS, Note, ReadQuestion
from quizzes.importers.xliff import ReadTranslation, read_xliff
from quizzes.models import QuestionImport
from quizzes.queries.imports import keys_read, state_of
from quizzes.queries.own_keys import own_id

SLICE = 100
MOST_PASSAGES = 500
"""Passages of one question in a file for translators; no question has as many."""
ALIVE_SECONDS = 60
"""A job that did something within this time has a worker."""


def is_alive(import_id: int) -> bool:
    return cache.get(_alive(import_id)) is not None


def show_life(import_id: int) -> None:
    cache.set(_alive(import_id), 1, ALIVE_SECONDS)


def _alive(import_id: int) -> str:
    return f"quizzes.import.{import_id}"


def read_import(import_id: int) -> None:
    """Read the file from where an earlier worker stopped."""
    imported = imports.begin_job(import_id, applying=False)
    if imported is None:
        return
    try:
        with default_storage.open(imported.key) as file:
            data = file.read()
        if not _record(data, imported):
            return
    except FileNotFoundError:
        imports.fail_import(import_id, code="import.unreadable", data={})
        return
    except Refused as refused:
        imports.fail_import(import_id, code=refused.code, data=refused.data)
    else:
        imports.finish_reading(import_id)
    default_storage.delete(imported.key)


def _record(data: bytes, imported: QuestionImport) -> bool:
    """Note what would become of each question, slice by slice. False when another worker was quicker."""
    after = imported.done
    if imported.format == ImportFormat.XLIFF:
        returned = islice(read_xliff(data), after, None)
        while translations := [_brought(each) for each in islice(returned, SLICE)]:
            show_life(imported.pk)
            if not translated.record_translations(imported.pk, translations, after=after):
                return False
            after += len(translations)
        return True
    slices = _slices(data, imported)
    while incoming := list(islice(slices, SLICE)):
        show_life(imported.pk)
        if not imports.record_read(imported.pk, incoming, after=after):
            return False
        after += len(incoming)
    return True


def _brought(read_translation: ReadTranslation) -> translated.Brought:
    passages = tuple(
        Returned(each.key, each.source, each.target, each.seen, each.doubt)
        for each in read_translation.passages[:MOST_PASSAGES]
    )
    return translated.Brought(read_translation.original, read_translation.language, passages)


def apply_import(import_id: int) -> None:
    """Take the dry run in from where an earlier worker stopped."""
    imported = imports.begin_job(import_id, applying=True)
    if imported is None:
        return
    take = translated.apply_translations if imported.format == ImportFormat.XLIFF else applying.apply_slice
    while take(import_id):
        show_life(import_id)


def _slices(data: bytes, imported: QuestionImport) -> Iterator[Incoming]:
    naming = _Naming(imported.format, keys_read(imported))
    for number, question in enumerate(read(data, imported.language, imported.format), start=1):
        if number > MOST_QUESTIONS:
            raise Refused("import.too_many_questions", limit=MOST_QUESTIONS)
        if number > imported.done:
            yield naming.incoming(question)


class _Naming:
    """What each question of a file is called for good: the file's own id, else its category and name, else what it asks."""

    def __init__(self, file_format: str, known: dict[str, str]) -> None:
        self.format = file_format
        self.known = known

    def incoming(self, question: ReadQuestion) -> Incoming:
        notes = [note.as_json() for note in question.notes]
        content, key = question.content, ""
        if content is not None:
            key = self._key(question, content)
            is_new = self._claim(key, content)
            if is_new is None:
                content, key, notes = None, "", [*notes, Note("import.left_out.twice").as_json()]
            else:
                key = is_new
        elif question.left_out is not None:
            notes = [*notes, question.left_out.as_json()]
        return Incoming(
            label=question.label,
            key=key,
            content=content,
            notes=notes,
            category="\n".join(question.category),
            tags=question.tags,
            files=[IncomingFile(each.name, each.data, each.alt, each.use) for each in question.files],
        )

    def _key(self, question: ReadQuestion, content: QuestionContent) -> str:
        if own_id(question.key) is not None:
            return question.key
        if question.key:
            name = f"id:{question.key}"
        elif content.name:
            name = "name:" + "/".join((*question.category, content.name))
        else:
            name = "text:" + fingerprint(content.kind, sorted(content.text.values()))
        key = f"{self.format}:{name}"
        return key if len(key) <= 180 else f"{self.format}:long:{fingerprint(key)}"

    def _claim(self, key: str, content: QuestionContent) -> str | None:
        """The key, or one beside it where another question has it; None when the very same question has it."""
        state = state_of(to_json(content))
        number, claimed = 1, key
        while claimed in self.known:
            if self.known[claimed] == state:
                return None
            number += 1
            claimed = f"{key}#{number}"
        self.known[claimed] = state
        return claimed
