"""Making and changing questions and quizzes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.refusals import sentence
from people.choices import Role
from quizzes.actions.questions import create_question, update_question
from quizzes.actions.quizzes import create_quiz, update_quiz
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Choice, Question, QuizQuestion
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room
from webinars.models import Answer

pytestmark = pytest.mark.django_db
TWO = (ChoiceContent({"en": "Yes", "ar": "نعم"}, is_right=True), ChoiceContent({"en": "No", "ar": "لا"}))


def draft_of(question: Question) -> QuestionContent:
    choices = [
        ChoiceContent({"en": choice.text_en or ""}, is_right=choice.is_right, id=choice.pk)
        for choice in question.choices.all()
    ]
    return QuestionContent(kind=question.kind, text={"en": "Changed"}, choices=choices)


def test_question_keeps_its_texts_in_every_language_and_its_choices_in_order() -> None:
    question = create_question(
        QuestionContent(kind="single", text={"en": "Sure?", "ar": "متأكد؟"}, choices=TWO), by=make_person()
    )
    assert (question.text_en, question.text_ar) == ("Sure?", "متأكد؟")
    assert list(question.choices.values_list("position", "text_ar", "is_right")) == [(1, "نعم", True), (2, "لا", False)]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (QuestionContent(kind="single", text={"en": " "}, choices=TWO), "question.no_text"),
        (QuestionContent(kind="riddle", text={"en": "?"}), "question.kind_unknown"),
        (QuestionContent(kind="single", text={"en": "?"}, choices=TWO[:1]), "question.too_few_choices"),
        (QuestionContent(kind="multiple", text={"en": "?"}, choices=TWO * 7), "question.too_many_choices"),
        (
            QuestionContent(kind="ranking", text={"en": "?"}, choices=(*TWO, ChoiceContent({"en": ""}))),
            "question.choice_without_text",
        ),
        (QuestionContent(kind="single", text={"en": "?"}, choices=(TWO[0], TWO[0])), "question.one_right_choice"),
        (QuestionContent(kind="scale", text={"en": "?"}, low=5, high=1), "question.scale_ends"),
        (QuestionContent(kind="scale", text={"en": "?"}, low=1), "question.scale_ends"),
        (QuestionContent(kind="scale", text={"en": "?"}, low=0.5, high=3), "question.scale_ends"),
        (QuestionContent(kind="scale", text={"en": "?"}, low=1, high=100), "question.scale_ends"),
        (QuestionContent(kind="numeric", text={"en": "?"}, low=1, high=5, key_number=9), "question.number_range"),
    ],
)
def test_question_that_cannot_be_asked_is_refused(draft: QuestionContent, code: str) -> None:
    with pytest.raises(Refused) as refused:
        create_question(draft, by=None)
    assert refused.value.code == code
    assert sentence(code, refused.value.data) != sentence("unknown")
    assert Question.objects.count() == 0


def test_choices_change_places_and_go() -> None:
    question = make_question(choices=3)
    first, second, third = question.choices.all()
    update_question(
        question,
        QuestionContent(
            kind="single",
            text={"en": "Changed"},
            choices=[
                ChoiceContent({"en": "Third"}, id=third.pk),
                ChoiceContent({"en": "New"}),
                ChoiceContent({"en": "First"}, id=first.pk),
            ],
        ),
    )
    assert list(question.choices.values_list("position", "text_en")) == [(1, "Third"), (2, "New"), (3, "First")]
    assert not Choice.objects.filter(pk=second.pk).exists()


def test_choice_of_another_question_is_not_taken_over() -> None:
    question, other = make_question(choices=2), make_question(choices=2)
    stolen = other.choices.first()
    assert stolen is not None
    draft = draft_of(question)
    update_question(
        question,
        QuestionContent(
            kind="single", text={"en": "?"}, choices=[*draft.choices, ChoiceContent({"en": "x"}, id=stolen.pk)]
        ),
    )
    stolen.refresh_from_db()
    assert (stolen.question_id, stolen.text_en) == (other.pk, "Choice 1")


def test_answered_question_keeps_its_choices_but_takes_a_better_wording() -> None:
    question = make_question()
    person = make_person()
    activity = make_activity(make_room(), question)
    Answer.objects.create(activity=activity, voter=f"p{person.pk}", person=person, response="{}", language="en")
    draft = draft_of(question)
    update_question(question, draft)
    question.refresh_from_db()
    assert question.text_en == "Changed"
    for choices in (draft.choices[:3], [*draft.choices[1:], draft.choices[0]]):
        with pytest.raises(Refused, match=r"question\.answered"):
            update_question(question, QuestionContent(kind="single", text={"en": "No"}, choices=choices))
    with pytest.raises(Refused, match=r"question\.answered"):
        update_question(question, QuestionContent(kind="multiple", text={"en": "No"}, choices=draft.choices))


def test_quiz_keeps_its_order_and_may_be_rearranged() -> None:
    one, two = make_question(), make_question()
    quiz = create_quiz(title={"fr": "Contrôle"}, questions=[(one, 20), (two, 40)], by=None)
    update_quiz(quiz, title={"fr": "Contrôle"}, questions=[(two, 30), (one, 20)], speed_points=True)
    rows = QuizQuestion.objects.filter(quiz=quiz).values_list("position", "question", "seconds")
    assert list(rows) == [(1, two.pk, 30), (2, one.pk, 20)]


def test_quiz_that_cannot_be_played_is_refused() -> None:
    question = make_question()
    for title, questions, code in (
        ({}, [(question, 30)], "quiz.untitled"),
        ({"en": "Q"}, [(question, 30), (question, 30)], "quiz.question_twice"),
        ({"en": "Q"}, [(question, 4)], "quiz.seconds"),
    ):
        with pytest.raises(Refused) as refused:
            create_quiz(title=title, questions=questions, by=None)
        assert refused.value.code == code


def test_only_the_maker_and_planners_change_a_question(client: Client) -> None:
    maker = make_person(Role.TRAINER)
    address = reverse("quizzes:edit_question", args=[make_question(created_by=maker).pk])
    for person, status in (
        (maker, 200),
        (make_person(Role.PROGRAMME_MANAGER), 200),
        (make_person(Role.TRAINER), 403),
        (make_person(Role.NATIONAL_COORDINATOR), 404),
        (make_person(), 404),
    ):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_libraries_are_for_those_who_teach(client: Client) -> None:
    make_quiz()
    client.force_login(make_person())
    for name in ("quizzes:questions", "quizzes:quizzes", "quizzes:create_question", "quizzes:create_quiz"):
        assert client.get(reverse(name)).status_code == 403


def test_more_rows_keep_what_was_typed(client: Client) -> None:
    client.force_login(make_person(Role.TRAINER))
    given = {"kind": "single", "rows": "4", "text_en": "Half", "choice1_text_en": "written", "more": "1"}
    page = client.post(reverse("quizzes:create_question"), given).content.decode()
    assert ("Half" in page, "written" in page, 'name="choice6_text_en"' in page) == (True, True, True)
    assert Question.objects.count() == 0
