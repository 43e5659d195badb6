"""Pictures and files of lessons: taking them in."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.actions import Refused, action
from core.files import Checked, check_file, shown_name
from courses.models import CourseFile
from courses.queries.files import file_path
from people.models import Person

_DIGEST = 40


def keep_file(name: str, checked: Checked, *, by: Person | None) -> CourseFile:
    """Keep a checked file within a running action. The same bytes brought again by the same person are the row that they made."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"courses.file:" + checked.data, hashlib.sha256).hexdigest()[
        :_DIGEST
    ]
    held = CourseFile.objects.filter(created_by=by, key__startswith=digest).order_by("pk").first() if by else None
    if held is not None:
        return held
    key = f"{digest}-{secrets.token_hex(10)}.{checked.extension}"
    default_storage.save(file_path(key), ContentFile(checked.data))
    return CourseFile.objects.create(
        name=shown_name(name),
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
