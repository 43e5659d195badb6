"""A module of the curriculum as a part of an agenda: what it brings, once, and what is left out with its reason."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core.actions import Refused
from courses.content import BlockContent
from people.choices import Role
from people.models import Person
from quizzes.models import Question, QuizDraw, QuizQuestion
from tests.factories import (
    make_deck,
    make_lesson,
    make_module,
    make_person,
    make_question,
    make_quiz,
    make_room,
    make_webinar,
)
from webinars.actions.copying import copy_webinar
from webinars.actions.modules import add_module
from webinars.choices import RoomState
from webinars.models import Activity, AgendaItem, Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return make_person(Role.TRAINER)


@pytest.fixture
def sitting(host: Person) -> Sitting:
    return make_room(make_webinar(host=host), state=RoomState.LOBBY, items=1).sitting


def test_a_module_brings_its_slides_polls_quizzes_and_discussions(sitting: Sitting, host: Person) -> None:
    deck, quiz = make_deck(en=3, ar=3), make_quiz(2, seconds=45)
    unknown = make_question("matching", text_en="Match the headings")
    QuizQuestion.objects.create(quiz=quiz, question=unknown, position=9)
    QuizDraw.objects.create(quiz=quiz, position=10, count=3)
    opinions = make_quiz(0)
    QuizQuestion.objects.create(quiz=opinions, question=make_question(right=()), position=1)
    module = make_module(0, title_en="Licences", title_ar="التراخيص", minutes=50)
    make_lesson(module, BlockContent("quiz", quiz=opinions.pk))
    make_lesson(module, kind="slides", deck=deck.pk)
    make_lesson(module, kind="slides", deck=make_deck(en=1).pk)
    make_lesson(module, kind="quiz", quiz=quiz.pk)
    words = BlockContent("text", {"en": "<p>Which *two* signs<br>worry you?</p>", "fr": "<p>Quels signes ?</p>"})
    make_lesson(module, words, kind="discussion", title={"en": "Talk"})
    removed = make_lesson(module, kind="quiz", quiz=make_quiz(1).pk)
    removed.removed_at = host.date_joined
    removed.save()

    added = add_module(sitting, module=module, by=host)

    item = AgendaItem.objects.get(sitting=sitting, module=module)
    assert (item.title_en, item.title_ar, item.title_fr) == ("Licences", "التراخيص", "")
    assert (item.kind, item.planned_minutes, item.deck, item.position) == ("module", 50, deck, 2)
    rows = Activity.objects.filter(agenda_item=item).order_by("position")
    assert list(rows.values_list("kind", "quiz", "seconds", "state")) == [
        ("poll", None, None, "prepared"),
        ("quiz", quiz.pk, 45, "prepared"),
        ("quiz", quiz.pk, 45, "prepared"),
        ("discussion", None, None, "prepared"),
    ]
    talk = Question.objects.get(activities__in=rows, kind="open_text")
    assert (talk.text_en, talk.text_fr, talk.text_ru) == (r"Which \*two\* signs worry you?", "Quels signes ?", "")
    assert (added.unknown, added.drawn, added.there, added.long) == ([unknown], 3, [], 0)

    again = add_module(sitting, module=module, by=host)
    assert [each.pk for each in again.there] == [quiz.pk]
    assert Activity.objects.filter(quiz=quiz).count() == 2


def test_a_module_without_a_title_and_a_room_that_is_over_are_refused(sitting: Sitting, host: Person) -> None:
    with pytest.raises(Refused, match=r"agenda.untitled"):
        add_module(sitting, module=make_module(1, title_en=""), by=host)
    sitting.room.state = RoomState.ENDED
    sitting.room.save()
    with pytest.raises(Refused, match=r"room.ended"):
        add_module(sitting, module=make_module(1), by=host)
    assert sitting.agenda.count() == 1


def test_a_copied_webinar_keeps_where_its_parts_come_from(sitting: Sitting, host: Person) -> None:
    module = make_module(1)
    add_module(sitting, module=module, by=host)
    copy = copy_webinar(sitting.webinar, first_day=None, by=host)
    assert list(AgendaItem.objects.filter(sitting__webinar=copy).values_list("module", flat=True)) == [None, module.pk]
    module.delete()
    assert AgendaItem.objects.filter(sitting__webinar=copy).count() == 2


def test_the_page_finds_modules_and_says_what_was_left_out(client: Client, sitting: Sitting, host: Person) -> None:
    module = make_module(0, title_en="Licensing", title_fr="Les licences", minutes=41)
    other = make_module(0, title_en="Elsewhere")
    quiz = make_quiz(1)
    QuizQuestion.objects.create(quiz=quiz, question=make_question("essay", text_en="Write it down"), position=2)
    make_lesson(module, kind="quiz", quiz=quiz.pk)
    client.force_login(host)
    url = reverse("webinars:add_module", args=[sitting.pk])
    page = client.get(url, {"q": "LICENCES"}).content.decode()
    assert [words in page for words in ("Licensing", "41 minutes", "Elsewhere")] == [True, True, False]
    answer = client.post(url, {"module": module.pk, "once": "a"}, follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("webinars:agenda", args=[sitting.pk])
    assert [words in shown for words in ("Write it down", "From the curriculum:")] == [True, True]
    client.post(url, {"module": module.pk, "once": "a"})
    assert AgendaItem.objects.filter(module=module).count() == 1
    gone = client.post(url, {"module": 10**9, "once": "b"}).content.decode()
    assert "This module is not there any more" in gone
    assert not AgendaItem.objects.filter(module=other).exists()


@pytest.mark.parametrize("modules", [1, 3])
def test_the_list_of_modules_costs_the_same(
    client: Client, sitting: Sitting, host: Person, modules: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(modules):
        make_module(2)
    client.force_login(host)
    with django_assert_num_queries(17):
        client.get(reverse("webinars:add_module", args=[sitting.pk]))
