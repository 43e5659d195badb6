"""The analysis, the attempts and the report of a regrade on their pages, and as files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from people.choices import Role
from people.models import Person
from quizzes.models import Attempt, AttemptAnswer, Quiz, Regrade, RegradeChange
from quizzes.queries.analysed import quiz_analysis
from tests.factories import make_attempt, make_person, make_written_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> Person:
    return make_person(Role.TRAINER)


@pytest.fixture
def client(trainer: Person) -> Client:
    client = Client()
    client.force_login(trainer)
    return client


def taken_quiz(trainer: Person, questions: int, attempts: int = 12) -> Quiz:
    """A third of the people is wrong at the first question, in Arabic; the others are right everywhere."""
    quiz = make_written_quiz(questions, created_by=trainer)
    for number in range(attempts):
        is_wrong = number % 3 == 0
        make_attempt(quiz, [1 if is_wrong else 2] * questions, language="ar" if is_wrong else "en")
    return quiz


@pytest.mark.parametrize("questions", [1, 3])
def test_the_analysis_asks_as_much_whatever_there_is(
    client: Client, trainer: Person, questions: int, django_assert_num_queries: Any
) -> None:
    quiz = taken_quiz(trainer, questions, attempts=10 * questions)
    address = reverse("quizzes:analysis", args=[quiz.pk])
    client.get(address)
    with django_assert_num_queries(14):
        page = client.get(address).content.decode()
    for entry in quiz.entries.all():
        assert page.count(f'id="q{entry.question_id}"') == 1


def test_few_attempts_say_so_instead_of_figures(client: Client, trainer: Person) -> None:
    quiz = taken_quiz(trainer, 2, attempts=9)
    page = client.get(reverse("quizzes:analysis", args=[quiz.pk])).content.decode()
    assert "There are 9 attempts that count. From 10 on the figures say something." in page
    assert 'id="q' not in page


def test_a_language_of_few_people_is_nowhere(client: Client, trainer: Person) -> None:
    """Four answered in Arabic: neither they, nor the others by whom they could be worked out."""
    quiz = taken_quiz(trainer, 2)
    for name in ("analysis", "analysis_csv", "analysis_xlsx"):
        content = client.get(reverse(f"quizzes:{name}", args=[quiz.pk])).content
        text = (
            str([[cell.value for row in sheet.rows for cell in row] for sheet in load_workbook(BytesIO(content))])
            if (name == "analysis_xlsx")
            else content.decode().split("<main")[-1].split("<footer")[0]
        )
        assert "العربية" not in text
    assert [each.languages for each in quiz_analysis(quiz).analysis.places] == [(), ()]


def test_page_and_files_say_the_same(client: Client, trainer: Person) -> None:
    quiz = taken_quiz(trainer, 2)
    page = client.get(reverse("quizzes:analysis", args=[quiz.pk])).content.decode()
    csv = client.get(reverse("quizzes:analysis_csv", args=[quiz.pk])).content.decode("utf-8-sig").splitlines()
    book = load_workbook(BytesIO(client.get(reverse("quizzes:analysis_xlsx", args=[quiz.pk])).content))
    questions, _, _, choices = book.worksheets
    assert csv[1].split(",")[:5] == ["1", "Question 1", "Single choice", "12", "66.6667"]
    assert questions["E2"].value == 66.6667
    assert ">66.7</bdi>" in page
    assert [row[5].value for row in choices.iter_rows(min_row=2, max_row=5)] == [4, 8, 0, 0]


def test_last_attempts_are_analysed_when_asked_for(client: Client, trainer: Person) -> None:
    quiz = make_written_quiz(1, created_by=trainer)
    for _ in range(10):
        person = make_person()
        make_attempt(quiz, [1], person=person)
        make_attempt(quiz, [2], person=person, number=2)
    found = {
        which: client.get(reverse("quizzes:analysis_csv", args=[quiz.pk]), {"which": which}).content.decode().split(",")
        for which in ("first", "last", "nonsense")
    }
    cells = {which: found[which][found[which].index("Single choice") + 2] for which in found}
    assert cells == {"first": "0.0", "last": "100.0", "nonsense": "0.0"}


@pytest.mark.parametrize("people", [1, 3])
def test_attempts_are_listed_with_their_persons(
    client: Client, trainer: Person, people: int, django_assert_num_queries: Any
) -> None:
    quiz = make_written_quiz(1, created_by=trainer)
    attempts = [make_attempt(quiz, [2]) for _ in range(people)]
    trial = make_attempt(quiz, [2], is_preview=True, source="trial")
    address = reverse("quizzes:attempts", args=[quiz.pk])
    client.get(address)
    with django_assert_num_queries(7):
        page = client.get(address).content.decode()
    assert all(attempt.person.full_name in page for attempt in attempts)
    assert trial.person.full_name not in page
    waiting = client.get(address, {"state": "waiting"}).content.decode()
    assert attempts[0].person.full_name not in waiting


@pytest.mark.parametrize("changes", [1, 3])
def test_the_report_of_a_regrade_names_what_changed(
    client: Client, trainer: Person, changes: int, django_assert_num_queries: Any
) -> None:
    quiz = make_written_quiz(changes, created_by=trainer)
    questions = {str(entry.question_id): {"changed": 4, "kept": 1} for entry in quiz.entries.all()}
    regrade = Regrade.objects.create(quiz=quiz, by=trainer, state="done", done=9, total=9, questions=questions)
    for _ in range(changes):
        attempt = make_attempt(quiz, [2])
        RegradeChange.objects.create(regrade=regrade, attempt=attempt, before=1, after=2)
    address = reverse("quizzes:regrade_report", args=[regrade.pk])
    client.get(address)
    with django_assert_num_queries(7):
        page = client.get(address).content.decode()
    assert all(change.attempt.person.full_name in page for change in regrade.changes.all())
    assert "data-refresh" not in page


def test_marking_again_begins_from_the_list_and_shows_its_progress(client: Client, trainer: Person) -> None:
    quiz = make_written_quiz(1, created_by=trainer)
    address = reverse("quizzes:regrade", args=[quiz.pk])
    assert client.post(address)["Location"] == reverse("quizzes:attempts", args=[quiz.pk])
    make_attempt(quiz, [2])
    answer = client.post(address)
    regrade = Regrade.objects.get()
    assert answer["Location"] == reverse("quizzes:regrade_report", args=[regrade.pk])
    fragment = client.get(reverse("quizzes:regrade_progress", args=[regrade.pk])).content.decode()
    assert "data-refresh" in fragment
    assert "0 of 1 attempts marked" in fragment
    assert (Attempt.objects.get().mark, AttemptAnswer.objects.get().mark) == (1, 1)
