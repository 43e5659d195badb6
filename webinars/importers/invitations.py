"""Invitation lists: what a file says, row by row, and what is wrong with it. Changes nothing and asks no database.

In words: ``docs/rules/invitation-lists.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr
from functools import cache
from typing import Any

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from openpyxl.utils import get_column_letter

from core.actions import Refused
from core.importing import Row, Table, read_table
from core.languages import LANGUAGES, LOCALES, NATIVE_NAMES
from people import countries
from people.choices import Audience
from webinars.importers.headings import Field, field_of, key_of, understood

LONGEST_ADDRESS = 254
LONGEST_NAME = 150
SHOWN = 60
"""Letters of a wrong value that are shown with it."""
_HEADINGS_AMONG = 10
_EMPTY = frozenset({"-", "–", "—", "n/a", "n.a.", "?", "none"})
_AUDIENCES: dict[str, str] = {
    Audience.SENIOR_MANAGER: "manager, senior managers, managers, management, director, directors, cadre supérieur, руководитель,"
    "руководство, directivo, dirigente, مدير",
    Audience.OPERATIONAL_OFFICER: "officer, officers, frontline, frontline officer, operational, customs officer,"
    "agent, сотрудник, инспектор, oficial, funcionario, funcionário, ضابط, موظف",
    Audience.PRIVATE_SECTOR: "private, broker, importer, exporter, trade, business, privé, privado, частный, خاص",
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: ``code`` of ``list.…``, in which column, and what stands there."""

    row: int
    column: str
    code: str
    value: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """Somebody on the list. Empty where the list says nothing; ``country`` by ISO code."""

    row: int
    email: str
    name: str = ""
    country: str = ""
    language: str = ""
    audience: str = ""


@dataclass(frozen=True)
class InvitationList:
    """``head``: the number of the row of headings, 0 when there is none. ``columns``: heading and what it was taken for."""

    source: dict[str, str]
    head: int
    columns: list[tuple[str, str]]
    ignored: list[str]
    people: list[Listed]
    faults: list[Fault]

    def as_json(self) -> dict[str, Any]:
        """As :class:`webinars.models.ImportedList` keeps it."""
        return {
            "source": {**self.source, "head": self.head},
            "columns": [list(pair) for pair in self.columns],
            "ignored": self.ignored,
            "people": [[one.row, one.email, one.name, one.country, one.language, one.audience] for one in self.people],
            "faults": [[one.row, one.column, one.code, one.value, one.data] for one in self.faults],
        }


def read_invitations(data: bytes, *, encoding: str = "") -> InvitationList:
    """The people of a CSV or XLSX. Refused as :func:`core.importing.read_table` does, and with ``list.no_addresses`` when
    no column holds addresses."""
    table = read_table(data, known=understood, encoding=encoding)
    head, columns, rows = _columns(table)
    reader = _Reader(columns)
    for row in rows:
        reader.read(row)
    return InvitationList(
        source={"kind": table.kind, "encoding": table.encoding, "separator": table.separator, "sheet": table.sheet},
        head=head,
        columns=[(column.label, column.field) for column in columns if column.field],
        ignored=[column.label for column in columns if not column.field or column.field == Field.GENDER],
        people=reader.people,
        faults=reader.faults,
    )


@dataclass(frozen=True)
class _Column:
    position: int
    label: str
    field: Field | None


def _columns(table: Table) -> tuple[int, list[_Column], Sequence[Row]]:
    """The columns and the rows under their headings. Without headings: the first column with an address, and no other."""
    width = max(len(row.cells) for row in table.rows)
    for place, row in enumerate(table.rows[:_HEADINGS_AMONG]):
        if understood(row.cells):
            return row.number, list(_named(row.cells, width)), table.rows[place + 1 :]
    first = next((place for row in table.rows for place, cell in enumerate(row.cells) if _address(cell)), None)
    if first is None:
        raise Refused("list.no_addresses")
    fields = {first: Field.EMAIL}
    return 0, [_Column(place, _letter(place), fields.get(place)) for place in range(width)], table.rows


def _named(headings: Sequence[str], width: int) -> Iterator[_Column]:
    """The first column of a kind counts; a second one is not understood."""
    taken: set[Field] = set()
    for place in range(width):
        heading = " ".join(headings[place].split())[:80] if place < len(headings) else ""
        found = field_of(heading) if heading else None
        if found in taken:
            found = None
        if found:
            taken.add(found)
        yield _Column(place, heading or _letter(place), found)


