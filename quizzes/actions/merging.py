"""A question of a file as a change of one that is there. In words: ``docs/rules/question-import.md``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from quizzes.choices import MarkRule, QuestionKind
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent, Texts

Row = TypeVar("Row")


def merged(new: QuestionContent, old: QuestionContent, *, keeps: frozenset[str] = frozenset()) -> QuestionContent:
    """``new`` with the ids of the rows of ``old`` that it changes.

    Texts in languages that ``new`` does not have stay, and so do the fields of ``keeps``, which the file's format cannot hold:
    ``feedback`` is that of choices and answers, ``weights`` are those of parts, with criteria and the rule "all or nothing".
    Of another kind, nothing stays.
    """
    if new.kind != old.kind:
        return new
    if "weights" in keeps:
        new = _in_order_of(old, new)
    merging = _Merging(frozenset(new.text), keeps)
    fields = {name: getattr(old, name) for name in keeps - {"feedback", "weights"}}
    if "weights" in keeps and (old.mark_rule, new.mark_rule) == (MarkRule.ALL, MarkRule.DIFFERENCE):
        fields["mark_rule"] = old.mark_rule
    choices = merging.choices(new.choices, old.choices)
    return replace(
        new,
        **{
            "text": merging.texts(new.text, old.text),
            "explanation": merging.texts(new.explanation, old.explanation),
            "low_label": merging.texts(new.low_label, old.low_label),
            "high_label": merging.texts(new.high_label, old.high_label),
            "choices": choices,
            "parts": merging.parts(new.parts, old.parts),
            "accepted": merging.accepted(new.accepted, old.accepted),
            "name": new.name or old.name,
            "source_language": old.source_language,
            **fields,
        },
    )


def _in_order_of(old: QuestionContent, new: QuestionContent) -> QuestionContent:
    """What is matched to in its order in ``old``, where both have the same: a file may name it in that of the stems."""
    pairs = _paired(new.choices, old.choices, _same_text)
    places = [next((place for place, held in enumerate(old.choices) if held is pair), -1) for pair in pairs]
    if new.kind != QuestionKind.MATCHING or sorted(places) != list(range(len(old.choices))):
        return new
    choices = [new.choices[places.index(place)] for place in range(len(places))]
    parts = [replace(part, match=places[part.match - 1] + 1 if part.match else None) for part in new.parts]
    return replace(new, choices=tuple(choices), parts=tuple(parts))


class _Merging:
    def __init__(self, languages: frozenset[str], keeps: frozenset[str]) -> None:
        self.languages = languages
        self.keeps_feedback = "feedback" in keeps
        self.keeps_weights = "weights" in keeps

    def texts(self, new: Texts, old: Texts) -> Texts:
        kept = {language: text for language, text in old.items() if language not in self.languages}
        return {**kept, **new}

    def feedback(self, new: Texts, old: Texts) -> Texts:
        return old if self.keeps_feedback else self.texts(new, old)

    def choices(self, new: Sequence[ChoiceContent], old: Sequence[ChoiceContent]) -> tuple[ChoiceContent, ...]:
        return tuple(
            each
            if held is None
            else replace(
                each,
                id=held.id,
                text=self.texts(each.text, held.text),
                feedback=self.feedback(each.feedback, held.feedback),
            )
            for each, held in zip(new, _paired(new, old, _same_text), strict=True)
        )

    def parts(self, new: Sequence[PartContent], old: Sequence[PartContent]) -> tuple[PartContent, ...]:
        if self.keeps_weights and not new:
            return tuple(old)
        return tuple(
            each
            if held is None
            else replace(
                each,
                id=held.id,
                text=self.texts(each.text, held.text),
                weight=held.weight if self.keeps_weights else each.weight,
                choices=self.choices(each.choices, held.choices),
                accepted=self.accepted(each.accepted, held.accepted),
            )
            for each, held in zip(new, _paired(new, old, _same_part), strict=True)
        )

    def accepted(self, new: Sequence[Accepted], old: Sequence[Accepted]) -> tuple[Accepted, ...]:
        taken = tuple(
            each
            if held is None
            else replace(
                each,
                id=held.id,
                language=each.language or held.language,
                feedback=self.feedback(each.feedback, held.feedback),
            )
            for each, held in zip(new, _paired(new, old, _same_answer), strict=True)
        )
        named = {each.id for each in taken}
        others = tuple(
            each for each in old if each.language and each.language not in self.languages and each.id not in named
        )
        return taken + others


def _paired(new: Sequence[Row], old: Sequence[Row], same: Callable[[Any, Any], bool]) -> list[Row | None]:
    """For each of ``new`` the one of ``old`` that says the same; the others by their place, where there are as many of both."""
    free = list(range(len(old)))
    found: list[int | None] = []
    for each in new:
        match = next((number for number in free if same(each, old[number])), None)
        if match is not None:
            free.remove(match)
        found.append(match)
    if len(new) == len(old):
        for place, match in enumerate(found):
            if match is None and place in free:
                free.remove(place)
                found[place] = place
    return [None if number is None else old[number] for number in found]


def _same_text(one: ChoiceContent, other: ChoiceContent) -> bool:
    return _share_a_text(one.text, other.text)


def _same_part(one: PartContent, other: PartContent) -> bool:
    return one.kind == other.kind and _share_a_text(one.text, other.text)


def _same_answer(one: Accepted, other: Accepted) -> bool:
    """A file of one language does not say for which languages its answers count."""
    return (one.text, one.number) == (other.text, other.number) and one.language in ("", other.language)


def _share_a_text(one: Texts, other: Texts) -> bool:
    return any(other.get(language) == text for language, text in one.items())
