"""Everything that the installation holds of a person, as one archive for them: to be read, and to be read by machines.

``data.json`` has all of it with raw values; ``tables/`` the same as CSV; ``index.html`` is for reading, in the language of the
page, with instants in the person's zone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Field, Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from core import moments
from core.languages import LANGUAGES, NATIVE_NAMES, active, direction
from core.personal import Holding, holdings
from core.spreadsheets import Sheet, as_csv
from people.countries import country_name
from people.models import Person
from people.queries.personal import PROFILE

FORMAT = 1
"""Raised when the shape of ``data.json`` changes."""


@dataclass(frozen=True)
class Table:
    """One kind of rows. ``name`` is that of its file; ``shown`` are the rows in words."""

    name: str
    title: str
    keys: list[str]
    head: list[str]
    raw: list[tuple[Any, ...]]
    shown: list[list[str]]


def archive(person: Person) -> bytes:
    """A ZIP archive. One query for each table that names people."""
    profile = [(key, str(words), _profile_value(person, key)) for key, words in PROFILE]
    tables = [_table(holding, person) for holding in holdings() if holding.title]
    made_at = timezone.now()
    data = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "person": person.pk,
        "profile": {key: _plain(value) for key, _words, value in profile},
        **{table.name: [_object(table, row) for row in table.raw] for table in tables},
    }
    page = {
        "language": active(),
        "direction": direction(active()),
        "person": person,
        "made_at": made_at,
        "profile": [(words, _profile_words(person, key, value)) for key, words, value in profile],
        "tables": [table for table in tables if table.raw],
        "empty": [table.title for table in tables if not table.raw],
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("index.html", render_to_string("people/personal_data.html", page))
        file.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        for table in tables:
            if table.raw:
                rows = [[_cell(value) for value in row] for row in table.raw]
                file.writestr(f"tables/{table.name}.csv", as_csv(Sheet(table.name, table.keys, rows)))
    return out.getvalue()


def _table(holding: Holding, person: Person) -> Table:
    raw = holding.rows(person.pk)
    labels = [dict(_choices(holding.model, lookup)) for _key, _words, lookup in holding.fields]
    return Table(
        name=holding.column.split(".", 1)[1].replace(".", "_").lower(),
        title=str(holding.title),
        keys=[key for key, _words, _lookup in holding.fields],
        head=[str(words) for _key, words, _lookup in holding.fields],
        raw=raw,
        shown=[[_words(value, known) for value, known in zip(row, labels, strict=True)] for row in raw],
    )


def _choices(model: type[Model], lookup: str) -> Iterator[tuple[Any, Any]]:
    """The words of a field's fixed values, wherever the lookup leads."""
    *steps, name = lookup.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)
        model = related
    field = model._meta.get_field(name)
    if isinstance(field, Field) and field.choices:
        yield from field.flatchoices


def _words(value: Any, labels: dict[Any, Any]) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{moments.day(value)}, {moments.clock(value)}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(labels.get(value, value))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _cell(value: Any) -> str | int | float | None:
    plain = _plain(value)
    return plain if isinstance(plain, str | int | float) or plain is None else json.dumps(plain, ensure_ascii=False)


def _object(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in zip(table.keys, row, strict=True)}


def _profile_value(person: Person, key: str) -> Any:
    if key == "administration":
        return person.administration.country if person.administration else None
    return getattr(person, key)


def _profile_words(person: Person, key: str, value: Any) -> str:
    if key in ("administration", "country"):
        return country_name(value) if value else "–"
    if key == "language":
        return NATIVE_NAMES[value] if value in LANGUAGES else "–"
    if key == "time_zone":
        return moments.zone_city(value)
    if key in ("audience", "gender"):
        return str(getattr(person, f"get_{key}_display")())
    return _words(value, {})
