"""The keys by which this installation knows its own courses' parts in files for translators.

``lectern-course-5-lesson-12-5f3a…``: numbers would be other parts elsewhere, so a signature tells whose they are.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from django.conf import settings

_KEY = re.compile(r"lectern-course-(\d{1,18})-((?:course|(?:module|lesson)-\d{1,18}))-([0-9a-f]{12})")


def own_key(course_id: int, name: str) -> str:
    return f"lectern-course-{course_id}-{name}-{_signature(course_id, name)}"


def own_part(key: str) -> tuple[int, str] | None:
    """The course's id and the part's name when the key is one of ours."""
    found = _KEY.fullmatch(key)
    if found is None or not hmac.compare_digest(found[3], _signature(int(found[1]), found[2])):
        return None
    return int(found[1]), found[2]


def _signature(course_id: int, name: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"courses.{course_id}.{name}".encode(), sha256).hexdigest()[:12]
