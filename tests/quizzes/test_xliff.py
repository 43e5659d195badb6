"""Files for translators: what goes out comes back, and nothing is written over that changed meanwhile."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from people.choices import Role
from quizzes.actions.questions import create_question, update_question
from quizzes.actions.translations import Returned, take_translation
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.exporters.xliff import VERSIONS, write_xliff
from quizzes.importers.running import apply_import, read_import
from quizzes.importers.xliff import read_xliff
from quizzes.models import Question, QuestionImport
from quizzes.passages import passages_of
from quizzes.queries.contents import content_of
from quizzes.queries.own_keys import own_id
from quizzes.queries.translations import passages_for
from tests.factories import make_person

pytestmark = pytest.mark.django_db
HARD = 'What is <b> & "this"?\n\nUF~6~ \\(a<b\\) — ‏ماذا'


def asked(text: str = HARD) -> Question:
    choices = (ChoiceContent({"en": "Valves", "fr": "Vannes"}), ChoiceContent({"en": "Pumps"}, is_right=True))
    return create_question(QuestionContent("single", {"en": text}, choices=choices), by=make_person(Role.TRAINER))


def exported(question: Question, version: str = "2.0") -> bytes:
    passages = {question.pk: passages_for(question, "fr")}
    return write_xliff(passages, source_language="en", language="fr", version=version)


def returned(data: bytes) -> list[Returned]:
    (translation,) = read_xliff(data)
    return [Returned(each.key, each.source, each.target, each.seen) for each in translation.passages]


def translated(data: bytes, source: str, target: str) -> bytes:
    """What a translator's program makes of a file: ``target`` beside ``source``."""
    text = data.decode()
    found = re.search(rf"(<source[^>]*>{source}</source>\s*)<target([^>]*?)(/>|>.*?</target>)", text, re.DOTALL)
    assert found is not None
    return text.replace(found[0], f"{found[1]}<target{found[2]}>{target}</target>").encode()


@pytest.mark.parametrize("version", VERSIONS)
def test_what_goes_out_comes_back(version: str) -> None:
    question = asked()
    (read,) = read_xliff(exported(question, version))
    assert (own_id(read.original), read.language) == (question.pk, "fr")
    expected = {key: texts for key, texts in passages_of(content_of(question)).items() if texts.get("en")}
    assert {each.key: (each.source, each.target) for each in read.passages} == {
        key: (texts["en"], texts.get("fr", "")) for key, texts in expected.items()
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_a_translated_file_is_taken_and_taken_again_changes_nothing(version: str) -> None:
    question = asked()
    data = translated(exported(question, version), "Pumps", "Pompes")
    taking = take_translation(question, language="fr", passages=returned(data), by=make_person())
    pumps = f"choice.{question.choices.get(position=2).pk}"
    assert (taking.texts, taking.notes) == ({pumps: "Pompes"}, [])
    assert question.choices.get(position=2).text_fr == "Pompes"
    version_then = Question.objects.get().version
    assert take_translation(question, language="fr", passages=returned(data), by=make_person()).texts == {}
    assert Question.objects.get().version == version_then


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        ("text_en", "Which goods?", "translation.source_changed"),
        ("text_fr", "Laquelle ?", "translation.changed_meanwhile"),
    ],
)
def test_nothing_is_written_over_that_changed_meanwhile(name: str, change: str, code: str) -> None:
    question = asked("Which?")
    data = translated(exported(question), r"Which\?", "Que ?")
    content = content_of(question)
    language = name[-2:]
    update_question(question, QuestionContent(**{**vars(content), "text": {**content.text, language: change}}))
    taking = take_translation(question, language="fr", passages=returned(data), by=make_person())
    assert (taking.texts, taking.notes) == ({}, [("text", code)])
    assert getattr(Question.objects.get(), name) == change


def test_segments_of_a_unit_are_joined() -> None:
    data = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="ar">
    <file id="f" original="x"><unit id="text"><segment><source>One.</source><target>واحد.</target></segment>
    <ignorable><source> </source></ignorable><segment><source>Two<ph id="1"/>.</source><target>اثنان.</target></segment>
    </unit></file></xliff>"""
    (read,) = read_xliff(data.encode())
    (passage,) = read.passages
    assert (passage.source, passage.target) == ("One. Two.", "واحد. اثنان.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html/>", "import.unknown_format"),
        (b"<xliff", "import.not_xml"),
        (b'<xliff trgLang="de"><file/></xliff>', "import.unknown_language"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "import.hostile"),
    ],
)
def test_files_that_are_none_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        list(read_xliff(data))
    assert refused.value.code == code


@pytest.mark.parametrize("rows", [1, 3])
def test_the_file_takes_a_constant_number_of_queries(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _ in range(rows):
        asked()
    client.force_login(make_person(Role.TRAINER))
    client.get(reverse("quizzes:translations"))
    with django_assert_num_queries(9):
        answer = client.get(
            reverse("quizzes:export_translations"), {"source": "en", "target": "fr", "version": "1.2", "todo": "on"}
        )
    assert answer.content.count(b"<file ") == rows


def test_a_file_is_looked_at_first_and_then_taken_in(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    question, gone = asked("Which?"), asked("Gone?")
    data = exported(question).replace(b"</xliff>", b"") + exported(gone).partition(b"<file")[2].join([b"<file", b""])
    data = translated(data, r"Which\?", "Lequel ?")
    gone.delete()
    client.force_login(make_person(Role.TRAINER))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("quizzes:imports"), {"file": upload(data), "language": "en"})
    imported = QuestionImport.objects.get()
    read_import(imported.pk)
    assert list(imported.questions.values_list("outcome", "notes")) == [
        ("updated", []),
        ("left_out", [["translation.question_gone", {}]]),
    ]
    assert Question.objects.get().text_fr in (None, "")
    assert client.get(answer["Location"]).status_code == 200
    client.post(reverse("quizzes:apply_import", args=[imported.pk]))
    apply_import(imported.pk)
    apply_import(imported.pk)
    assert (Question.objects.get().text_fr, Question.objects.get().version) == ("Lequel ?", 2)
    assert QuestionImport.objects.get().state == "done"


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("questions-en-fr.xlf", data)
