"""Names of countries in the six languages: CLDR, with the names that the Organization uses where they differ."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pycountry
from babel import Locale
from babel.languages import get_official_languages

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


_OTHER_NAMES = {
    "AE": "UAE, EAU, ОАЭ, الإمارات",
    "BA": "Bosnia",
    "BO": "Bolivia",
    "BY": "Белоруссия",
    "CD": "DR Congo, DRC, RDC, RD Congo, D.R. Congo, Congo Kinshasa, Zaire, ДР Конго, ДРК",
    "CF": "CAR, RCA, ЦАР",
    "CG": "Congo Brazzaville, Republic of Congo, République du Congo",
    "CI": "Ivory Coast, Costa de Marfil, Costa do Marfim, ساحل العاج",
    "CN": "People’s Republic of China, PRC, RPC, КНР",
    "CV": "Cape Verde, Cap-Vert, Острова Зелёного Мыса, الرأس الأخضر",
    "CZ": "Czech Republic, République tchèque, República Checa",
    "DO": "Dominican Rep.",
    "FM": "Micronesia",
    "GB": "UK, U.K., Great Britain, England, Royaume-Uni, Reino Unido, Великобритания, بريطانيا",
    "GM": "The Gambia, Gambia",
    "GW": "Guinea Bissau",
    "HK": "Hong Kong, Hongkong",
    "IR": "Iran",
    "KG": "Киргизия",
    "KP": "North Korea, DPRK, КНДР",
    "KR": "South Korea, Korea Republic, Republic of Korea",
    "LA": "Laos, Лаос",
    "MD": "Moldova, Молдавия",
    "MK": "Macedonia, FYROM",
    "MM": "Burma, Birmanie, Бирма",
    "NL": "Holland, The Netherlands",
    "PS": "State of Palestine, Palestinian Territories",
    "RU": "Russia, RF, РФ, Российская Федерация, Fédération de Russie, Federación de Rusia, Federação da Rússia",
    "SA": "KSA, Saudi Arabia, السعودية",
    "SY": "Syria, سورية",
    "SZ": "Swaziland, Свазиленд",
    "TL": "East Timor, Timor Leste",
    "TM": "Туркмения",
    "TR": "Turkey, Turquie, Turquía, Turquia, Турция",
    "TZ": "Tanzania",
    "US": "USA, U.S.A., United States of America, EE.UU., EUA, США, États-Unis d’Amérique",
    "VE": "Venezuela",
    "VN": "Vietnam",
}
"""What people write beside the names of CLDR and ISO."""
_UNCLEAR = frozenset({"congo", "korea"})
_BETWEEN_NAMES = re.compile(r"\s[-–—]\s|[/(),;:\n]")


def _key(text: str) -> str:
    return "".join(letter for letter in sort_key(text) if letter.isalnum())


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for code in codes():
        listed = pycountry.countries.get(alpha_2=code)
        names = [code, *_OTHER_NAMES.get(code, "").split(","), *(_name(code, language) for language in LOCALES)]
        names += [str(Locale.parse(locale).territories.get(code, "")) for locale in LOCALES.values()]
        names += [getattr(listed, kind, "") for kind in ("alpha_3", "name", "official_name", "common_name")]
        for name in names:
            found.setdefault(_key(name), set()).add(code)
    return {key: codes.pop() for key, codes in found.items() if key and key not in _UNCLEAR and len(codes) == 1}


def code_of(text: str) -> str:
    """The country that somebody wrote: by its ISO code of two or three letters, or a name in any of the six languages.

    “Kenya (KE)” is read by its parts when they agree. Empty when nobody can tell: “Congo” may be two.
    """
    known = _by_name()
    whole = known.get(_key(text))
    if whole:
        return whole
    parts = {code for part in _BETWEEN_NAMES.split(text) if (code := known.get(_key(part)))}
    return parts.pop() if len(parts) == 1 else ""


@cache
def usual_language(country: str) -> str:
    """The first of the six languages that is official in the country; empty when none is."""
    official = get_official_languages(country, de_facto=True) if country else ()
    return next((language for language in official if language in LOCALES), "")


_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه"})


def sort_key(text: str) -> str:
    """Latin letters without their marks, Russian ё as е (й stays a letter), Arabic forms of alif as one."""
    folded = text.casefold().replace("ё", "е").translate(_ARABIC)
    if folded.isascii():
        return folded
    kept = []
    for character in folded:
        if character < "\u0250":
            kept.append(
                "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
            )
        elif not unicodedata.combining(character):
            kept.append(character)
    return "".join(kept)
