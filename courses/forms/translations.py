"""The form in which a part of a course is translated side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.refusals import sentence
from core.translating import Passage, State, Stretch, changes
from courses.actions.translations import Unfit, longest
from courses.choices import BlockKind
from courses.markup import plain_text
from courses.queries.glossary import FoundTerm
from courses.queries.translations import Part
from quizzes.forms.translations import Pair, TranslationForm

NAMES: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "objectives": _("Objectives, one a line"),
    "caption": _("Caption"),
    **{kind.value: kind.label for kind in BlockKind},
    BlockKind.IMAGE: _("What the picture shows"),
    BlockKind.FILE: _("Label of the file"),
}


MARKS: dict[str, str | Promise] = {
    "<strong>": _("Strong"),
    "<em>": _("Emphasis"),
    "<code>": _("Code"),
    "<sub>": _("Below the line"),
    "<sup>": _("Above the line"),
    "<table>": _("Table"),
    "<tr>": _("Row"),
    "<th>": _("Cell of a heading"),
    "<td>": _("Cell"),
}
"""What the buttons above the words call them."""


@dataclass(frozen=True)
class Beside:
    """A passage as it is drawn: ``source`` is safe HTML of rich ones, ``changes`` what became of what was translated."""

    pair: Pair
    is_rich: bool
    source: SafeString | str
    changes: list[Stretch]
    terms: list[FoundTerm]


class PartForm(TranslationForm):
    """A field for each passage of a part that is shown, or that was sent."""

    def __init__(
        self,
        data: Any = None,
        *,
        part: Part,
        passages: Sequence[Passage],
        terms: Mapping[str, list[FoundTerm]],
        **kwargs: Any,
    ) -> None:
        self.part, self.terms = part, terms
        if data is not None:
            passages = [passage for passage in passages if passage.key in data]
        super().__init__(data, passages=passages, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = max(2, min(24, field.widget.attrs["rows"]))
        for key in part.rich & self.fields.keys():
            self.fields[key].widget.attrs["data-rich"] = part.kinds[key]

    def longest(self, key: str) -> int:
        return longest(self.part, key)

    def name_of(self, key: str) -> str | Promise:
        return NAMES[self.part.kinds[key]]

    def beside(self) -> Iterator[Beside]:
        for pair in self.pairs():
            passage = pair.passage
            is_rich = passage.key in self.part.rich
            before, now = passage.made_from, passage.source
            yield Beside(
                pair=pair,
                is_rich=is_rich,
                source=mark_safe(now) if is_rich else now,
                changes=self._changes(before, now, is_rich) if passage.state == State.STALE else [],
                terms=self.terms.get(passage.key, []),
            )

    def _changes(self, before: str, now: str, is_rich: bool) -> list[Stretch]:
        return changes(plain_text(before), plain_text(now)) if is_rich else changes(before, now)

    def refuse(self, refused: Refused, field: str | None = None) -> None:
        """Each passage that is unfit says why itself."""
        super().refuse(refused, field)
        for key, fault in refused.data.get("unfit", {}).items():
            if key in self.fields:
                self.add_error(key, sentence(fault.code, {**fault.data, **_in_words(fault)}))
        if refused.code == "translation.changed":
            self.contest(refused.data["keys"])


def _in_words(fault: Unfit) -> dict[str, str]:
    """The marks that are missing or too many, as the buttons call them."""
    if "missing" not in fault.data:
        return {}
    groups = ((gettext("missing"), fault.data["missing"]), (gettext("not in the source"), fault.data["added"]))
    return {"marks": "; ".join(f"{label}: {_names(marks)}" for label, marks in groups if marks)}


def _names(marks: Sequence[str]) -> str:
    found = []
    for mark, number in Counter(marks).items():
        link = mark.removeprefix("<a ").removesuffix(">")
        name = str(MARKS.get(mark, mark)) if link == mark[:-1] else f"{gettext('Link')} {link}"
        found.append(f"{name} × {number}" if number > 1 else name)
    return ", ".join(found)
