"""Formats that hold one language: GIFT and Aiken. What they cannot say is told, question by question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from quizzes.choices import MarkRule, QuestionKind
from quizzes.content import Accepted, ChoiceContent, Texts
from quizzes.exporters.writing import NotHeld, Written
from quizzes.importers.reading import Note, ReadQuestion
from quizzes.importers.true_false import FALSE, TRUE
from quizzes.markup import to_plain

_SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(questions: Iterable[ReadQuestion], language: str) -> Written:
    """A GIFT file of the texts in ``language``, in Moodle's Markdown format."""
    written, pieces = Written(), []
    category: tuple[str, ...] | None = None
    for question in questions:
        try:
            text, notes = _Gift(question, language).text()
        except NotHeld as reason:
            written.add(question.label, [reason.note], left_out=True)
            continue
        if question.category != category:
            category = question.category
            steps = ["$course$", "top", *(step.replace("/", "//") for step in category)]
            pieces.append(f"$CATEGORY: {_escaped('/'.join(steps))}\n\n")
        pieces.append(text)
        written.add(question.label, notes)
    written.data = "".join(pieces).encode()
    return written


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _percent(share: float) -> str:
    return f"{share * 100:.5f}".rstrip("0").rstrip(".")


def _number(number: float) -> str:
    return repr(number).removesuffix(".0")


class _Gift:
    def __init__(self, question: ReadQuestion, language: str) -> None:
        assert question.content is not None
        self.question, self.content, self.language = question, question.content, language
        self.notes: dict[str, Note] = {}

    def lose(self, what: str) -> None:
        self.notes.setdefault(what, Note(f"export.note.{what}"))

    def text(self) -> tuple[str, list[Note]]:
        """The question's block, and what it does not say."""
        content = self.content
        stem = content.text.get(self.language, "")
        if not stem:
            raise NotHeld("export.left_out.language")
        if content.kind not in _GIFT:
            raise NotHeld("export.left_out.kind")
        body = _GIFT[content.kind](self)
        if explanation := content.explanation.get(self.language):
            body += f"\n\t####{self.lead(explanation)}"
        self._tell_losses()
        comments = [f"[id:{self.question.key}]"] if self.question.key else []
        comments += [f"[tag:{tag}]".replace("]", "\\]", tag.count("]")) for tag in self.question.tags]
        head = f"// {' '.join(comments)}\n" if comments else ""
        title = f"::{_escaped(content.name)}::" if content.name else ""
        return f"{head}{title}[markdown]{_escaped(stem)}{{{body}}}\n\n", list(self.notes.values())

    def _tell_losses(self) -> None:
        content = self.content
        if content.points != 1 or any(part.weight != 1 for part in content.parts):
            self.lose("points")
        if self.question.files:
            self.lose("files")
        if content.units or content.low is not None or content.high is not None:
            self.lose("number_rules")
        if content.max_choices is not None or content.keeps_order or content.case_matters:
            self.lose("settings")

    def lead(self, text: str) -> str:
        """The text such that neither a format nor a weight is read at its beginning."""
        return f"[markdown]{_escaped(text)}" if text.startswith(("[", "%")) else _escaped(text)

    def own(self, texts: Texts) -> str:
        text = texts.get(self.language, "")
        if not text:
            raise NotHeld("export.left_out.language")
        return text

    def feedback(self, texts: Texts) -> str:
        text = texts.get(self.language, "")
        return f"#{self.lead(text)}" if text else ""

    def answer(self, sign: str, weight: str, choice: ChoiceContent) -> str:
        return f"\n\t{sign}{weight}{self.lead(self.own(choice.text))}{self.feedback(choice.feedback)}"

    def single(self) -> str:
        if self.content.mark_rule == MarkRule.SHARES:
            return "".join(
                self.answer("=" if (choice.share or 0) >= 1 else "~", f"%{_percent(choice.share or 0)}%", choice)
                for choice in self.content.choices
            )
        return "".join(self.answer("=" if choice.is_right else "~", "", choice) for choice in self.content.choices)

    def multiple(self) -> str:
        rights = sum(choice.is_right for choice in self.content.choices)
        if not rights:
            raise NotHeld("export.left_out.no_key")
        if self.content.mark_rule == MarkRule.ALL:
            self.lose("mark_rule")
        lines = []
        for choice in self.content.choices:
            share = (1 if choice.is_right else -1) / rights
            if self.content.mark_rule == MarkRule.SHARES:
                share = choice.share or 0
            lines.append(self.answer("~", f"%{_percent(share)}%", choice))
        return "".join(lines)

    def true_false(self) -> str:
        first, second = self.content.choices
        if first.text.get(self.language) == FALSE[self.language]:
            first, second = second, first
        if (
            first.text.get(self.language) != TRUE[self.language]
            or second.text.get(self.language) != FALSE[self.language]
        ):
            self.lose("words_of_choices")
        right, wrong = (first, second) if first.is_right else (second, first)
        told = self.feedback(right.feedback)
        other = self.feedback(wrong.feedback) or ("# " if told else "")
        return f"{'TRUE' if first.is_right else 'FALSE'}{other}{told}"

    def short_text(self) -> str:
        accepted = [each for each in self.content.accepted if each.language in ("", self.language)]
        if max((each.share for each in accepted), default=0) < 1:
            raise NotHeld("export.left_out.language")
        return "".join(self._accepted(each, self.lead(each.text)) for each in accepted)

    def _accepted(self, each: Accepted, text: str) -> str:
        weight = "" if each.share == 1 else f"%{_percent(each.share)}%"
        return f"\n\t={weight}{text}{self.feedback(each.feedback)}"

    def numeric(self) -> str:
        content = self.content
        if content.key_number is None:
            raise NotHeld("export.left_out.no_key")
        key = f"{_number(content.key_number)}:{_number(content.tolerance)}"
        others = [
            self._accepted(each, f"{_number(each.number or 0)}:{_number(each.tolerance)}") for each in content.accepted
        ]
        return f"#\n\t={key}{''.join(others)}"

    def matching(self) -> str:
        answers = [self.own(choice.text) for choice in self.content.choices]
        if any("->" in answer for answer in answers):
            raise NotHeld("export.left_out.arrow")
        used = {part.match for part in self.content.parts}
        lines = [
            f"\n\t={self.lead(self.own(part.text))} -> {_escaped(answers[(part.match or 1) - 1])}"
            for part in self.content.parts
        ]
        lines += [
            f"\n\t= -> {_escaped(answer)}" for number, answer in enumerate(answers, start=1) if number not in used
        ]
        return "".join(lines)

    def essay(self) -> str:
        if self.content.parts:
            self.lose("rubric")
        return ""


