"""A file of questions on its way into the bank: read, looked at, taken in, and brought again."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from people.choices import Role
from people.models import Person
from quizzes.actions import applying, imports
from quizzes.actions.questions import create_question, update_question
from quizzes.content import QuestionContent, to_json
from quizzes.importers import running
from quizzes.importers.formats import sniff
from quizzes.models import Category, Question, QuestionImport, QuestionVersion, Tag
from quizzes.queries.contents import content_of, whole
from tests.factories import make_person
from tests.factories.contents import CONTENTS

pytestmark = pytest.mark.django_db
IMPORTS_QUERIES, IMPORT_QUERIES = 15, 7

FILE = """$CATEGORY: $course$/Valuation/Methods

// [id:v1] [tag:hs:8481] [tag:Value]
::First::What is the first method?{=Transaction value#Yes ~Deductive value}

::Second::Which is a method?{~%50%A ~%50%B ~%-50%C}

Is it so?{T}

Is it so?{T}

Is it so?{F}

::Broken::What?{=a ~b
"""


def _bring(text: str, by: Person, *, category: Category | None = None, file_format: str = "") -> QuestionImport:
    data = text.encode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = imports.begin_import(
            "file.txt", data, file_format=file_format or sniff(data), language="en", category=category, by=by
        )
    made.refresh_from_db()
    return made


def _apply(imported: QuestionImport, by: Person) -> QuestionImport:
    with TestCase.captureOnCommitCallbacks(execute=True):
        imports.start_applying(imported, by=by)
    imported.refresh_from_db()
    return imported


def _outcomes(imported: QuestionImport) -> list[str]:
    return list(imported.questions.order_by("position").values_list("outcome", flat=True))


@pytest.fixture
def trainer() -> Person:
    return make_person(Role.TRAINER)


def test_a_file_is_looked_at_then_taken_in_then_known(trainer: Person) -> None:
    drawer = Category.objects.create(name_en="Mine")
    imported = _bring(FILE, trainer, category=drawer)
    assert (imported.state, imported.format, imported.total) == ("ready", "gift", 6)
    assert _outcomes(imported) == ["new", "new", "new", "left_out", "new", "left_out"]
    told = {row.label: [note[0] for note in row.notes] for row in imported.questions.filter(outcome="left_out")}
    assert told == {"Is it so?": ["import.left_out.twice"], "14": ["import.left_out.syntax"]}
    assert not Question.objects.exists()

    imported = _apply(imported, trainer)
    assert (imported.state, imported.done) == ("done", 6)
    first = whole(Question.objects.filter(name="First")).get()
    assert first.source_key == "gift:id:v1"
    assert (first.state, first.version, first.created_by) == ("draft", 1, trainer)
    assert [(tag.kind, tag.key) for tag in first.tags.order_by("kind", "key")] == [("hs", "8481"), ("topic", "value")]
    assert first.category is not None
    assert first.category.parent is not None
    assert (first.category.name_en, first.category.parent.name_en, first.category.parent.parent) == (
        "Methods",
        "Valuation",
        drawer,
    )
    for question in whole(Question.objects.all()):
        assert QuestionVersion.objects.get(question=question).content == to_json(content_of(question))

    again = _bring(FILE, trainer, category=drawer)
    assert _outcomes(again) == ["unchanged", "unchanged", "unchanged", "left_out", "unchanged", "left_out"]
    _apply(again, trainer)
    assert (Question.objects.count(), Category.objects.count(), Tag.objects.count()) == (4, 3, 2)
    assert QuestionVersion.objects.count() == 4


def test_a_changed_file_changes_the_question_and_nothing_that_it_cannot_say(trainer: Person) -> None:
    _apply(_bring(FILE, trainer), trainer)
    first = Question.objects.get(name="First")
    before = content_of(first)
    told = QuestionContent(
        **{
            **before.__dict__,
            "points": 3,
            "text": {**before.text, "fr": "Quelle est la première méthode ?"},
            "explanation": {"fr": "Article 1"},
        }
    )
    update_question(first, told, by=trainer)
    changed = _bring(FILE.replace("Deductive value", "Computed value"), trainer)
    assert _outcomes(changed)[:2] == ["updated", "unchanged"]
    _apply(changed, trainer)
    after = content_of(whole(Question.objects.filter(pk=first.pk)).get())
    assert [choice.text for choice in after.choices] == [{"en": "Transaction value"}, {"en": "Computed value"}]
    assert [choice.id for choice in after.choices] == [choice.id for choice in before.choices]
    assert (after.points, after.text["fr"], after.explanation) == (
        3,
        "Quelle est la première méthode ?",
        {"fr": "Article 1"},
    )
    assert QuestionVersion.objects.filter(question=first).count() == 3


def test_a_colleagues_question_is_not_changed_by_a_file(trainer: Person) -> None:
    _apply(_bring(FILE, trainer), trainer)
    changed = FILE.replace("Deductive value", "Computed value")
    other = _bring(changed, make_person(Role.TRAINER))
    assert _outcomes(other)[0] == "left_out"
    assert other.questions.get(position=1).notes == [["import.left_out.not_yours", {}]]
    assert _outcomes(_bring(changed, make_person(Role.PROGRAMME_MANAGER)))[0] == "updated"


def test_two_who_take_in_the_same_file_make_one_of_each(trainer: Person) -> None:
    other = make_person(Role.TRAINER)
    one, two = _bring(FILE, trainer), _bring(FILE, other)
    assert _outcomes(one) == _outcomes(two)
    _apply(one, trainer)
    two = _apply(two, other)
    assert Question.objects.count() == 4
    assert Counter(_outcomes(two)) == {"unchanged": 4, "left_out": 2}


def test_a_job_whose_worker_died_goes_on(trainer: Person, monkeypatch: Any) -> None:
    text = "\n\n".join(f"::Q{number}::What is {number}?{{=a ~b}}" for number in range(7))
    monkeypatch.setattr(running, "SLICE", 3)
    monkeypatch.setattr(applying, "SLICE", 3)
    record, take = imports.record_read, applying.write_new
    with monkeypatch.context() as dying:
        dying.setattr(
            imports, "record_read", lambda *args, after, **kw: record(*args, after=after) and _die(after == 3)
        )
        imported = _killed(lambda: _bring(text, trainer))
    assert (imported.state, imported.done) == ("running", 6)
    running.read_import(imported.pk)
    imported.refresh_from_db()
    assert (imported.state, imported.total, imported.questions.count()) == ("ready", 7, 7)
    with monkeypatch.context() as dying:
        dying.setattr(applying, "write_new", lambda news, by: _die(Question.objects.exists()) and take(news, by=by))
        _killed(lambda: _apply(imported, trainer))
    assert Question.objects.count() == 3
    running.apply_import(imported.pk)
    running.apply_import(imported.pk)
    imported.refresh_from_db()
    assert (imported.state, Question.objects.count()) == ("done", 7)


class _Killed(Exception):
    """As if the worker had been killed here."""


def _die(now: bool) -> bool:
    if now:
        raise _Killed
    return True


def _killed(job: Any) -> QuestionImport:
    with pytest.raises(_Killed):
        job()
    return QuestionImport.objects.latest("pk")


def test_a_file_that_breaks_off_is_refused_whole(trainer: Person) -> None:
    imported = _bring("::Nothing:: Only a description.\n", trainer)
    assert _outcomes(imported) == ["left_out"]
    broken = _bring("A{=" + "x" * 300_000 + "}", trainer, file_format="gift")
    assert (broken.state, broken.error, broken.error_data) == ("failed", "import.long_line", {"limit": 200000})


def test_a_trainer_brings_a_file_and_takes_it_in(client: Client, trainer: Person) -> None:
    client.force_login(trainer)
    page = reverse("quizzes:imports")
    refused = client.post(page, {"file": SimpleUploadedFile("x.gift", b"%PDF-1.7"), "language": "en"})
    assert b"This is no file of questions" in refused.content
    with TestCase.captureOnCommitCallbacks(execute=True):
        brought = client.post(page, {"file": SimpleUploadedFile("x.xml", FILE.encode()), "language": "en"})
    dry_run = client.get(brought["Location"])
    assert b"The same question stands in the file twice" in dry_run.content
    assert not Question.objects.exists()
    imported = QuestionImport.objects.get()
    noted = client.get(brought["Location"], {"outcome": "left_out"})
    assert (b"First" in noted.content, b"Is it so?" in noted.content) == (False, True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("quizzes:apply_import", args=[imported.pk]))
    assert b"The file is taken in" in client.get(brought["Location"]).content
    assert Question.objects.count() == 4
    again = client.post(reverse("quizzes:apply_import", args=[imported.pk]))
    assert (again.status_code, b"taken in already" in again.content) == (409, True)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_of_imports_ask_the_same_whatever_their_length(
    client: Client, trainer: Person, number: int, django_assert_num_queries: Any
) -> None:
    client.force_login(trainer)
    for each in range(number):
        imported = _bring("\n\n".join(f"::{each}.{row}::{row}?{{T}}" for row in range(number)), trainer)
    with django_assert_num_queries(IMPORTS_QUERIES):
        client.get(reverse("quizzes:imports"))
    with django_assert_num_queries(IMPORT_QUERIES):
        client.get(reverse("quizzes:import", args=[imported.pk]))


@pytest.mark.parametrize("file_format", ["csv", "gift", "moodle_xml"])
def test_a_question_that_comes_back_from_here_is_known(trainer: Person, file_format: str, client: Client) -> None:
    """Whatever the format cannot hold stays as it is."""
    for content in CONTENTS.values():
        if not content.files:
            create_question(content, by=trainer)
    before = {question.pk: content_of(question) for question in whole(Question.objects.all())}
    client.force_login(trainer)
    data = client.post(
        reverse("quizzes:export_questions"), {"all": "1", "format": file_format, "languages": ["en"], "do": "save"}
    ).content
    imported = _bring(data.decode(), trainer)
    assert set(_outcomes(imported)) == {"unchanged"}
    assert imported.total == len(before) if file_format != "gift" else 0 < imported.total < len(before)
    _apply(imported, trainer)
    assert {question.pk: content_of(question) for question in whole(Question.objects.all())} == before


def test_what_a_format_cannot_hold_is_shown_before(client: Client, trainer: Person) -> None:
    told = create_question(CONTENTS["hs"], by=trainer)
    create_question(CONTENTS["essay"], by=trainer)
    client.force_login(trainer)
    page = client.post(
        reverse("quizzes:export_questions"), {"chosen": [told.pk], "format": "gift", "do": "look"}
    ).content.decode()
    assert "0 questions go into the file." in page
    assert "The format knows no such kind of question." in page
