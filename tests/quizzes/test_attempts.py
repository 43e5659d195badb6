"""Taking a quiz alone: who may begin, what is asked, what is kept, and what it comes to. ``docs/rules/attempts.md``."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from core.access import Unknown
from core.actions import Refused
from people.models import Person
from quizzes.actions.attempts.saving import save_answer, save_page, take_over
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import move_end, submit_attempt, submit_due_attempts
from quizzes.actions.writing import write_content
from quizzes.content import from_json, to_json
from quizzes.marking.counting import counted
from quizzes.marking.spec import Response
from quizzes.models import Allowance, Attempt, AttemptAnswer, Quiz, QuizDraw, QuizQuestion, QuizSection
from quizzes.queries.attempts import GRACE, answers_of, own_attempts, rules_for, share_of, standing
from quizzes.queries.contents import content_of
from tests.factories import make_person, make_question, make_quiz

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def open_quiz(questions: int = 3, **fields: Any) -> Quiz:
    return make_quiz(questions, is_open=True, **fields)


def begin(quiz: Quiz, person: Person | None = None, **fields: Any) -> Attempt:
    return start_attempt(quiz, person=person or make_person(), **fields)


def right(answer: AttemptAnswer) -> Response:
    assert answer.version is not None
    return Response(choices=[each["id"] for each in answer.version.content["choices"] if each.get("is_right")])


def wrong(answer: AttemptAnswer) -> Response:
    assert answer.version is not None
    return Response(choices=[answer.version.content["choices"][0]["id"]])


def save(attempt: Attempt, position: int, response: Response | None, revision: int = 1, **fields: Any) -> Any:
    fields.setdefault("lease", attempt.lease)
    return save_answer(
        attempt.pk,
        person=attempt.person,
        position=position,
        revision=revision,
        read=lambda *_: response,
        language="fr",
        **fields,
    )


def code_of(deed: Any) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.code


def test_an_attempt_asks_each_question_once_in_order_and_goes_on_where_it_was() -> None:
    quiz, person = open_quiz(3), make_person()
    attempt = begin(quiz, person)
    asked = answers_of(attempt)
    assert [answer.question_id for answer in asked] == list(quiz.entries.values_list("question", flat=True))
    assert [(answer.position, answer.response, answer.max_mark) for answer in asked] == [
        (1, None, 1),
        (2, None, 1),
        (3, None, 1),
    ]
    assert start_attempt(quiz, person=person) == attempt


def test_beginning_takes_few_queries_whatever_the_number_of_questions(django_assert_max_num_queries: Any) -> None:
    quiz = open_quiz(40)
    begin(quiz)
    person = make_person()
    with django_assert_max_num_queries(10):  # two of them are the savepoint of the test's transaction
        begin(quiz, person)


def test_saving_takes_two_queries(django_assert_max_num_queries: Any) -> None:
    attempt = begin(open_quiz(3))
    answer = answers_of(attempt)[1]
    with django_assert_max_num_queries(4):  # two of them are the savepoint of the test's transaction
        save(attempt, 2, right(answer))


@pytest.mark.parametrize(
    ("fields", "given", "code"),
    [
        ({"opens_at": NOW + timedelta(hours=1)}, {}, "attempt.not_open_yet"),
        ({"closes_at": NOW - timedelta(hours=1)}, {}, "attempt.quiz_closed"),
        ({"closes_at": NOW - timedelta(hours=1)}, {"closes_at": NOW + timedelta(hours=1)}, ""),
        ({"attempts_allowed": 1}, {}, "attempt.none_left"),
        ({"attempts_allowed": 1}, {"extra_attempts": 1}, ""),
        ({"attempts_allowed": 0}, {}, ""),
    ],
)
def test_who_may_begin(fields: dict[str, Any], given: dict[str, Any], code: str) -> None:
    """By somebody who has used one attempt, where the quiz was open for it."""
    quiz, person = open_quiz(1, attempts_allowed=2), make_person()
    first = begin(quiz, person)
    submit_attempt(first, lease=first.lease)
    Quiz.objects.filter(pk=quiz.pk).update(**fields)
    quiz.refresh_from_db()
    if given:
        Allowance.objects.create(quiz=quiz, person=person, **given)
    if code:
        assert code_of(lambda: begin(quiz, person)) == code
    else:
        assert begin(quiz, person).number == 2
    assert start_attempt(quiz, person=person, is_trial=True).is_preview


@pytest.mark.parametrize(
    ("minutes", "closes_in", "extra", "ends_in"),
    [(30, None, 0, 30), (30, None, 15, 45), (30, 20, 15, 20), (None, 20, 15, 20), (None, None, 15, None)],
)
def test_when_an_attempt_ends(minutes: int | None, closes_in: int | None, extra: int, ends_in: int | None) -> None:
    closes = NOW + timedelta(minutes=closes_in) if closes_in else None
    quiz, person = open_quiz(1, minutes=minutes, closes_at=closes), make_person()
    Allowance.objects.create(quiz=quiz, person=person, extra_minutes=extra)
    attempt = start_attempt(quiz, person=person, now=NOW)
    assert attempt.due_at == (NOW + timedelta(minutes=ends_in) if ends_in else None)


def test_more_time_given_in_the_middle_moves_the_end() -> None:
    quiz, person = open_quiz(1, minutes=30), make_person()
    attempt = start_attempt(quiz, person=person, now=NOW)
    Allowance.objects.create(quiz=quiz, person=person, extra_minutes=10)
    move_end(quiz.pk, person.pk)
    attempt.refresh_from_db()
    assert attempt.due_at == NOW + timedelta(minutes=40)


def test_sections_stand_together_and_draws_differ_by_seed() -> None:
    quiz = open_quiz(1, attempts_allowed=0)
    section = QuizSection.objects.create(quiz=quiz, position=1, title_en="Valuation", shuffles=True)
    for position in range(2, 8):
        QuizQuestion.objects.create(quiz=quiz, question=make_question(), position=position, section=section)
    pool = {make_question(state="approved").pk for _ in range(8)}
    make_question(state="draft")
    QuizDraw.objects.create(quiz=quiz, position=9, count=3, points=5)
    attempts = [begin(quiz) for _ in range(6)]
    for attempt in attempts:
        asked = answers_of(attempt)
        assert [answer.section_id for answer in asked] == [None] * 4 + [section.pk] * 6
        assert {answer.question_id for answer in asked[1:4]} <= pool
        assert [answer.max_mark for answer in asked] == [1, 5, 5, 5, *[1] * 6]
        assert len({answer.question_id for answer in asked}) == 10
    assert len({tuple(answer.question_id for answer in answers_of(attempt)) for attempt in attempts}) > 1


def test_choices_are_shuffled_unless_they_keep_their_order() -> None:
    quiz = make_quiz(0, is_open=True, attempts_allowed=0)
    for position, keeps in enumerate([False, True], start=1):
        question = make_question(choices=8, keeps_order=keeps)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
    orders = [[tuple(answer.order) for answer in answers_of(begin(quiz))] for _ in range(5)]
    assert len({shuffled for shuffled, _ in orders}) > 1
    assert len({kept for _, kept in orders}) == 1
    assert all(sorted(shuffled) == sorted(orders[0][0]) for shuffled, _ in orders)


def test_an_attempt_keeps_the_version_it_saw() -> None:
    quiz, person = open_quiz(1), make_person()
    attempt = begin(quiz, person)
    question = quiz.entries.get().question
    changed = from_json({**to_json(content_of(question)), "text": {"en": "Another question"}})
    write_content(question, changed, by=None)
    seen = answers_of(attempt)[0].version
    assert seen is not None
    assert (seen.number, seen.content["text"]["en"]) == (1, "What do you check first?")


def test_what_is_saved_is_kept_canonical_and_a_repeat_changes_nothing() -> None:
    attempt = begin(open_quiz(2))
    answer = answers_of(attempt)[0]
    assert save(attempt, 1, right(answer)).response == {"choices": list(right(answer).choices or [])}
    assert save(attempt, 1, right(answer)).revision == 1
    assert code_of(lambda: save(attempt, 1, wrong(answer))) == "attempt.stale"
    assert save(attempt, 1, None, 2).response is None
    kept = answers_of(attempt)[0]
    assert (kept.revision, kept.response, kept.language) == (2, None, "fr")


@pytest.mark.parametrize(
    ("response", "code"),
    [
        (Response(choices=[10**9]), "answer.unknown_choice"),
        (Response(text="?"), "answer.malformed"),
        (Response(choices=[1, 1]), "answer.malformed"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_changes(response: Response, code: str) -> None:
    attempt = begin(open_quiz(1))
    assert code_of(lambda: save(attempt, 1, response)) == code
    with pytest.raises(Unknown):
        save(attempt, 2, None)
    assert answers_of(attempt)[0].revision == 0


def test_only_the_newest_window_writes_and_the_old_one_may_take_it_back() -> None:
    attempt = begin(open_quiz(1))
    answer, old = answers_of(attempt)[0], attempt.lease
    new = take_over(attempt).lease
    assert code_of(lambda: save(attempt, 1, right(answer), lease=old)) == "attempt.elsewhere"
    assert code_of(lambda: submit_attempt(attempt, lease=old)) == "attempt.elsewhere"
    assert (
        code_of(lambda: save_page(attempt, lease=old, flags={}, read=lambda *_: None, language="en"))
        == "attempt.elsewhere"
    )
    assert save(attempt, 1, right(answer), lease=new).revision == 1


def test_a_page_saves_what_fits_and_names_what_does_not() -> None:
    attempt = begin(open_quiz(3))
    asked = answers_of(attempt)
    given = {1: right(asked[0]), 2: Response(choices=[-1]), 3: None}
    flags = {1: False, 2: True, 3: True}
    refused = save_page(
        attempt, lease=attempt.lease, flags=flags, read=lambda _, position: given[position], language="ar"
    )
    assert {position: why.code for position, why in refused.items()} == {2: "answer.unknown_choice"}
    kept = [(answer.response, answer.is_flagged, answer.revision) for answer in answers_of(attempt)]
    assert kept == [({"choices": list(right(asked[0]).choices or [])}, False, 1), (None, False, 0), (None, True, 1)]


def test_answers_come_until_the_grace_is_over_and_then_the_server_submits_what_is_saved() -> None:
    quiz = open_quiz(2, minutes=10)
    person = make_person()
    attempt = start_attempt(quiz, person=person, now=NOW)
    other = start_attempt(quiz, person=make_person(), now=NOW + timedelta(minutes=5))
    end = NOW + timedelta(minutes=10)
    first, second = answers_of(attempt)
    save(attempt, 1, right(first), now=end + GRACE)
    late = end + GRACE + timedelta(milliseconds=1)
    assert code_of(lambda: save(attempt, 2, right(second), now=late)) == "attempt.late"
    assert submit_due_attempts(late) == 1
    attempt.refresh_from_db()
    assert (attempt.state, attempt.finished_at, attempt.mark, attempt.max_mark) == ("submitted", end, 1, 2)
    other.refresh_from_db()
    assert other.state == "in_progress"
    assert code_of(lambda: save(attempt, 2, right(second), now=late)) == "attempt.submitted"


def test_everything_is_marked_with_the_points_of_the_quiz_and_essays_wait() -> None:
    quiz = make_quiz(0, is_open=True)
    for position, (kind, points) in enumerate(
        [("single", 3), ("single", None), ("open_text", 2), ("essay", 4)], start=1
    ):
        question = make_question(kind, points=2)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position, points=points)
    attempt = begin(quiz)
    asked = answers_of(attempt)
    save(attempt, 1, right(asked[0]))
    save(attempt, 2, wrong(asked[1]))
    AttemptAnswer.objects.filter(pk=asked[3].pk).update(response={"text": "Because."})
    done = submit_attempt(attempt, lease=attempt.lease)
    marks = [(row.mark, row.max_mark, row.is_right, row.needs_marking) for row in answers_of(attempt)]
    assert marks == [(3, 3, True, False), (0, 2, False, False), (0, 0, False, False), (0, 4, False, True)]
    assert (done.mark, done.max_mark, done.needs_marking) == (3, 9, True)
    assert submit_attempt(done, lease="another").finished_at == done.finished_at


@pytest.mark.parametrize(
    ("rule", "share", "which"),
    [("highest", "3/4", 1), ("first", "1/4", 0), ("last", "1/2", 2), ("average", "1/2", None)],
)
def test_which_attempt_counts(rule: str, share: str, which: int | None) -> None:
    shares = [Fraction(1, 4), Fraction(3, 4), Fraction(1, 2)]
    result = counted(shares, rule)
    assert result is not None
    assert (result.share, result.which) == (Fraction(share), which)
    assert counted([], rule) is None


@pytest.mark.parametrize(
    ("mark", "waits", "passed"), [(6, False, True), (5, False, False), (5, True, None), (6, True, True)]
)
def test_passed_is_said_when_it_is_sure(mark: int, waits: bool, passed: bool | None) -> None:
    quiz, person = open_quiz(1, pass_share=60), make_person()
    attempt = begin(quiz, person)
    assert standing(quiz, list(own_attempts(quiz, person))) is None
    Attempt.objects.filter(pk=attempt.pk).update(
        state="submitted", mark=Decimal(mark), max_mark=10, needs_marking=waits
    )
    found = standing(quiz, list(own_attempts(quiz, person)))
    assert found is not None
    assert found.attempt is not None
    assert (found.is_passed, found.is_final, share_of(found.attempt)) == (passed, not waits, Fraction(mark, 10))
    assert rules_for(quiz, person, used=1).left == 0
