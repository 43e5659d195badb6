"""Short answers and typed numbers: what counts as the same, in six languages and two more scripts of digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.marking import QuestionSpec, share
from quizzes.marking.spec import AcceptedSpec
from quizzes.words.folding import fits, fold, pattern
from quizzes.words.numbers import number_of


def _worth(text: str, *accepted: AcceptedSpec, case_matters: bool = False) -> float | None:
    return share({"text": text}, QuestionSpec("short_text", accepted=accepted, case_matters=case_matters))


@pytest.mark.parametrize(
    ("language", "accepted", "given"),
    [
        ("en", "dual-use goods", "Dual use  goods."),
        ("en", "trader's declaration", "TRADER’S DECLARATION"),
        ("en", "H2O", "H₂O"),
        ("fr", "évaluation des risques", "Evaluation des risques"),
        ("fr", "main-d’œuvre", "main d'oeuvre"),
        ("ru", "отчёт", "ОТЧЕТ"),
        ("ru", "за́мок", "замок"),
        ("es", "declaración", "declaracion"),
        ("es", "¿cuándo?", "cuando"),
        ("pt", "classificação", "Classificacao"),
        ("ar", "إدارة المخاطر", "اداره المخاطر"),
        ("ar", "مُسْتَوَى", "مستوي"),
        ("ar", "ترخيـــص", "ترخيص؟"),
        ("ar", "القرار 1540", "القرار ١٥٤٠"),
        ("ar", "القرار ۱۵۴۰", "القرار 1540"),
        ("", "50 %", "٥٠ ٪"),
        ("", "*seal*", "a broken Seal"),
        ("", "chapter * of *", "Chapter 84 of the HS"),
        ("", "2\\*3", "2*3"),
    ],
)
def test_spellings_of_one_answer_count(language: str, accepted: str, given: str):
    assert _worth(given, AcceptedSpec(accepted, language)) == 1.0


@pytest.mark.parametrize(
    ("language", "accepted", "given"),
    [
        ("es", "año", "ano"),
        ("ru", "край", "краи"),
        ("ar", "علم", "ألم"),
        ("en", "C++", "C"),
        ("en", "seal", "seals"),
        ("", "seal*", "a seal"),
        ("", "2\\*3", "2 and 3"),
        ("", "-5", "5"),
        ("", "!", "?"),
    ],
)
def test_another_answer_does_not(language: str, accepted: str, given: str):
    assert _worth(given, AcceptedSpec(accepted, language)) == 0.0


def test_an_answer_counts_whatever_language_its_writer_reads():
    accepted = (
        AcceptedSpec("customs", "en"),
        AcceptedSpec("douane", "fr"),
        AcceptedSpec("customs house", "en", share=0.5),
    )
    worths = [_worth(given, *accepted) for given in ("Douane", "CUSTOMS", "customs house", "zoll")]
    assert worths == [1.0, 1.0, 0.5, 0.0]


def test_capitals_count_where_they_matter_and_accents_still_do_not():
    accepted = AcceptedSpec("Évaluation SOx")
    worths = [
        _worth(given, accepted, case_matters=True) for given in ("Evaluation SOx", "évaluation sox", "Évaluation SOX")
    ]
    assert worths == [1.0, 0.0, 0.0]


@settings(max_examples=60, derandomize=True)
@given(st.text(max_size=20) | st.text("aàñÀﬁЁёй́ -.,'\"ىأ١٢*", max_size=20), st.sampled_from(["", "es", "ar"]))
def test_folding_twice_is_folding_once_and_every_text_is_itself(text: str, language: str):
    folded = fold(text, language)
    assert fold(folded, language) == folded
    assert fits(folded, pattern(text.replace("*", "\\*"), language))


def test_many_stars_are_matched_at_once():
    pieces = pattern("*a" * 400 + "*b")
    assert not fits(fold("a" * 60_000), pieces)
    assert fits(fold("a" * 60_000 + "b"), pieces)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12.0),
        (" -12,5 ", -12.5),
        ("١٢٫٥", 12.5),
        ("۱۲٫۵", 12.5),
        ("١٬٢٣٤٫٥", 1234.5),
        ("1 234,5", 1234.5),
        ("1 234 567.25", 1234567.25),
        ("1 234", 1234.0),
        ("1’234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1,234", 1.234),
        ("1.234", 1.234),
        ("−3", -3.0),
        ("+.5", 0.5),
        ("5.", 5.0),
        ("6,02e23", 6.02e23),
        ("1234567", 1234567.0),
    ],
)
def test_a_number_is_read_as_it_is_written_somewhere(typed: str, number: float):
    assert number_of(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ".",
        "12 34",
        "1,234,56",
        "1.234.5",
        "1,2,3",
        "1 2",
        "12kg",
        "0x1f",
        "1e9999",
        "nan",
        "inf",
        "½",
        "1" * 41,
        "1٫2٫3",
    ],
)
def test_what_is_no_number_or_could_be_two_is_not_read(typed: str):
    assert number_of(typed) is None
