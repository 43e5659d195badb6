"""Reading imports of questions."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.db.models import Count, QuerySet

from quizzes.choices import ImportOutcome, JobState
from quizzes.models import ImportedQuestion, QuestionImport


def state_of(content: Any) -> str:
    """Stands for what a question says, in whatever order a database keeps its fields."""
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]


def keys_read(imported: QuestionImport) -> dict[str, str]:
    """What the questions read so far are called, with the fingerprint of what they say."""
    rows = imported.questions.exclude(key="").order_by("position").values_list("key", "content")
    return {key: state_of(content) for key, content in rows.iterator()}


def counts(imported: QuestionImport) -> dict[str, int]:
    """How many questions have each outcome."""
    found = dict(imported.questions.values_list("outcome").annotate(number=Count("pk")).order_by())
    return {outcome: found.get(outcome, 0) for outcome in ImportOutcome.values}


def listed(imported: QuestionImport, outcome: str = "", *, noted: bool = False) -> QuerySet[ImportedQuestion]:
    """In the file's order: all, those of one outcome, or those with something to say."""
    rows = imported.questions.order_by("position")
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.exclude(notes=[]) if noted else rows


def unfinished_imports() -> list[tuple[int, str]]:
    """Imports whose job is not at its end, with the name of that job."""
    states = (JobState.QUEUED, JobState.RUNNING)
    rows = QuestionImport.objects.filter(state__in=states).order_by("pk").values_list("pk", "is_applying")
    return [(pk, "quizzes.apply_import" if is_applying else "quizzes.read_import") for pk, is_applying in rows]


def newest(imports: QuerySet[QuestionImport]) -> QuerySet[QuestionImport]:
    """With who brought them: one query whatever their number."""
    return imports.select_related("created_by").order_by("-created_at", "-pk")
