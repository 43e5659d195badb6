"""Many new questions at once: what :func:`quizzes.actions.writing.write_content` writes for one, in a few statements for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

from people.models import Person
from quizzes.actions.texts import columns
from quizzes.actions.writing import accepted_values, choice_values, own_choices, part_values, question_values
from quizzes.content import QuestionContent, to_json
from quizzes.models import (
    AcceptedAnswer,
    Category,
    Choice,
    Part,
    PartChoice,
    Question,
    QuestionFile,
    QuestionVersion,
    SearchText,
    Tag,
)
from quizzes.queries.contents import contents_of
from quizzes.words.searching import search_texts

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class NewQuestion:
    """A checked content, what its file calls it, and where it lies in the bank."""

    content: QuestionContent
    source_key: str = ""
    category: Category | None = None
    tags: tuple[Tag, ...] = ()


def write_new(news: Sequence[NewQuestion], *, by: Person | None) -> list[Question]:
    """Make the questions within a running action, each with its first version. The statements do not grow with their number."""
    questions = Question.objects.bulk_create(
        Question(
            created_by=by,
            source_key=new.source_key,
            category=new.category,
            version=1,
            **question_values(new.content),
        )
        for new in news
    )
    pairs = list(zip(questions, news, strict=True))
    _write_parts(pairs)
    _write_files(pairs)
    through = Question.tags.through
    through.objects.bulk_create(
        [through(question=question, tag=tag) for question, new in pairs for tag in new.tags], ignore_conflicts=True
    )
    contents = contents_of(question.pk for question in questions)
    SearchText.objects.bulk_create(
        SearchText(question=question, language=language, text=text)
        for question in questions
        for language, text in search_texts(contents[question.pk]).items()
    )
    QuestionVersion.objects.bulk_create(
        QuestionVersion(question=question, number=1, content=to_json(contents[question.pk]), made_by=by)
        for question in questions
    )
    return questions


def _write_parts(pairs: list[tuple[Question, NewQuestion]]) -> None:
    choices = _rows(
        Choice,
        (
            {"question": question, "position": position, **choice_values(choice, content=new.content)}
            for question, new in pairs
            for position, choice in enumerate(own_choices(new.content), start=1)
        ),
    )
    by_question: dict[int, list[Choice]] = {}
    for choice in choices:
        by_question.setdefault(choice.question_id, []).append(choice)
    parts = _rows(
        Part,
        (
            {"question": question, "position": position, **part_values(part, by_question.get(question.pk, []))}
            for question, new in pairs
            for position, part in enumerate(new.content.parts, start=1)
        ),
    )
    contents = [part for _question, new in pairs for part in new.content.parts]
    _rows(
        PartChoice,
        (
            {"part": row, "position": position, **choice_values(choice)}
            for row, part in zip(parts, contents, strict=True)
            for position, choice in enumerate(part.choices, start=1)
        ),
    )
    _rows(
        AcceptedAnswer,
        [
            *(
                {"question": question, "part": None, **accepted_values(position, each)}
                for question, new in pairs
                for position, each in enumerate(new.content.accepted, start=1)
            ),
            *(
                {"question_id": row.question_id, "part": row, **accepted_values(position, each)}
                for row, part in zip(parts, contents, strict=True)
                for position, each in enumerate(part.accepted, start=1)
            ),
        ],
    )


def _rows(model: Callable[..., Row], values: Iterable[dict[str, Any]]) -> list[Row]:
    made = [model(**each) for each in values]
    return type(made[0])._default_manager.bulk_create(made) if made else []


def _write_files(pairs: list[tuple[Question, NewQuestion]]) -> None:
    """Files of nobody yet that the questions name."""
    named = {
        file.id: (question, position, file)
        for question, new in pairs
        for position, file in enumerate(new.content.files, 1)
    }
    for row in QuestionFile.objects.filter(question=None, pk__in=named) if named else ():
        question, position, file = named[row.pk]
        row.question, row.position, row.use = question, position, file.use
        for name, value in columns("alt", file.alt).items():
            setattr(row, name, value)
        row.save()
