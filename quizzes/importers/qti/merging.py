"""Items that are one question in several languages, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizzes.content import Accepted, ChoiceContent, QuestionContent, Texts
from quizzes.importers.reading import Note, ReadFile, ReadQuestion


def merge(read: Sequence[ReadQuestion]) -> ReadQuestion:
    """The first with the texts of the others; one that is made otherwise is passed over, and that is said."""
    first = read[0]
    if first.content is None:
        return first
    content, said = first.content, list(first.notes)
    files = {each.name: each for each in first.files}
    for other in read[1:]:
        if other.content is None or _shape(other.content) != _shape(content):
            language = other.content.source_language if other.content else ""
            said.append(Note("import.note.item_differs", {"language": language}))
            continue
        content = _merged(content, other.content)
        said += [note for note in other.notes if note not in said]
        for each in other.files:
            files[each.name] = _with_alt(files.get(each.name, each), each)
    return replace(first, content=content, notes=tuple(said), files=tuple(files.values()))


def _with_alt(kept: ReadFile, other: ReadFile) -> ReadFile:
    return replace(kept, alt={**other.alt, **kept.alt})


def _shape(content: QuestionContent) -> object:
    return (
        content.kind,
        [(choice.is_right, choice.share, choice.area) for choice in content.choices],
        [
            (part.kind, part.match, part.weight, [(choice.is_right, choice.share) for choice in part.choices])
            for part in content.parts
        ],
        content.key_number,
        content.tolerance,
    )


def _merged(one: QuestionContent, two: QuestionContent) -> QuestionContent:
    return replace(
        one,
        text=_texts(one.text, two.text),
        explanation=_texts(one.explanation, two.explanation),
        choices=_choices(one.choices, two.choices),
        parts=tuple(
            replace(
                mine,
                text=_texts(mine.text, its.text),
                choices=_choices(mine.choices, its.choices),
                accepted=_accepted(mine.accepted, its.accepted),
            )
            for mine, its in zip(one.parts, two.parts, strict=True)
        ),
        accepted=_accepted(one.accepted, two.accepted),
    )


def _texts(one: Texts, two: Texts) -> Texts:
    return {**two, **one}


def _choices(one: tuple[ChoiceContent, ...], two: tuple[ChoiceContent, ...]) -> tuple[ChoiceContent, ...]:
    return tuple(
        replace(mine, text=_texts(mine.text, its.text), feedback=_texts(mine.feedback, its.feedback))
        for mine, its in zip(one, two, strict=True)
    )


def _accepted(one: tuple[Accepted, ...], two: tuple[Accepted, ...]) -> tuple[Accepted, ...]:
    """All that any language accepts."""
    known = {(each.text, each.number) for each in one}
    return (*one, *(each for each in two if (each.text, each.number) not in known))
