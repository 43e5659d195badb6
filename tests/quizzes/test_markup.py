"""Texts of questions: what their HTML may hold, whatever is written in them."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.markup import escaped, from_html, gaps_of, pieces, to_html, to_plain
from quizzes.markup.maths import ATTRIBUTES, LONGEST
from quizzes.markup.maths import TAGS as MATHS
from quizzes.markup.writing import TAGS

BITS = [
    "*",
    "**",
    "***",
    "~",
    "^",
    "`",
    "\\",
    "\\(",
    "\\)",
    "[[1]]",
    "[[",
    "- ",
    "\n",
    "\n\n",
    " ",
    "a",
    "2",
    "<b>",
    "&lt;",
]
TEX = ["\\frac", "{", "}", "x", "_", "^2", "\\text{<i onclick=x>}", "\\href{javascript:x}{y}", "\\style{color:red}{x}"]
TEX += [
    "\\color{red}",
    "\\class{x}{y}",
    "\\left(",
    "\\begin{array}{cc}",
    "\\end{array}",
    "&",
    "\\\\",
    "\\sqrt",
    "\\newcommand",
]
texts = st.lists(st.sampled_from(BITS) | st.text(max_size=4), max_size=30).map("".join)
formulae = st.lists(st.sampled_from(TEX), max_size=12).map("".join)

TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+=\"[^\"]*\")*)>")
VALUES = {name: re.compile(values) for name, values in ATTRIBUTES.items()} | {"dir": re.compile("ltr")}


def check(html: str, allowed: frozenset[str] = TAGS | MATHS) -> None:
    """Allowed elements only, nested right, with attributes that this code wrote."""
    open_: list[str] = []
    for closing, tag, attributes in TAG.findall(html):
        assert tag in allowed
        for name, value in re.findall(r' ([a-z]+)="([^"]*)"', attributes):
            assert VALUES[name].fullmatch(value), (name, value)
        if closing:
            assert open_.pop() == tag
        elif tag != "br":
            open_.append(tag)
    assert open_ == []
    assert "<" not in TAG.sub("", html)


@given(texts, st.booleans())
def test_html_holds_only_what_is_allowed(text: str, inline: bool) -> None:
    html = to_html(text, inline=inline)
    check(html, TAGS | MATHS - {"p", "ul", "li"} if inline else TAGS | MATHS)
    assert "".join(str(piece) if isinstance(piece, str) else "____" for piece in pieces(text, inline=inline)) == html


@given(formulae)
def test_formulae_hold_only_what_is_allowed(formula: str) -> None:
    check(to_html(f"Then \\({formula}\\) is."))


@given(texts)
def test_a_plain_text_can_always_be_written(plain: str) -> None:
    """What is escaped reads as it was, and reading it changes nothing more."""
    text = escaped(plain)
    assert to_plain(text) == to_plain(escaped(to_plain(text)))
    letters = "".join(plain.split())
    assert "".join(to_plain(text).split()) == letters
    assert gaps_of(text) == ()


def test_marks() -> None:
    text = "**Note** the *valve* of 2*3*4 `x*y`, m^2^ and H~2~O\nat **a *b***.\n\n- one\n- \\*two\\*\n\n\\(x^2\\) <b> [[1]]"
    assert to_html(text, gap=lambda number: f"[{number}]") == (
        "<p><strong>Note</strong> the <em>valve</em> of 2*3*4 <code>x*y</code>, m<sup>2</sup> and H<sub>2</sub>O<br>"
        "at <strong>a <em>b</em></strong>.</p><ul><li>one</li><li>*two*</li></ul>"
        '<p><math dir="ltr"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math> &lt;b&gt; [1]</p>'
    )
    assert to_plain(text) == "Note the valve of 2*3*4 x*y, m² and H₂O\nat a b.\n\n- one\n- *two*\n\nx^2 <b> ____"


def test_a_formula_that_cannot_be_read_is_shown_as_written() -> None:
    for formula in (r"\left( <x", r"\newcommand{\a}{\a\a}\a", "x" * (LONGEST + 1), "{" * 60):
        html = to_html(f"\\({formula}\\)")
        assert html.startswith('<p><code dir="ltr">')
        check(html, frozenset({"p", "code"}))


@pytest.mark.parametrize(
    "hostile",
    [
        "*a" * 9000,
        "\\(" * 9000,
        "`" * 9999,
        "[[" * 9000,
        "~a" * 9000,
        "**a*b" * 4000,
        "***" * 6000,
        "\\(" + "{" * 400 + "\\)",
        "\\(" + "\\frac" * 90 + "\\)",
        "\\(" + "_" * 450 + "\\)",
    ],
)
def test_hostile_texts_are_quick(hostile: str) -> None:
    began = time.process_time()
    check(to_html(hostile))
    to_plain(hostile)
    assert time.process_time() - began < 3


@given(texts)
def test_plain_text_goes_through_html_unchanged(plain: str) -> None:
    """A file's escaped words come out as a text that reads the same, letter for letter."""
    words = plain.replace("\\", "").replace("$", "")
    html = "<p>" + words.replace("&", "&amp;").replace("<", "&lt;") + "</p>"
    text, notes = from_html("".join(letter for letter in html if letter.isprintable() or letter == "\n"))
    wanted = "".join(letter for letter in words if letter.isprintable())
    assert "".join(to_plain(text).split()) == "".join(wanted.split())
    assert notes == []


