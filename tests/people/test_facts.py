"""Administrations, regions and names of countries agree with their sources."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

from core.languages import LANGUAGES
from people import countries
from people.facts import REGION_NAMES, members
from people.models import Administration, Region

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data"
MEMBERS = SHARED / "wco_members" / "wco_members.csv"
COUNTRIES = SHARED / "countries" / "countries_6lang.csv"


def test_there_are_186_members_in_six_regions() -> None:
    found = members()
    assert len({country for country, _region, _since in found}) == 186
    per_region = {region: sum(1 for row in found if row[1] == region) for region in REGION_NAMES}
    assert per_region == {"ESA": 24, "EUR": 52, "ASP": 35, "MENA": 18, "AMS": 33, "WCA": 24}


@pytest.mark.skipif(not MEMBERS.exists(), reason="the shared reference data is not beside this copy")
def test_members_agree_with_the_reference() -> None:
    with MEMBERS.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    expected = {
        (row["alpha_2"], row["region_code"], row["member_since"] if len(row["member_since"]) == 10 else None)
        for row in rows
    }
    assert {(country, region, since and since.isoformat()) for country, region, since in members()} == expected


@pytest.mark.django_db
def test_they_are_in_the_database_with_region_names_in_six_languages() -> None:
    assert Administration.objects.count() == 186
    names = {
        region.code: {language: getattr(region, f"name_{language}") for language in LANGUAGES}
        for region in Region.objects.all()
    }
    assert names == REGION_NAMES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    names = dict(countries.choices(language))
    assert set(names) == set(countries.codes())
    assert [code for code, name in names.items() if name == code] == []


@pytest.mark.skipif(not COUNTRIES.exists(), reason="the shared reference data is not beside this copy")
def test_names_are_those_of_the_reference_except_where_the_organization_differs() -> None:
    with COUNTRIES.open(encoding="utf-8") as stream:
        rows = {row["alpha_2"]: row for row in csv.DictReader(stream)}
    for code, row in rows.items():
        if code in countries.OFFICIAL:
            continue
        # The reference holds American English and Brazilian Portuguese; pages speak British and European.
        for language in ("fr", "ru", "es", "ar"):
            assert countries.country_name(code, language) == row[f"cldr_{language}"]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("CD", "fr", "République démocratique du Congo"),
        ("PS", "ar", "فلسطين"),
        ("HK", "es", "Hong Kong, China"),
        ("SZ", "en", "Eswatini"),
        ("TR", "en", "Türkiye"),
        ("VN", "pt", "Vietname"),
    ],
)
def test_names_of_the_organization_replace_those_of_cldr(code: str, language: str, name: str) -> None:
    assert countries.country_name(code, language) == name


def test_names_sort_as_a_reader_of_the_language_expects() -> None:
    french = [name for _code, name in countries.choices("fr")]
    assert french.index("Égypte") < french.index("Espagne") < french.index("Zambie")
    russian = [name for _code, name in countries.choices("ru")]
    assert russian.index("Йемен") > russian.index("Израиль")
    assert countries.sort_key("Côte d’Ivoire") == "cote d’ivoire"
