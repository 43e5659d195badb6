"""After an anonymous activity closes, nothing in the database leads from an answer to a person."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import RecordedEvent
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from tests.webinars.test_answers import choices, give, opened, record
from webinars.actions.activities import close_activity, hide_activity, open_activity, reveal_activity
from webinars.models import Activity, Answer, Participation
from webinars.queries.activities import activity_view
from webinars.queries.answers import own_answers
from webinars.queries.results import results

pytestmark = pytest.mark.django_db


def voted(people: int = 12) -> tuple[Activity, dict[Person, str]]:
    """An open anonymous activity, and what each person said: everybody something of their own."""
    activity = opened(kind="open_text", anonymous=True)
    said = {make_person(): f"Opinion {number}" for number in range(people)}
    assert record(*(give(activity, person, text=text) for person, text in said.items())) == [None] * people
    return activity, said


def test_while_open_one_can_change_ones_answer_and_see_it():
    activity, said = voted(2)
    person = next(iter(said))
    assert record(give(activity, person, text="Another opinion")) == [None]
    assert Answer.objects.filter(activity=activity).count() == 2
    answers, answered = own_answers(activity.room_id, person.pk)
    assert (answers[activity.pk].text, answered) == ("Another opinion", [activity.pk])


def test_an_open_answer_holds_neither_person_nor_time():
    voted(3)
    assert set(Answer.objects.values_list("person", "answered_at")) == {(None, None)}
    assert len(Answer.objects.values_list("voter", flat=True).distinct()) == 3


def test_closing_keeps_every_answer_and_who_took_part():
    activity, said = voted()
    close_activity(activity, by=make_person())
    texts = [json.loads(text)["text"] for text in Answer.objects.values_list("response", flat=True)]
    assert sorted(texts) == sorted(said.values())
    assert set(Participation.objects.values_list("person", flat=True)) == {person.pk for person in said}


def test_after_closing_nothing_in_the_database_leads_to_a_person():
    activity, said = voted()
    key = bytes(Activity.objects.get(pk=activity.pk).answer_key)
    before = set(Answer.objects.values_list("pk", "voter"))
    reveal_activity(close_activity(activity, by=make_person()), by=make_person())
    everything = [
        (model._meta.label, str(value))
        for model in apps.get_models()
        for row in model._default_manager.values()
        for value in row.values()
        if value not in (None, "")
    ]
    traces = {key.hex(), str(key), *(voter for _, voter in before)}
    traces |= {hmac.new(key, str(person.pk).encode(), hashlib.sha256).hexdigest() for person in said}
    assert [(table, value) for table, value in everything if any(trace in value for trace in traces)] == []
    assert {pk for pk, _ in before} & set(Answer.objects.values_list("pk", flat=True)) == set()
    rows = Answer.objects.order_by("pk")
    assert set(rows.values_list("person", "answered_at")) == {(None, None)}
    names = [(person.full_name, person.email) for person in said]
    payloads = " ".join(str(event.payload) for event in RecordedEvent.objects.all())
    assert [name for pair in names for name in pair if name in payloads] == []


def test_the_order_of_rows_says_nothing(monkeypatch: pytest.MonkeyPatch):
    """Sixty answers in the same order before and after has a chance of one in 60!."""
    activity, said = voted(60)
    order = list(said.values())
    close_activity(activity, by=make_person())
    texts = [json.loads(text)["text"] for text in Answer.objects.order_by("pk").values_list("response", flat=True)]
    by_voter = Answer.objects.order_by("voter").values_list("response", flat=True)
    assert texts != order
    assert [json.loads(text)["text"] for text in by_voter] not in (order, texts)
    shown = [line.text for line in results(activity).texts]
    assert shown not in (texts, texts[::-1])


def test_a_language_that_few_read_does_not_give_a_choice_away():
    activity = opened(anonymous=True)
    first = choices(activity)[0]
    record(*(give(activity, make_person(), choices=[first], language=code) for code in ("en", "en", "ar")))
    assert set(Answer.objects.values_list("language", flat=True)) == {""}
    close_activity(activity, by=make_person())
    assert set(Answer.objects.values_list("language", flat=True)) == {""}


def test_after_closing_ones_own_answer_is_not_known_but_that_one_answered_is():
    activity, said = voted(2)
    close_activity(activity, by=make_person())
    assert own_answers(activity.room_id, next(iter(said)).pk) == ({}, [activity.pk])


def test_opened_again_it_takes_new_people_and_nobody_twice():
    activity, said = voted(3)
    host = make_person()
    close_activity(activity, by=host)
    open_activity(activity, by=host)
    old, new = next(iter(said)), make_person()
    assert record(
        give(activity, old, text="Twice"), give(activity, new, text="New"), give(activity, old, text="x")
    ) == [
        "activity.already_answered",
        None,
        "activity.already_answered",
    ]
    assert record(give(activity, new, text="Newer")) == [None]
    close_activity(activity, by=host)
    texts = sorted(json.loads(text)["text"] for text in Answer.objects.values_list("response", flat=True))
    assert texts == ["Newer", "Opinion 0", "Opinion 1", "Opinion 2"]
    assert activity_view(activity, team=True).answered == 4


def test_each_opening_has_a_key_of_its_own():
    activity, _ = voted(1)
    host, keys = make_person(), set()
    for _ in range(3):
        keys.add(bytes(Activity.objects.get(pk=activity.pk).answer_key))
        hide_activity(reveal_activity(close_activity(activity, by=host), by=host), by=host)
        open_activity(activity, by=host)
    assert sorted(len(key) for key in keys) == [32, 32, 32]


def test_the_database_refuses_a_key_that_outlives_the_opening():
    activity = make_activity(make_room(make_webinar()), make_question(), anonymous=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(state="closed", answer_key=b"k" * 32, opened_at=timezone.now())
