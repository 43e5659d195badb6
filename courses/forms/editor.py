"""A lesson and its blocks as one form, in the language that they are written in. It works without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.forms import Drawn
from core.languages import direction
from core.refusals import sentence
from courses.actions.editing import LONGEST_LINE, LONGEST_TEXT, MOST_BLOCKS, BlockEdit, LessonEdit
from courses.choices import RICH_BLOCKS, BlockKind, LessonKind, Tone
from courses.content import BlockContent, LessonContent
from courses.markup import as_html
from courses.models import CourseFile

WRITTEN_KINDS = [(kind.value, kind.label) for kind in LessonKind if kind != LessonKind.REPLAY]
KINDS_NAME: Mapping[str, str] = {
    "deck": LessonKind.SLIDES,
    "quiz": LessonKind.QUIZ,
    "file": LessonKind.FILE,
    "url": LessonKind.LINK,
}
"""Fields of a lesson that belong to one kind."""

BLANK = "blank-uid"
"""Stands for the uid of a block that scripts make."""

Titles = Mapping[int, str]


@dataclass(frozen=True)
class AtHand:
    """What may be chosen: quizzes and slides by id, and the files that the form names."""

    quizzes: Titles
    decks: Titles
    files: Mapping[int, CourseFile]


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(str(value)) < 12 else None


class FileField(forms.Field):
    """The id of a file that is kept already."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        return _number(value)


def _chosen(titles: Titles, label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", "—"), *_by_title(titles)], coerce=int, empty_value=None, required=False
    )


def _by_title(titles: Titles) -> list[tuple[int, str]]:
    return sorted(titles.items(), key=lambda each: each[1].casefold())


