"""The form that asks for a file of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES, active

ONE_LANGUAGE = ("gift", "aiken")
FORMATS = [
    ("xlsx", _("Excel: every kind, six languages")),
    ("csv", _("CSV: every kind, six languages")),
    ("moodle_xml", _("Moodle XML: every kind, six languages")),
    ("qti_2.2", _("QTI 2.2")),
    ("qti_2.1", _("QTI 2.1")),
    ("qti_3.0", _("QTI 3.0")),
    ("gift", _("GIFT: one file for each language")),
    ("aiken", _("Aiken: one file for each language")),
]


class ExportForm(Drawn):
    format = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=[(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of GIFT and Aiken. None chosen: the language of this page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"format": "xlsx", "languages": [active()]})
        super().__init__(*args, **kwargs)

    def chosen_languages(self) -> list[str]:
        return self.cleaned_data["languages"] or [active()]
