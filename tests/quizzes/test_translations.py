"""Translating questions: states by passage, staleness, and two people at one translation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.translating import State, worst
from people.choices import Role
from quizzes.actions.questions import create_question, update_question
from quizzes.actions.translations import seen_passage, translate_question
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Question
from quizzes.passages import passages_of, with_translations
from quizzes.queries.contents import content_of
from quizzes.queries.translations import passages_for
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def asked() -> Question:
    choices = (
        ChoiceContent({"en": "Valves", "fr": "Vannes"}, {"en": "Right, 8481."}, is_right=True),
        ChoiceContent({"en": "Pumps"}),
    )
    content = QuestionContent("single", {"en": "What is in 8481?", "fr": "Qu’y a-t-il au 8481 ?"}, choices=choices)
    return create_question(content, by=make_person(Role.TRAINER))


def test_a_question_is_as_far_as_its_worst_passage() -> None:
    question = asked()
    valves, pumps = question.choices.all()
    found = {passage.key: passage.state for passage in passages_for(question, "fr")}
    assert found == {
        "text": State.DRAFT,
        f"choice.{valves.pk}": State.DRAFT,
        f"choice.{valves.pk}.feedback": State.MISSING,
        f"choice.{pumps.pk}": State.MISSING,
    }
    assert worst(passages_for(question, "fr")) == State.MISSING
    texts = {f"choice.{valves.pk}.feedback": "Exact, 8481.", f"choice.{pumps.pk}": "Pompes"}
    translate_question(question, language="fr", texts=texts, seen={}, reviewed=list(found), by=make_person())
    assert worst(passages_for(question, "fr")) == State.REVIEWED
    assert Question.objects.get().choices.get(pk=pumps.pk).text_fr == "Pompes"
    assert Question.objects.get().version == 2


def test_a_changed_source_makes_its_translations_stale_and_no_others() -> None:
    question = asked()
    translator = make_person(Role.TRAINER)
    translate_question(question, language="fr", texts={}, seen={}, reviewed=["text"], by=translator)
    content = content_of(Question.objects.get())
    update_question(
        question, QuestionContent(**{**vars(content), "text": {**content.text, "en": "What does 8481 hold?"}})
    )
    text, valves, *_rest = passages_for(Question.objects.get(), "fr")
    assert (text.state, text.made_from, text.by) == (State.STALE, "What is in 8481?", translator.full_name)
    assert valves.state == State.DRAFT
    translate_question(question, language="fr", texts={}, seen={}, reviewed=["text"], by=translator)
    assert passages_for(Question.objects.get(), "fr")[0].state == State.REVIEWED


def test_a_rewritten_translation_waits_for_review_again() -> None:
    question = asked()
    translate_question(question, language="fr", texts={}, seen={}, reviewed=["text"], by=make_person())
    translate_question(question, language="fr", texts={"text": "Que contient 8481 ?"}, seen={}, by=make_person())
    assert passages_for(Question.objects.get(), "fr")[0].state == State.DRAFT


@pytest.mark.parametrize("change", ["source", "target"])
def test_nobody_writes_over_what_they_have_not_seen(change: str) -> None:
    question = asked()
    seen = {"text": seen_passage("What is in 8481?", "Qu’y a-t-il au 8481 ?")}
    content = content_of(question)
    theirs = {**content.text, "en": "What is it?"} if change == "source" else {**content.text, "fr": "Quoi ?"}
    update_question(question, QuestionContent(**{**vars(content), "text": theirs}))
    with pytest.raises(Refused) as refused:
        translate_question(question, language="fr", texts={"text": "Contenu ?"}, seen=seen, by=make_person())
    assert (refused.value.code, refused.value.data) == ("translation.changed", {"keys": ["text"]})
    assert Question.objects.get().text_fr == theirs["fr"]


def test_a_passage_that_was_not_touched_never_conflicts() -> None:
    question = asked()
    seen = {"text": seen_passage("What is in 8481?", "Qu’y a-t-il au 8481 ?")}
    content = content_of(question)
    update_question(question, QuestionContent(**{**vars(content), "text": {**content.text, "en": "What is it?"}}))
    pumps = f"choice.{question.choices.get(position=2).pk}"
    texts = {"text": "Qu’y a-t-il au 8481 ?", pumps: "Pompes"}
    translate_question(question, language="fr", texts=texts, seen=seen, by=make_person())
    assert Question.objects.get().choices.get(position=2).text_fr == "Pompes"


def test_gaps_must_be_those_of_the_original() -> None:
    question = asked()
    Question.objects.update(text_en="It is in [[1]].")
    with pytest.raises(Refused) as refused:
        translate_question(question, language="fr", texts={"text": "C’est dans."}, seen={}, by=make_person())
    assert (refused.value.code, refused.value.data) == ("translation.gaps", {"keys": ["text"]})


def test_passages_are_each_put_back_where_they_came_from() -> None:
    content = content_of(asked())
    given = {key: f"{key} in Arabic" for key in passages_of(content)}
    there = with_translations(content, "ar", given)
    assert {key: texts["ar"] for key, texts in passages_of(there).items()} == given
    assert {key: texts.get("en") for key, texts in passages_of(there).items()} == {
        key: texts.get("en") for key, texts in passages_of(content).items()
    }


def test_the_page_shows_both_sides_and_keeps_what_was_typed(client: Client) -> None:
    question = asked()
    client.force_login(make_person(Role.TRAINER))
    address = reverse("quizzes:translate_question", args=[question.pk, "ar"])
    page = client.get(address)
    assert (page.status_code, page.content.decode().count('dir="rtl"')) == (200, 5)
    fields = {name: field.initial or "" for name, field in page.context["form"].fields.items()} | {
        "text": "ماذا في 8481؟"
    }
    assert client.post(address, {**fields, "reviewed": "text"}).status_code == 302
    assert Question.objects.get().text_ar == "ماذا في 8481؟"
    answer = client.post(address, {**fields, "text": "شيء آخر"})
    assert (answer.status_code, "شيء آخر" in answer.content.decode()) == (409, True)
    assert Question.objects.get().text_ar == "ماذا في 8481؟"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_constant_number_of_queries(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        asked()
    client.force_login(make_person(Role.TRAINER))
    client.get(reverse("quizzes:translations"))
    with django_assert_num_queries(10):
        assert client.get(reverse("quizzes:translations")).content.decode().count("cell") >= 6 * rows
