"""A lesson's film as a reader sees it: where its bytes are, its captions, and what is said in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.urls import reverse

from core.languages import LANGUAGES
from courses.queries.files import file_path


@dataclass(frozen=True)
class Track:
    """Captions in a language. ``is_default``: shown without being asked for."""

    language: str
    address: str
    is_default: bool


def film_address(key: str) -> str:
    return reverse("courses:film", args=[key])


def tracks_of(captions: Mapping[str, str], language: str) -> list[Track]:
    """Captions by language, as keys; those in the reader's language come first and are shown."""
    ordered = sorted(captions, key=lambda each: (each != language, LANGUAGES.index(each)))
    return [Track(each, film_address(captions[each]), each == language) for each in ordered]


def nearest(captions: Mapping[str, str], language: str, source: str) -> str:
    """The language to read what is said in: one's own, else the source's, else any; "" without captions."""
    return next((each for each in (language, source, *LANGUAGES) if each in captions), "")


def stored_size(key: str) -> int:
    """The bytes of a film; 0 where it is gone."""
    try:
        return int(default_storage.size(file_path(key)))
    except FileNotFoundError:
        return 0


def stored_captions(key: str) -> bytes:
    """The captions of a key; nothing where they are gone."""
    try:
        with default_storage.open(file_path(key)) as file:
            data: bytes = file.read()
    except FileNotFoundError:
        return b""
    return data
