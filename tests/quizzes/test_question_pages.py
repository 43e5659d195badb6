"""Writing questions on pages: saved once, told of others' changes, copied, with versions to look at and to bring back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from people.choices import Role
from people.models import Person
from quizzes.actions.questions import bring_back, copy_question, create_question, update_question
from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Attempt, AttemptAnswer, Question, QuestionFile
from quizzes.queries.contents import content_of
from quizzes.queries.versions import changes, versions_of
from tests.factories import make_activity, make_person, make_quiz, make_room
from tests.factories.contents import CONTENTS
from tests.factories.files import picture
from webinars.models import Answer

pytestmark = pytest.mark.django_db
TYPED = {"kind": "single", "rows": "4", "text_en": "Sure?", "choice1_text_en": "Yes", "choice2_text_en": "No"}


@pytest.fixture
def trainer(client: Client) -> Person:
    person = make_person(Role.TRAINER)
    client.force_login(person)
    return person


def typed_page(client: Client, address: str, changed: dict[str, Any]) -> dict[str, Any]:
    """The form of a page as a browser sends it, with what was changed."""
    form = client.get(address).context["form"]
    held = {field.html_name: field.value() for field in form}
    return {name: value for name, value in {**held, **changed}.items() if value not in (None, False)}


def test_double_click_makes_one_question(client: Client, trainer: Person) -> None:
    address = reverse("quizzes:create_question")
    given = typed_page(client, address, TYPED)
    assert [client.post(address, given).status_code for _ in range(2)] == [302, 302]
    assert list(Question.objects.values_list("text_en", "created_by")) == [("Sure?", trainer.pk)]


def test_second_to_save_is_told_and_keeps_what_was_typed(client: Client, trainer: Person) -> None:
    question = create_question(CONTENTS["cloze"], by=trainer)
    address = reverse("quizzes:edit_question", args=[question.pk])
    given = typed_page(client, address, {"explanation_fr": "Mine"})
    theirs = replace(content_of(question), explanation={"fr": "Theirs"})
    update_question(question, theirs)
    page = client.post(address, given)
    assert (page.status_code, page.context["form"]["explanation_fr"].value()) == (200, "Mine")
    assert content_of(Question.objects.get(pk=question.pk)).explanation == {"fr": "Theirs"}
    assert client.post(address, {**given, "seen": page.context["form"]["seen"].value()}).status_code == 302
    assert content_of(Question.objects.get(pk=question.pk)).explanation == {"fr": "Mine"}


def test_refused_form_still_has_the_file_that_came_with_it(client: Client, trainer: Person) -> None:
    address = reverse("quizzes:create_question")
    given: dict[str, Any] = {"kind": "hotspot", "text_en": "Where?", "choice1_text_en": "Hold", "choice1_right": "on"}
    sent = {**given, "background": SimpleUploadedFile("ship.png", picture()), "choice1_coords": "10 10 x 40"}
    page = client.post(address, sent)
    assert page.status_code == 200
    form = page.context["form"]
    assert (form["choice1_coords"].value(), form.background().name) == ("10 10 x 40", "ship.png")
    again = {**given, "files": "1", "file1_id": form["file1_id"].value(), "file1_alt_en": "A ship"}
    assert client.post(address, {**again, "choice1_coords": "10 10 40 40"}).status_code == 302
    (file,) = content_of(Question.objects.get()).files
    assert (file.use, file.name, file.alt) == ("background", "ship.png", {"en": "A ship"})


def test_file_of_somebody_else_is_not_taken_over(client: Client, trainer: Person) -> None:
    other = create_question(QuestionContent("open_text", {"en": "?"}), by=make_person())
    theirs = QuestionFile.objects.create(question=other, name="a", key="a", media_type="image/webp", size=1)
    loose = QuestionFile.objects.create(name="b", key="b", media_type="image/webp", size=1, created_by=make_person())
    given = {"kind": "open_text", "text_en": "?", "files": "2", "file1_id": theirs.pk, "file2_id": loose.pk}
    assert client.post(reverse("quizzes:create_question"), given).status_code == 302
    assert content_of(Question.objects.latest("pk")).files == ()


def test_bad_file_is_refused_and_the_rest_stays(client: Client, trainer: Person) -> None:
    bad = [SimpleUploadedFile("a.svg", b"<svg/>"), SimpleUploadedFile("b.png", picture())]
    page = client.post(reverse("quizzes:create_question"), {"kind": "essay", "text_en": "Why?", "upload": bad})
    form = page.context["form"]
    assert [error.code for error in form.errors.as_data()["__all__"]] == ["file.not_taken"]
    assert ([row.file.name for row in form.file_rows()], form["text_en"].value()) == (["b.png"], "Why?")
    assert Question.objects.count() == 0


def answer_in_a_room(question: Question, person: Person) -> None:
    activity = make_activity(make_room(), question)
    Answer.objects.create(activity=activity, voter=f"p{person.pk}", person=person, response="{}", language="en")


def test_answered_in_a_room_can_be_saved_as_a_new_question(client: Client, trainer: Person) -> None:
    question = create_question(CONTENTS["single"], by=trainer)
    answer_in_a_room(question, trainer)
    address = reverse("quizzes:edit_question", args=[question.pk])
    given = typed_page(client, address, {"choice4_text_en": "The weather"})
    page = client.post(address, given)
    assert (page.status_code, 'name="as_copy"' in page.content.decode()) == (200, True)
    assert client.post(address, {**given, "as_copy": "1"}).status_code == 302
    copy = Question.objects.latest("pk")
    assert [choice.text["en"] for choice in content_of(copy).choices][-1] == "The weather"
    assert content_of(question) == content_of(Question.objects.get(pk=question.pk))
    assert question.choices.count() == 3


def test_answered_in_attempts_only_may_change_freely() -> None:
    question = create_question(CONTENTS["single"], by=None)
    version = question.versions.get()
    attempt = Attempt.objects.create(quiz=make_quiz(0), person=make_person(), started_at=version.made_at)
    answer = AttemptAnswer.objects.create(attempt=attempt, question=question, version=version)
    fewer = replace(content_of(question), choices=content_of(question).choices[1:])
    update_question(question, fewer)
    assert len(content_of(Question.objects.get(pk=question.pk)).choices) == 2
    assert len(version.content["choices"]) == 3
    answer.version = None
    answer.save()
    with pytest.raises(Refused, match=r"question\.answered"):
        update_question(question, replace(fewer, kind="multiple"))


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind.values if kind != "hotspot"])
def test_version_tells_what_changed_and_can_be_brought_back(kind: str) -> None:
    first = create_question(CONTENTS[kind], by=None)
    before = content_of(first)
    changed = replace(before, text={**before.text, "en": before.text["en"] + " Now?"}, points=7)
    question = update_question(first, changed, by=make_person())
    assert (question.version, bring_back(question, number=2, by=None)) == (2, None)
    newest, oldest = versions_of(question)
    found = [(change.language, change.before, change.after) for change in changes(oldest, newest)]
    assert found == [
        ("en", before.text["en"], before.text["en"] + " Now?"),
        ("", str(before.points), "7"),
    ]
    made = bring_back(question, number=1, by=None)
    assert made is not None
    assert (made.number, content_of(Question.objects.get(pk=question.pk))) == (3, before)
    with pytest.raises(Refused, match=r"question\.version_unknown"):
        bring_back(question, number=9, by=None)


def test_copy_stands_alone() -> None:
    first = create_question(CONTENTS["cloze"], by=None)
    copy = copy_question(first, by=None)
    one, two = content_of(first), content_of(copy)
    assert [part.kind for part in one.parts] == [part.kind for part in two.parts]
    assert not {part.id for part in one.parts} & {part.id for part in two.parts}
    update_question(copy, replace(two, text={"en": "[[3]] [[2]] [[1]]"}))
    assert content_of(Question.objects.get(pk=first.pk)) == one


def test_removed_choice_is_told_by_its_text_and_comes_back() -> None:
    question = create_question(CONTENTS["single"], by=None)
    before = content_of(question)
    update_question(question, replace(before, choices=(*before.choices[1:], ChoiceContent({"en": "None"}))))
    newest, oldest = versions_of(question)
    told = {(change.language, change.before, change.after) for change in changes(oldest, newest)}
    assert {("fr", "Le scellé", None), ("en", None, "None")} < told
    assert len(told) == 6, "three texts and a feedback in two languages go, a text comes, and nothing has moved"
    question = Question.objects.get(pk=question.pk)
    bring_back(question, number=1, by=None)
    assert [choice.text for choice in content_of(question).choices] == [choice.text for choice in before.choices]


def test_moved_choices_are_told_as_one_change() -> None:
    question = create_question(CONTENTS["ordering"], by=None)
    before = content_of(question)
    update_question(question, replace(before, choices=(*before.choices[1:], before.choices[0])))
    newest, oldest = versions_of(question)
    (told,) = changes(oldest, newest)
    seal, manifest, crew = (choice.text["en"] for choice in before.choices)
    assert (told.before, told.after) == (f"{seal} · {manifest} · {crew}", f"{manifest} · {crew} · {seal}")


@pytest.mark.parametrize("number", [1, 3])
def test_versions_cost_the_same_for_one_and_three(
    client: Client, trainer: Person, django_assert_num_queries: Any, number: int
) -> None:
    question = create_question(CONTENTS["numeric"], by=trainer)
    for points in range(2, number + 1):
        update_question(question, replace(content_of(question), points=points), by=trainer)
    address = reverse("quizzes:question_versions", args=[question.pk])
    client.get(address)
    with django_assert_num_queries(6):
        page = client.get(address).content.decode()
    assert page.count("Version ") >= number


def test_one_version_shows_all_of_it_and_offers_to_bring_it_back_to_those_who_may(
    client: Client, trainer: Person
) -> None:
    question = create_question(CONTENTS["matching"], by=trainer)
    update_question(question, replace(content_of(question), explanation={"en": "<b>New</b>"}), by=trainer)
    address = reverse("quizzes:question_version", args=[question.pk, 1])
    back = reverse("quizzes:bring_back_version", args=[question.pk, 1])
    page = client.get(address).content.decode()
    assert ("الختم" in page, "&lt;b&gt;New&lt;/b&gt;" in page, back in page) == (True, True, True)
    client.force_login(make_person(Role.TRAINER))
    assert back not in client.get(address).content.decode()
    client.force_login(trainer)
    assert client.post(back).status_code == 302
    assert content_of(Question.objects.get(pk=question.pk)).explanation == {}
