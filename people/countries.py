"""Names of countries, by CLDR, in the six languages."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from core.languages import LOCALES, active


@lru_cache(maxsize=8)
def _names(language: str) -> dict[str, str]:
    return dict(Locale.parse(LOCALES[language]).territories)


def country_name(code: str, language: str | None = None) -> str:
    """The name of an ISO 3166-1 alpha-2 code in ``language``, else in the active one. An unknown code is its own name."""
    return str(_names(language or active()).get(code, code))
