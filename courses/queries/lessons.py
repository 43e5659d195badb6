"""What the page of a lesson shows beside its blocks, by the lesson's kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from courses.choices import LessonKind
from courses.content import LessonPlace
from courses.queries.decks import DeckPage, pages_of_decks
from people.models import Person
from quizzes.models import Quiz
from quizzes.queries.attempts import Offered, offered


def slides_of(place: LessonPlace, language: str) -> list[DeckPage]:
    """The pages of a lesson's slides, each in the language if there is one: one query."""
    if place.kind != LessonKind.SLIDES or place.deck is None:
        return []
    return pages_of_decks([place.deck], language).get(place.deck, [])


def asked_of(places: Iterable[LessonPlace]) -> frozenset[int]:
    """Ids of the quizzes of lessons, those in their blocks too."""
    return frozenset(quiz for place in places for quiz in (place.quiz, *place.quizzes) if quiz is not None)


def quiz_of(place: LessonPlace, person: Person, now: datetime) -> Offered | None:
    """How the quiz of a lesson stands for a person who may take it: three queries, none for a lesson of another kind."""
    if place.kind != LessonKind.QUIZ or place.quiz is None:
        return None
    quiz = Quiz.objects.filter(pk=place.quiz).first()
    return offered([quiz], person, now, admitted=[quiz.pk])[0] if quiz is not None else None
