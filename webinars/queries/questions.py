"""Questions to the trainers."""

from __future__ import annotations

from typing import cast

from people.models import Person
from webinars.choices import AskedState
from webinars.models import AskedQuestion, QuestionVote
from webinars.protocol.values import AskedStateCode, Language
from webinars.protocol.views import AskedView
from webinars.queries.persons import person_view

SHOWN: tuple[AskedState, ...] = (AskedState.PUBLISHED, AskedState.ANSWERING, AskedState.ANSWERED)
"""States in which the room sees a question."""
LIMIT = 200


def question_view(asked: AskedQuestion) -> AskedView:
    """The question as anybody may see it. With the name hidden the country is left out too: it may be one person's."""
    author = None if asked.hide_name else person_view(asked.author)
    return AskedView(
        id=asked.pk,
        text=asked.text,
        lang=cast(Language, asked.language),
        author=author,
        country=author.country if author else "",
        state=cast(AskedStateCode, str(asked.state)),
        votes=asked.votes,
        asked_at=round(asked.asked_at.timestamp(), 3),
    )


def shown_questions(room_id: int) -> list[AskedView]:
    """The newest of the questions that the room sees, in order of being asked."""
    rows = AskedQuestion.objects.filter(room_id=room_id, state__in=SHOWN).select_related("author__administration")
    return [question_view(asked) for asked in reversed(rows.order_by("-pk")[:LIMIT])]


def pending_questions(room_id: int) -> list[AskedView]:
    """The oldest of those that wait for approval."""
    rows = AskedQuestion.objects.filter(room_id=room_id, state=AskedState.PENDING)
    return [question_view(asked) for asked in rows.select_related("author__administration").order_by("pk")[:LIMIT]]


def own_questions(room_id: int, person: Person) -> list[AskedView]:
    """The person's own that the room does not see: they wait, or were declined."""
    rows = AskedQuestion.objects.filter(room_id=room_id, author=person).exclude(state__in=SHOWN)
    return [question_view(asked) for asked in rows.select_related("author__administration").order_by("pk")]


def own_votes(room_id: int, person: Person) -> list[int]:
    rows = QuestionVote.objects.filter(question__room_id=room_id, person=person)
    return list(rows.order_by("question_id").values_list("question_id", flat=True))


def votes_of(room_id: int, question_ids: list[int] | None = None) -> dict[int, int]:
    """Support of questions that the room sees, by id."""
    rows = AskedQuestion.objects.filter(room_id=room_id, state__in=SHOWN)
    if question_ids is not None:
        rows = rows.filter(pk__in=question_ids)
    return dict(rows.values_list("pk", "votes"))
