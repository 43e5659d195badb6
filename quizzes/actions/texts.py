"""Texts in six languages and the columns that hold them."""

from __future__ import annotations

from django.db.models import Model

from core.languages import LANGUAGES
from quizzes.content import Texts


def columns(name: str, texts: Texts) -> dict[str, str]:
    """Values of a translated field's columns: a language that ``texts`` leaves out is emptied."""
    return {f"{name}_{language}": texts.get(language, "").strip() for language in LANGUAGES}


def texts_of(row: Model, *names: str) -> list[str]:
    """All texts of translated fields, in the order of fields and languages."""
    return [getattr(row, f"{name}_{language}") or "" for name in names for language in LANGUAGES]


def has_text(texts: Texts) -> bool:
    return any(text.strip() for text in texts.values())