class LessonForm(Drawn):
    """The lesson's own fields."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=WRITTEN_KINDS)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    is_optional = forms.BooleanField(label=_("Not needed to complete the course"), required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    file = FileField(label=_("File"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, data: Any, *, content: LessonContent, revision: int, at_hand: AtHand) -> None:
        language = content.source_language
        initial = {
            "title": content.title.get(language, ""),
            "kind": content.kind,
            "minutes": content.minutes,
            "is_optional": content.is_optional,
            "url": content.url,
            "file": content.file,
            "deck": content.deck,
            "quiz": content.quiz,
            "seen": revision,
        }
        super().__init__(data, initial=initial)
        self.fields["deck"] = _chosen(at_hand.decks, _("Slides"))
        self.fields["quiz"] = _chosen(at_hand.quizzes, _("Quiz"))
        if content.kind == LessonKind.REPLAY:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind"), choices=[(LessonKind.REPLAY.value, LessonKind.REPLAY.label)]
            )
        for name in ("deck", "quiz", "kind"):
            self.fields[name].widget.attrs["class"] = "select"
        self.fields["title"].widget.attrs.update({"lang": language, "dir": direction(language)})
        self.named_file = at_hand.files.get(_number(self["file"].value()) or 0)

    def kind_parts(self) -> list[tuple[str, forms.BoundField]]:
        """Fields of single kinds, each with the kind that shows it."""
        return [(kind, self[name]) for name, kind in KINDS_NAME.items() if name != "file"]


class BlockForm(Drawn):
    """One block. ``uid`` stands for it on the page: ``b`` and its id, or ``n`` and any number for a new one."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    id = FileField(required=False)

    texts: ClassVar[Mapping[str, Any]] = {
        BlockKind.HEADING: _("Heading"),
        BlockKind.TEXT: _("Text"),
        BlockKind.IMAGE: _("What the picture shows, for those who cannot see it"),
        BlockKind.TABLE: _("Table"),
        BlockKind.QUOTATION: _("Quotation"),
        BlockKind.CALLOUT: _("Callout"),
        BlockKind.FILE: _("Label of the file"),
    }
    captions: ClassVar[Mapping[str, Any]] = {
        BlockKind.IMAGE: _("Caption"),
        BlockKind.TABLE: _("Caption"),
        BlockKind.QUOTATION: _("Whose words"),
    }

    def __init__(
        self, data: Any, *, uid: str, content: BlockContent, place: int, language: str, at_hand: AtHand, error: str = ""
    ) -> None:
        self.uid, self.block_kind, self.place = uid, content.kind, place
        initial = {
            "kind": content.kind,
            "id": content.id,
            "text": content.text.get(language, ""),
            "caption": content.caption.get(language, ""),
            "level": content.level,
            "tone": content.tone,
            "file": content.file,
            "quiz": content.quiz,
        }
        super().__init__(data, prefix=uid, initial=initial)
        self._add_fields(content.kind, language, at_hand)
        for name in ("text", "caption"):
            if name in self.fields:
                self.fields[name].widget.attrs.update({"lang": language, "dir": direction(language)})
        file = _number(self["file"].value()) if "file" in self.fields else None
        self.kept = at_hand.files.get(file or 0)
        self.error = error

    def _add_fields(self, kind: str, language: str, at_hand: AtHand) -> None:
        is_rich = kind in RICH_BLOCKS
        if kind == BlockKind.CALLOUT:
            self._choose("tone", Tone.choices, _("Kind of callout"))
        if kind == BlockKind.HEADING:
            self._choose("level", [("2", _("Of a section")), ("3", _("Below it"))], _("Level"))
        if kind in self.texts:
            area = forms.Textarea(attrs={"rows": 6, "class": "area", "data-rich": kind})
            line = forms.TextInput(attrs={"class": "input"})
            self.fields["text"] = forms.CharField(
                label=self.texts[kind],
                max_length=LONGEST_TEXT if is_rich else LONGEST_LINE,
                required=False,
                widget=area if is_rich else line,
            )
        if kind in self.captions:
            self.fields["caption"] = forms.CharField(
                label=self.captions[kind],
                max_length=LONGEST_LINE,
                required=False,
                widget=forms.TextInput(attrs={"class": "input"}),
            )
        if kind in (BlockKind.IMAGE, BlockKind.FILE):
            self.fields["file"] = FileField(required=False)
        if kind == BlockKind.QUIZ:
            self.fields["quiz"] = _chosen(at_hand.quizzes, _("Quiz"))
            self.fields["quiz"].widget.attrs["class"] = "select"

    def _choose(self, name: str, choices: Any, label: Any) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.Select(attrs={"class": "select"})
        )

    @property
    def kind_label(self) -> str:
        return str(BlockKind(self.block_kind).label)

    @property
    def is_rich(self) -> bool:
        return self.block_kind in RICH_BLOCKS

    @property
    def takes_file(self) -> bool:
        return "file" in self.fields

    @property
    def upload_name(self) -> str:
        return f"{self.uid}-upload"

    @property
    def text_field(self) -> forms.BoundField | None:
        return self["text"] if "text" in self.fields else None

    @property
    def caption_field(self) -> forms.BoundField | None:
        return self["caption"] if "caption" in self.fields else None

    @property
    def file_field(self) -> forms.BoundField:
        return self["file"]

    def controls(self) -> Iterator[forms.BoundField]:
        for name in ("tone", "level", "quiz"):
            if name in self.fields:
                yield self[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.block_kind == BlockKind.IMAGE and given.get("file") and not (given.get("text") or "").strip():
            said = sentence("lesson.picture_unsaid", {"block": self.place})
            self.add_error("text", forms.ValidationError(said, code="lesson.picture_unsaid"))
        return given

    def edit(self) -> BlockEdit:
        given = self.cleaned_data
        text = given.get("text", "")
        return BlockEdit(
            kind=self.block_kind,
            text=as_html(text) if self.is_rich else text,
            caption=given.get("caption", ""),
            level=int(given.get("level") or 2),
            tone=given.get("tone") or Tone.NOTE,
            file=given.get("file"),
            quiz=given.get("quiz"),
            id=given.get("id"),
        )


class EditorForm:
    """The lesson and its blocks. ``data``: what was sent; without it, what ``content`` holds."""

    most_blocks = MOST_BLOCKS

    def __init__(
        self,
        data: QueryDict | None,
        *,
        content: LessonContent,
        revision: int,
        at_hand: AtHand,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        self.language = content.source_language
        self.at_hand = at_hand
        self.faults = faults or {}
        self.lesson = LessonForm(data, content=content, revision=revision, at_hand=at_hand)
        held = {f"b{block.id}": block for block in content.blocks}
        self.blocks = [
            BlockForm(
                data,
                uid=uid,
                content=held.get(uid) or BlockContent(kind),
                place=place,
                language=self.language,
                at_hand=at_hand,
                error=self.faults.get(uid, ""),
            )
            for place, (uid, kind) in enumerate(sent_blocks(data, content), start=1)
        ]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.lesson, *self.blocks)]
        return all(valid) and not self.faults

    def seen(self) -> int:
        return self.lesson.cleaned_data.get("seen") or 0

    def edit(self) -> LessonEdit:
        given = self.lesson.cleaned_data
        return LessonEdit(
            title=given["title"],
            kind=given["kind"],
            minutes=given["minutes"],
            is_optional=given["is_optional"],
            deck=given["deck"],
            quiz=given["quiz"],
            file=given["file"],
            url=given["url"],
            blocks=tuple(block.edit() for block in self.blocks),
        )

    def refuse(self, refused: Refused) -> None:
        """Beside the block that it speaks of, else above all."""
        place = refused.data.get("block")
        if isinstance(place, int) and 0 < place <= len(self.blocks):
            self.blocks[place - 1].refuse(refused)
        else:
            self.lesson.refuse(refused)

    def sentences(self) -> list[str]:
        """All that is wrong, each once."""
        found = [str(each) for errors in self.lesson.errors.values() for each in errors]
        for block in self.blocks:
            found += [str(each) for errors in block.errors.values() for each in errors]
        return list(dict.fromkeys([*found, *self.faults.values()]))

    def faults_by_block(self) -> dict[str, list[str]]:
        """What is wrong with single blocks, by uid."""
        found = {block.uid: [str(each) for errors in block.errors.values() for each in errors] for block in self.blocks}
        return {uid: faults for uid, faults in found.items() if faults}

    def blanks(self) -> Iterator[BlockForm]:
        """An empty block of each kind, from which scripts make new ones."""
        for kind in BlockKind:
            yield BlockForm(
                None, uid=BLANK, content=BlockContent(kind.value), place=0, language=self.language, at_hand=self.at_hand
            )


