"""Aiken: a question in lines, its choices ``A)`` or ``A.``, and ``ANSWER: B``. https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.importers.letters import text_of
from quizzes.importers.reading import Note, ReadQuestion, left_out
from quizzes.importers.texts import Texts6

_CHOICE = re.compile(r"^\s*([A-Za-z])[.)]\s+(\S.*)$")
_ANSWER = re.compile(r"^\s*ANSWER\s*:\s*(.*?)\s*$", re.IGNORECASE)
_LETTERS = re.compile(r"^[A-Za-z](?:\s*[,;]\s*[A-Za-z])*$")


def read(data: bytes, language: str) -> Iterator[ReadQuestion]:
    """Several letters after ``ANSWER:`` make a question with several right choices."""
    stem: list[str] = []
    choices: list[tuple[str, str]] = []
    begun = 0
    for number, line in enumerate(text_of(data).split("\n"), start=1):
        answer = _ANSWER.match(line)
        choice = _CHOICE.match(line)
        if answer:
            yield _question(begun or number, stem, choices, answer.group(1), language)
            stem, choices, begun = [], [], 0
        elif choice and stem:
            choices.append((choice.group(1).upper(), choice.group(2).strip()))
        elif line.strip():
            if choices:
                yield left_out(_label(stem, begun), "import.left_out.syntax", line=number, found=line.strip()[:80])
                stem, choices, begun = [], [], 0
            stem.append(line.strip())
            begun = begun or number
    if stem:
        yield left_out(_label(stem, begun), "import.left_out.no_answers")


def _label(stem: list[str], line: int) -> str:
    return " ".join(stem)[:200] or str(line)


def _question(line: int, stem: list[str], choices: list[tuple[str, str]], answer: str, language: str) -> ReadQuestion:
    label = _label(stem, line)
    if not stem:
        return left_out(label, "import.left_out.no_text")
    if len(choices) < 2:
        return left_out(label, "import.left_out.no_answers")
    letters = [letter.strip().upper() for letter in re.split("[,;]", answer)] if _LETTERS.match(answer) else []
    if not letters or not set(letters) <= {letter for letter, _text in choices}:
        return left_out(label, "import.left_out.syntax", line=line, found=f"ANSWER: {answer}"[:80])
    texts = Texts6([*stem, *(text for _letter, text in choices)], language)
    text = texts.take("\n".join(stem), "plain")
    content = QuestionContent(
        kind=(QuestionKind.MULTIPLE if len(letters) > 1 else QuestionKind.SINGLE).value,
        text=text,
        choices=tuple(ChoiceContent(texts.take(each, "plain"), is_right=letter in letters) for letter, each in choices),
        source_language=texts.main(text),
    )
    notes: tuple[Note, ...] = tuple(texts.notes.values())
    return ReadQuestion(label=label, content=content, notes=notes)
