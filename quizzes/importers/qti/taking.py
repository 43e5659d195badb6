"""One QTI item while it is taken: its body as text with marks, its files, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from core.importing.xml import Element, child, children, descendants, name_of
from core.languages import LANGUAGES
from quizzes.content import Texts
from quizzes.importers.html import Picture, marks_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.qti.mathematics import tex
from quizzes.importers.reading import LONGEST_TEXT, Note, ReadFile

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FILE_CLASS = "lectern-file"
"""Marks the link by which our own export names a file beside the text."""
_UNSEEN = frozenset(
    (
        *("feedbackInline", "feedbackBlock", "modalFeedback", "rubricBlock"),
        *("stylesheet", "infoControl", "templateInline", "templateBlock"),
    )
)
_VARIABLE = frozenset(("printedVariable", "mathVariable"))
_KEPT = frozenset(
    (
        *(
            "p",
            "div",
            "blockquote",
            "pre",
            "table",
            "thead",
            "tbody",
            "tr",
            "td",
            "th",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "code", "sub", "sup", "tt", "kbd"),
    )
)
"""Elements that HTML has as well."""

Fetch = Callable[[str], bytes | None]
Shown = Callable[[Element], str | None]
"""HTML that stands for an element, where it is not the element's own."""


class Taking:
    def __init__(self, item: Element, language: str, fetch: Fetch, path: str = "") -> None:
        self.item = item
        self.fetch = fetch
        self.folder = dirname(path)
        body = child(item, "itemBody")
        said = item.get(LANG) or (body.get(LANG) if body is not None else "") or ""
        base = said.replace("_", "-").split("-")[0].lower()
        self.language = base if base in LANGUAGES else language
        self.notes: dict[str, Note] = {}
        self.files: dict[str, ReadFile] = {}
        self.used: set[Element] = set()
        """Feedback that found its place."""

    def note(self, code: str, **data: Any) -> None:
        self.notes.setdefault(f"{code}{sorted(data.items())}", Note(code, data))

    def texts(self, element: Element | None, shown: Shown | None = None, *, use: str = "") -> Texts:
        """What is within an element, in its language. With ``use`` its pictures become files of the question; without, what
        they show stands for one that has nothing beside it."""
        if element is None:
            return {}
        language = (element.get(LANG) or "").split("-")[0].lower()
        text = self.text([element], shown, use=use, inside=True)
        return {language if language in LANGUAGES else self.language: text} if text else {}

    def text(
        self,
        elements: Iterable[Element],
        shown: Shown | None = None,
        *,
        use: str = "",
        inside: bool = False,
        gaps: bool = False,
    ) -> str:
        """Elements one after the other as one text with marks; only what is ``inside`` of them. ``gaps``: ``[[1]]`` is one."""
        pieces: list[str] = ["<div>"]
        for each in elements:
            self._html(each, pieces, shown, inside=inside)
        pieces.append("</div>")
        rich = marks_of("".join(pieces), gaps=gaps)
        for note in rich.notes:
            self.note(note.code, **note.data)
        text = rich.text
        for picture in rich.pictures:
            text = self._picture(picture, text, use)
        if len(text) > LONGEST_TEXT:
            raise LeftOut("import.left_out.too_long", limit=LONGEST_TEXT)
        return text

    def html(self, element: Element) -> str:
        """What is within an element, as a block of its own."""
        pieces: list[str] = ["<div>"]
        self._within(element, pieces, None)
        return "".join([*pieces, "</div>"])

    def _html(self, element: Element, pieces: list[str], shown: Shown | None, *, inside: bool = False) -> None:
        name = name_of(element)
        replaced = shown(element) if shown is not None and not inside else None
        if replaced is not None:
            pieces.append(replaced)
        elif not inside and name == "math":
            pieces.append(escape(f"\\( {tex(element)} \\)"))
        elif not inside and name in _VARIABLE:
            raise LeftOut("import.left_out.calculated")
        elif not inside and name in _UNSEEN:
            return
        elif not inside and name == "br":
            pieces.append("<br>")
        elif not inside and name == "img":
            pieces.append(f'<img src="{escape(element.get("src") or "")}" alt="{escape(element.get("alt") or "")}">')
        elif not inside and name == "object":
            self._object(element, pieces, shown)
        elif not inside and name == "a" and self._is_attached(element):
            if element.get("class") != FILE_CLASS:
                self._within(element, pieces, shown)
        elif not inside and name == "a":
            pieces.append(f'<a href="{escape(element.get("href") or "")}">')
            self._within(element, pieces, shown)
            pieces.append("</a>")
        elif not inside and name in _KEPT:
            pieces.append(f"<{name}>")
            self._within(element, pieces, shown)
            pieces.append(f"</{name}>")
        else:
            self._within(element, pieces, shown)

    def _within(self, element: Element, pieces: list[str], shown: Shown | None) -> None:
        pieces.append(escape(element.text or ""))
        for each in element:
            self._html(each, pieces, shown)
            pieces.append(escape(each.tail or ""))

    def _object(self, element: Element, pieces: list[str], shown: Shown | None) -> None:
        """A picture, or something else that is not taken in with what stands for it."""
        kind, data = element.get("type") or "", element.get("data") or ""
        if kind.startswith("image/"):
            alt = " ".join(" ".join(element.itertext()).split())
            pieces.append(f'<img src="{escape(data)}" alt="{escape(alt)}">')
            return
        self.note("import.note.media_lost", source=data[:200])
        self._within(element, pieces, shown)

    def _is_attached(self, element: Element) -> bool:
        address = element.get("href") or ""
        data = self._fetched(address)
        if data is None:
            return False
        name = unquote(address).rsplit("/", 1)[-1]
        self._keep(element.text or name if element.get("class") == FILE_CLASS else name, data, "attachment", "")
        return True

    def _picture(self, picture: Picture, text: str, use: str) -> str:
        name = unquote(picture.source).rsplit("/", 1)[-1][:100]
        data = self._fetched(picture.source)
        if data is None:
            away = "://" in picture.source
            self.note(
                "import.note.picture_elsewhere" if away else "import.note.file_missing",
                **({"address": picture.source[:200]} if away else {"name": name}),
            )
            return text or picture.alt
        if use:
            self._keep(name, data, use, picture.alt)
            return text
        self.note("import.note.picture_left_out" if text else "import.note.picture_as_words", name=name)
        return text or picture.alt

    def background(self, interaction: Element) -> tuple[ReadFile, float, float]:
        """The picture that is pointed at, with its width and height as the item has them."""
        found = next(iter([*children(interaction, "object"), *children(interaction, "img")]), None)
        source = (found.get("data") or found.get("src") or "") if found is not None else ""
        data = self._fetched(source)
        if found is None or data is None:
            raise LeftOut("import.left_out.no_picture")
        alt = found.get("alt") or " ".join(" ".join(found.itertext()).split())
        file = self._keep(unquote(source).rsplit("/", 1)[-1], data, "background", alt)
        try:
            return file, float(found.get("width") or 0), float(found.get("height") or 0)
        except ValueError:
            return file, 0, 0

    def _fetched(self, address: str) -> bytes | None:
        if not address or ":" in address or address.startswith(("/", "#")):
            return None
        return self.fetch(normpath(join(self.folder, unquote(address).split("?")[0].split("#")[0])))

    def _keep(self, name: str, data: bytes, use: str, alt: str) -> ReadFile:
        kept = ReadFile(name[-200:], data, {self.language: alt} if alt else {}, use)
        self.files[kept.name] = kept
        return kept

    def lost_feedback(self, elements: Iterable[Element]) -> None:
        for each in elements:
            said = " ".join(" ".join(each.itertext()).split())
            if said:
                self.note("import.note.feedback_lost", text=said[:200])

    def interactions(self) -> list[Element]:
        body = child(self.item, "itemBody")
        if body is None:
            return []
        return [
            each
            for each in body.iter()
            if name_of(each).endswith("Interaction") and name_of(each) != "endAttemptInteraction"
        ]

    def declaration(self, interaction: Element) -> Element | None:
        wanted = interaction.get("responseIdentifier")
        return next(
            (each for each in descendants(self.item, "responseDeclaration") if each.get("identifier") == wanted), None
        )
