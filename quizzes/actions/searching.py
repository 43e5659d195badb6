"""What the bank's search finds, made anew: after its folding changed, or rows came by another way than an action."""

from __future__ import annotations

from collections.abc import Iterator

from core.actions import action
from quizzes.actions.writing import write_search_texts
from quizzes.models import Question
from quizzes.queries.contents import contents_of

AT_ONCE = 200


@action
def _refresh(ids: list[int]) -> int:
    questions = Question.objects.select_for_update().in_bulk(ids)
    for pk, content in contents_of(ids).items():
        write_search_texts(questions[pk], content)
    return len(ids)


def refresh_search_texts() -> Iterator[int]:
    """Write the search texts of all questions, :data:`AT_ONCE` in a transaction; tells how many after each."""
    ids = list(Question.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield _refresh(ids[start : start + AT_ONCE])
