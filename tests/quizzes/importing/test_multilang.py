"""Texts in several languages: put together and taken apart again, and what other systems write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES
from quizzes.importers.html import html_of, marks_of
from quizzes.importers.multilang import join, split
from quizzes.importers.reading import Note

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda text: text.strip()
)


@given(st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1), st.sampled_from(LANGUAGES))
def test_what_is_joined_comes_apart_the_same(texts: dict[str, str], language: str) -> None:
    html = {each: html_of(text) for each, text in texts.items()}
    kept = split(join(html, language), language)
    assert kept.texts == html
    assert kept.notes == ()


@pytest.mark.parametrize(
    ("written", "texts", "notes"),
    [
        ("Hello", {"en": "Hello"}, []),
        (" ", {}, []),
        (
            '<p>1. <span lang="en" class="multilang">One</span> <span class=multilang lang=fr-CA>Un</span>!</p>',
            {"en": "<p>1. One!</p>", "fr": "<p>1. Un!</p>"},
            [],
        ),
        (
            '<span class="multilang" lang="ru"><span style="x">Д</span>а</span><span class="multilang" lang="de">Ja</span>',
            {"ru": '<span style="x">Д</span>а'},
            [("language_unknown", "de")],
        ),
        ("{mlang fr,fr_ca}Oui{mlang}{mlang other}Yes{mlang}", {"en": "Yes", "fr": "Oui"}, []),
        (
            "{mlang en}Tax{mlang} {mlang ar}ضريبة{mlang} (5): {mlang en}why?{mlang}",
            {"en": "Tax (5): why?", "ar": "ضريبة (5): why?"},
            [("language_partial", "ar")],
        ),
    ],
)
def test_languages_come_apart(written: str, texts: dict[str, str], notes: list[tuple[str, str]]) -> None:
    kept = split(written, "en")
    assert kept.texts == texts
    assert kept.notes == tuple(Note(f"import.note.{code}", {"language": language}) for code, language in notes)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One &amp; <b> two </b>three</p><p>Four<br>five</p>", "One & **two** three\n\nFour\nfive"),
        ("<ul><li>a</li><li><i>b</i></li></ul>after", "- a\n- *b*\n\nafter"),
        ("H<sub>2</sub>O, m<sup>2</sup>, <code>x</code><script>alert(1)</script>", "H~2~O, m^2^, `x`"),
        ('See <a href="https://example.org/x">this</a>', "See this (https://example.org/x)"),
        ("$$x^2$$ and \\[y &lt; 1\\]", "\\(x^2\\) and \\(y < 1\\)"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\n\nc"),
        ("<div>" * 3000 + "deep", "deep"),
    ],
)
def test_html_becomes_text_with_marks(html: str, text: str) -> None:
    assert marks_of(html).text == text


@pytest.mark.parametrize("text", ["One & **two** three\n\nFour\nfive", "- a\n- *b*\n\nafter", "H~2~O, m^2^, `x < y`"])
def test_marks_survive_html(text: str) -> None:
    assert marks_of(html_of(text)).text == text
