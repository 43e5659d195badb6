"""The pages of taking a quiz alone, with and without the script that saves."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.refusals import sentence
from people.choices import Role
from people.models import Person
from quizzes.actions.attempts.saving import take_over
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt
from quizzes.models import Attempt, AttemptAnswer, Quiz, QuizQuestion
from quizzes.queries.attempts import GRACE, answers_of
from tests.factories import make_person, make_question, make_quiz

pytestmark = pytest.mark.django_db


def url(name: str, *args: int) -> str:
    return reverse(f"quizzes:{name}", args=args)


def signed_in(client: Client, *roles: Role) -> Person:
    person = make_person(*roles)
    client.force_login(person)
    return person


def begun(client: Client, questions: int = 2, **fields: Any) -> Attempt:
    person = signed_in(client)
    client.get(url("mine"))  # the sign-in notes once that it was used
    return start_attempt(make_quiz(questions, is_open=True, **fields), person=person)


def right(answer: AttemptAnswer) -> str:
    assert answer.version is not None
    return next(str(each["id"]) for each in answer.version.content["choices"] if each.get("is_right"))


def send(client: Client, attempt: Attempt, position: int, body: dict[str, Any]) -> Any:
    given = {"lease": attempt.lease, "revision": 1, "fields": {}, **body}
    return client.post(url("save_answer", attempt.pk, position), json.dumps(given), content_type="application/json")


def test_from_the_list_to_the_result_without_scripts(client: Client) -> None:
    person = signed_in(client)
    quiz = make_quiz(3, is_open=True, minutes=20, pass_share=50)
    assert url("take", quiz.pk) in client.get(url("mine")).content.decode()
    rules = client.get(url("take", quiz.pk)).content.decode()
    assert "You have 20 minutes" in rules
    assert "Passed from 50%" in rules
    page = client.post(url("start", quiz.pk), follow=True)
    attempt = Attempt.objects.get(person=person)
    assert page.redirect_chain == [(url("attempt", attempt.pk), 302)]
    attempt.refresh_from_db()
    first, second = answers_of(attempt)[:2]
    typed = {
        "lease": attempt.lease,
        "position": ["1", "2", "3"],
        "flag": ["3"],
        "q1-choice": right(first),
        "q2-choice": "x",
    }
    answer = client.post(url("attempt", attempt.pk), typed)
    assert (answer.status_code, answer.context["faults"][0].position) == (422, 2)
    typed |= {"q2-choice": right(second), "finish": "1"}
    asks = client.post(url("attempt", attempt.pk), typed, follow=True)
    assert asks.redirect_chain == [(url("submit", attempt.pk), 302)]
    assert "1 question of 3 has no saved answer" in asks.content.decode()
    assert [each.position for each in (*asks.context["unanswered"], *asks.context["flagged"])] == [3, 3]
    done = client.post(url("submit", attempt.pk), {"lease": asks.context["attempt"].lease}, follow=True)
    assert done.redirect_chain == [(url("result", attempt.pk), 302)]
    body = done.content.decode()
    assert "2 of 3 points" in body
    assert "Passed" in body
    assert client.get(url("attempt", attempt.pk))["Location"] == url("result", attempt.pk)
    assert url("result", attempt.pk) in client.get(url("take", quiz.pk)).content.decode()


def test_an_answer_saved_by_script_takes_four_queries(client: Client, django_assert_num_queries: Any) -> None:
    attempt = begun(client)
    answer = answers_of(attempt)[0]
    with django_assert_num_queries(6):  # two of them are the savepoint of the test's transaction
        saved = send(client, attempt, 1, {"fields": {"q1-choice": [right(answer)]}, "flagged": True})
    assert (saved.status_code, saved.json()["revision"], saved.json()["answered"]) == (200, 1, True)
    kept = answers_of(attempt)[0]
    assert (kept.response, kept.is_flagged) == ({"choices": [int(right(answer))]}, True)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"lease": "another"}, 409, "attempt.elsewhere"),
        ({"revision": 0}, 400, "message.malformed"),
        ({"revision": True}, 400, "message.malformed"),
        ({"fields": []}, 400, "message.malformed"),
        ({"fields": {"q1-choice": 1}}, 400, "message.malformed"),
        ({"fields": {"q1-choice": ["0"]}}, 422, "answer.unknown_choice"),
        ({"fields": {"q1-choice": ["x\0\ud800"]}}, 422, "answer.malformed"),
    ],
)
def test_what_cannot_be_saved_is_a_clear_code(client: Client, body: dict[str, Any], status: int, code: str) -> None:
    attempt = begun(client)
    answer = send(client, attempt, 1, body)
    assert (answer.status_code, answer.json()["code"], answer.json()["sentence"]) == (status, code, sentence(code))
    assert client.post(url("save_answer", attempt.pk, 1), "{", content_type="application/json").status_code == 400


def test_an_old_window_keeps_what_was_typed_and_may_save_it(client: Client) -> None:
    attempt = begun(client)
    old, answer = attempt.lease, answers_of(attempt)[0]
    take_over(attempt)
    typed = {"lease": old, "position": ["1"], "q1-choice": right(answer)}
    page = client.post(url("attempt", attempt.pk), typed)
    assert page.status_code == 409
    assert f'value="{right(answer)}" checked' in page.content.decode()
    typed["lease"] = page.context["attempt"].lease
    assert client.post(url("attempt", attempt.pk), typed).status_code == 302
    assert answers_of(attempt)[0].response is not None


def test_an_overdue_attempt_is_submitted_when_it_is_opened(client: Client) -> None:
    attempt = begun(client, minutes=10)
    Attempt.objects.update(due_at=timezone.now() - GRACE - timedelta(seconds=1))
    assert client.get(url("attempt", attempt.pk))["Location"] == url("result", attempt.pk)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.finished_at) == ("submitted", attempt.due_at)


@pytest.mark.parametrize(
    ("feedback", "shows_key", "closed", "seen"),
    [
        ("submitted", True, False, {"Wrong", "Because of the form.", "Right answer"}),
        ("submitted", False, False, {"Wrong"}),
        ("closed", True, False, set()),
        ("closed", True, True, {"Wrong", "Because of the form.", "Right answer"}),
        ("never", True, True, set()),
    ],
)
def test_feedback_comes_when_the_quiz_says(
    client: Client, feedback: str, shows_key: bool, closed: bool, seen: set[str]
) -> None:
    quiz = make_quiz(0, is_open=True, feedback=feedback, shows_key=shows_key)
    question = make_question(explanation_en="Because of the form.")
    QuizQuestion.objects.create(quiz=quiz, question=question, position=1)
    attempt = start_attempt(quiz, person=signed_in(client))
    answer = answers_of(attempt)[0]
    wrong = next(str(choice) for choice in answer.order if str(choice) != right(answer))
    send(client, attempt, 1, {"fields": {"q1-choice": [wrong]}})
    submit_attempt(attempt, lease=attempt.lease)
    if closed:
        Quiz.objects.update(closes_at=timezone.now())
    body = client.get(url("result", attempt.pk)).content.decode()
    assert {words for words in ("Wrong", "Because of the form.", "Right answer") if words in body} == seen
    assert "0 of 1 points" in body


def test_texts_are_in_the_readers_language_and_others_are_named(client: Client) -> None:
    attempt = begun(client, 1)
    page = client.get(url("attempt", attempt.pk), headers={"Accept-Language": "fr"})
    client.cookies["lectern_language"] = "ar"
    arabic = client.get(url("attempt", attempt.pk)).content.decode()
    assert '<html lang="ar" dir="rtl"' in arabic
    assert '<div lang="en" dir="ltr">' in arabic
    client.cookies["lectern_language"] = "fr"
    page = client.get(url("attempt", attempt.pk))
    assert "Que vérifiez-vous" in page.content.decode()
    attempt.refresh_from_db()
    send(client, attempt, 1, {"fields": {"q1-choice": [right(answers_of(attempt)[0])]}})
    assert answers_of(attempt)[0].language == "fr"


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_whatever_their_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    attempt = begun(client, count, attempts_allowed=0)
    for _ in range(count - 1):
        start_attempt(make_quiz(1, is_open=True), person=attempt.person)
    with django_assert_num_queries(8):
        client.get(url("mine"))
    with django_assert_num_queries(9):
        client.get(url("attempt", attempt.pk))
    attempt.refresh_from_db()
    submit_attempt(attempt, lease=attempt.lease)
    with django_assert_num_queries(9):
        client.get(url("result", attempt.pk))
    with django_assert_num_queries(11):
        client.get(url("take", attempt.quiz_id))


def test_nobody_reads_anothers_attempt_but_the_team_its_result(client: Client) -> None:
    attempt = begun(client, 1)
    submitted = start_attempt(make_quiz(1, is_open=True), person=attempt.person)
    submit_attempt(submitted, lease=submitted.lease)
    signed_in(client)
    for name in ("attempt", "submit", "result"):
        assert (name, client.get(url(name, attempt.pk)).status_code) == (name, 404)
    assert send(client, attempt, 1, {}).status_code == 404
    signed_in(client, Role.PROGRAMME_MANAGER)
    assert client.get(url("result", attempt.pk)).status_code == 404
    assert client.get(url("attempt", submitted.pk)).status_code == 404
    assert attempt.person.full_name in client.get(url("result", submitted.pk)).content.decode()
