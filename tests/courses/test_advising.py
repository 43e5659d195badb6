"""What an author is told before a lesson is published: each hint once, at its block, and none where all is well."""

from __future__ import annotations

import pytest

from courses.content import BlockContent, LessonContent, Texts
from courses.queries.advising import Reading, hints_on, reading_of

HEADED = '<table><thead><tr><th scope="col">Code</th></tr></thead><tbody><tr><td>8413</td></tr></tbody></table>'


def _in(text: str) -> Texts:
    return {"en": text, "ar": "<p>هنا</p>"}


GOOD = (
    BlockContent("heading", _in("Plates")),
    BlockContent("heading", _in("Numbers"), level=3),
    BlockContent("text", _in('<p>See <a href="https://example.org/here">the guide to plates</a> &amp; more here.</p>')),
    BlockContent("table", _in(HEADED)),
    BlockContent("image", _in("A plate with its number"), file=1),
    BlockContent("quiz", quiz=1),
)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (BlockContent("heading", _in("Of what?"), level=3), "no section above"),
        (BlockContent("heading"), "empty"),
        (BlockContent("text", _in("<p> </p>")), "empty"),
        (BlockContent("callout", {"ar": "<p>غير فارغ</p>"}), "empty"),
        (BlockContent("table", _in("<table><tbody><tr><td>8413</td></tr></tbody></table>")), "no heading row"),
        (
            BlockContent("text", _in('<p>Read <a href="https://a.org"><strong>Click here</strong>.</a></p>')),
            "Click here",
        ),
        (BlockContent("quotation", _in('<p><a href="https://a.org">https://a.org</a></p>')), "bare address"),
        (BlockContent("image", _in("IMG_2034"), file=1), "not what its file is called"),
        (BlockContent("image", _in("Plate of the pump.JPG"), file=1), "not what its file is called"),
        (BlockContent("image", _in("A plate")), "Nothing is chosen"),
        (BlockContent("file", _in("The form")), "Nothing is chosen"),
        (BlockContent("quiz"), "Nothing is chosen"),
    ],
)
def test_each_fault_is_told_once_at_its_block(block: BlockContent, words: str) -> None:
    assert hints_on(LessonContent("text", blocks=GOOD)) == []
    found = hints_on(LessonContent("text", blocks=(block, *GOOD)))
    assert [(hint.block, words in hint.text) for hint in found] == [(1, True)]


def test_the_lesson_itself_lacks_what_its_kind_names_and_says_how_long_it_takes() -> None:
    long = BlockContent("text", _in(f"<p>{'word ' * 361}</p>"))
    assert reading_of(LessonContent("text", blocks=(long,))) == Reading(361, 3)
    found = hints_on(LessonContent("slides", blocks=(long,), minutes=2))
    assert [hint.block for hint in found] == [0, 0]
    assert hints_on(LessonContent("slides", blocks=(long,), minutes=3, deck=1)) == []
