"""Files of Moodle XML and QTI on their way into the bank: every kind is taken, and brought again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import TestCase

from people.choices import Role
from people.models import Person
from quizzes.actions import imports
from quizzes.choices import ImportOutcome, JobState
from quizzes.content import QuestionContent, to_json
from quizzes.exporters import moodle, qti
from quizzes.importers.formats import sniff
from quizzes.importers.reading import ReadQuestion
from quizzes.models import Question, QuestionFile, QuestionImport
from quizzes.queries.contents import content_of, whole
from tests.factories import make_person
from tests.quizzes.importing.kinds import CONTENTS, as_read

pytestmark = pytest.mark.django_db

WRITERS: dict[str, Callable[[list[ReadQuestion]], bytes]] = {
    "moodle_xml": moodle.export,
    "qti": lambda questions: qti.export(questions)[0],
}


def _bring(data: bytes, by: Person) -> QuestionImport:
    with TestCase.captureOnCommitCallbacks(execute=True):
        made = imports.begin_import("file", data, file_format=sniff(data), language="en", category=None, by=by)
    made.refresh_from_db()
    return made


def _without_ids(content: QuestionContent) -> object:
    def stripped(value: object) -> object:
        if isinstance(value, dict):
            return {key: stripped(each) for key, each in value.items() if key != "id"}
        return [stripped(each) for each in value] if isinstance(value, list) else value

    return stripped(to_json(replace(content, files=())))


@pytest.mark.parametrize("form", WRITERS)
def test_every_kind_is_taken_as_it_is_and_known_again(form: str) -> None:
    by = make_person(Role.TRAINER)
    names = [name for name in CONTENTS if form == "moodle_xml" or CONTENTS[name].kind not in ("hs", "word_cloud")]
    data = WRITERS[form]([as_read(name) for name in names])
    imported = _bring(data, by)
    told = [(row.label, row.notes) for row in imported.questions.exclude(outcome=ImportOutcome.NEW)]
    assert (imported.format, imported.state, told) == (form, JobState.READY, [])
    with TestCase.captureOnCommitCallbacks(execute=True):
        imports.start_applying(imported, by=by)
    kept = {question.source_key: question for question in whole(Question.objects.all())}
    assert set(kept) == {f"{form}:id:k-{name}" for name in names}
    for name in names:
        question = kept[f"{form}:id:k-{name}"]
        assert _without_ids(content_of(question)) == _without_ids(CONTENTS[name])
        assert [each.use for each in question.files.all()] == [each.use for each in as_read(name).files]

    files = QuestionFile.objects.count()
    again = _bring(data, by)
    assert set(again.questions.values_list("outcome", flat=True)) == {ImportOutcome.UNCHANGED}
    assert QuestionFile.objects.count() == files
