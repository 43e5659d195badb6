"""The HTML of lessons: whatever is given, nothing that acts is kept, the words stay, and cleaning twice is cleaning once."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.markup import BLOCKS, INLINE, TABLE, as_html, clean_html, plain_text

WORDS = st.text(alphabet="abé жش \u00a0&;'\"=/", max_size=12)
NAMES = st.sampled_from(
    [
        *sorted(INLINE | BLOCKS | TABLE),
        "b",
        "i",
        "div",
        "span",
        "h1",
        "font",
        "img",
        "svg",
        "math",
        "mi",
        "form",
        "input",
    ]
)
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=alert(1)>'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<!--><script>alert(1)</script-->",
        "<base href='https://evil'><object data=x></object><embed src=x><link rel=x><meta http-equiv=refresh>",
        "<<b>",
        "</p><",
        "<a",
        "<p ",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "\x00<s\x00cript>",
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        "", " onclick=alert(1)", " style='background:url(x)'", " href='javascript:alert(1)'", " href=' jAvA\tscript:alert(1)'",
        " href='data:text/html,x'", " href='https://wcoomd.org/?a=1&b=2'", " href='//evil'", " href='mailto:a@b.org'",
        " class=x id=y", " colspan=2", " scope='col'", " srcset=x", " xlink:href='javascript:x'", " formaction=x",
        " target=_blank",
    ]
)  # fmt: skip


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    made = st.tuples(NAMES, ATTRIBUTES, inside, st.booleans())
    return made.map(lambda each: f"<{each[0]}{each[1]}>{each[2]}" + (f"</{each[0]}>" if each[3] else ""))


WITHOUT_WORDS = ("svg", "math", "mi", "img", "input", "br")

PAGES = st.recursive(WORDS | HOSTILE, lambda inside: element(st.lists(inside, max_size=4).map("".join)), max_leaves=12)


class Reader(HTMLParser):
    """All that a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@settings(max_examples=250, deadline=None)
@given(PAGES)
def test_nothing_that_acts_is_kept_and_cleaning_twice_is_cleaning_once(html: str) -> None:
    kept = clean_html(html)
    reader = Reader()
    reader.feed(kept)
    reader.close()
    assert reader.tags <= INLINE | BLOCKS | TABLE
    assert {name for name, _value in reader.attributes} <= {"href", "rel", "scope", "colspan", "rowspan"}
    links = [value for name, value in reader.attributes if name == "href"]
    assert [link for link in links if not link.startswith(("https://", "http://", "mailto:"))] == []
    assert reader.comments == []
    assert clean_html(kept) == kept


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES.filter(lambda name: name not in ("svg", "math", "mi", "img", "input", "br")), st.sampled_from("abcжش")
        )
    )
)
def test_words_stay_whatever_is_around_them(parts: list[tuple[str, str]]) -> None:
    html = "".join(f"<{name} onclick=x()>{word}</{name}>" for name, word in parts)
    assert sorted(plain_text(clean_html(html)).replace(" ", "")) == sorted(word for _name, word in parts)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("One\ntwo\r\n\r\nthree & four", "<p>One<br>two</p><p>three &amp; four</p>"),
        ("<p>One</p>", "<p>One</p>"),
        ("<b>Two</b> <i>three</i>", "<strong>Two</strong> <em>three</em>"),
        ("  ", ""),
    ],
)
def test_plain_words_become_paragraphs(typed: str, html: str) -> None:
    assert clean_html(as_html(typed)) == html
