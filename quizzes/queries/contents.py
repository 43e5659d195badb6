"""Questions whole, as :class:`quizzes.content.QuestionContent`."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from core.languages import LANGUAGES
from quizzes.content import (
    Accepted,
    AreaContent,
    ChoiceContent,
    FileContent,
    PartContent,
    QuestionContent,
    Texts,
    Unit,
)
from quizzes.models import AcceptedAnswer, Choice, Part, PartChoice, Question


def subject_of(question_id: int) -> str:
    """What a question is called where translations are kept (:mod:`core.translating`)."""
    return f"quizzes.question:{question_id}"


WHOLE = ("choices", "parts__choices", "accepted_answers", "files")


def whole(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With all that belongs to them: six queries whatever their number."""
    return questions.prefetch_related(*WHOLE)


def contents_of(question_ids: Iterable[int]) -> dict[int, QuestionContent]:
    """The questions of these ids as they are now."""
    return {question.pk: content_of(question) for question in whole(Question.objects.filter(pk__in=set(question_ids)))}


def content_of(question: Question) -> QuestionContent:
    """The question as it is now; no query when it was fetched by :func:`whole`."""
    choices = sorted(question.choices.all(), key=lambda choice: choice.position)
    numbers = {choice.pk: number for number, choice in enumerate(choices, start=1)}
    accepted: dict[int | None, list[Accepted]] = {}
    for row in sorted(question.accepted_answers.all(), key=lambda row: row.position):
        accepted.setdefault(row.part_id, []).append(_accepted(row))
    return QuestionContent(
        kind=question.kind,
        text=_texts(question, "text"),
        choices=tuple(map(_choice, choices)),
        explanation=_texts(question, "explanation"),
        low=question.low,
        high=question.high,
        low_label=_texts(question, "low_label"),
        high_label=_texts(question, "high_label"),
        key_number=question.key_number,
        tolerance=question.tolerance,
        max_choices=question.max_choices,
        points=question.points,
        name=question.name,
        parts=tuple(
            _part(part, numbers, tuple(accepted.get(part.pk, ())))
            for part in sorted(question.parts.all(), key=lambda part: part.position)
        ),
        accepted=tuple(accepted.get(None, ())),
        units=tuple(Unit(**unit) for unit in question.units),
        files=tuple(
            FileContent(id=each.pk, use=each.use, name=each.name, alt=_texts(each, "alt"))
            for each in sorted(question.files.all(), key=lambda each: (each.position, each.pk))
        ),
        mark_rule=question.mark_rule,
        case_matters=question.case_matters,
        keeps_order=question.keeps_order,
        hs_code=question.hs_code,
        source_language=question.source_language,
    )


def _texts(row: Model, name: str) -> Texts:
    texts = {language: getattr(row, f"{name}_{language}") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def _choice(row: Choice) -> ChoiceContent:
    area = AreaContent(row.area["shape"], tuple(row.area["coords"])) if row.area else None
    return ChoiceContent(
        _texts(row, "text"), _texts(row, "feedback"), row.is_right, id=row.pk, share=row.share, area=area
    )


def _part_choice(row: PartChoice) -> ChoiceContent:
    return ChoiceContent(_texts(row, "text"), _texts(row, "feedback"), row.is_right, id=row.pk, share=row.share)


def _part(part: Part, numbers: dict[int, int], accepted: tuple[Accepted, ...]) -> PartContent:
    return PartContent(
        kind=part.kind,
        text=_texts(part, "text"),
        choices=tuple(map(_part_choice, sorted(part.choices.all(), key=lambda row: row.position))),
        accepted=accepted,
        match=numbers.get(part.right_choice_id) if part.right_choice_id is not None else None,
        weight=part.weight,
        id=part.pk,
    )


def _accepted(row: AcceptedAnswer) -> Accepted:
    return Accepted(
        text=row.text,
        language=row.language,
        number=row.number,
        tolerance=row.tolerance,
        share=row.share,
        feedback=_texts(row, "feedback"),
        id=row.pk,
    )
