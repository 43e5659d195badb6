"""One question of a Moodle file while it is taken: its texts by language, its files, and what there is to say about it."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from html import unescape
from typing import Any
from urllib.parse import unquote

from core.importing.xml import Element, child, children, number_of
from core.languages import LANGUAGES
from quizzes.content import Texts
from quizzes.importers.html import Picture, literal, marks_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.multilang import is_multilingual, split
from quizzes.importers.reading import LONGEST_TEXT, Note, ReadFile

PLUGINFILE = "@@PLUGINFILE@@/"
_TAG = re.compile(r"<[^<>]*>")
_LINKED = re.compile(
    r"""<(?:a|source|audio|video)\b[^<>]*?(?:href|src)\s*=\s*["']@@PLUGINFILE@@/([^"'?#]+)""", re.IGNORECASE
)
_ATTACHED = re.compile(r'<a class="lectern-file"[^<>]*>[^<>]*</a>')
"""How our own export shows a file beside the text."""
_KEPT = re.compile(r"""\shref\s*=\s*["']@@PLUGINFILE@@/[^"']*["']""", re.IGNORECASE)
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,(.*)", re.DOTALL)
_LINES = re.compile(r"<(?:p|br|div|ul|ol|table|h\d)\b", re.IGNORECASE)


class Taking:
    def __init__(self, element: Element, language: str) -> None:
        self.element = element
        self.language = language
        self.notes: dict[str, Note] = {}
        self.files: dict[str, ReadFile] = {}
        written = [each.text or "" for each in element.iter("text")]
        found = {each for text in written if is_multilingual(text) for each in split(text, language).texts}
        self.languages = [each for each in LANGUAGES if each in found] or [language]
        """Those of the question: a text that names none is common to them, as a number is."""

    def note(self, code: str, **data: Any) -> None:
        self.notes.setdefault(f"{code}{sorted(data.items())}", Note(code, data))

    def noted(self) -> tuple[Note, ...]:
        return tuple(self.notes.values())

    def taken_files(self) -> tuple[ReadFile, ...]:
        return tuple(self.files.values())

    def field(self, *path: str) -> str:
        """The text of an element at the end of a path of names; "" when there is none."""
        found = child(self.element, *path)
        return ((found.text or "") if found is not None else "").strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        found = child(self.element, name)
        if found is None:
            return default
        return (found.text or "").strip().lower() in ("1", "true", "")

    def number(self, *path: str) -> float | None:
        return number_of(self.field(*path))

    def name(self) -> str:
        """The question's name, which is one for all languages."""
        texts = split(self.field("name", "text"), self.language).texts
        chosen = texts.get(self.language) or next(iter(texts.values()), "")
        return (
            " ".join(unescape(_TAG.sub(" ", chosen)).split())[:200] if "<" in chosen else " ".join(chosen.split())[:200]
        )

    def plain(self, element: Element | None) -> str:
        """A text without languages or marks: an accepted answer, a tag."""
        if element is None:
            return ""
        inside = child(element, "text")
        text = (inside.text if inside is not None else element.text) or ""
        return " ".join(unescape(_TAG.sub("", text)).split() if "<" in text or "&" in text else text.split())[:500]

    def texts(self, element: Element | None, *, use: str = "", gaps: bool = False) -> Texts:
        """The texts of an element with marks, by language. With ``use`` its pictures become files of the question; without,
        what they show stands for one that has nothing beside it."""
        htmls = self.htmls(element)
        if element is None or not htmls:
            return {}
        texts = {
            language: self.text(html, element, language, use=use, style=self._style(element), gaps=gaps)
            for language, html in htmls.items()
        }
        return {language: text for language, text in texts.items() if text}

    def htmls(self, element: Element | None) -> dict[str, str]:
        """The text of an element as it is written, by language."""
        inside = child(element, "text") if element is not None else None
        text = (inside.text or "") if inside is not None else ""
        if not text.strip():
            return {}
        if not is_multilingual(text):
            return dict.fromkeys(self.languages, text)
        found = split(text, self.language)
        for note in found.notes:
            self.note(note.code, **note.data)
        return found.texts

    def text(
        self, html: str, element: Element, language: str, *, use: str = "", style: str = "html", gaps: bool = False
    ) -> str:
        """A piece of HTML of this element as a text with marks."""
        if style == "plain":
            text, pictures = literal(html.strip()), []
        else:
            if style == "lines" and not _LINES.search(html) and "<" in html:
                html = html.replace("\n", "<br>")
            for linked in _LINKED.findall(html):
                self._attach(unquote(linked), element)
            rich = marks_of(_KEPT.sub("", _ATTACHED.sub("", html)), gaps=gaps)
            text, pictures = rich.text, rich.pictures
            for note in rich.notes:
                self.note(note.code, **note.data)
        for picture in pictures:
            text = self._picture(picture, element, language, text, use)
        if len(text) > LONGEST_TEXT:
            raise LeftOut("import.left_out.too_long", limit=LONGEST_TEXT)
        return text

    def _style(self, element: Element) -> str:
        style = (element.get("format") or "html").lower()
        if style in ("plain_text", "plain", "2"):
            return "plain"
        return "lines" if style in ("moodle_auto_format", "0") else "html"

    def _picture(self, picture: Picture, element: Element, language: str, text: str, use: str) -> str:
        embedded = _DATA.match(picture.source)
        name = ""
        if picture.source.startswith(PLUGINFILE):
            name = unquote(picture.source.removeprefix(PLUGINFILE).split("?")[0])
            data = self._file(name, element)
        elif embedded:
            name, data = f"{len(self.files) + 1}.{embedded[1]}", _bytes(embedded[2])
        else:
            self.note("import.note.picture_elsewhere", address=picture.source[:200])
            return text or picture.alt
        if not data:
            self.note("import.note.file_missing", name=name[:100])
            return text or picture.alt
        if not use:
            if text:
                self.note("import.note.picture_left_out", name=name[:100])
                return text
            self.note("import.note.picture_as_words", name=name[:100])
            return picture.alt
        self._keep(name, data, use, {language: picture.alt} if picture.alt else {})
        return text

    def _attach(self, name: str, element: Element) -> None:
        data = self._file(name, element)
        if data:
            self._keep(name, data, "attachment", {})
        else:
            self.note("import.note.file_missing", name=name[:100])

    def _keep(self, name: str, data: bytes, use: str, alt: Texts) -> None:
        name = name.rsplit("/", 1)[-1][:200]
        kept = self.files.get(name)
        self.files[name] = ReadFile(name, data, {**(kept.alt if kept else {}), **alt}, use)

    def _file(self, name: str, element: Element) -> bytes:
        for each in children(element, "file"):
            if each.get("name") == name.rsplit("/", 1)[-1] and (each.get("encoding") or "base64") == "base64":
                return _bytes(each.text or "")
        return b""

    def background(self) -> None:
        """The picture that is pointed at: the question's own first file."""
        for each in children(self.element, "file"):
            data = _bytes(each.text or "")
            if data:
                self._keep(each.get("name") or "picture", data, "background", {})
                return


def _bytes(written: str) -> bytes:
    try:
        return b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
