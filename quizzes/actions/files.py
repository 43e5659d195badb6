"""Pictures and files of questions: taking them in, copying them, and letting go of those that nothing names."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from core.actions import Refused, action
from core.files import Checked, check_file, shown_name
from core.languages import LANGUAGES
from people.models import Person
from quizzes.choices import FileUse
from quizzes.content import FileContent
from quizzes.models import Question, QuestionFile, QuestionVersion
from quizzes.queries.files import file_path

_DIGEST = 40


def keep_file(
    name: str, data: bytes, *, by: Person | None, question: Question | None = None, use: str = ""
) -> QuestionFile:
    """Keep a file within a running action, for a question that will name its id: until then it belongs to nobody.

    The same bytes given again for the same ``question`` are the row that it has. Refused with a code of ``file.…``, see
    :func:`core.files.check_file`, and with ``file.not_a_picture`` where ``use`` asks for one.
    """
    held = _held(question, data)
    if held is not None:
        return held
    checked = check_file(data)
    if use in (FileUse.PICTURE, FileUse.BACKGROUND) and not checked.is_picture:
        raise Refused("file.not_a_picture")
    held = _held(question, checked.data)
    return held or _store(shown_name(name, "" if checked.is_picture else checked.extension), checked, by=by, use=use)


@action
def upload_file(name: str, data: bytes, *, by: Person, question: Question | None = None, use: str = "") -> QuestionFile:
    """Keep a file that somebody brings while they write a question, so that it is still there when the form comes back."""
    return keep_file(name, data, by=by, question=question, use=use)


def copy_file(file: FileContent, *, by: Person | None) -> FileContent | None:
    """The same file once more, for a copy of the question; None when it is gone. Within a running action."""
    row = QuestionFile.objects.filter(pk=file.id).first()
    if row is None or not default_storage.exists(file_path(row.key)):
        return None
    with default_storage.open(file_path(row.key)) as stored:
        data: bytes = stored.read()
    checked = Checked(data, row.media_type, row.key.rpartition(".")[2], row.width or 0, row.height or 0)
    return FileContent(_store(row.name, checked, by=by, use=file.use).pk, file.use, file.name, file.alt)


def _digest(data: bytes) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"quizzes.file:" + data, hashlib.sha256).hexdigest()[:_DIGEST]


def _held(question: Question | None, data: bytes) -> QuestionFile | None:
    """The question's own file of these very bytes: a file that was exported, or is imported a second time."""
    if question is None or question.pk is None:
        return None
    return QuestionFile.objects.filter(question=question, key__startswith=_digest(data)).order_by("pk").first()


def _store(name: str, checked: Checked, *, by: Person | None, use: str) -> QuestionFile:
    key = f"{_digest(checked.data)}-{secrets.token_hex(10)}.{checked.extension}"
    default_storage.save(file_path(key), ContentFile(checked.data))
    return QuestionFile.objects.create(
        use=use or (FileUse.PICTURE if checked.is_picture else FileUse.ATTACHMENT),
        name=name,
        key=key,
        media_type=checked.media_type,
        size=len(checked.data),
        width=checked.width or None,
        height=checked.height or None,
        created_by=by,
        **{f"alt_{language}": "" for language in LANGUAGES},
    )


def _unused(before: datetime) -> QuerySet[QuestionFile]:
    return QuestionFile.objects.filter(question=None, created_at__lt=before).order_by("pk")


def named_by_versions(file_ids: set[int]) -> set[int]:
    """Those of these files that some version of some question shows."""
    named: set[int] = set()
    versions = QuestionVersion.objects.filter(content__has_key="files").values_list("content__files", flat=True)
    for files in versions.iterator():
        named |= {file["id"] for file in files or ()} & file_ids
    return named


@action
def forget_files(*, before: datetime) -> list[str]:
    """Let go of files older than ``before`` that no question has and no version names. Returns what to delete in the storage."""
    ids = set(_unused(before).values_list("pk", flat=True))
    gone = QuestionFile.objects.filter(question=None, pk__in=ids - named_by_versions(ids)) if ids else None
    if gone is None:
        return []
    keys = list(gone.values_list("key", flat=True))
    gone.delete()
    return [file_path(key) for key in keys]


def orphans(*, before: datetime) -> Iterator[str]:
    """Stored files older than ``before`` without a row: their action was undone after they were written."""
    folders, _ = default_storage.listdir(file_path("")) if default_storage.exists(file_path("")) else ([], [])
    for folder in folders:
        _, names = default_storage.listdir(f"{file_path('')}/{folder}")
        known = set(QuestionFile.objects.filter(key__startswith=folder).values_list("key", flat=True))
        for name in set(names) - known:
            path = file_path(name)
            if default_storage.get_modified_time(path) < before:
                yield path
