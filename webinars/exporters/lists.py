"""The template of an invitation list in the reader's language: headings that the importer understands, and what may stand
under them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.languages import LANGUAGES, NATIVE_NAMES, active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from people.choices import Audience
from people.countries import choices


def template_csv() -> bytes:
    return as_csv(_empty())


def template_xlsx() -> bytes:
    return as_xlsx([_empty(), _values()], right_to_left=direction(active()) == "rtl")


def _empty() -> Sheet:
    head = [_("E-mail address"), _("Full name"), _("Country"), _("Language"), _("Audience")]
    return Sheet(_("Invitation list"), head, [])


def _values() -> Sheet:
    countries = [f"{code} – {name}" for code, name in choices()]
    languages = [f"{code} – {NATIVE_NAMES[code]}" for code in LANGUAGES]
    audiences = [str(label) for label in Audience.labels]

    def cell(column: list[str], number: int) -> Value:
        return column[number] if number < len(column) else None

    rows = [[cell(column, number) for column in (countries, languages, audiences)] for number in range(len(countries))]
    return Sheet(_("What may stand there"), [_("Country"), _("Language"), _("Audience")], rows)
