"""What people of the demonstration answer: made up, but the same at every making."""

from __future__ import annotations

from random import Random

from quizzes.choices import QuestionKind
from quizzes.models import Question
from webinars.demonstration import reading
from webinars.protocol.values import AnswerResponse

WEIGHTS: dict[str, tuple[float, ...]] = {
    "role": (9, 12, 7, 4, 5),
    "signs": (9, 6, 5, 7, 3),
    "confidence": (3, 9, 12, 8, 2),
    "confidence_after": (0.5, 3, 9, 14, 8),
}
"""How often each choice or step is taken, by the key of the poll."""

KNOWING = 0.72
"""The share of right answers in quizzes."""


def response_to(
    question: Question, key: str, language: str, chance: Random, *, knowing: float = KNOWING
) -> AnswerResponse:
    """A response of somebody who writes ``language``, right with the chance of ``knowing``."""
    choices = list(question.choices.all())
    if question.kind == QuestionKind.OPEN_TEXT:
        return AnswerResponse(text=chance.choice(reading.load("voices")["answers"][key][language]))
    if question.kind == QuestionKind.WORD_CLOUD:
        return AnswerResponse(words=[chance.choice(reading.load("voices")["answers"][key][language])])
    if question.kind == QuestionKind.SCALE:
        steps = range(int(question.low or 1), int(question.high or 5) + 1)
        return AnswerResponse(number=chance.choices(steps, WEIGHTS.get(key))[0])
    if question.kind == QuestionKind.NUMERIC:
        known = question.key_number
        if known is not None:
            return AnswerResponse(number=known if chance.random() < knowing else known + chance.choice((-3, -1, 2, 6)))
        return AnswerResponse(number=float(chance.choice((5, 10, 10, 15, 20, 25, 30, 40))))
    right = [choice.pk for choice in choices if choice.is_right]
    if right and chance.random() < knowing:
        return AnswerResponse(choices=right)
    picked = chance.choices(choices, WEIGHTS.get(key))[0].pk
    if question.kind == QuestionKind.SINGLE:
        return AnswerResponse(choices=[picked])
    if question.kind == QuestionKind.RANKING:
        return AnswerResponse(choices=[choice.pk for choice in chance.sample(choices, len(choices))])
    second = chance.choices(choices, WEIGHTS.get(key))[0].pk
    return AnswerResponse(choices=list(dict.fromkeys((picked, second))))
