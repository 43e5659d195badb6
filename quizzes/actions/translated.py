"""Files that translators bring back: noted as a dry run, then taken in, slice by slice, as other imports are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.actions import action
from quizzes.actions.imports import running_import
from quizzes.actions.translations import Returned, Taking, judge_returned, take_returned
from quizzes.choices import ImportOutcome, JobState
from quizzes.models import ImportedQuestion, Question, QuestionImport
from quizzes.queries.contents import contents_of
from quizzes.queries.own_keys import questions_by_key

SLICE = 50
SHOWN = 60
"""Characters of a passage by which a note names it."""


@dataclass(frozen=True)
class Brought:
    """The passages of one question of a file, which calls it ``original``."""

    original: str
    language: str
    passages: tuple[Returned, ...]


@action
def record_translations(import_id: int, brought: Sequence[Brought], *, after: int) -> bool:
    """Note what would become of the questions that follow the first ``after`` of the file. False: another was quicker."""
    imported = running_import(import_id, False)
    if imported is None or imported.done != after:
        return False
    held = questions_by_key(each.original for each in brought)
    contents = contents_of(question.pk for question in held.values())
    rows = []
    for position, each in enumerate(brought, start=after + 1):
        question = held.get(each.original)
        row = ImportedQuestion(source=imported, position=position, label=each.original[:200], question=question)
        if question is None:
            row.outcome, row.notes = ImportOutcome.LEFT_OUT, [["translation.question_gone", {}]]
        else:
            row.label = str(question)[:200]
            row.key = each.original
            row.content = {"language": each.language, "passages": [list(vars(one).values()) for one in each.passages]}
            _judge(row, judge_returned(contents[question.pk], each.language, each.passages), each.passages)
        rows.append(row)
    ImportedQuestion.objects.bulk_create(rows)
    imported.done = imported.total = after + len(rows)
    imported.save(update_fields=["done", "total"])
    return True


@action
def apply_translations(import_id: int) -> bool:
    """Take in the next questions. False when that was the last of them, or the job is not there any more."""
    imported = running_import(import_id, True)
    if imported is None:
        return False
    rows = list(imported.questions.filter(position__gt=imported.done).order_by("position")[:SLICE])
    wanted = [row for row in rows if row.outcome == ImportOutcome.UPDATED and row.question_id is not None]
    locked = Question.objects.select_for_update().filter(pk__in=[row.question_id for row in wanted]).order_by("pk")
    questions = {question.pk: question for question in locked}
    for row in wanted:
        _take(imported, row, questions.get(row.question_id or 0))
    ImportedQuestion.objects.bulk_update(wanted, ["outcome", "notes"])
    imported.done += len(rows)
    if imported.done >= imported.total:
        imported.state = JobState.DONE
    imported.save(update_fields=["done", "state"])
    return imported.state != JobState.DONE


def _take(imported: QuestionImport, row: ImportedQuestion, question: Question | None) -> None:
    brought: dict[str, Any] = row.content or {}
    passages = [Returned(*one) for one in brought.get("passages", ())]
    if question is not None:
        _judge(row, take_returned(question, brought["language"], passages, imported.created_by), passages)


def _judge(row: ImportedQuestion, taking: Taking, passages: Sequence[Returned]) -> None:
    sources = {each.key: each.source for each in passages}
    row.notes = [[code, {"passage": sources.get(key, key)[:SHOWN]}] for key, code in taking.notes]
    if taking.texts:
        row.outcome = ImportOutcome.UPDATED
    else:
        row.outcome = ImportOutcome.LEFT_OUT if taking.notes else ImportOutcome.UNCHANGED
