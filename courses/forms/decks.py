"""Forms of decks."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from courses.actions.decks import seen_titles
from courses.models import Deck


class DeckForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {"title": TextField(_("Title"), 200, required=True)}

    def __init__(self, *args: Any, deck: Deck | None = None, **kwargs: Any) -> None:
        if deck is not None:
            kwargs["initial"] = {**initial_texts(deck, "title"), "seen": seen_titles(deck)}
        super().__init__(*args, **kwargs)


class UploadForm(Drawn):
    """A PDF in one language. What the file is, the action finds out from its content."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    file = forms.FileField(
        label=_("PDF file"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"})
    )
