"""The key by which this installation knows its own questions in files that it exported.

``lectern-17-5f3a…``: the number would be another question elsewhere, so a signature tells whose it is. A file that comes back
changes the question that it came from, whatever the format.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings

from quizzes.models import Question

_KEY = re.compile(r"lectern-(\d{1,18})-([0-9a-f]{12})")


def own_key(question_id: int) -> str:
    return f"lectern-{question_id}-{_signature(question_id)}"


def own_id(key: str) -> int | None:
    """The question's id when the key is one of ours."""
    found = _KEY.fullmatch(key)
    if found is None or not hmac.compare_digest(found.group(2), _signature(int(found.group(1)))):
        return None
    return int(found.group(1))


def questions_by_key(keys: Iterable[str]) -> dict[str, Question]:
    """The questions that imported files call by these ``source_key`` values or by our own keys."""
    wanted = set(keys)
    ours = {pk: key for key in wanted if (pk := own_id(key)) is not None}
    found = {question.source_key: question for question in Question.objects.filter(source_key__in=wanted - {""})}
    for question in Question.objects.filter(pk__in=ours):
        found[ours[question.pk]] = question
    return found


def _signature(question_id: int) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"quizzes.question:{question_id}".encode(), sha256).hexdigest()[:12]
