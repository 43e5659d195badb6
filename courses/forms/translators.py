"""Forms that give translators their tasks, and take terms into the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from core.languages import NATIVE_NAMES
from courses.actions.glossary import seen_term
from courses.models import Term


class TaskForm(Drawn):
    """Who translates into what."""

    language = forms.ChoiceField(label=_("Language"))
    email = forms.EmailField(label=_("E-mail address of the translator"), max_length=254)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, NATIVE_NAMES[code]) for code in languages]  # type: ignore[attr-defined]


class TermForm(Once, LocalForm):
    """A term in six languages, with what is to be known of it."""

    local: ClassVar[dict[str, TextField]] = {
        "text": TextField(_("Term"), 200, required=True),
        "note": TextField(_("Note"), 500, help=_("When to use it, or what not to mistake it for.")),
    }

    def __init__(self, *args: Any, term: Term | None = None, **kwargs: Any) -> None:
        if term is not None:
            kwargs["initial"] = {**initial_texts(term, "text", "note"), "seen": seen_term(term)}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {"text": self.texts("text"), "note": self.texts("note")}


class SearchForm(forms.Form):
    """Words to look for."""

    words = forms.CharField(required=False, max_length=100)
