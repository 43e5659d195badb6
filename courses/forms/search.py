"""The search form: a plain GET, whose address can be kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES
from courses.choices import FoundKind
from courses.words import LONGEST


class SearchForm(Drawn):
    """Whatever is asked, it is a search: what is not one of the choices counts as all of them."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("In"), required=False, choices=[("", _("Everything")), *FoundKind.choices])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *NATIVE_NAMES.items()]
    )

    def sought(self) -> tuple[str, str, str]:
        """The words, the kind and the language; "" for what was not chosen."""
        self.is_valid()
        typed = self.data.get("q", "")[:LONGEST]
        return typed, self.cleaned_data.get("kind", ""), self.cleaned_data.get("language", "")
