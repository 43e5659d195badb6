"""Names of zones in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from core.languages import LANGUAGES
from core.moments import NAMED_BEFORE, cities, zone_city


@pytest.mark.parametrize(
    ("zone", "language", "city"),
    [
        ("Asia/Kolkata", "ru", "Калькутта"),
        ("Asia/Kathmandu", "fr", "Katmandou"),
        ("Europe/Kyiv", "en", "Kyiv"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires"),
        ("America/Argentina/Buenos_Aires", "ar", "بوينوس أيرس"),
        ("Pacific/Chatham", "ru", "Чатем"),
        ("UTC", "ar", "UTC"),
    ],
)
def test_a_city_is_told_in_the_language_of_the_page(zone: str, language: str, city: str) -> None:
    with translation.override(language):
        assert zone_city(zone) == city


def test_zones_with_a_new_name_keep_their_cities() -> None:
    """CLDR knows them by the old name only: without the table an Arabic page would tell them in Latin letters."""
    for zone, name in cities(NAMED_BEFORE)["ru"].items():
        assert (zone, name.isascii()) == (zone, False)
    assert set(cities(["Asia/Kolkata"])) == set(LANGUAGES)
