"""What readers make of files: questions as they are meant, and of each that cannot be taken, why."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.actions import Refused
from quizzes.content import to_json
from quizzes.importers.formats import READERS, read, sniff
from quizzes.importers.reading import ReadQuestion


def _read(data: bytes | str, language: str = "en") -> list[ReadQuestion]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read(raw, language, sniff(raw)))


def _content(text: str, language: str = "en") -> dict[str, object]:
    (found,) = _read(text, language)
    assert found.content is not None, found.left_out
    return {name: value for name, value in to_json(found.content).items() if name != "source_language"}


def test_every_gift_and_aiken_file_of_others_is_read(root: Path) -> None:
    folder = root.parent / "shared" / "fixtures" / "questions"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    files = [*folder.glob("gift/*.gift"), *folder.glob("gift/*.txt"), *folder.glob("aiken/*")]
    assert len(files) > 25
    for file in files:
        for found in _read(file.read_bytes()):
            told = found.left_out.code if found.left_out else ""
            assert (found.content is None) == bool(told)
            assert told in ("", "import.left_out.description"), (file.name, found)


CHOICES = [{"text": {"en": "a"}}, {"text": {"en": "b"}, "is_right": True}]


@pytest.mark.parametrize(
    ("gift", "content"),
    [
        ("::T::Q?{~a =b ####Why}", {"kind": "single", "name": "T", "choices": CHOICES, "explanation": {"en": "Why"}}),
        (
            "Q?{=%100%a =b ~%-50%c#No}",
            {
                "kind": "single",
                "mark_rule": "shares",
                "choices": [
                    {"text": {"en": "a"}, "is_right": True, "share": 1.0},
                    {"text": {"en": "b"}, "is_right": True, "share": 1},
                    {"text": {"en": "c"}, "share": -0.5, "feedback": {"en": "No"}},
                ],
            },
        ),
        (
            "Q?{~%33.333%a ~%33.333%b ~%33.333%c ~d}",
            {
                "kind": "multiple",
                "mark_rule": "shares",
                "choices": [
                    *({"text": {"en": each}, "is_right": True, "share": 1 / 3} for each in "abc"),
                    {"text": {"en": "d"}, "share": 0},
                ],
            },
        ),
        (
            "Q?{~%50%a ~%50%b ~%-50%c}",
            {
                "kind": "multiple",
                "choices": [*({"text": {"en": each}, "is_right": True} for each in "ab"), {"text": {"en": "c"}}],
            },
        ),
        (
            "Q?{T#Wrong#Right}",
            {
                "kind": "true_false",
                "choices": [
                    {"text": {"en": "True"}, "feedback": {"en": "Right"}, "is_right": True},
                    {"text": {"en": "False"}, "feedback": {"en": "Wrong"}},
                ],
            },
        ),
        ("Q?{#3.141..3.142}", {"kind": "numeric", "key_number": 3.1415, "tolerance": 0.0005}),
        (
            "Q?{#=1822:0 =%50%1822:2#Near}",
            {
                "kind": "numeric",
                "key_number": 1822.0,
                "accepted": [{"number": 1822.0, "tolerance": 2.0, "share": 0.5, "feedback": {"en": "Near"}}],
            },
        ),
        (
            "Q?{=x=%50%y*#Half}",
            {
                "kind": "short_text",
                "accepted": [{"text": "x"}, {"text": "y*", "share": 0.5, "feedback": {"en": "Half"}}],
            },
        ),
        (
            "Q?{=1 -> a =2 -> b =3 -> a = -> c}",
            {
                "kind": "matching",
                "choices": [{"text": {"en": each}} for each in "abc"],
                "parts": [
                    {"kind": "stem", "text": {"en": str(number)}, "match": match}
                    for number, match in [(1, 1), (2, 2), (3, 1)]
                ],
            },
        ),
        ("Q?{}", {"kind": "essay"}),
    ],
)
def test_gift_becomes_questions(gift: str, content: dict[str, object]) -> None:
    text = {"en": "Q?"}
    assert _content(gift) == {"text": text, **content}


def test_gift_in_two_languages_is_one_question() -> None:
    found = _content(
        r"\{mlang en\}Tax?\{mlang\}\{mlang ar\}ضريبة؟\{mlang\}{=5 ~\{mlang en\}No\{mlang\}\{mlang ar\}لا\{mlang\}}"
    )
    assert found == {
        "kind": "single",
        "text": {"en": "Tax?", "ar": "ضريبة؟"},
        "choices": [{"text": {"en": "5", "ar": "5"}, "is_right": True}, {"text": {"en": "No", "ar": "لا"}}],
    }


def test_a_broken_question_costs_itself_alone() -> None:
    first, second, third = _read("::A::One?{=a ~b\n\n::B::Two?{T}\n\nThree?{{}}")
    assert first.left_out is not None
    assert (first.left_out.code, first.left_out.data["line"]) == ("import.left_out.syntax", 1)
    assert (second.content is not None, third.left_out is not None) == (True, True)


@pytest.mark.parametrize("letters", ["utf-8-sig", "utf-16", "cp1251"])
def test_letters_are_told(letters: str) -> None:
    (found,) = _read("Что проверяют первым делом?\nA) Пломбу\nB) Декларацию\nANSWER: B\n".encode(letters), "ru")
    assert found.content is not None
    assert found.content.text == {"ru": "Что проверяют первым делом?"}
    assert [choice.is_right for choice in found.content.choices] == [False, True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b"\x00" * 1_000_000, "import.empty"),
        (b" " * (20 * 1024**2 + 1), "import.too_large"),
        (b"A{=" + b"x" * 10_000_000 + b"}", "import.long_line"),
        (b"Q?{T}\x00\x00\x00\x01", "import.wrong_letters"),
        (b"Dear all,\nsee you on Monday.\n", "import.unknown_format"),
        (b"%PDF-1.7 ...", "import.unknown_format"),
        (b"PK\x03\x04broken", "import.unreadable"),
        (b"<html><body>Hello</body></html>", "import.unknown_format"),
    ],
)
def test_a_file_that_cannot_be_read_ends_in_one_message(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _read(data)
    assert refused.value.code == code


def test_deep_nesting_and_endless_braces_are_quick() -> None:
    text = "Q?" + "{" * 50_000 + "\n\n::B::" + "<div>" * 10_000 + "deep{=a}\n\n" + "\\" * 50_000 + "{T}"
    assert [found.content is None for found in _read(text)] == [True, False, False]


def test_every_reader_is_there() -> None:
    from django.utils.module_loading import import_string

    assert all(callable(import_string(path)) for path in READERS.values())