_GIFT: dict[str, Callable[[_Gift], str]] = {
    QuestionKind.SINGLE: _Gift.single,
    QuestionKind.MULTIPLE: _Gift.multiple,
    QuestionKind.TRUE_FALSE: _Gift.true_false,
    QuestionKind.SHORT_TEXT: _Gift.short_text,
    QuestionKind.NUMERIC: _Gift.numeric,
    QuestionKind.MATCHING: _Gift.matching,
    QuestionKind.ESSAY: _Gift.essay,
}


def aiken(questions: Iterable[ReadQuestion], language: str) -> Written:
    """An Aiken file: single choice questions with one right answer, as plain text."""
    written, pieces = Written(), []
    for question in questions:
        try:
            text, notes = _aiken(question, language)
        except NotHeld as reason:
            written.add(question.label, [reason.note], left_out=True)
            continue
        pieces.append(text)
        written.add(question.label, notes)
    written.data = "\n".join(pieces).encode()
    return written


def _aiken(question: ReadQuestion, language: str) -> tuple[str, list[Note]]:
    content = question.content
    assert content is not None
    if content.kind != QuestionKind.SINGLE or sum(choice.is_right for choice in content.choices) != 1:
        raise NotHeld("export.left_out.kind")
    texts = [_line(content.text, language), *(_line(choice.text, language) for choice in content.choices)]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(content.choices)]
    right = next(letter for letter, choice in zip(letters, content.choices, strict=True) if choice.is_right)
    lines = [texts[0], *(f"{letter}) {text}" for letter, text in zip(letters, texts[1:], strict=True))]
    lost = {
        "points": content.points != 1,
        "files": bool(question.files),
        "feedback": bool(content.explanation) or any(choice.feedback for choice in content.choices),
        "name": bool(content.name or question.category or question.tags),
        "mark_rule": content.mark_rule != MarkRule.DIFFERENCE,
        "settings": content.keeps_order,
    }
    notes = [Note(f"export.note.{what}") for what, is_lost in lost.items() if is_lost]
    return "\n".join([*lines, f"ANSWER: {right}", ""]), notes


def _line(texts: Texts, language: str) -> str:
    text = " ".join(to_plain(texts.get(language, "")).split())
    if not text:
        raise NotHeld("export.left_out.language")
    return text
