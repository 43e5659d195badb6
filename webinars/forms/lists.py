"""The form that brings an invitation list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.importing import MOST_BYTES, MOST_ROWS

LETTERS = [
    ("", _("Find out")),
    ("utf-8", "Unicode (UTF-8)"),
    ("utf-16-le", "Unicode (UTF-16)"),
    ("cp1252", _("Western European (Windows-1252)")),
    ("cp1250", _("Central European (Windows-1250)")),
    ("cp1251", _("Cyrillic (Windows-1251)")),
    ("cp1256", _("Arabic (Windows-1256)")),
    ("mac_roman", _("Western European (Mac)")),
]


class ListForm(Drawn):
    """What the file is, the importer finds out from its content."""

    file = forms.FileField(
        label=_("File with the list"),
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )
    letters = forms.ChoiceField(
        label=_("Letters"),
        choices=LETTERS,
        required=False,
        help_text=_("Of a CSV. Choose only when names came out wrong."),
    )

    @property
    def limits(self) -> dict[str, int]:
        return {"limit_mb": MOST_BYTES // 1024**2, "limit_rows": MOST_ROWS}
