"""The form of every kind: what is there comes back as it was, and what is typed is never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from quizzes.actions.files import upload_file
from quizzes.actions.questions import create_question
from quizzes.choices import QuestionKind
from quizzes.content import FileContent, QuestionContent
from quizzes.forms.questions import QuestionForm, question_form
from quizzes.models import Question
from quizzes.queries.contents import content_of
from tests.factories import make_person
from tests.factories.contents import CONTENTS
from tests.factories.files import picture

pytestmark = pytest.mark.django_db


def written(kind: str) -> Question:
    content = CONTENTS[kind]
    if kind == QuestionKind.HOTSPOT:
        file = upload_file("ship.png", picture(), by=make_person(), use="background")
        content = replace(content, files=(FileContent(file.pk, "background", "ship.png", {"en": "A ship"}),))
    return create_question(content, by=None)


def sent(form: QuestionForm, **changed: str) -> QueryDict:
    """What a browser sends of an untouched form, with what was changed."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = str(value)
    data.update(changed)
    return data


def form_of(question: Question, data: Any = None) -> QuestionForm:
    files = {row.pk: row for row in question.files.all()}
    return question_form(data, kind=question.kind, question=question, files=files)


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_untouched_form_changes_nothing(kind: str) -> None:
    question = written(kind)
    form = form_of(question, sent(form_of(question)))
    assert form.is_valid(), form.errors
    assert form.draft() == content_of(question)


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_more_rows_keep_all_that_was_typed(kind: str) -> None:
    question = written(kind)
    longer = form_of(question)
    for block in longer.drawn_blocks():
        for value, _label in block.adds:
            longer = form_of(question, sent(longer, more=value))
    form = form_of(question, sent(longer))
    assert form.is_valid(), form.errors
    kept = content_of(question)
    if kind != QuestionKind.CLOZE:
        assert form.draft() == kept
    assert [len(block.rows) for block in form.drawn_blocks()] == [len(block.rows) for block in longer.drawn_blocks()]


def test_gap_of_a_kind_is_added_and_filled_in() -> None:
    form = question_form(QueryDict("text_en=A [[1]] in [[2]]&more=gap:gap_choice"), kind="cloze")
    form = question_form(sent(form, more="gap:gap_text"), kind="cloze")
    form = question_form(sent(form, more="gap1_choice"), kind="cloze")
    data = sent(
        form,
        gap1_choice1_text_en="seal",
        gap1_choice5_text_en="lock",
        gap1_choice5_right="on",
        gap2_accepted1_text="time",
        gap2_accepted2_text="temps",
        gap2_accepted2_language="fr",
    )
    form = question_form(data, kind="cloze")
    assert form.is_valid(), form.errors
    one, two = form.draft().parts
    assert [(choice.text, choice.is_right) for choice in one.choices] == [
        ({"en": "seal"}, False),
        ({"en": "lock"}, True),
    ]
    assert [(each.text, each.language, each.share) for each in two.accepted] == [("time", "", 1), ("temps", "fr", 1)]


def test_equal_matches_are_one_choice_and_keep_their_ids() -> None:
    question = written("matching")
    choices = content_of(question).choices
    data = sent(form_of(question), pair1_match_en="Ashore", pair4_text_en="Cook", pair4_match_en="Ashore")
    for language in ("fr", "ar"):
        data[f"pair1_match_{language}"] = ""
    form = form_of(question, data)
    assert form.is_valid(), form.errors
    draft = form.draft()
    assert [choice.id for choice in draft.choices] == [choice.id for choice in choices]
    assert [part.match for part in draft.parts] == [1, 3, 3, 1]


def test_file_that_was_taken_away_goes_and_a_new_background_takes_the_place_of_the_old() -> None:
    question = written("hotspot")
    person = make_person()
    old = content_of(question).files[0]
    new = upload_file("crane.png", picture(), by=person, use="background")
    data = sent(form_of(question))
    known = {row.pk: row for row in question.files.all()}
    form = question_form(data, kind="hotspot", question=question, files=known, brought=[new])
    assert form.is_valid()
    assert [file.id for file in form.draft().files] == [new.pk] != [old.id]
    form = form_of(question, sent(form_of(question), file1_remove="on"))
    assert form.is_valid()
    assert form.draft().files == ()


def test_new_true_or_false_has_its_words_in_six_languages() -> None:
    form = question_form(None, kind="true_false")
    assert form["choice1_text_fr"].value() == "Vrai"
    assert (form["choice2_text_ar"].value(), form["choice2_text_en"].value()) == ("خطأ", "False")


@pytest.mark.parametrize("coords", ["10 20 40 50", "10; 20; 40; 50", "10%, 20%, 40%, 50%", "10,0 20,0 40,0 50,0"])
def test_areas_are_typed_in_percent(coords: str) -> None:
    data = QueryDict(mutable=True)
    data.update({"text_en": "?", "choice1_text_en": "Hold", "choice1_shape": "rect", "choice1_coords": coords})
    form = question_form(data, kind="hotspot")
    assert form.is_valid(), form.errors
    area = form.draft().choices[0].area
    assert area is not None
    assert (area.shape, area.coords) == ("rect", (0.1, 0.2, 0.4, 0.5))


def test_blank_form_is_a_question_without_anything() -> None:
    form = question_form(QueryDict("text_en=Why?"), kind="essay")
    assert form.is_valid()
    assert form.draft() == QuestionContent("essay", {"en": "Why?"}, source_language="en")
