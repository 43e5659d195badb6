"""Texts of one question of a file: taken apart into languages, and into our plain text with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.languages import LANGUAGES
from quizzes.content import Texts
from quizzes.importers.html import literal, marks_of
from quizzes.importers.multilang import is_multilingual, split
from quizzes.importers.reading import Note
from quizzes.markup import to_plain

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]*;")


class Texts6:
    """The texts of one question. ``written``: all that it says, so that what is common to its languages is known as such."""

    def __init__(self, written: Iterable[str], language: str) -> None:
        self.language = language
        self.notes: dict[str, Note] = {}
        found = {each for text in written if is_multilingual(text) for each in split(text, language).texts}
        self.languages = [each for each in LANGUAGES if each in found] or [language]

    def note(self, code: str, **data: object) -> None:
        """Say something once."""
        self.notes.setdefault(f"{code} {sorted(data.items())}", Note(code, data))

    def take(self, written: str, form: str = "html") -> Texts:
        """The texts by language. ``form``: ``html``, ``moodle`` (which may hold HTML), ``markdown`` or ``plain``."""
        if not written.strip():
            return {}
        if is_multilingual(written):
            apart = split(written, self.language)
            for note in apart.notes:
                self.note(note.code, **note.data)
            texts = apart.texts
        else:
            texts = dict.fromkeys(self.languages, written)
        taken = {language: self._text(text, form) for language, text in texts.items()}
        return {language: text for language, text in taken.items() if text}

    def words(self, written: str, form: str) -> Texts:
        """As :meth:`take`, for words that are compared and not shown: no letter of theirs is a mark."""
        if form in ("html", "moodle") and _TAG.search(written):
            return {language: to_plain(text) for language, text in self.take(written, form).items()}
        return self.take(written, "markdown")

    def main(self, texts: Texts) -> str:
        """The language in which a question was written: the file's, when it has that one."""
        return self.language if self.language in texts or not texts else next(iter(texts))

    def _text(self, text: str, form: str) -> str:
        if form == "markdown":
            return text.strip()
        if form == "plain" or (form == "moodle" and not _TAG.search(text)):
            return literal(text.strip())
        rich = marks_of(text)
        for note in rich.notes:
            self.note(note.code, **note.data)
        for picture in rich.pictures:
            self.note("import.note.image_lost", source=picture.source[:200])
        return rich.text
