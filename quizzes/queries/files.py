"""Where files of questions lie, and which of them a person may put into a question."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db.models import Q

from people.models import Person
from quizzes.content import QuestionContent
from quizzes.models import Question, QuestionFile, QuestionVersion

FOLDER = "questions"


def file_path(key: str) -> str:
    """The file's name in the storage; the folder of all files for no key."""
    return f"{FOLDER}/{key[:2]}/{key}" if key else FOLDER


def file_bytes(key: str) -> tuple[QuestionFile, bytes]:
    """The file of a key, whole. Raises FileNotFoundError."""
    row = QuestionFile.objects.filter(key=key).first()
    if row is None:
        raise FileNotFoundError(key)
    with default_storage.open(file_path(key)) as file:
        content: bytes = file.read()
    return row, content


def files_at_hand(person: Person, question: Question | None, ids: Iterable[int]) -> dict[int, QuestionFile]:
    """Those of ``ids`` that ``person`` may put into ``question``: its own ones, those of its versions, and those that the
    person brought and no question has yet."""
    mine = Q(question=None, created_by=person)
    if question is not None:
        named = {
            file["id"]
            for files in QuestionVersion.objects.filter(question=question).values_list("content__files", flat=True)
            for file in files or ()
        }
        mine |= Q(question=question) | Q(question=None, pk__in=named)
    return {row.pk: row for row in QuestionFile.objects.filter(mine, pk__in=set(ids))}


def files_of(contents: Iterable[QuestionContent]) -> dict[int, QuestionFile]:
    """The files of these contents by id, older versions' too: one query, none where there are no files."""
    ids = {each.id for content in contents for each in content.files}
    return {row.pk: row for row in QuestionFile.objects.filter(pk__in=ids)} if ids else {}
