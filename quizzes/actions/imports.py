"""Files of questions: read by a job into a dry run, looked at, then taken in by a job: ``docs/rules/question-import.md``.

Both jobs go in slices, each a short transaction that ends by counting what is ``done``: a killed worker's job is run again and
goes on there, and two workers at one file do not do anything twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import audit
from core.actions import Refused, action
from core.jobs import enqueue_after_commit
from people import access as people_access
from people.models import Person
from quizzes.actions.checks import check_content
from quizzes.actions.files import keep_file
from quizzes.actions.merging import merged
from quizzes.actions.questions import refuse_if_answered
from quizzes.choices import FileUse, ImportFormat, ImportOutcome, JobState
from quizzes.content import FileContent, QuestionContent, Texts, to_json
from quizzes.models import Category, ImportedQuestion, Question, QuestionImport
from quizzes.queries.contents import contents_of
from quizzes.queries.own_keys import questions_by_key

FOLDER = "question-imports"
READ = "quizzes.read_import"
APPLY = "quizzes.apply_import"

PLAIN_FIELDS = frozenset(
    ("points", "units", "low", "high", "max_choices", "keeps_order", "case_matters", "files", "weights")
)
KEEPS: Mapping[str, frozenset[str]] = {
    ImportFormat.GIFT: PLAIN_FIELDS,
    ImportFormat.CSV: frozenset({"files"}),
    ImportFormat.XLSX: frozenset({"files"}),
    ImportFormat.AIKEN: PLAIN_FIELDS | {"feedback", "explanation", "mark_rule"},
}
"""What a format cannot hold: a file in it leaves that of a question as it is."""


@dataclass(frozen=True)
class IncomingFile:
    name: str
    data: bytes
    alt: Texts = field(default_factory=dict)
    use: str = FileUse.PICTURE.value


@dataclass(frozen=True)
class Incoming:
    """One question of a file. ``key`` is unique in it; ``notes`` are codes with data; without ``content`` it is left out."""

    label: str
    key: str = ""
    content: QuestionContent | None = None
    notes: Sequence[list[Any]] = ()
    category: str = ""
    tags: Sequence[str] = ()
    files: Sequence[IncomingFile] = ()


@dataclass(frozen=True)
class Verdict:
    """What becomes of a question: ``content`` is as it would then be."""

    outcome: ImportOutcome
    content: QuestionContent | None = None
    note: list[Any] | None = None


@action
def begin_import(
    name: str, data: bytes, *, file_format: str, language: str, category: Category | None, by: Person
) -> QuestionImport:
    """Keep a file to be read by a job."""
    key = f"{FOLDER}/{secrets.token_hex(16)}"
    default_storage.save(key, ContentFile(data))
    imported = QuestionImport.objects.create(
        created_by=by,
        name="".join(letter for letter in name if letter.isprintable())[:200] or "?",
        key=key,
        size=len(data),
        format=file_format,
        language=language,
        category=category,
    )
    audit.record("import.read", actor_id=by.pk, subject=f"import:{imported.pk}", format=file_format, size=len(data))
    enqueue_after_commit(READ, import_id=imported.pk)
    return imported


@action
def begin_job(import_id: int, *, applying: bool) -> QuestionImport | None:
    """Take the job on, for the first time or again. None when there is nothing to do."""
    imported = running_import(import_id, applying, JobState.QUEUED, JobState.RUNNING)
    if imported is not None and imported.state == JobState.QUEUED:
        imported.state = JobState.RUNNING
        imported.save(update_fields=["state"])
    return imported


def running_import(import_id: int, applying: bool, *states: str) -> QuestionImport | None:
    """The import, locked, while its job runs (or is in one of ``states``); None when somebody else ended it."""
    return (
        QuestionImport.objects.select_for_update()
        .filter(pk=import_id, state__in=states or [JobState.RUNNING], is_applying=applying)
        .first()
    )


@action
def record_read(import_id: int, incoming: Sequence[Incoming], *, after: int) -> bool:
    """Note what would become of the questions that follow the first ``after`` of the file. False: another worker was quicker."""
    imported = running_import(import_id, False)
    if imported is None or imported.done != after:
        return False
    by = imported.created_by
    held = questions_by_key(each.key for each in incoming)
    contents = contents_of(question.pk for question in held.values())
    rows = []
    for position, each in enumerate(incoming, start=after + 1):
        question = held.get(each.key)
        content = each.content
        notes = list(each.notes)
        try:
            if content is not None and each.files:
                content = _with_files(content, each.files, question, by)
        except Refused as refused:
            notes.append([refused.code, refused.data])
            content = None
        verdict = judge(content, question, contents.get(question.pk) if question else None, imported.format, by)
        if verdict.note:
            notes.append(verdict.note)
        rows.append(
            ImportedQuestion(
                source=imported,
                position=position,
                label=each.label[:200],
                key=each.key,
                outcome=verdict.outcome,
                notes=notes,
                content=None if verdict.outcome == ImportOutcome.LEFT_OUT else to_json(content),
                category=each.category[:400],
                tags=list(each.tags),
                question=question,
            )
        )
    ImportedQuestion.objects.bulk_create(rows)
    imported.done = imported.total = after + len(rows)
    imported.save(update_fields=["done", "total"])
    return True


def _with_files(
    content: QuestionContent, files: Sequence[IncomingFile], question: Question | None, by: Person | None
) -> QuestionContent:
    kept = []
    for each in files:
        row = keep_file(each.name, each.data, by=by, question=question, use=each.use)
        kept.append(FileContent(row.pk, each.use, row.name, each.alt))
    return replace(content, files=(*content.files, *kept))


def judge(
    content: QuestionContent | None,
    question: Question | None,
    old: QuestionContent | None,
    file_format: str,
    by: Person | None,
) -> Verdict:
    """What becomes of a question of a file beside the one that is there, if any."""
    if content is None:
        return Verdict(ImportOutcome.LEFT_OUT)
    try:
        if question is None or old is None:
            check_content(content)
            return Verdict(ImportOutcome.NEW, content)
        after = merged(content, old, keeps=KEEPS.get(file_format, frozenset()))
        if to_json(after) == to_json(old):
            return Verdict(ImportOutcome.UNCHANGED, after)
        check_content(after)
        if not _may_change(question, by):
            raise Refused("import.left_out.not_yours")
        refuse_if_answered(question, after)
        return Verdict(ImportOutcome.UPDATED, after)
    except Refused as refused:
        return Verdict(ImportOutcome.LEFT_OUT, note=[refused.code, refused.data])


def _may_change(question: Question, by: Person | None) -> bool:
    if by is None:
        return False
    return question.created_by_id == by.pk or people_access.has_right(by, people_access.Right.PLAN)


@action
def finish_reading(import_id: int) -> None:
    """The dry run can be looked at. A file without a question is refused whole."""
    imported = running_import(import_id, False)
    if imported is None:
        return
    imported.state = JobState.READY if imported.total else JobState.FAILED
    imported.error = "" if imported.total else "import.no_questions"
    imported.save(update_fields=["state", "error"])


@action
def fail_import(import_id: int, *, code: str, data: Mapping[str, Any]) -> None:
    """Say why the file cannot be read; what was read of it before goes."""
    imported = running_import(import_id, False)
    if imported is None:
        return
    imported.questions.all().delete()
    imported.state, imported.error, imported.error_data = JobState.FAILED, code, dict(data)
    imported.done = imported.total = 0
    imported.save()


@action
def start_applying(imported: QuestionImport, *, by: Person) -> None:
    """Let a job take in what the dry run showed. Refuses ``import.not_ready`` and ``import.already_applied``."""
    imported = QuestionImport.objects.select_for_update().get(pk=imported.pk)
    if imported.state == JobState.DONE or imported.is_applying:
        raise Refused("import.already_applied")
    if imported.state != JobState.READY:
        raise Refused("import.not_ready")
    imported.state, imported.is_applying, imported.done = JobState.QUEUED, True, 0
    imported.save(update_fields=["state", "is_applying", "done"])
    audit.record("import.applied", actor_id=by.pk, subject=f"import:{imported.pk}", questions=imported.total)
    enqueue_after_commit(APPLY, import_id=imported.pk)


@action
def forget_imports(*, before: datetime) -> list[str]:
    """Let go of imports that began ``before``. Returns what to delete in the storage."""
    old = QuestionImport.objects.filter(created_at__lt=before)
    keys = list(old.values_list("key", flat=True))
    old.delete()
    return keys
