"""The form in which a question is translated side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import Drawn
from core.languages import NATIVE_NAMES, direction
from core.translating import Passage
from quizzes.actions.translations import LONGEST, seen_passage
from quizzes.exporters.xliff import VERSIONS

NAMES: dict[str, str | Promise] = {
    "text": _("Question"),
    "explanation": _("Explanation, shown with the answer"),
    "low_label": _("Label of the low end"),
    "high_label": _("Label of the high end"),
    "choice": _("Choice"),
    # Translators: one of the levels of a rubric's criterion, or one of the choices of a gap
    "level": pgettext_lazy("part of a question", "Choice or level"),
    "part": pgettext_lazy("of a question", "Part"),
    "accepted": _("Feedback"),
    "feedback": _("Feedback"),
    "file": _("What the picture shows"),
}


@dataclass(frozen=True)
class Pair:
    """A passage beside its translation, as it is drawn."""

    number: int
    name: str | Promise
    passage: Passage
    field: forms.BoundField
    seen: forms.BoundField
    is_contested: bool


class TranslationForm(Drawn):
    """A field for each passage, named by its key. Courses have passages of other names and lengths."""

    def __init__(self, *args: Any, passages: Sequence[Passage], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = passages
        self.contested: frozenset[str] = frozenset()
        for passage in passages:
            self.fields[passage.key] = forms.CharField(
                label=NATIVE_NAMES[language],
                required=False,
                max_length=self.longest(passage.key),
                initial=passage.target,
                widget=forms.Textarea(
                    attrs={
                        "class": "area",
                        "lang": language,
                        "dir": direction(language),
                        "rows": 2 + len(passage.source) // 90,
                    }
                ),
            )
            self.fields[f"{passage.key}:seen"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=seen_passage(passage.source, passage.target)
            )

    def longest(self, key: str) -> int:
        """Characters of the passage."""
        return LONGEST

    def name_of(self, key: str) -> str | Promise:
        """What the passage is."""
        words = key.split(".")
        return NAMES["feedback" if words[-1] == "feedback" else words[0]]

    def pairs(self) -> Iterator[Pair]:
        for number, passage in enumerate(self.passages, start=1):
            yield Pair(
                number=number,
                name=self.name_of(passage.key),
                passage=passage,
                field=self[passage.key],
                seen=self[f"{passage.key}:seen"],
                is_contested=passage.key in self.contested,
            )

    def texts(self) -> dict[str, str]:
        return {passage.key: self.cleaned_data[passage.key] for passage in self.passages}

    def seen(self) -> dict[str, str]:
        return {passage.key: self.cleaned_data[f"{passage.key}:seen"] for passage in self.passages}

    def contest(self, keys: Sequence[str]) -> None:
        """Others changed these meanwhile: their words are shown beside, and whoever saves again has read them."""
        self.contested = frozenset(keys)
        data = self.data.copy()  # type: ignore[attr-defined]
        for passage in self.passages:
            if passage.key in self.contested:
                data[f"{passage.key}:seen"] = seen_passage(passage.source, passage.target)
        self.data = data


class TranslationFileForm(Drawn):
    """What a file for translators is to hold."""

    source = forms.ChoiceField(label=_("Written in"), choices=list(NATIVE_NAMES.items()), initial="en")
    target = forms.ChoiceField(label=_("To be translated into"), choices=list(NATIVE_NAMES.items()), initial="fr")
    version = forms.ChoiceField(
        label=_("Format"), choices=[(version, f"XLIFF {version}") for version in VERSIONS], initial="2.0"
    )
    todo = forms.BooleanField(label=_("Only what is not reviewed yet"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("source") == given.get("target"):
            self.add_error("target", _("Choose another language than the one it is written in."))
        return given
