"""A live quiz: marks as attempts, one's own standing, the board of countries, and real questions in six languages."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from people.models import Person
from quizzes.models import Attempt, AttemptAnswer, Choice, Question, Quiz
from tests.factories import make_activity, make_person, make_quiz, make_room, make_webinar
from tests.webinars.test_answers import give, record
from webinars.actions.activities import close_activity, hide_activity, open_activity, reveal_activity
from webinars.actions.answers import record_answers
from webinars.models import Activity, ExtraTime, Room
from webinars.protocol.views import CountryMark, StandingView
from webinars.queries.activities import activity_view, activity_views
from webinars.queries.results import results
from webinars.queries.standing import board, disclosed, standing

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "ru", "es", "pt", "ar")


@pytest.fixture
def host() -> Person:
    return make_person()


@pytest.fixture
def room(host: Person) -> Room:
    return make_room(make_webinar(host=host))


def play(room: Room, quiz: Quiz) -> list[Activity]:
    return [
        make_activity(
            room,
            entry.question,
            kind="quiz",
            quiz=quiz,
            position=entry.position,
            seconds=entry.seconds,
            speed_points=quiz.speed_points,
        )
        for entry in quiz.entries.select_related("question").order_by("position")
    ]


def right(activity: Activity) -> list[int]:
    return list(activity.question.choices.filter(is_right=True).values_list("pk", flat=True))


def wrong(activity: Activity) -> list[int]:
    return list(activity.question.choices.filter(is_right=False).values_list("pk", flat=True)[:1])


def ask(activity: Activity, host: Person, answers: dict[Person, list[int]], *, reveal: bool = True) -> None:
    """Open the question, take the answers in the languages of their people, close it, and reveal it."""
    open_activity(activity, by=host)
    given = [give(activity, person, language=person.language, choices=chosen) for person, chosen in answers.items()]
    assert set(record(*given)) <= {None}
    close_activity(activity, by=host)
    if reveal:
        reveal_activity(activity, by=host)


def marks() -> list[tuple[int, Decimal, Decimal, bool]]:
    rows = Attempt.objects.order_by("person_id")
    return [(row.person_id, row.mark, row.max_mark, row.finished_at is not None) for row in rows]


def test_marks_are_stored_as_attempts_and_a_missed_question_counts_as_nothing(room: Room, host: Person):
    quiz = make_quiz(3)
    first, second, third = play(room, quiz)
    ann, bob, cid = (make_person() for _ in range(3))
    ask(first, host, {ann: right(first), bob: wrong(first)})
    assert marks() == [(ann.pk, 1, 1, False), (bob.pk, 0, 1, False)]
    ask(second, host, {ann: right(second), cid: right(second)})
    ask(third, host, {cid: wrong(third)})
    assert marks() == [(ann.pk, 2, 3, True), (bob.pk, 0, 3, True), (cid.pk, 1, 3, True)]
    assert set(Attempt.objects.values_list("quiz", "source")) == {(quiz.pk, f"sitting:{room.sitting_id}")}
    rows = (
        AttemptAnswer.objects.filter(attempt__person=ann).order_by("pk").values_list("question", "response", "is_right")
    )
    assert list(rows) == [
        (first.question_id, {"choices": right(first)}, True),
        (second.question_id, {"choices": right(second)}, True),
    ]


def test_closing_again_after_another_opening_stores_marks_once(room: Room, host: Person):
    first, *_ = play(room, make_quiz(1))
    ann, bob = make_person(), make_person()
    ask(first, host, {ann: wrong(first)}, reveal=False)
    ask(first, host, {bob: right(first)}, reveal=False)
    ask(first, host, {ann: right(first)})
    assert marks() == [(ann.pk, 1, 1, True), (bob.pk, 1, 1, True)]
    assert AttemptAnswer.objects.count() == 2


def test_half_of_the_points_is_for_speed_within_ones_own_time(room: Room, host: Person):
    quiz = make_quiz(1, seconds=22, speed_points=True)
    Question.objects.update(points=10)
    [activity] = play(room, quiz)
    activity = open_activity(activity, by=host)
    quick, middle, last, extra, false = (make_person() for _ in range(5))
    ExtraTime.objects.create(room=room, person=extra, percent=100)
    came = {quick: 2, middle: 12, last: 22, extra: 23, false: 2}
    for person, seconds in came.items():
        chosen = wrong(activity) if person == false else right(activity)
        at = activity.opened_at + timedelta(seconds=seconds)
        assert record_answers([give(activity, person, at=at, choices=chosen)], now=at) == [None]
    close_activity(activity, by=host)
    found = dict(Attempt.objects.values_list("person_id", "mark"))
    assert [found[person.pk] for person in came] == [10, Decimal("7.5"), 5, Decimal("7.5"), 0]
    assert AttemptAnswer.objects.get(attempt__person=middle).elapsed_ms == 12_000


def test_an_answer_from_an_earlier_opening_keeps_its_mark(room: Room, host: Person):
    [activity] = play(room, make_quiz(1, speed_points=True))
    ann = make_person()
    ask(activity, host, {ann: right(activity)}, reveal=False)
    AttemptAnswer.objects.update(mark=Decimal("0.61"))
    ask(activity, host, {make_person(): right(activity)})
    assert Attempt.objects.get(person=ann).mark == Decimal("0.61")


def test_rehearsals_leave_no_attempt(host: Person):
    room = make_room(make_webinar(host=host))
    [first] = play(room, make_quiz(1))
    ask(first, host, {make_person(is_rehearsal=True): right(first)})
    room.sitting.is_rehearsal = True
    room.sitting.save()
    [second] = play(room, make_quiz(1))
    ask(second, host, {make_person(): right(second)})
    assert Attempt.objects.count() == 0


def test_ones_own_standing_counts_revealed_questions_only(room: Room, host: Person):
    quiz = make_quiz(3)
    first, second, third = play(room, quiz)
    ann, bob = make_person(), make_person()
    ask(first, host, {ann: right(first), bob: wrong(first)})
    ask(second, host, {ann: right(second)})
    ask(third, host, {ann: right(third)}, reveal=False)
    assert standing(room, quiz_id=quiz.pk, person=ann) == StandingView(
        quiz=quiz.pk, mark=2, max_mark=2, right=2, questions=2
    )
    assert standing(room, quiz_id=quiz.pk, person=bob) == StandingView(
        quiz=quiz.pk, mark=0, max_mark=2, right=0, questions=2
    )
    hide_activity(second, by=host)
    assert standing(room, quiz_id=quiz.pk, person=ann).questions == 1


def test_the_board_has_countries_of_five_and_more_and_gives_nobody_away(room: Room, host: Person):
    quiz = make_quiz(1)
    [activity] = play(room, quiz)
    answers: dict[Person, list[int]] = {}
    for country, people, knowing in (("KE", 6, 3), ("BR", 5, 5), ("FJ", 3, 3), ("LC", 2, 0)):
        for number in range(people):
            person = make_person(country=country)
            answers[person] = right(activity) if number < knowing else wrong(activity)
    ask(activity, host, answers)
    lines = [CountryMark(country="BR", people=5, mean=100), CountryMark(country="KE", people=6, mean=50)]
    assert board(room, quiz_id=quiz.pk) == lines
    view = activity_view(activity, team=False)
    assert view.board == lines
    assert [name for person in answers for name in (person.full_name,) if name in view.model_dump_json()] == []


def test_a_single_small_country_takes_another_with_it():
    assert disclosed({"KE": 9, "BR": 5, "FJ": 4}) == {"KE"}
    assert disclosed({"KE": 9, "BR": 5, "FJ": 4, "LC": 1}) == {"KE", "BR"}
    assert disclosed({"KE": 9, "BR": 5, "": 2}) == {"KE"}
    assert disclosed({"KE": 9, "BR": 5}) == {"KE", "BR"}
    assert disclosed({"KE": 4}) == set()


def test_the_board_is_empty_before_the_reveal(room: Room, host: Person):
    [activity] = play(room, make_quiz(1))
    ask(activity, host, {make_person(): right(activity) for _ in range(6)}, reveal=False)
    assert activity_view(activity, team=False).board == []
    assert activity_view(activity, team=True).board == []


def test_a_question_knows_its_place_in_its_quiz(room: Room):
    poll = make_activity(room, make_quiz(1).entries.get().question)
    quiz = play(room, make_quiz(3))
    places = {view.id: (view.position, view.of) for view in activity_views(room.pk, team=True)}
    assert places == {poll.pk: (1, 1)} | {one.pk: (number, 3) for number, one in enumerate(quiz, 1)}


@pytest.mark.parametrize("revealed", [1, 3])
def test_the_questions_of_a_quiz_take_a_constant_number_of_queries(
    room: Room, host: Person, revealed: int, django_assert_num_queries: Any
):
    quiz = play(room, make_quiz(3))
    ann = make_person()
    for activity in quiz[:revealed]:
        ask(activity, host, {ann: right(activity)})
    with django_assert_num_queries(9):
        assert len(activity_views(room.pk, team=False)) == revealed


def parallel_quiz(shared: Path) -> Quiz:
    """The eight real questions that exist in six languages."""
    entries = json.loads((shared / "data/content/mcq_parallel_6lang.json").read_text())
    quiz = Quiz.objects.create(title_en="Web3 and wallets")
    for position, entry in enumerate(entries, 1):
        question = Question.objects.create(
            kind="single", **{f"text_{code}": entry["lang"][code]["prompt"] for code in LANGUAGES}
        )
        for place, option in enumerate(entry["lang"]["en"]["options"]):
            Choice.objects.create(
                question=question,
                position=place + 1,
                is_right=option["key"] == entry["correct"],
                **{f"text_{code}": entry["lang"][code]["options"][place]["text"] for code in LANGUAGES},
            )
        quiz.entries.create(question=question, position=position, seconds=30)
    return quiz


def test_real_questions_in_six_languages_merge(room: Room, host: Person, shared: Path):
    quiz = parallel_quiz(shared)
    activities = play(room, quiz)
    assert len(activities) == 8
    readers = [make_person(language=code) for code in LANGUAGES for _ in range(2)]
    for activity in activities:
        ask(
            activity,
            host,
            {person: right(activity) if index % 2 else wrong(activity) for index, person in enumerate(readers)},
        )
        counted = {line.id: line.count for line in results(activity).choices}
        assert (counted[right(activity)[0]], counted[wrong(activity)[0]]) == (6, 6)
        assert sum(counted.values()) == len(readers)
        text = activity_view(activity, team=False).question.choices[0].text.texts
        assert set(text) == set(LANGUAGES)
    own = [standing(room, quiz_id=quiz.pk, person=person).mark for person in readers]
    assert own == [0, 8] * 6
    assert {row.mark for row in Attempt.objects.filter(person__in=readers[1::2])} == {8}
