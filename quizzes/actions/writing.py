"""Writing a question with all that belongs to it, and keeping what it was as a version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from core import audit
from core.translating import keep_states
from people import access as people_access
from people.models import Person
from quizzes.actions.texts import columns
from quizzes.choices import WITH_CHOICES, BankState, QuestionKind
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent, from_json, to_json
from quizzes.models import (
    AcceptedAnswer,
    Choice,
    Part,
    PartChoice,
    Question,
    QuestionFile,
    QuestionVersion,
    SearchText,
)
from quizzes.passages import passages_of
from quizzes.queries.contents import content_of, subject_of, whole
from quizzes.words.searching import search_texts

Row = TypeVar("Row", bound=Model)

OUT_OF_THE_WAY = 10_000
"""Added to positions while rows change places, so that two never claim the same one."""


def write_content(
    question: Question,
    content: QuestionContent,
    *,
    by: Person | None,
    reviewed: Mapping[str, Iterable[str]] | None = None,
) -> None:
    """Make ``question`` what ``content`` says: rows whose ids are named stay, others go, new ones come. Keeps a version.

    ``reviewed``: keys of passages by language whose translation somebody has just found right.
    """
    _save(question, question_values(content))
    choices = _write_rows(
        Choice.objects.filter(question=question),
        own_choices(content),
        lambda choice: choice_values(choice, content=content),
        question=question,
    )
    parts = _write_rows(
        Part.objects.filter(question=question),
        content.parts,
        lambda part: part_values(part, choices),
        question=question,
    )
    AcceptedAnswer.objects.filter(question=question).exclude(pk__in=_ids(_all_accepted(content))).delete()
    _write_accepted(question, None, content.accepted)
    for part, row in zip(content.parts, parts, strict=True):
        _write_rows(PartChoice.objects.filter(part=row), part.choices, choice_values, part=row)
        _write_accepted(question, row, part.accepted)
    _write_files(question, content)
    write_search_texts(question, content)
    if keep_version(question, by=by, reviewed=reviewed) is not None:
        back_to_review(question, by)


def write_search_texts(question: Question, content: QuestionContent) -> None:
    """Let the bank's search find the question by what it says now, in each of its languages."""
    texts = search_texts(content)
    SearchText.objects.filter(question=question).exclude(language__in=texts).delete()
    SearchText.objects.bulk_create(
        [SearchText(question=question, language=language, text=text) for language, text in texts.items()],
        update_conflicts=True,
        unique_fields=["question", "language"],
        update_fields=["text"],
    )


def back_to_review(question: Question, by: Person | None) -> None:
    """An approved question that somebody other than a planner changed is to be reviewed again."""
    if question.state != BankState.APPROVED or by is None or people_access.has_right(by, people_access.Right.PLAN):
        return
    question.state = BankState.IN_REVIEW
    question.save(update_fields=["state"])
    audit.record(
        "question.state_changed",
        actor_id=by.pk,
        subject=f"question:{question.pk}",
        before=BankState.APPROVED,
        after=BankState.IN_REVIEW,
    )


def keep_version(
    question: Question, *, by: Person | None, reviewed: Mapping[str, Iterable[str]] | None = None
) -> QuestionVersion | None:
    """Keep the question as it is in the database, if that differs from its newest version, and how far it is translated."""
    now = content_of(whole(Question.objects.filter(pk=question.pk)).get())
    kept = to_json(now)
    newest = QuestionVersion.objects.filter(question=question).order_by("-number").first()
    if newest is not None:
        keep_states(
            subject_of(question.pk),
            before=passages_of(from_json(newest.content)),
            after=passages_of(now),
            source_language=now.source_language,
            by_id=by.pk if by is not None else None,
            reviewed=reviewed,
        )
    if newest is not None and newest.content == kept:
        return None
    version = QuestionVersion.objects.create(
        question=question, number=newest.number + 1 if newest is not None else 1, content=kept, made_by=by
    )
    question.version = version.number
    Question.objects.filter(pk=question.pk).update(version=version.number)
    return version


def own_choices(content: QuestionContent) -> tuple[ChoiceContent, ...]:
    """The choices of the question itself, where its kind has any."""
    return content.choices if content.kind in WITH_CHOICES else ()


