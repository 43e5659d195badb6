"""What an exporter hands over: its file, and of each question what the format could not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.text import slugify

from core.languages import LANGUAGES
from quizzes.actions.questions import as_new
from quizzes.choices import TagKind
from quizzes.importers.reading import Note, ReadFile, ReadQuestion
from quizzes.models import Category, Question, Tag
from quizzes.queries.contents import content_of, whole
from quizzes.queries.files import file_path
from quizzes.queries.own_keys import own_key

AT_ONCE = 200


class NotHeld(Exception):
    """The format cannot hold the question. ``note`` says why."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.note = Note(code, data)


@dataclass(frozen=True)
class Loss:
    """A question that was left out, or of which something was."""

    label: str
    is_left_out: bool
    notes: tuple[Note, ...]


@dataclass
class Written:
    """The file so far: ``taken`` questions, and what was lost."""

    data: bytes = b""
    taken: int = 0
    losses: list[Loss] = field(default_factory=list)

    def add(self, label: str, notes: Iterable[Note], *, left_out: bool = False) -> None:
        told = tuple(notes)
        self.taken += not left_out
        if told or left_out:
            self.losses.append(Loss(label, left_out, told))


def out_of_the_bank(questions: QuerySet[Question], language: str) -> Iterator[ReadQuestion]:
    """The questions with their categories, tags and files; ``language`` is that of the names of categories."""
    paths = _paths(language)
    ids = list(questions.order_by("category_id", "pk").values_list("pk", flat=True))
    for begin in range(0, len(ids), AT_ONCE):
        rows = whole(Question.objects.filter(pk__in=ids[begin : begin + AT_ONCE])).prefetch_related("tags")
        found = {question.pk: question for question in rows}
        for pk in ids[begin : begin + AT_ONCE]:
            question = found[pk]
            content = as_new(content_of(question))
            yield ReadQuestion(
                label=question.name or next(iter(content.text.values()), "")[:80],
                content=replace(content, files=()),
                key=question.source_key if question.source_key.startswith("lectern-") else own_key(pk),
                category=paths.get(question.category_id, ()),
                tags=tuple(map(_tag, sorted(question.tags.all(), key=lambda tag: (tag.kind, tag.key)))),
                files=tuple(_files(question)),
            )


def _files(question: Question) -> Iterator[ReadFile]:
    for row in sorted(question.files.all(), key=lambda row: (row.position, row.pk)):
        if default_storage.exists(file_path(row.key)):
            alt = {language: text for language in LANGUAGES if (text := getattr(row, f"alt_{language}"))}
            with default_storage.open(file_path(row.key)) as stored:
                yield ReadFile(row.name, stored.read(), alt, row.use)


def _tag(tag: Tag) -> str:
    """As imports know it again: a topic by a name that makes its key, else by the key."""
    if tag.kind != TagKind.TOPIC:
        return f"{tag.kind}:{tag.key}"
    return tag.name if slugify(tag.name, allow_unicode=True)[:60] == tag.key else tag.key


def _paths(language: str) -> dict[int | None, tuple[str, ...]]:
    rows = {row.pk: row for row in Category.objects.all()}

    def path(row: Category | None) -> tuple[str, ...]:
        return () if row is None else (*path(rows.get(row.parent_id or 0)), _name(row, language))

    return {pk: path(row) for pk, row in rows.items()}


def _name(row: Category, language: str) -> str:
    names = [getattr(row, f"name_{each}") for each in (language, *LANGUAGES)]
    return next((name for name in names if name), str(row.pk))
