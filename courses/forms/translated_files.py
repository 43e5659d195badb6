"""Files for translators: what goes out, what comes in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES

FORMATS = {"xliff-2.0": "XLIFF 2.0", "xliff-1.2": "XLIFF 1.2", "po": "PO"}


class OutgoingForm(Drawn):
    """A file for one translator."""

    language = forms.ChoiceField(label=_("To be translated into"))
    format = forms.ChoiceField(label=_("Format"), choices=list(FORMATS.items()))
    todo = forms.BooleanField(label=_("Only what is not reviewed yet"), required=False, initial=True)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, NATIVE_NAMES[code]) for code in languages]  # type: ignore[attr-defined]


class IncomingForm(Drawn):
    """What the file is, is told from its content."""

    file = forms.FileField(
        label=_("Translated file"),
        help_text=_("XLIFF 1.2, XLIFF 2 or PO, as it was downloaded here and then translated."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.xml"}),
    )
