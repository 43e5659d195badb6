"""Promises of ``docs/rules/marking-by-hand.md``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry
from people.choices import Role
from people.models import Person
from quizzes.actions.essays import mark_answer, seen_answer
from quizzes.actions.writing import write_content
from quizzes.content import ChoiceContent, PartContent, QuestionContent
from quizzes.models import AttemptAnswer, Question, Quiz, QuizQuestion
from tests.factories import make_attempt, make_person, make_written_quiz

pytestmark = pytest.mark.django_db

RUBRIC = (
    PartContent(
        "criterion",
        {"en": "Reasons", "fr": "Raisons"},
        choices=(ChoiceContent({"en": "None"}, share=0), ChoiceContent({"en": "Good"}, share=1)),
        weight=3,
    ),
    PartContent(
        "criterion",
        {"en": "Language"},
        choices=(ChoiceContent({"en": "Poor"}, share=0), ChoiceContent({"en": "Clear"}, share=1)),
    ),
)


def essay_quiz(trainer: Person, parts: tuple[PartContent, ...] = ()) -> Quiz:
    """A question that is marked at once, worth 1, and an essay, worth 4."""
    quiz = make_written_quiz(1, created_by=trainer)
    essay = Question(created_by=trainer)
    write_content(essay, QuestionContent("essay", {"en": "Why was it stopped?"}, parts=parts, points=4), by=None)
    QuizQuestion.objects.create(quiz=quiz, question=essay, position=2)
    return quiz


def essay_of(quiz: Quiz, text: str = "The value was too low.", **fields: Any) -> AttemptAnswer:
    return AttemptAnswer.objects.get(attempt=make_attempt(quiz, [2, {"text": text}], **fields), position=2)


def levels_of(answer: AttemptAnswer, *picks: int) -> dict[int, int]:
    """The ids of each criterion's level at this position, from 0."""
    parts = answer.question.parts.order_by("position")
    return {part.pk: part.choices.order_by("position")[pick].pk for part, pick in zip(parts, picks, strict=False)}


def test_levels_of_a_rubric_make_the_mark_and_the_attempt_is_whole() -> None:
    trainer = make_person(Role.TRAINER)
    answer = essay_of(essay_quiz(trainer, RUBRIC))
    assert (answer.attempt.mark, answer.attempt.needs_marking) == (1, True)
    mark_answer(answer, by=trainer, levels=levels_of(answer, 1, 0), comment=" Good reasons. ")
    answer.refresh_from_db()
    answer.attempt.refresh_from_db()
    assert (answer.mark, answer.comment, answer.marked_by, answer.needs_marking) == (3, "Good reasons.", trainer, False)
    assert (answer.attempt.mark, answer.attempt.max_mark, answer.attempt.needs_marking) == (4, 5, False)
    assert list(answer.levels or {}) == [str(part) for part in levels_of(answer, 0, 0)]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id) == ("answer.marked", trainer.pk)
    assert entry.details == {"answer": answer.pk, "before": "0.00", "after": "3.00"}


def test_a_level_that_is_missing_or_of_another_question_is_refused() -> None:
    trainer = make_person(Role.TRAINER)
    quiz = essay_quiz(trainer, RUBRIC)
    answer, other = essay_of(quiz), essay_of(essay_quiz(trainer, RUBRIC))
    strange = dict(zip(levels_of(answer, 0, 0), levels_of(other, 1, 1).values(), strict=True))
    for levels in (levels_of(answer, 1), {}, strange):
        with pytest.raises(Refused, match=r"marking\.incomplete"):
            mark_answer(answer, by=trainer, levels=levels)
    answer.refresh_from_db()
    assert (answer.mark, answer.needs_marking) == (0, True)


@pytest.mark.parametrize("mark", ["-0.01", "4.01", "NaN", None])
def test_a_mark_outside_of_what_can_be_had_is_refused(mark: str | None) -> None:
    answer = essay_of(essay_quiz(make_person(Role.TRAINER)))
    with pytest.raises(Refused, match=r"marking\.out_of_range"):
        mark_answer(answer, by=make_person(), mark=None if mark is None else Decimal(mark))


def test_only_an_essay_of_a_submitted_attempt_is_marked_by_hand() -> None:
    trainer = make_person(Role.TRAINER)
    quiz = essay_quiz(trainer)
    in_progress = essay_of(quiz, state="in_progress")
    single = essay_of(quiz).attempt.answers.get(position=1)
    empty = make_attempt(quiz, [2, None]).answers.get(position=2)
    for answer in (in_progress, single, empty):
        with pytest.raises(Refused, match=r"marking\.not_by_hand"):
            mark_answer(answer, by=trainer, mark=Decimal(1))


def test_the_second_of_two_trainers_learns_of_the_first() -> None:
    trainer = make_person(Role.TRAINER)
    answer = essay_of(essay_quiz(trainer))
    seen = seen_answer(answer)
    mark_answer(answer, by=trainer, mark=Decimal(2), seen=seen)
    with pytest.raises(Refused, match=r"form\.changed_meanwhile"):
        mark_answer(answer, by=trainer, mark=Decimal(4), seen=seen)
    answer.refresh_from_db()
    assert answer.mark == 2


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_one_answer_after_the_other_is_marked_without_a_name() -> None:
    """Oldest first; after the last one, the queue."""
    trainer = make_person(Role.TRAINER)
    quiz = essay_quiz(trainer)
    first, second = (essay_of(quiz, f"<b>Text {n}</b>", language="fr") for n in (1, 2))
    essay_of(quiz, "A trial", is_preview=True, source="trial")
    client = signed_in(trainer)
    queue = client.get(reverse("quizzes:marking", args=[quiz.pk])).content.decode()
    assert [queue.count(reverse("quizzes:mark_answer", args=[each.pk])) for each in (first, second)] == [1, 1]
    assert first.attempt.person.full_name not in queue
    page = client.get(reverse("quizzes:mark_answer", args=[first.pk])).content.decode()
    assert "&lt;b&gt;Text 1&lt;/b&gt;" in page
    assert 'lang="fr"' in page
    assert first.attempt.person.full_name not in page
    answer = client.post(reverse("quizzes:mark_answer", args=[first.pk]), {"mark": "3.5", "next": "1"})
    assert answer["Location"] == reverse("quizzes:mark_answer", args=[second.pk])
    wrong = client.post(answer["Location"], {"mark": "9", "comment": "Too much?", "next": "1"})
    assert (wrong.status_code, "Too much?" in wrong.content.decode()) == (200, True)
    answer = client.post(reverse("quizzes:mark_answer", args=[second.pk]), {"mark": "0", "next": "1"})
    assert answer["Location"] == reverse("quizzes:marking", args=[quiz.pk])
    marks = AttemptAnswer.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk").values_list("mark", flat=True)
    assert list(marks) == [Decimal("3.5"), 0]


def test_a_rubric_is_marked_on_its_page() -> None:
    trainer = make_person(Role.TRAINER)
    answer = essay_of(essay_quiz(trainer, RUBRIC))
    address = reverse("quizzes:mark_answer", args=[answer.pk])
    given = {f"level_{part}": level for part, level in levels_of(answer, 1, 1).items()}
    assert signed_in(trainer).post(address, given).status_code == 302
    answer.refresh_from_db()
    assert (answer.mark, answer.is_right) == (4, True)
