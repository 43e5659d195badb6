"""Films in templates: ``{% load films %}{% film place source as film %}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import template

from core.actions import Refused
from core.languages import NATIVE_NAMES, active, direction
from courses.content import LessonPlace
from courses.importers.captions import paragraphs, read_captions
from courses.queries.films import Track, film_address, nearest, stored_captions, stored_size, tracks_of

register = template.Library()


@dataclass(frozen=True)
class Film:
    """``size``: bytes, 0 of a film that is gone. ``spoken``: the language of the transcript, whose paragraphs are ``words``,
    each with the second in which it begins."""

    address: str
    media_type: str
    size: int
    tracks: list[tuple[Track, str]]
    spoken: str
    direction: str
    words: list[tuple[int, str]]


@register.simple_tag
def film(place: LessonPlace, source: str) -> Film | None:
    """The film of a lesson for the page's language; None where it has none yet. No query."""
    if not place.file.endswith((".mp4", ".webm")):
        return None
    return film_of(place.file, place.media_type, place.captions, source)


@register.simple_tag
def film_of(key: str, media_type: str, captions: Mapping[str, str], source: str) -> Film:
    """The film of a key, with the keys of its captions by language; ``source``: the language that it was made in."""
    language = active()
    spoken = nearest(captions, language, source)
    tracks = [(track, NATIVE_NAMES[track.language]) for track in tracks_of(captions, language)]
    words = _words(captions[spoken]) if spoken else []
    size = stored_size(key)
    return Film(film_address(key), media_type, size, tracks, spoken, direction(spoken or language), words)


@register.simple_tag
def film_url(key: str) -> str:
    return film_address(key)


def _words(key: str) -> list[tuple[int, str]]:
    try:
        return [(start // 1000, text) for start, text in paragraphs(read_captions(stored_captions(key)))]
    except Refused:
        return []
