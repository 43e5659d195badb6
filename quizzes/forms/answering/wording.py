"""A text of a question for one reader: in their language or visibly in another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.languages import active, choose, direction
from quizzes.content import Texts
from quizzes.markup import GAP, to_html, to_plain


@dataclass(frozen=True)
class Wording:
    """``text`` is written in ``language``; the reader wanted ``wanted``. Its HTML names another language
    than the page's."""

    text: str
    language: str
    wanted: str
    has_marks: bool = True

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.plain

    def __html__(self) -> str:
        """A tag that gives a wording writes it as one line."""
        return self.inline

    @property
    def is_other(self) -> bool:
        """Whether the reader must be told that this is not the language they wanted."""
        return bool(self.text) and self.language != self.wanted

    @property
    def plain(self) -> str:
        return to_plain(self.text) if self.has_marks else self.text

    @property
    def html(self) -> SafeString:
        """Paragraphs and lists."""
        return self.filled(lambda number: GAP)

    def filled(self, gap: Callable[[int], str]) -> SafeString:
        """Paragraphs and lists, with ``gap``'s HTML where gaps are."""
        return self._named("div", mark_safe(to_html(self.text, gap=gap)))

    @property
    def inline(self) -> SafeString:
        """For a label: no paragraphs."""
        if not self.has_marks:
            return self._named("span", format_html("{}", self.text))
        return self._named("span", mark_safe(to_html(self.text, inline=True)))

    def _named(self, tag: str, html: SafeString) -> SafeString:
        if not self.text or self.language == active():
            return html
        return format_html('<{0} lang="{1}" dir="{2}">{3}</{0}>', tag, self.language, direction(self.language), html)


def as_typed(text: str, language: str = "") -> Wording:
    """What somebody typed, or a figure: shown letter for letter, whatever is in it."""
    return Wording(text, language or active(), language or active(), has_marks=False)


def wording(texts: Texts, language: str, source: str = "en") -> Wording:
    """The text in ``language``, else in the one that it was written in, else in the first fallback that has one."""
    for code in (language, source):
        if texts.get(code):
            return Wording(texts[code], code, language)
    text, found = choose(dict(texts), language)
    if not text and texts:
        found, text = next(iter(texts.items()))
    return Wording(text, found, language)
