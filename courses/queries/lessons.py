"""What the page of a lesson shows beside its blocks, by the lesson's kind."""

from __future__ import annotations

from datetime import datetime

from courses.choices import LessonKind
from courses.content import LessonPlace
from courses.models import Deck
from courses.queries.decks import DeckPage, deck_pages
from people.models import Person
from quizzes.models import Quiz
from quizzes.queries.attempts import Offered, offered


def slides_of(place: LessonPlace, language: str) -> list[DeckPage]:
    """The pages of a lesson's slides, each in the language if there is one: three queries, more where pages are missing."""
    if place.kind != LessonKind.SLIDES or place.deck is None:
        return []
    deck = Deck.objects.filter(pk=place.deck).only("page_count").first()
    return deck_pages(deck, language) if deck is not None else []


def asked_of(places: tuple[LessonPlace, ...]) -> frozenset[int]:
    """Ids of the quizzes of lessons, those in their blocks too."""
    return frozenset(quiz for place in places for quiz in (place.quiz, *place.quizzes) if quiz is not None)


def quizzes_of(place: LessonPlace, person: Person, now: datetime) -> dict[int, Offered]:
    """How each quiz of a lesson stands for the person, by id: three queries, none without a quiz."""
    wanted = asked_of((place,))
    if not wanted:
        return {}
    rows = offered(list(Quiz.objects.filter(pk__in=wanted)), person, now, admitted=wanted)
    return {row.quiz.pk: row for row in rows}