def _letter(place: int) -> str:
    return str(get_column_letter(place + 1))


class _Reader:
    def __init__(self, columns: Sequence[_Column]) -> None:
        self.by_field = {column.field: column for column in columns if column.field}
        self.people: list[Listed] = []
        self.faults: list[Fault] = []
        self._rows: dict[str, int] = {}

    def read(self, row: Row) -> None:
        """Take the row, or say everything that is wrong with it."""
        faults: list[Fault] = []
        email, name = self._email(row, faults)
        name = self._name(row, faults) or name
        country = self._one_of(row, Field.COUNTRY, countries.code_of, faults)
        language = self._one_of(row, Field.LANGUAGE, language_of, faults)
        audience = self._one_of(row, Field.AUDIENCE, audience_of, faults)
        if email and not faults and email in self._rows:
            column = self.by_field[Field.EMAIL].label
            faults.append(Fault(row.number, column, "list.twice", email[:SHOWN], {"row": self._rows[email]}))
        self.faults += faults
        if not faults:
            self._rows[email] = row.number
            self.people.append(Listed(row.number, email, name, country, language, audience))

    def _cell(self, row: Row, wanted: Field) -> str:
        column = self.by_field.get(wanted)
        if column is None or column.position >= len(row.cells):
            return ""
        text = " ".join(row.cells[column.position].split())
        return "" if text.lower() in _EMPTY else text

    def _email(self, row: Row, faults: list[Fault]) -> tuple[str, str]:
        text, column = self._cell(row, Field.EMAIL), self.by_field[Field.EMAIL].label
        if not text:
            faults.append(Fault(row.number, column, "list.no_address"))
            return "", ""
        name, email = _address(text) or ("", "")
        if not email:
            faults.append(Fault(row.number, column, "list.not_an_address", text[:SHOWN]))
        return email, name

    def _name(self, row: Row, faults: list[Fault]) -> str:
        first, last, name = (self._cell(row, one) for one in (Field.FIRST, Field.LAST, Field.NAME))
        if first or last:
            name = f"{first or (name if name != last else '')} {last or (name if name != first else '')}".strip()
        if len(name) > LONGEST_NAME:
            column = next(
                self.by_field[one].label for one in (Field.NAME, Field.LAST, Field.FIRST) if one in self.by_field
            )
            faults.append(Fault(row.number, column, "list.name_too_long", name[:SHOWN], {"limit": LONGEST_NAME}))
        return name

    def _one_of(self, row: Row, wanted: Field, meaning: Any, faults: list[Fault]) -> str:
        text = self._cell(row, wanted)
        value: str = meaning(text) if text else ""
        if text and not value:
            faults.append(Fault(row.number, self.by_field[wanted].label, f"list.unknown_{wanted}", text[:SHOWN]))
        return value


def _address(text: str) -> tuple[str, str] | None:
    """``(name, address)`` of ``a@b.org``, ``mailto:a@b.org`` or ``Amina Diallo <a@b.org>``; the address in small letters."""
    if len(text) > 500 or "@" not in text:
        return None
    name, email = parseaddr(text) if "<" in text else ("", text)
    email = email.strip(" .;,'\"").removeprefix("mailto:").lower()
    try:
        validate_email(email)
    except ValidationError:
        return None
    return (" ".join(name.split())[:LONGEST_NAME], email) if len(email) <= LONGEST_ADDRESS else None


@cache
def _languages() -> dict[str, str]:
    found = {code: code for code in LANGUAGES}
    three = {"eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es", "por": "pt", "ara": "ar"}
    found |= three | {key_of(name): code for code, name in NATIVE_NAMES.items()}
    for locale in LOCALES.values():
        found |= {key_of(str(Locale.parse(locale).languages[code])): code for code in LANGUAGES}
    return found | {key_of("castellano"): "es", key_of("العربية"): "ar", key_of("عربي"): "ar"}


def language_of(text: str) -> str:
    """One of the six, by its code or its name in any of them: “pt-BR”, “French”, “русский”; empty for others."""
    return _languages().get(key_of(text)) or _languages().get(text.replace("_", "-").split("-")[0].strip().lower(), "")


@cache
def _audiences() -> dict[str, str]:
    found = {key_of(word): value for value, words in _AUDIENCES.items() for word in words.split(",")}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {key_of(str(label)): value for value, label in Audience.choices}
    return found | {key_of(value): value for value in Audience.values}


def audience_of(text: str) -> str:
    return _audiences().get(key_of(text), "")
