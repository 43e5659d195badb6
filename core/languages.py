"""The six languages, and text that exists in several of them.

A *local text* is a mapping of language code to text, wrapped as ``{"$text": {...}}`` inside a payload, so that one
recorded event serves six languages: :func:`localize` turns it into ``{"text": …, "lang": …}`` for one reader.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language

LANGUAGES: tuple[str, ...] = ("en", "fr", "ru", "es", "pt", "ar")
RIGHT_TO_LEFT: frozenset[str] = frozenset({"ar"})
NATIVE_NAMES: dict[str, str] = {
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
}

LOCALES: dict[str, str] = {"en": "en_GB", "fr": "fr", "ru": "ru", "es": "es", "pt": "pt_PT", "ar": "ar"}
"""The CLDR locale of each language: day before month and 24 hours in English, Portuguese as in Lisbon and Maputo."""


def active() -> str:
    """The language of this page, job or mail: one of the six."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def local_text(instance: Model, field: str) -> dict[str, dict[str, str]]:
    """All translations of a modeltranslation field, empty ones left out, wrapped for a payload."""
    texts = {language: getattr(instance, f"{field}_{language}") for language in LANGUAGES}
    return {"$text": {language: text for language, text in texts.items() if text}}


def choose(texts: dict[str, str], language: str) -> tuple[str, str]:
    """The text in ``language``, else in the first fallback that has one: ``(text, its language)``."""
    if texts.get(language):
        return texts[language], language
    for fallback in settings.MODELTRANSLATION_FALLBACK_LANGUAGES:
        if texts.get(fallback):
            return texts[fallback], fallback
    return "", language


def localize(payload: Any, language: str) -> Any:
    """A copy of ``payload`` in which every wrapped text is ``{"text", "lang"}`` for a reader of ``language``."""
    if isinstance(payload, dict):
        if "$text" in payload:
            text, lang = choose(payload["$text"], language)
            return {"text": text, "lang": lang}
        return {key: localize(value, language) for key, value in payload.items()}
    if isinstance(payload, list):
        return [localize(value, language) for value in payload]
    return payload
