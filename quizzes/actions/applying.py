"""Taking the questions of a dry run into the bank, slice by slice."""

from __future__ import annotations

from django.db import connection
from django.utils.text import slugify

from core.actions import Refused, action
from core.languages import LANGUAGES
from people.models import Person
from quizzes.actions.bank import add_category, add_tag
from quizzes.actions.bulk_writing import NewQuestion, write_new
from quizzes.actions.imports import judge
from quizzes.actions.writing import write_content
from quizzes.choices import ImportOutcome, JobState, TagKind
from quizzes.content import QuestionContent, from_json
from quizzes.models import Category, ImportedQuestion, Question, QuestionImport, Tag
from quizzes.queries.contents import contents_of
from quizzes.queries.own_keys import questions_by_key

SLICE = 100
_TURN = 7262
"""The advisory lock under which one import at a time makes questions, so that the same file applied twice at once makes one of
each. On SQLite every transaction that writes is alone already."""
TAKEN = (ImportOutcome.NEW, ImportOutcome.UPDATED)


@action
def apply_slice(import_id: int) -> bool:
    """Take in the next questions. False when that was the last of them, or the job is not there any more."""
    imported = (
        QuestionImport.objects.select_for_update()
        .filter(pk=import_id, state=JobState.RUNNING, is_applying=True)
        .first()
    )
    if imported is None:
        return False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    rows = list(imported.questions.filter(position__gt=imported.done).order_by("position")[:SLICE])
    _take(imported, [row for row in rows if row.outcome in TAKEN and row.content is not None])
    imported.done += len(rows)
    if imported.done >= imported.total:
        imported.state = JobState.DONE
    imported.save(update_fields=["done", "state"])
    return imported.state != JobState.DONE


def _take(imported: QuestionImport, rows: list[ImportedQuestion]) -> None:
    by = imported.created_by
    held = questions_by_key(row.key for row in rows)
    locked = Question.objects.select_for_update().filter(pk__in=[each.pk for each in held.values()]).order_by("pk")
    fresh = {question.pk: question for question in locked}
    contents = contents_of(fresh)
    shelves = _Shelves(imported.category, imported.language)
    news: list[tuple[ImportedQuestion, NewQuestion]] = []
    for row in rows:
        question = held.get(row.key)
        question = fresh.get(question.pk) if question is not None else None
        verdict = judge(
            from_json(row.content or {}), question, contents.get(question.pk) if question else None, imported.format, by
        )
        row.outcome = verdict.outcome
        if verdict.note:
            row.notes = [*row.notes, verdict.note]
        if verdict.outcome == ImportOutcome.NEW and verdict.content is not None:
            news.append((row, shelves.new(row, verdict.content)))
        elif verdict.outcome == ImportOutcome.UPDATED and verdict.content is not None and question is not None:
            _update(question, verdict.content, shelves.tags(row.tags), by)
        row.question = question
    for (row, _new), question in zip(news, write_new([new for _row, new in news], by=by), strict=True):
        row.question = question
    ImportedQuestion.objects.bulk_update(rows, ["outcome", "notes", "question"])


def _update(question: Question, content: QuestionContent, tags: tuple[Tag, ...], by: Person | None) -> None:
    """A question stays in the category where somebody put it; tags of the file are added to its own."""
    write_content(question, content, by=by)
    if tags:
        question.tags.add(*tags)


class _Shelves:
    """Categories and tags that a file names: found, or made."""

    def __init__(self, inside: Category | None, language: str) -> None:
        self.language = language
        self.categories: dict[str, Category | None] = {"": inside}
        self.known_tags: dict[tuple[str, str], Tag | None] = {}

    def new(self, row: ImportedQuestion, content: QuestionContent) -> NewQuestion:
        return NewQuestion(content, row.key, self.category(row.category), self.tags(row.tags))

    def category(self, path: str) -> Category | None:
        """``A / B``: within the category that was chosen. Deeper than the bank goes, the deepest one that there can be."""
        if path not in self.categories:
            above, _, name = path.rpartition("\n")
            parent = self.category(above)
            self.categories[path] = self._category(name, parent)
        return self.categories[path]

    def tags(self, names: list[str]) -> tuple[Tag, ...]:
        found = (self._tag(*_tag_key(name), name) for name in names)
        return tuple({tag.pk: tag for tag in found if tag is not None}.values())

    def _tag(self, kind: str, key: str, name: str) -> Tag | None:
        if (kind, key) not in self.known_tags:
            self.known_tags[kind, key] = self._found_or_made(kind, key, name) if key else None
        return self.known_tags[kind, key]

    def _found_or_made(self, kind: str, key: str, name: str) -> Tag | None:
        found = Tag.objects.filter(kind=kind, key=key).first()
        shown = name.strip() if kind == TagKind.TOPIC else name.partition(":")[2].strip()
        try:
            return found or add_tag(kind=kind, key=key, name={} if kind == TagKind.HS else {self.language: shown[:120]})
        except Refused:
            return None

    def _category(self, name: str, parent: Category | None) -> Category | None:
        columns = [f"name_{language}" for language in LANGUAGES]
        for each in Category.objects.filter(parent=parent).order_by("position", "pk"):
            if name in [getattr(each, column) for column in columns]:
                return each
        try:
            return add_category(name={self.language: name[:120]}, parent=parent)
        except Refused:
            return parent


def _tag_key(name: str) -> tuple[str, str]:
    """``hs:8481`` is a tag of that kind; any other word is a topic."""
    kind, colon, key = name.partition(":")
    if colon and kind.strip() in TagKind.values:
        return kind.strip(), slugify(key, allow_unicode=True)[:60]
    return TagKind.TOPIC.value, slugify(name, allow_unicode=True)[:60]
