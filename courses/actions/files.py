"""Pictures and files of lessons: taking them in, and letting go of those that nothing names."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.files import Checked, check_file, shown_name
from courses.models import CourseFile
from courses.queries.files import file_path, files_in_revisions, files_in_rows, keys_in_versions
from people.models import Person

_DIGEST = 40
MOST_FORGOTTEN = 500


def keep_file(name: str, checked: Checked, *, by: Person | None) -> CourseFile:
    """Keep a checked file within a running action. The same bytes brought again by the same person are the row that they made."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"courses.file:" + checked.data, hashlib.sha256).hexdigest()[
        :_DIGEST
    ]
    own = CourseFile.objects.select_for_update().filter(created_by=by, key__startswith=digest).order_by("pk")
    held = own.first() if by else None
    if held is not None:
        held.brought_at = timezone.now()
        held.save(update_fields=["brought_at"])
        return held
    key = f"{digest}-{secrets.token_hex(10)}.{checked.extension}"
    default_storage.save(file_path(key), ContentFile(checked.data))
    return CourseFile.objects.create(
        name=shown_name(name, "" if checked.is_picture else checked.extension),
        key=key,
        media_type=checked.media_type,
        size=len(checked.data),
        width=checked.width or None,
        height=checked.height or None,
        created_by=by,
    )


@action
def upload_file(name: str, data: bytes, *, by: Person, picture: bool = False) -> CourseFile:
    """Keep a file that somebody brings while they write a lesson.

    Refused with a code of ``file.…``, see :func:`core.files.check_file`, and with ``file.not_a_picture`` where ``picture``
    asks for one.
    """
    checked = check_file(data)
    if picture and not checked.is_picture:
        raise Refused("file.not_a_picture")
    return keep_file(name, checked, by=by)


@action
def forget_files(*, before: datetime) -> list[str]:
    """Let go of files that nobody brought since ``before`` and that nothing names: no lesson, kept revision, published version or
    document. Returns what to delete in the storage, some at a time.

    The rows are locked before it is asked what names them: whoever writes a lesson locks those that it names as well.
    """
    old = CourseFile.objects.filter(brought_at__lt=before).order_by("pk")
    ids = [row.pk for row in _unnamed(old)[:MOST_FORGOTTEN]]
    if not ids:
        return []
    locked = [row.pk for row in CourseFile.objects.select_for_update().filter(pk__in=ids).order_by("pk")]
    gone = _unnamed(old.filter(pk__in=locked))
    CourseFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    if gone:
        size = sum(row.size for row in gone)
        audit.record("files.forgotten", actor_id=None, subject="courses", files=[row.pk for row in gone], bytes=size)
    return [file_path(row.key) for row in gone]


def _unnamed(files: QuerySet[CourseFile]) -> list[CourseFile]:
    rows = list(files.exclude(files_in_rows(files)))
    named, keys = (files_in_revisions(), keys_in_versions()) if rows else (set(), set())
    return [row for row in rows if row.pk not in named and row.key not in keys]
