"""Making and changing questions. Texts are given by language: ``{"en": "…", "ar": "…"}``. Rules: ``docs/rules/questions.md``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from people.models import Person
from quizzes.actions.checks import check_content
from quizzes.actions.files import copy_file
from quizzes.actions.writing import write_content
from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent, from_json, to_json
from quizzes.models import Question, QuestionFile, QuestionVersion
from quizzes.queries.contents import content_of
from quizzes.queries.library import is_answered


def add_question(draft: QuestionContent, by: Person | None) -> Question:
    """Make a question within a running action: for rules that make one as part of something larger."""
    check_content(draft)
    _check_files(draft, None)
    question = Question(created_by=by)
    write_content(question, draft, by=by)
    return question


@action
def create_question(draft: QuestionContent, *, by: Person | None) -> Question:
    return add_question(draft, by)


def seen_question(question: Question) -> str:
    return fingerprint(to_json(content_of(question)))


@action
def update_question(
    question: Question,
    draft: QuestionContent,
    *,
    by: Person | None = None,
    seen: str = "",
) -> Question:
    """Change a question as it was ``seen``. Attempts keep the version that they saw.

    Once answered in a room or a form, its kind, bounds, choices and parts stay; wording, feedback and explanation may change.
    """
    check_content(draft)
    question = Question.objects.select_for_update().get(pk=question.pk)
    _check_files(draft, question)
    refuse_if_answered(question, draft)
    before = seen_question(question)
    write_content(question, draft, by=by)
    now = Question.objects.get(pk=question.pk)
    refuse_if_changed(seen=seen, before=before, after=seen_question(now))
    return question


@action
def copy_question(question: Question, *, by: Person | None, draft: QuestionContent | None = None) -> Question:
    """A new question like this one, or like the ``draft`` that was made of it: with rows and files of its own, to be changed
    whatever has been answered. It lies where the other one lies, as a draft."""
    content = as_new(draft or content_of(question))
    files = [copied for file in content.files if (copied := copy_file(file, by=by)) is not None]
    copy = add_question(replace(content, files=tuple(files)), by)
    copy.category, copy.difficulty = question.category, question.difficulty
    copy.save(update_fields=["category", "difficulty"])
    copy.tags.set(question.tags.all())
    return copy


@action
def bring_back(question: Question, *, number: int, by: Person | None) -> QuestionVersion | None:
    """Make an older version the newest one: what it said is said again, under a number of its own. None where nothing changes."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    old = QuestionVersion.objects.filter(question=question, number=number).first()
    if old is None:
        raise Refused("question.version_unknown")
    draft = from_json(old.content)
    check_content(draft)
    _check_files(draft, question)
    refuse_if_answered(question, draft)
    newest = question.version
    write_content(question, draft, by=by)
    return QuestionVersion.objects.filter(question=question, number__gt=newest).first()


def as_new(content: QuestionContent) -> QuestionContent:
    """The same question without the names of its rows: written, it makes rows of its own."""
    return replace(
        content,
        choices=_as_new(content.choices),
        accepted=tuple(replace(each, id=None) for each in content.accepted),
        parts=tuple(
            replace(
                part,
                id=None,
                choices=_as_new(part.choices),
                accepted=tuple(replace(each, id=None) for each in part.accepted),
            )
            for part in content.parts
        ),
    )


def _as_new(choices: Iterable[ChoiceContent]) -> tuple[ChoiceContent, ...]:
    return tuple(replace(choice, id=None) for choice in choices)


def _check_files(draft: QuestionContent, question: Question | None) -> None:
    """Each file that the question names is kept, and belongs to it or to nobody."""
    ids = {file.id for file in draft.files}
    owner = question.pk if question is not None else None
    rows = QuestionFile.objects.filter(pk__in=ids).values_list("question_id", flat=True) if ids else ()
    if len(ids) != len(draft.files) or [each in (None, owner) for each in rows] != [True] * len(ids):
        raise Refused("question.file_gone")


def refuse_if_answered(question: Question, draft: QuestionContent) -> None:
    """Once answered, a question keeps what answers refer to."""
    if is_answered(question) and _structure(draft) != _structure(content_of(question)):
        raise Refused("question.answered")


def _structure(content: QuestionContent) -> object:
    """What answers refer to."""
    choices = [(choice.id, choice.is_right and content.kind != QuestionKind.RANKING) for choice in content.choices]
    parts = [(part.id, part.kind, part.match, [choice.id for choice in part.choices]) for part in content.parts]
    return content.kind, content.low, content.high, content.max_choices, choices, parts
