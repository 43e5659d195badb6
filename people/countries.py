"""Names of countries in the six languages: CLDR, with the names that the Organization uses where they differ."""

from __future__ import annotations

import unicodedata
from functools import cache

import pycountry
from babel import Locale

from core.languages import LOCALES, active

KOSOVO = "XK"

OFFICIAL: dict[str, dict[str, str]] = {
    "CD": {
        "en": "Democratic Republic of the Congo",
        "fr": "République démocratique du Congo",
        "ru": "Демократическая Республика Конго",
        "es": "República Democrática del Congo",
        "pt": "República Democrática do Congo",
        "ar": "جمهورية الكونغو الديمقراطية",
    },
    "CG": {
        "en": "Republic of the Congo",
        "fr": "République du Congo",
        "ru": "Республика Конго",
        "es": "República del Congo",
        "pt": "República do Congo",
        "ar": "جمهورية الكونغو",
    },
    "CI": {
        "en": "Côte d’Ivoire",
        "fr": "Côte d’Ivoire",
        "ru": "Кот-д’Ивуар",
        "es": "Côte d’Ivoire",
        "pt": "Côte d’Ivoire",
        "ar": "كوت ديفوار",
    },
    "CV": {
        "en": "Cabo Verde",
        "fr": "Cabo Verde",
        "ru": "Кабо-Верде",
        "es": "Cabo Verde",
        "pt": "Cabo Verde",
        "ar": "كابو فيردي",
    },
    "CZ": {"en": "Czechia", "fr": "Tchéquie", "ru": "Чехия", "es": "Chequia", "pt": "Chéquia", "ar": "تشيكيا"},
    "HK": {
        "en": "Hong Kong, China",
        "fr": "Hong Kong, Chine",
        "ru": "Гонконг, Китай",
        "es": "Hong Kong, China",
        "pt": "Hong Kong, China",
        "ar": "هونغ كونغ، الصين",
    },
    "KP": {
        "en": "Democratic People’s Republic of Korea",
        "fr": "République populaire démocratique de Corée",
        "ru": "Корейская Народно-Демократическая Республика",
        "es": "República Popular Democrática de Corea",
        "pt": "República Popular Democrática da Coreia",
        "ar": "جمهورية كوريا الشعبية الديمقراطية",
    },
    "KR": {
        "en": "Republic of Korea",
        "fr": "République de Corée",
        "ru": "Республика Корея",
        "es": "República de Corea",
        "pt": "República da Coreia",
        "ar": "جمهورية كوريا",
    },
    "LA": {
        "en": "Lao People’s Democratic Republic",
        "fr": "République démocratique populaire lao",
        "ru": "Лаосская Народно-Демократическая Республика",
        "es": "República Democrática Popular Lao",
        "pt": "República Democrática Popular do Laos",
        "ar": "جمهورية لاو الديمقراطية الشعبية",
    },
    "MK": {
        "en": "North Macedonia",
        "fr": "Macédoine du Nord",
        "ru": "Северная Македония",
        "es": "Macedonia del Norte",
        "pt": "Macedónia do Norte",
        "ar": "مقدونيا الشمالية",
    },
    "MM": {"en": "Myanmar", "fr": "Myanmar", "ru": "Мьянма", "es": "Myanmar", "pt": "Mianmar", "ar": "ميانمار"},
    "MO": {
        "en": "Macao, China",
        "fr": "Macao, Chine",
        "ru": "Макао, Китай",
        "es": "Macao, China",
        "pt": "Macau, China",
        "ar": "ماكاو، الصين",
    },
    "PS": {
        "en": "Palestine",
        "fr": "Palestine",
        "ru": "Палестина",
        "es": "Palestina",
        "pt": "Palestina",
        "ar": "فلسطين",
    },
    "SZ": {
        "en": "Eswatini",
        "fr": "Eswatini",
        "ru": "Эсватини",
        "es": "Eswatini",
        "pt": "Essuatíni",
        "ar": "إسواتيني",
    },
    "TR": {"en": "Türkiye", "fr": "Türkiye", "ru": "Турция", "es": "Türkiye", "pt": "Türkiye", "ar": "تركيا"},
    "VN": {"en": "Viet Nam", "fr": "Viet Nam", "ru": "Вьетнам", "es": "Viet Nam", "pt": "Vietname", "ar": "فييت نام"},
}


@cache
def codes() -> tuple[str, ...]:
    """All of ISO 3166-1 alpha-2, and XK, which the Organization uses for a member."""
    return (*sorted(country.alpha_2 for country in pycountry.countries), KOSOVO)


@cache
def _name(code: str, language: str) -> str:
    if code in OFFICIAL:
        return OFFICIAL[code][language]
    return str(Locale.parse(LOCALES[language]).territories.get(code, code))


def country_name(code: str, language: str | None = None) -> str:
    """The country's name in ``language`` (the active one by default); the code itself when nobody knows it."""
    return _name(code, language or active()) if code else ""


@cache
def _all(language: str) -> tuple[tuple[str, str], ...]:
    pairs = [(code, _name(code, language)) for code in codes()]
    return tuple(sorted(pairs, key=lambda pair: sort_key(pair[1])))


def choices(language: str | None = None) -> tuple[tuple[str, str], ...]:
    """``(code, name)`` of every country in the order of the language."""
    return _all(language or active())


_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه"})


def sort_key(text: str) -> str:
    """Latin letters without their marks, Russian ё as е (й stays a letter), Arabic forms of alif as one."""
    folded = text.casefold().replace("ё", "е").translate(_ARABIC)
    kept = []
    for character in folded:
        if character < "\u0250":
            kept.append(
                "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
            )
        elif not unicodedata.combining(character):
            kept.append(character)
    return "".join(kept)
