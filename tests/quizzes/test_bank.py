"""The question bank: what is found, where questions lie, and how far they have come."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry
from people.choices import Role
from people.models import Person
from quizzes.actions import bank as actions
from quizzes.actions.questions import create_question, update_question
from quizzes.choices import BankState
from quizzes.content import Accepted, ChoiceContent, QuestionContent
from quizzes.models import Category, Question, QuizDraw, SearchText, Tag
from quizzes.queries.bank import Wanted, category_tree, parents_in, wanted_questions
from quizzes.queries.contents import content_of
from quizzes.queries.uses import uses_of
from quizzes.words.searching import folded
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar

pytestmark = pytest.mark.django_db
STEPS = {
    # from, to: who may, of author, colleague, planner
    ("draft", "in_review"): "a.p",
    ("draft", "approved"): "..p",
    ("draft", "retired"): "a.p",
    ("in_review", "retired"): "a.p",
    ("in_review", "approved"): ".cp",
    ("in_review", "draft"): "acp",
    ("approved", "in_review"): "a.p",
    ("approved", "retired"): "a.p",
    ("retired", "draft"): "a.p",
}


def found(**wanted: Any) -> set[int]:
    questions = wanted_questions(Question.objects.all(), Wanted(**wanted), parents_in(category_tree()))
    return set(questions.values_list("pk", flat=True))


def written(by: Person | None = None, **fields: Any) -> Question:
    choices = (ChoiceContent({"en": "Yes", "ar": "نَعَم"}, is_right=True), ChoiceContent({"en": "No", "ar": "لا"}))
    return create_question(
        QuestionContent(**{"kind": "single", "text": {"en": "Sure?", "ar": "أُمتأكّد"}, "choices": choices, **fields}),
        by=by,
    )


@pytest.mark.parametrize(
    ("text", "looked_for"),
    [
        ("Évaluation en douane, n° 8481.80", "EVALUATION 8481.80"),
        ("Ёлка и новый тариф", "елка новыи"),
        ("القِيمَةُ الجُمْرُكِيّة", "القيمه جمركية"),
        ("البند ٨٤٨١ إلى آخره", "8481 الي اخره"),
        ("El año de la adquisición", "ano adquisicion"),
        ("Straße, naïve – œuvre", "strasse oeuvre naive"),
    ],
)
def test_what_is_looked_for_is_folded_as_what_is_written(text: str, looked_for: str) -> None:
    assert all(word in folded(text) for word in folded(looked_for).split())
    assert folded(folded(text)) == folded(text)


def test_search_finds_every_text_in_its_language_and_follows_changes() -> None:
    question = written(
        name="Valuation 7",
        text={"en": "Which method comes first?", "fr": "Quelle méthode vient en premier ?"},
        explanation={"fr": "Valeur transactionnelle"},
    )
    other = written(kind="short_text", text={"es": "¿Qué documento?"}, choices=(), accepted=(Accepted("carnet ATA"),))
    assert found(words="METHODE premier") == {question.pk}
    assert found(words="methode", language="en") == set()
    assert found(words="transactionnelle", language="fr") == {question.pk}
    assert found(words="نعم", language="ar") == {question.pk}
    assert found(words="valuation 7", language="ar") == {question.pk}
    assert found(words="carnet") == {other.pk}
    assert found(words="first premier") == set()
    update_question(question, QuestionContent(kind="open_text", text={"fr": "Autre chose"}))
    assert (found(words="methode"), found(words="autre")) == (set(), {question.pk})
    assert set(SearchText.objects.filter(question=question).values_list("language", flat=True)) == {"fr"}
    SearchText.objects.all().delete()
    call_command("search_texts", verbosity=0)
    assert (found(words="autre"), found(words="carnet ata")) == ({question.pk}, {other.pk})


def test_filters_find_what_fits_all_of_them() -> None:
    goods, tariff = Category.objects.create(name_en="Goods"), None
    tariff = actions.create_category(name={"en": "Tariff"}, parent=goods)
    topic = actions.create_tag(kind="topic", name={"en": "Valuation", "ru": "Оценка"})
    heading = actions.create_tag(kind="hs", name={}, key="84.81")
    one, two, three = written(), written(), make_question(kind="scale")
    planner = make_person(Role.PROGRAMME_MANAGER)
    actions.place_questions([one.pk], category=goods, by=planner)
    actions.place_questions([two.pk], category=tariff, by=planner)
    actions.tag_questions([one.pk, two.pk], add=[topic], by=planner)
    actions.tag_questions([two.pk], add=[topic, heading], by=planner)
    actions.rate_questions([two.pk], difficulty=4, by=planner)
    actions.set_states([two.pk], state="approved", by=planner)
    assert found(category=str(goods.pk)) == {one.pk, two.pk}
    assert found(category=str(tariff.pk)) == {two.pk}
    assert found(category="none") == {three.pk}
    assert found(tags=(topic.pk,)) == {one.pk, two.pk}
    assert found(tags=(topic.pk, heading.pk)) == {two.pk}
    assert (found(state="approved"), found(difficulty="4"), found(kind="scale")) == ({two.pk}, {two.pk}, {three.pk})
    assert found(difficulty="none") == {one.pk, three.pk}
    assert (found(lacks="fr"), found(lacks="ar"), found(lacks="en")) == ({one.pk, two.pk}, {three.pk}, set())
    actions.tag_questions([two.pk], remove=[topic], by=planner)
    assert found(tags=(topic.pk,), category=str(goods.pk)) == {one.pk}


def test_categories_never_lie_within_themselves_and_go_only_empty() -> None:
    top = actions.create_category(name={"en": "Top"})
    middle = actions.create_category(name={"fr": "Milieu"}, parent=top)
    low = actions.create_category(name={"ar": "أسفل"}, parent=middle)
    for parent in (top, middle, low):
        with pytest.raises(Refused, match=r"category\.within_itself"):
            actions.change_category(top, name={"en": "Top"}, parent=parent)
    deep = low
    for _ in range(3):
        deep = actions.create_category(name={"en": "Deep"}, parent=deep)
    with pytest.raises(Refused, match=r"category\.too_deep"):
        actions.create_category(name={"en": "Too deep"}, parent=deep)
    other = actions.create_category(name={"en": "Other"})
    with pytest.raises(Refused, match=r"category\.too_deep"):
        actions.change_category(top, name={"en": "Top"}, parent=other)
    actions.change_category(middle, name={"fr": "Milieu"}, parent=other)
    assert [(branch.category.pk, branch.depth) for branch in category_tree()][:3] == [
        (top.pk, 0),
        (other.pk, 0),
        (middle.pk, 1),
    ]
    make_question(category=deep)
    QuizDraw.objects.create(quiz=make_quiz(0), position=1, category=top)
    for category in (top, deep, other):
        with pytest.raises(Refused, match=r"category\.not_empty"):
            actions.remove_category(category)
    with pytest.raises(Refused, match=r"category\.unnamed"):
        actions.change_category(other, name={"en": " "}, parent=None)
    QuizDraw.objects.all().delete()
    actions.remove_category(top)
    assert not Category.objects.filter(pk=top.pk).exists()


def test_tags_are_told_apart_by_kind_and_key_and_hs_tags_are_codes() -> None:
    tag = actions.create_tag(kind="hs", name={}, key=" 8481.80")
    assert (tag.key, tag.name_en) == ("848180", "848180")
    for key in ("", "8", "848", "84818", "8481801", "0101a", "٨٤٨١", "77", "9901", "valve"):
        with pytest.raises(Refused, match=r"tag\.hs_code"):
            actions.create_tag(kind="hs", name={"en": "Valves"}, key=key)
    topic = actions.create_tag(kind="topic", name={"ar": "القيمة الجمركية"})
    assert topic.key == "القيمة-الجمركية"
    for kind, name, key, code in (
        ("topic", {"ar": "القيمة الجمركية"}, "", "twice"),
        ("topic", {}, "x", "unnamed"),
        ("colour", {"en": "Red"}, "", "kind_unknown"),
    ):
        with pytest.raises(Refused, match=rf"tag\.{code}"):
            actions.create_tag(kind=kind, name=name, key=key)
    make_question().tags.add(topic)
    with pytest.raises(Refused, match=r"tag\.in_use"):
        actions.remove_tag(topic)
    actions.remove_tag(tag)
    assert list(Tag.objects.all()) == [topic]


def test_only_some_take_a_question_a_step_on() -> None:
    author = make_person(Role.TRAINER)
    who = {"a": author, "c": make_person(Role.TRAINER), "p": make_person(Role.PROGRAMME_MANAGER), "t": make_person()}
    question = make_question(created_by=author)
    for before in BankState.values:
        for after in BankState.values:
            for letter, person in who.items():
                Question.objects.update(state=before)
                if letter in STEPS.get((before, after), ""):
                    assert actions.set_states([question.pk], state=after, by=person) == 1
                    entry = AuditEntry.objects.latest("pk")
                    assert (entry.verb, entry.actor_id) == ("question.state_changed", person.pk)
                    assert entry.details == {"before": {str(question.pk): before}, "after": after}
                else:
                    with pytest.raises(Refused, match=r"question\.state_step"):
                        actions.set_states([question.pk], state=after, by=person)
                    assert Question.objects.get().state == before


def test_an_approved_question_is_reviewed_again_when_its_author_changes_it() -> None:
    author, planner = make_person(Role.TRAINER), make_person(Role.PROGRAMME_MANAGER)
    question = written(by=author)
    Question.objects.update(state=BankState.APPROVED)
    same = content_of(Question.objects.get())
    update_question(question, same, by=author)
    update_question(question, QuestionContent(kind="open_text", text={"en": "By a planner"}), by=planner)
    assert Question.objects.get().state == BankState.APPROVED
    update_question(question, QuestionContent(kind="open_text", text={"en": "By its author"}), by=author)
    assert Question.objects.get().state == BankState.IN_REVIEW
    assert AuditEntry.objects.filter(verb="question.state_changed", actor_id=author.pk).count() == 1


def test_many_are_changed_at_once_but_only_ones_own(client: Client) -> None:
    trainer = make_person(Role.TRAINER)
    mine, theirs = make_question(created_by=trainer), make_question(created_by=make_person(Role.TRAINER))
    drawer = actions.create_category(name={"en": "Origin"})
    client.force_login(trainer)
    address = reverse("quizzes:change_questions")
    given = {"chosen": [mine.pk, theirs.pk], "do": "move", "to-move": drawer.pk}
    answer = client.post(f"{address}?state=draft", given, follow=True)
    assert "1 question is changed. 1 is left as it is" in answer.content.decode()
    assert dict(Question.objects.values_list("pk", "category")) == {mine.pk: drawer.pk, theirs.pk: None}
    client.post(f"{address}?category=none", {"all": "1", "do": "rate", "to-difficulty": "2"})
    assert dict(Question.objects.values_list("pk", "difficulty")) == {mine.pk: None, theirs.pk: None}
    client.post(f"{address}?category={drawer.pk}", {"all": "1", "do": "state", "to-state": "in_review"})
    assert dict(Question.objects.values_list("pk", "state")) == {mine.pk: "in_review", theirs.pk: "draft"}
    assert "Tick at least one question." in client.post(address, {"do": "move"}, follow=True).content.decode()


def test_where_it_is_used_tells_no_more_than_the_viewer_may_know(client: Client) -> None:
    trainer, other = make_person(Role.TRAINER), make_person(Role.TRAINER)
    quiz = make_quiz(1, created_by=trainer)
    question = quiz.entries.get().question
    secret = make_room(make_webinar(title_en="Kept from others"))
    make_activity(secret, question)
    mine = make_room(make_webinar(title_en="Mine to see", attendees=[trainer]))
    make_activity(mine, question)
    seen = {use.label: ([str(place.row) for place in use.places], use.hidden) for use in uses_of(question, trainer)}
    assert seen == {"Quizzes": (["Quiz"], 0), "Webinars": (["Mine to see"], 1)}
    client.force_login(other)
    page = client.get(reverse("quizzes:file_question", args=[question.pk])).content.decode()
    assert ("Kept from others" in page, "Mine to see" in page, "2 more that you do not see" in page) == (
        False,
        False,
        True,
    )
    assert reverse("quizzes:edit_quiz", args=[quiz.pk]) not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_bank_costs_the_same_for_one_and_three(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    client.force_login(make_person(Role.TRAINER))
    top = actions.create_category(name={"en": "Top"})
    for number in range(rows):
        category = actions.create_category(name={"en": f"Drawer {number}"}, parent=top)
        tag = actions.create_tag(kind="topic", name={"en": f"Topic {number}"})
        question = written()
        question.tags.add(tag)
        Question.objects.filter(pk=question.pk).update(category=category)
    for address, queries in (
        (reverse("quizzes:questions") + f"?words=sure&category={top.pk}", 9),
        (reverse("quizzes:categories"), 4),
        (reverse("quizzes:tags"), 5),
    ):
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