def sent_blocks(data: QueryDict | None, content: LessonContent) -> list[tuple[str, str]]:
    """The blocks of the page in order, each with its kind: one that is there keeps its own."""
    held = {f"b{block.id}": block.kind for block in content.blocks}
    if data is None:
        return list(held.items())
    found = {}
    for uid in data.getlist("block")[: MOST_BLOCKS + 1]:
        kind = held.get(uid) or data.get(f"{uid}-kind", "")
        if kind in BlockKind.values and uid[:1] in "bn" and uid[1:].isascii() and uid[1:].isdigit() and len(uid) < 14:
            found[uid] = kind
    return list(found.items())


def arranged(data: QueryDict, wish: str) -> QueryDict:
    """What was sent, with one block more (``add:kind``), moved (``up:uid``, ``down:uid``) or away (``remove:uid``)."""
    given = data.copy()
    order = given.getlist("block")
    what, _colon, which = wish.partition(":")
    if what == "add" and which in BlockKind.values:
        uid = f"n{max([0, *(int(each[1:]) for each in order if each[1:].isascii() and each[1:].isdigit())]) + 1}"
        order.append(uid)
        given[f"{uid}-kind"] = which
    elif which in order:
        place = order.index(which)
        order.remove(which)
        if what in ("up", "down"):
            order.insert(max(0, place + (1 if what == "down" else -1)), which)
    given.setlist("block", order)
    return given


def named_files(data: QueryDict | None, content: LessonContent) -> set[int]:
    """Ids of the files that the form names."""
    found: Iterable[Any]
    if data is None:
        found = [content.file, *(block.file for block in content.blocks)]
    else:
        found = [data.get("file"), *(data.get(f"{uid}-file") for uid, _kind in sent_blocks(data, content))]
    return {number for number in map(_number, found) if number is not None}
