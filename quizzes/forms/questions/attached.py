"""Files of a question in its form: kept as soon as they are brought, so that a form that comes back still has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField, Texts
from core.languages import LANGUAGES
from quizzes.actions.checks import LONGEST_ALT, MOST_FILES
from quizzes.choices import FileUse
from quizzes.content import FileContent
from quizzes.forms.questions.rows import RowsForm, whole_number
from quizzes.models import QuestionFile

ALT = TextField(_("What the picture shows, for those who do not see it"), LONGEST_ALT)


@dataclass(frozen=True)
class FileRow:
    """A file of the question as it is drawn; ``alt`` where it is a picture."""

    file: QuestionFile
    alt: Texts | None
    remove: forms.BoundField
    id: forms.BoundField


def sent_files(data: Mapping[str, Any]) -> list[int]:
    """The ids of the files that a form holds."""
    return [_whole_id(data.get(f"file{number}_id")) for number in range(1, whole_number(data.get("files")) + 1)]


class FilesForm(RowsForm):
    """A form with the files that it may name, in their order."""

    _files: list[QuestionFile]

    def hold_files(
        self,
        data: Any,
        held: Sequence[FileContent],
        known: Mapping[int, QuestionFile],
        brought: Sequence[QuestionFile],
    ) -> dict[str, Any]:
        """Note the files: those that were sent with the form, or those of the question, and what was brought. Returns
        initial values. There is one background: a new one takes its place."""
        ids = sent_files(data)[: 2 * MOST_FILES] if data else [file.id for file in held]
        replaced = any(row.use == FileUse.BACKGROUND for row in brought)
        files = [known[each] for each in ids if each in known]
        self._files = [row for row in files if not (replaced and row.use == FileUse.BACKGROUND)] + list(brought)
        alts = {file.id: file.alt for file in held}
        initial: dict[str, Any] = {"files": len(self._files)}
        for number, row in enumerate(self._files, start=1):
            initial[f"file{number}_id"] = row.pk
            initial |= {f"file{number}_alt_{each}": alts.get(row.pk, {}).get(each, "") for each in LANGUAGES}
        return initial

    def add_files(self) -> None:
        if self.is_bound:
            self.data = self._moved(self.data.copy())  # type: ignore[attr-defined]
        self.fields["files"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        for number, row in enumerate(self._files, start=1):
            self.fields[f"file{number}_id"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.fields[f"file{number}_remove"] = forms.BooleanField(label=_("Take it away"), required=False)
            if row.use != FileUse.ATTACHMENT:
                self.add_texts(f"file{number}_alt", ALT)

    def _moved(self, data: Any) -> Any:
        """What was typed beside each file, under the number that the file has now."""
        was = {pk: number for number, pk in enumerate(sent_files(data), start=1)}
        names = ("remove", *(f"alt_{language}" for language in LANGUAGES))
        typed = {(pk, name): data.get(f"file{number}_{name}") for pk, number in was.items() for name in names}
        for number, row in enumerate(self._files, start=1):
            data[f"file{number}_id"] = str(row.pk)
            for name in names:
                value = typed.get((row.pk, name))
                data.pop(f"file{number}_{name}", None)
                if value is not None:
                    data[f"file{number}_{name}"] = value
        data["files"] = str(len(self._files))
        return data

    def file_rows(self) -> Iterator[FileRow]:
        for number, row in enumerate(self._files, start=1):
            alt = self.draw_texts(f"file{number}_alt", ALT) if row.use != FileUse.ATTACHMENT else None
            yield FileRow(row, alt, self[f"file{number}_remove"], self[f"file{number}_id"])

    def background(self) -> QuestionFile | None:
        """The picture to point at."""
        return next((row for row in self._files if row.use == FileUse.BACKGROUND), None)

    def file_contents(self) -> Iterator[FileContent]:
        for number, row in enumerate(self._files, start=1):
            if not self.cleaned_data.get(f"file{number}_remove"):
                alt = self.texts(f"file{number}_alt") if row.use != FileUse.ATTACHMENT else {}
                yield FileContent(row.pk, row.use, row.name, {each: text for each, text in alt.items() if text})


def _whole_id(value: Any) -> int:
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(str(value)) < 15 else 0