@pytest.mark.parametrize(
    ("html", "text", "notes"),
    [
        ("<p>One <b>two <i>three</i></b> four</p>", "One **two *three*** four", []),
        ("<ul><li>a<li>b</ul><ol><li>x<li>y</ol>", "- a\n- b\n\n1. x\n2. y", []),
        ("a<br>b<br><br>c", "a\nb\n\nc", []),
        ("H<sub>2</sub>O, m<sup>2</sup>, $$x^2$$ \\[a\\]", "H~2~O, m^2^, \\(x^2\\) \\(a\\)", []),
        ("<pre>a = 1\nb = 2</pre>", "`a = 1`\n`b = 2`", []),
        ("5 * 3 = 15", "5 * 3 = 15", []),
        ("*no* mark", "\\*no\\* mark", []),
        ("- no list", "\\- no list", []),
        (
            "See <a href='https://e.org/x'>here</a>",
            "See here (https://e.org/x)",
            [("text.link", {"href": "https://e.org/x"})],
        ),
        ("<img src='a.png' alt='A valve'>x", "x", [("text.image", {"src": "a.png", "alt": "A valve"})]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\n\nc | d", [("text.table", {})]),
        ("<script>alert(1)</script>x", "x", [("text.code", {"tag": "script"})]),
        ("<span style='color:red'>x</span>", "x", [("text.look", {})]),
        ("a<i>b</i>c", "abc", [("text.look", {})]),
        ("<p dir='rtl'>ما <strong>هذا</strong>؟</p>", "ما **هذا**؟", []),
        ("", "", []),
    ],
)
def test_html_of_others(html: str, text: str, notes: list[tuple[str, Any]]) -> None:
    assert from_html(html) == (text, notes)


def test_gaps_of_others() -> None:
    assert gaps_of(from_html("<p>A [[2]] and [[1]]</p>", gaps=True)[0]) == (2, 1)
    assert gaps_of(from_html("<p>A [[2]] and [[1]]</p>")[0]) == ()


@pytest.mark.parametrize("bit", ["<b>", "<p>*a", "<ul><li>", "<!--", "&#x", "<a href=x>", "$$", "<sub>x y"])
def test_hostile_html_is_quick(bit: str) -> None:
    began = time.process_time()
    from_html(bit * (30_000 // len(bit)))
    assert time.process_time() - began < 3
