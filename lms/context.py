"""What every page's frame needs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from core.languages import LANGUAGES, NATIVE_NAMES, direction


def page(request: HttpRequest) -> dict[str, Any]:
    language = (get_language() or "en")[:2]
    return {
        "language": language,
        "direction": direction(language),
        "languages": [(code, NATIVE_NAMES[code], direction(code)) for code in LANGUAGES],
    }