def question_values(content: QuestionContent) -> dict[str, Any]:
    """The columns of the question's own row."""
    bounded = content.kind in (QuestionKind.SCALE, QuestionKind.NUMERIC)
    return {
        "kind": content.kind,
        "low": content.low if bounded else None,
        "high": content.high if bounded else None,
        "key_number": content.key_number if content.kind == QuestionKind.NUMERIC else None,
        "tolerance": max(0.0, content.tolerance),
        "max_choices": content.max_choices,
        "points": content.points,
        "name": content.name.strip(),
        "units": [to_json(unit) for unit in content.units],
        "mark_rule": content.mark_rule,
        "case_matters": content.case_matters,
        "keeps_order": content.keeps_order,
        "hs_code": content.hs_code,
        "source_language": content.source_language,
        **columns("text", content.text),
        **columns("explanation", content.explanation),
        **columns("low_label", content.low_label),
        **columns("high_label", content.high_label),
    }


def _save(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def choice_values(choice: ChoiceContent, *, content: QuestionContent | None = None) -> dict[str, Any]:
    """The columns of a choice, of a part or of the question itself (``content``). A ranking of opinions has no right one."""
    keyless = content is not None and content.kind == QuestionKind.RANKING
    own = {} if content is None else {"area": choice.area and to_json(choice.area)}
    return {
        "is_right": choice.is_right and not keyless,
        "share": choice.share,
        **own,
        **columns("text", choice.text),
        **columns("feedback", choice.feedback),
    }


def part_values(part: PartContent, choices: list[Choice]) -> dict[str, Any]:
    right = choices[part.match - 1] if part.match and part.match <= len(choices) else None
    return {"kind": part.kind, "right_choice": right, "weight": part.weight, **columns("text", part.text)}


def _ids(contents: Iterable[Any]) -> list[int]:
    return [content.id for content in contents if content.id is not None]


def _write_rows(
    rows: QuerySet[Row], contents: Iterable[Any], values: Callable[[Any], dict[str, Any]], **belongs_to: Model
) -> list[Row]:
    """The rows of ``contents`` in their order: known ids are changed, others made, rows that nobody names removed."""
    contents = tuple(contents)
    held = {row.pk: row for row in rows}
    kept = [pk for pk in _ids(contents) if pk in held]
    rows.exclude(pk__in=kept).delete()
    written = []
    moved = [held[pk].position for pk in kept] != [  # type: ignore[attr-defined]
        number for number, content in enumerate(contents, start=1) if content.id in held
    ]
    if moved:
        for row in rows.filter(pk__in=kept):
            rows.filter(pk=row.pk).update(position=OUT_OF_THE_WAY + row.position)  # type: ignore[attr-defined]
    for position, content in enumerate(contents, start=1):
        row = held.get(content.id) or rows.model(**belongs_to)
        _save(row, {"position": position, **values(content)})
        written.append(row)
    return written


def _all_accepted(content: QuestionContent) -> list[Accepted]:
    return [*content.accepted, *(accepted for part in content.parts for accepted in part.accepted)]


def _write_accepted(question: Question, part: Part | None, accepted: Iterable[Accepted]) -> None:
    held = {row.pk: row for row in AcceptedAnswer.objects.filter(question=question, part=part)}
    for position, each in enumerate(accepted, start=1):
        row = held.get(each.id or 0) or AcceptedAnswer(question=question, part=part)
        _save(row, accepted_values(position, each))


def accepted_values(position: int, each: Accepted) -> dict[str, Any]:
    """The columns of an accepted answer."""
    return {
        "position": position,
        "text": each.text.strip(),
        "language": each.language,
        "number": each.number,
        "tolerance": max(0.0, each.tolerance),
        "share": each.share,
        **columns("feedback", each.feedback),
    }


def _write_files(question: Question, content: QuestionContent) -> None:
    """Files of the question, or of nobody yet, that ``content`` names; others are let go of, and stay for older versions."""
    QuestionFile.objects.filter(question=question).exclude(pk__in=_ids(content.files)).update(question=None)
    mine = QuestionFile.objects.filter(question=question) | QuestionFile.objects.filter(question=None)
    held = {row.pk: row for row in mine.filter(pk__in=_ids(content.files))}
    for position, each in enumerate(content.files, start=1):
        row = held.get(each.id)
        if row is not None:
            _save(row, {"question": question, "position": position, "use": each.use, **columns("alt", each.alt)})
