"""The texts of a question one by one, each under a key that stays while its row does, for translators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizzes.content import Accepted, ChoiceContent, FileContent, PartContent, QuestionContent, Texts


def passages_of(content: QuestionContent) -> dict[str, Texts]:
    """Texts by key, in the order in which they are read; those that no language has are left out. Rows have ids."""
    found: dict[str, Texts] = {"text": content.text}
    for file in content.files:
        found[f"file.{file.id}"] = file.alt
    for part in content.parts:
        found[f"part.{part.id}"] = part.text
        for choice in part.choices:
            found |= _of_choice("level", choice)
        for accepted in part.accepted:
            found[f"accepted.{accepted.id}"] = accepted.feedback
    for choice in content.choices:
        found |= _of_choice("choice", choice)
    for accepted in content.accepted:
        found[f"accepted.{accepted.id}"] = accepted.feedback
    found |= {"low_label": content.low_label, "high_label": content.high_label, "explanation": content.explanation}
    return {key: texts for key, texts in found.items() if any(texts.values())}


def _of_choice(name: str, choice: ChoiceContent) -> dict[str, Texts]:
    return {f"{name}.{choice.id}": choice.text, f"{name}.{choice.id}.feedback": choice.feedback}


def with_translations(content: QuestionContent, language: str, given: Mapping[str, str]) -> QuestionContent:
    """The question with the passages ``given`` in ``language``; keys that it does not have are passed over."""

    def text(key: str, texts: Texts) -> Texts:
        return {**texts, language: given[key]} if key in given else texts

    def choice(name: str, one: ChoiceContent) -> ChoiceContent:
        key = f"{name}.{one.id}"
        return replace(one, text=text(key, one.text), feedback=text(f"{key}.feedback", one.feedback))

    def accepted(one: Accepted) -> Accepted:
        return replace(one, feedback=text(f"accepted.{one.id}", one.feedback))

    def part(one: PartContent) -> PartContent:
        return replace(
            one,
            text=text(f"part.{one.id}", one.text),
            choices=tuple(choice("level", each) for each in one.choices),
            accepted=tuple(map(accepted, one.accepted)),
        )

    def file(one: FileContent) -> FileContent:
        return replace(one, alt=text(f"file.{one.id}", one.alt))

    return replace(
        content,
        text=text("text", content.text),
        explanation=text("explanation", content.explanation),
        low_label=text("low_label", content.low_label),
        high_label=text("high_label", content.high_label),
        choices=tuple(choice("choice", each) for each in content.choices),
        accepted=tuple(map(accepted, content.accepted)),
        parts=tuple(map(part, content.parts)),
        files=tuple(map(file, content.files)),
    )
