"""Every kind of question is known to all that must know it; docs/new-feature.md is the walk through them."""

from __future__ import annotations

from typing import get_args

from quizzes.choices import ROOM_KINDS, QuestionKind
from quizzes.marking import KINDS
from webinars.protocol.values import QuestionKindCode
from webinars.queries.results import COUNTED_KINDS, READ_KINDS


def test_every_kind_is_marked_and_those_of_rooms_are_sent_and_counted() -> None:
    assert set(KINDS) == set(QuestionKind.values)
    kinds = set(ROOM_KINDS)
    assert set(get_args(QuestionKindCode)) == kinds
    assert kinds == COUNTED_KINDS | READ_KINDS
    assert set() == COUNTED_KINDS & READ_KINDS
