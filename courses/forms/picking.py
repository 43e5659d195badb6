"""Ticking some of very many: those that are ticked, and what a search by words finds beside them. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn

Finder = Callable[[str, Collection[str]], list[tuple[str, str]]]
"""From words and the keys that are ticked to choices, the ticked ones among them."""

FIND = "find"
"""Of the button that searches, and saves nothing."""


def is_search(data: Any) -> bool:
    return bool(data.get(FIND))


class Picking(Drawn):
    """A form with fields of which one ticks some; call :meth:`add_pick` for each."""

    def add_pick(self, name: str, finder: Finder, *, label: Any, help_text: Any = "") -> None:
        words, ticked = "", list(self.initial.get(name, ()))
        if self.is_bound:
            data = cast(QueryDict, self.data)
            words, ticked = data.get(self.add_prefix(f"{name}_words"), "")[:200], data.getlist(self.add_prefix(name))
        choices = finder(words, ticked)
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            help_text=help_text,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("One of those that are ticked is not there any more.")},
        )
        self.fields[f"{name}_words"] = forms.CharField(
            label=_("Find others by words of the title"),
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"type": "search", "class": "input"}),
        )


def boxes(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """A row of boxes to tick, none of them needed."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )
