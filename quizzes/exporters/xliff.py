"""Questions for translators: XLIFF 1.2 and 2.0 (:mod:`core.xliff`), a passage a unit.

Each question is a ``file`` whose ``original`` is the question's own key; each unit's id is its passage's key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.fingerprint import fingerprint
from core.translating import Passage
from core.xliff import VERSIONS, Original, Unit
from core.xliff import write_xliff as write
from quizzes.queries.own_keys import own_key

__all__ = ["VERSIONS", "write_xliff"]


def write_xliff(
    questions: Mapping[int, Sequence[Passage]], *, source_language: str, language: str, version: str = "2.0"
) -> bytes:
    """The passages of questions by id as a file of ``version``."""
    originals = (
        Original(
            own_key(question_id),
            f"q{question_id}",
            [Unit(each.key, [each.source], [each.target], each.state, fingerprint(each.target)) for each in passages],
        )
        for question_id, passages in questions.items()
    )
    return write(originals, source_language=source_language, language=language, version=version)
