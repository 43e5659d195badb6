"""Promises of ``docs/rules/regrading.md``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.actions import Refused
from core.models import AuditEntry
from people.choices import Role
from quizzes import tasks
from quizzes.actions import regrading
from quizzes.actions.regrading import begin_regrade, mark_next
from quizzes.actions.writing import write_content
from quizzes.choices import Analysed, AttemptState, JobState, QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Attempt, AttemptAnswer, Question, Quiz, QuizQuestion, Regrade, RegradeChange
from quizzes.queries.analysed import counting, quiz_analysis
from quizzes.tasks import go_on_regrading, regrade
from tests.factories import make_attempt, make_person, make_written_quiz

pytestmark = pytest.mark.django_db


def correct(question: Question, right: int) -> None:
    """The key is now the choice at this position, from 1."""
    choices = tuple(
        ChoiceContent({"en": choice.text_en}, is_right=position == right, id=choice.pk)
        for position, choice in enumerate(question.choices.order_by("position"), start=1)
    )
    write_content(question, QuestionContent(question.kind, {"en": question.text_en}, choices), by=None)


def marks(*attempts: Attempt) -> list[Decimal]:
    return [Attempt.objects.get(pk=attempt.pk).mark for attempt in attempts]


def run(quiz: Quiz) -> Regrade:
    begun = begin_regrade(quiz, by=make_person(Role.TRAINER))
    regrade(begun.pk)
    return Regrade.objects.get(pk=begun.pk)


def test_a_corrected_key_changes_marks_and_the_report_says_which() -> None:
    quiz = make_written_quiz(2)
    first, _ = (entry.question for entry in quiz.entries.order_by("position"))
    gains, loses, same = (make_attempt(quiz, [pick, 2]) for pick in (3, 2, 1))
    assert marks(gains, loses, same) == [1, 2, 1]
    correct(first, 3)
    done = run(quiz)
    assert marks(gains, loses, same) == [2, 1, 1]
    assert (done.state, done.done, done.total) == (JobState.DONE, 3, 3)
    assert done.questions == {str(first.pk): {"changed": 2, "kept": 0}}
    assert list(RegradeChange.objects.order_by("attempt_id").values_list("attempt_id", "before", "after")) == [
        (gains.pk, 1, 2),
        (loses.pk, 2, 1),
    ]
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == ["quiz.regrade_begun", "quiz.regraded"]
    assert AttemptAnswer.objects.get(attempt=gains, question=first).is_right
    again = run(quiz)
    assert (again.questions, RegradeChange.objects.filter(regrade=again).count()) == ({}, 0)


def test_what_is_not_to_be_marked_again_stays() -> None:
    """Trials, attempts in progress, quizzes played in a room, and essays that a person marked."""
    quiz = make_written_quiz(1)
    question = quiz.entries.get().question
    essay = Question(kind=QuestionKind.ESSAY)
    write_content(essay, QuestionContent("essay", {"en": "Why?"}, points=5), by=None)
    QuizQuestion.objects.create(quiz=quiz, question=essay, position=2)
    plain = make_attempt(quiz, [2, {"text": "Because."}])
    AttemptAnswer.objects.filter(attempt=plain, question=essay).update(
        mark=4, max_mark=5, marked_by=make_person(Role.TRAINER)
    )
    Attempt.objects.filter(pk=plain.pk).update(mark=5, max_mark=6)
    others = [
        make_attempt(quiz, [2], is_preview=True, source="trial"),
        make_attempt(quiz, [2], state=AttemptState.IN_PROGRESS),
        make_attempt(quiz, [2], state=AttemptState.LIVE, source="sitting:1"),
    ]
    before = marks(*others)
    correct(question, 4)
    run(quiz)
    assert marks(plain) == [4]
    assert marks(*others) == before
    assert Attempt.objects.get(pk=plain.pk).max_mark == 6


def test_an_answer_whose_choice_is_gone_keeps_its_mark_and_is_named() -> None:
    quiz = make_written_quiz(1)
    question = quiz.entries.get().question
    attempt, other = make_attempt(quiz, [2]), make_attempt(quiz, [1])
    kept = tuple(
        ChoiceContent({"en": choice.text_en}, is_right=choice.position == 1, id=choice.pk)
        for choice in question.choices.order_by("position")
        if choice.position != 2
    )
    write_content(question, QuestionContent("single", {"en": "Now?"}, kept), by=None)
    done = run(quiz)
    assert marks(attempt, other) == [1, 1]
    assert done.questions == {str(question.pk): {"changed": 1, "kept": 1}}


def test_a_killed_job_goes_on_and_nothing_counts_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrading, "SLICE", 2)
    quiz = make_written_quiz(1)
    attempts = [make_attempt(quiz, [2]) for _ in range(5)]
    correct(quiz.entries.get().question, 1)
    begun = begin_regrade(quiz, by=make_person(Role.TRAINER))
    with pytest.raises(Refused, match=r"regrade\.running"):
        begin_regrade(quiz, by=make_person(Role.TRAINER))
    mark_next(begun.pk)

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(regrading, "_count", killed)
        with pytest.raises(KeyboardInterrupt):
            mark_next(begun.pk)
    assert Regrade.objects.get(pk=begun.pk).done == 2
    assert marks(*attempts) == [0, 0, 1, 1, 1]
    taken_up: list[int] = []
    monkeypatch.setattr(tasks, "enqueue_after_commit", lambda _name, regrade_id: taken_up.append(regrade_id))
    go_on_regrading()
    assert taken_up == [begun.pk]
    regrade(begun.pk)
    go_on_regrading()
    assert taken_up == [begun.pk]
    done = Regrade.objects.get(pk=begun.pk)
    assert (done.state, done.done, RegradeChange.objects.filter(regrade=done).count()) == (JobState.DONE, 5, 5)
    assert list(done.questions.values()) == [{"changed": 5, "kept": 0}]
    assert marks(*attempts) == [0] * 5


def test_the_key_is_that_of_the_beginning() -> None:
    """A question changed while the job runs does not mark one half of the people by another key than the other half."""
    quiz = make_written_quiz(1)
    attempt = make_attempt(quiz, [2])
    correct(quiz.entries.get().question, 1)
    begun = Regrade.objects.create(quiz=quiz, total=1)
    correct(quiz.entries.get().question, 2)
    regrade(begun.pk)
    assert marks(attempt) == [0]


def test_an_error_ends_the_regrade_and_another_may_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    quiz = make_written_quiz(1)
    make_attempt(quiz, [2])
    begun = Regrade.objects.create(quiz=quiz, total=1)
    with monkeypatch.context() as patched:
        patched.setattr(regrading.Key, "is_by_hand", lambda *_: {}["gone"])
        with pytest.raises(KeyError):
            regrade(begun.pk)
    assert Regrade.objects.get(pk=begun.pk).state == JobState.FAILED
    assert run(quiz).state == JobState.DONE


def test_without_attempts_there_is_nothing_to_mark_again() -> None:
    with pytest.raises(Refused, match=r"regrade\.nothing"):
        begin_regrade(make_written_quiz(1), by=make_person(Role.TRAINER))


def test_which_attempts_count() -> None:
    """Of equally good ones the earlier; trials, rooms and unfinished ones never; what waits for its mark is left out."""
    quiz = make_written_quiz(2)
    person, other = make_person(), make_person()
    mine = [
        make_attempt(quiz, picks, person=person, number=number)
        for number, picks in enumerate(([1, 2], [2, 2], [2, 2], [2, 1]), start=1)
    ]
    theirs = make_attempt(quiz, [2, 1], person=other)
    make_attempt(quiz, [2, 2], person=other, is_preview=True, source="trial")
    make_attempt(quiz, [2, 2], person=other, state=AttemptState.LIVE, source="sitting:2")
    make_attempt(quiz, [2, 2], state=AttemptState.IN_PROGRESS)
    found = {which: sorted(counting(quiz, which).values_list("pk", flat=True)) for which in Analysed.values}
    assert found == {
        "first": [mine[0].pk, theirs.pk],
        "last": [mine[3].pk, theirs.pk],
        "highest": [mine[1].pk, theirs.pk],
        "all": sorted([*(each.pk for each in mine), theirs.pk]),
    }
    Attempt.objects.filter(pk=mine[0].pk).update(needs_marking=True)
    first = quiz_analysis(quiz)
    assert (first.analysis.attempts, first.waiting) == (1, 1)


def test_the_database_counts_as_arithmetic_does(django_assert_num_queries: Any) -> None:
    """Marks and choices of questions named and drawn, in as many queries whatever their number."""
    quiz = make_written_quiz(2)
    question = quiz.entries.order_by("position")[0].question
    for pick in (1, 2, 2, 3, 2, 1, 4, 2, 2, 2):
        make_attempt(quiz, [pick, 2 if pick == 2 else 1])
    with django_assert_num_queries(10):
        found = quiz_analysis(quiz)
    ids = list(question.choices.order_by("position").values_list("pk", flat=True))
    assert found.analysis.places[0].figures.facility.value == 0.6
    assert found.analysis.places[0].figures.discrimination.value == pytest.approx(100)
    assert [found.taken[question.pk][None, pk] for pk in ids] == [2, 6, 1, 1]
    assert [place.intended.value for place in found.analysis.places] == [50, 50]
