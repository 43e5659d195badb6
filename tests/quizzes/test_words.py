"""Word clouds: which spellings are one word in six languages, and how it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes import words
from quizzes.words.stop_words import STOP_WORDS

LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")


@pytest.mark.parametrize(
    ("language", "spellings"),
    [
        ("en", ["Risk", "risk", " RISK!", "the risk", "“risk”", "risk."]),
        ("en", ["dual-use", "dual use", "Dual–Use", "dual  use"]),
        ("fr", ["l’analyse", "L'analyse", "analyse", "Analyse", "une analyse"]),
        ("fr", ["\u0065\u0301quipe", "équipe", "ÉQUIPE", "les équipe"]),
        ("ru", ["отчёт", "Отчет", "ОТЧЁТ", "отчет."]),
        ("es", ["Formación", "formación", "la formación", "¡Formación!"]),
        ("pt", ["Ação", "ação", "a ação"]),
        ("ar", ["المخاطر", "مخاطر", "مَخَاطِر", "مخـــاطر", "المخاطر."]),
        ("ar", ["إدارة", "ادارة", "أداره", "الإدارة"]),
        ("ar", ["مستوى", "مستوي"]),
    ],
)
def test_spellings_of_one_word_are_counted_together(language: str, spellings: list[str]):
    counted = words.count([([spelling], language, 1) for spelling in spellings])
    assert [people for _, people in counted] == [len(spellings)]


@pytest.mark.parametrize(
    ("language", "different"),
    [
        ("es", ["año", "ano"]),
        ("ru", ["мир", "мыр"]),
        ("ru", ["край", "краи"]),
        ("ar", ["ألم", "علم"]),
        ("en", ["C", "C++"]),
    ],
)
def test_different_words_stay_different(language: str, different: list[str]):
    assert len(words.count([([word], language, 1) for word in different])) == len(different)


def test_a_short_arabic_word_keeps_what_looks_like_an_article():
    assert words.key("الم", "ar") == "الم"
    assert words.key("المخاطر", "ar") == "مخاطر"


def test_the_most_frequent_spelling_is_shown():
    entries = [(["ادارة"], "ar", 1), (["الإدارة"], "ar", 3), (["إدارة"], "ar", 2)]
    assert words.count(entries) == [("الإدارة", 6)]


def test_of_equally_frequent_spellings_the_plain_one_is_shown():
    assert words.count([(["RISK"], "en", 1), (["risk"], "en", 1), (["Risk"], "en", 1)]) == [("risk", 3)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_stop_words_of_ones_own_language_do_not_count(language: str):
    stops = STOP_WORDS[language].split()
    assert words.count([([stop], language, 1) for stop in stops]) == []
    assert words.count([([" ".join(stops[:2])], language, 1)]) == []


def test_stop_words_of_another_language_do():
    assert words.count([(["mais"], "pt", 1), (["mais"], "en", 1)]) == [("mais", 1)]


def test_one_spelling_is_one_word_whatever_its_writers_read():
    entries = [(["the risk"], "en", 2), (["the risk"], "fr", 1), (["risk", "the risk"], "fr", 1)]
    assert words.count(entries) == [("the risk", 4)]


def test_a_stop_word_within_a_phrase_stays():
    assert words.count([(["Chain of custody"], "en", 1), (["the chain of custody"], "en", 1)]) == [
        ("the chain of custody", 2)
    ]


def test_a_person_counts_once_for_a_word():
    assert words.count([(["Risk", "risk", "the risk"], "en", 4)]) == [("Risk", 4)]


def test_the_most_frequent_come_first_and_no_more_than_wanted():
    entries = [([f"word {number}"], "en", number) for number in range(1, 9)]
    assert words.count(entries, most=2) == [("word 8", 8), ("word 7", 7)]


@given(st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str):
    cleaned = words.clean(text)
    assert words.clean(cleaned) == cleaned
    cleaned.encode()


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_what_is_written_differs_in_case_only_counts_together(text: str, language: str):
    assert words.key(text, language) == words.key(words.clean(text), language)


@given(st.lists(st.tuples(st.lists(st.text(max_size=12), max_size=3), st.sampled_from(LANGUAGES), st.integers(1, 5))))
def test_no_word_counts_more_people_than_there_are(entries: list[tuple[list[str], str, int]]):
    everybody = sum(people for _, _, people in entries)
    counted = words.count(entries, most=1000)
    assert all(0 < people <= everybody for _, people in counted)
    assert [people for _, people in counted] == sorted((people for _, people in counted), reverse=True)
    assert len({word for word, _ in counted}) == len(counted)
