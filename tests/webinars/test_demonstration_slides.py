"""The slides of the demonstration in six languages: the same pages, none over its edge, letters that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.languages import LANGUAGES
from courses.rendering import inspect
from webinars.demonstration import reading, slides

DECKS = [(slides.LIVE, 12), (slides.PAST, 8)]


def shape(language: str, folder: str) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    return [
        (
            page["kind"],
            tuple((name, len(page[name])) for name in ("points", "cards", "asks", "steps", "rows") if name in page),
        )
        for page in slides.words(language, folder)["page"]
    ]


@pytest.mark.parametrize(("folder", "pages"), DECKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_fits_on_one(language: str, folder: str, pages: int, tmp_path: Path) -> None:
    """A page whose words run over makes another one, and the languages no longer share their positions."""
    path = tmp_path / "deck.pdf"
    path.write_bytes(slides.pdf(language, folder))
    assert inspect(path) == len(slides.words(language, folder)["page"]) == pages


@pytest.mark.parametrize(("folder", "pages"), DECKS)
def test_every_language_has_the_same_pages_with_words_for_reading_aloud(folder: str, pages: int) -> None:
    for language in LANGUAGES:
        assert shape(language, folder) == shape("en", folder)
        said = slides.spoken(language, folder)
        assert list(said) == list(range(1, pages + 1))
        assert all(len(text.splitlines()) >= 3 for text in said.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_words_make_the_same_file(language: str) -> None:
    assert slides.pdf(language) == slides.pdf(language)


@pytest.mark.parametrize("folder", [slides.LIVE, slides.PAST])
def test_no_line_of_one_language_stands_in_another(folder: str) -> None:
    """A line left untranslated would be the same in two languages; short ones of related languages may be."""
    lines = {
        language: {
            line for text in slides.spoken(language, folder).values() for line in text.splitlines() if len(line) > 50
        }
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        for other in LANGUAGES:
            assert language == other or not lines[language] & lines[other]


@pytest.mark.parametrize("name", ["past", "live", "next"])
def test_plans_polls_and_quizzes_read_in_six_languages(name: str) -> None:
    plan = reading.plan(name)
    for part in plan.parts:
        for key in part.polls:
            assert reading.poll(key).draft.text
        if part.quiz:
            assert len(reading.quiz(part.quiz).questions) >= 4


def test_a_missing_translation_is_refused() -> None:
    with pytest.raises(reading.Untranslated, match="here"):
        reading.texts({"en": "Valve", "fr": "Vanne"}, "here")
