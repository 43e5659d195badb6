"""Marking by hand what no rule can mark. The rules in words are in ``docs/rules/marking-by-hand.md``."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from people.models import Person
from quizzes import marking
from quizzes.actions.attempts.submitting import tell_marked
from quizzes.choices import AttemptState
from quizzes.content import from_json
from quizzes.marking import Malformed, QuestionSpec
from quizzes.marking.contents import spec_of_content
from quizzes.marking.essay import criteria
from quizzes.models import Attempt, AttemptAnswer

LONGEST_COMMENT = 4000
"""Characters of what a trainer writes to the person about their answer."""

_CENT = Decimal("0.01")


def seen_answer(answer: AttemptAnswer) -> str:
    """What a trainer saw of the marking so far."""
    return fingerprint(answer.needs_marking, answer.mark.quantize(_CENT), answer.levels or {}, answer.comment)


@action
def mark_answer(
    answer: AttemptAnswer,
    *,
    by: Person,
    levels: Mapping[int, int] | None = None,
    mark: Decimal | None = None,
    comment: str = "",
    seen: str = "",
) -> AttemptAnswer:
    """Give an essay its mark: by ``levels`` (level's id by criterion's) where its question has a rubric, else ``mark`` in points.

    The attempt's totals are right in the same moment. Marking again is allowed. Refused: ``marking.not_by_hand``,
    ``marking.incomplete``, ``marking.out_of_range``, and when somebody else marked it since it was ``seen``.
    """
    attempt = Attempt.objects.select_for_update().get(pk=answer.attempt_id)
    answer = AttemptAnswer.objects.select_for_update(of=("self",)).select_related("version").get(pk=answer.pk)
    if answer.version is None or attempt.state != AttemptState.SUBMITTED:
        raise Refused("marking.not_by_hand")
    spec = spec_of_content(from_json(answer.version.content))
    if not marking.waits_for_person(spec) or answer.response is None:
        raise Refused("marking.not_by_hand")
    before, was = seen_answer(answer), answer.mark
    answer.mark = _points(spec, levels or {}, mark, answer.max_mark)
    answer.levels = {str(part): level for part, level in (levels or {}).items()} or None
    answer.is_right = answer.mark == answer.max_mark
    answer.needs_marking, answer.comment = False, comment.strip()[:LONGEST_COMMENT]
    answer.marked_by, answer.marked_at = by, timezone.now()
    answer.save(update_fields=["mark", "levels", "is_right", "needs_marking", "comment", "marked_by", "marked_at"])
    rows = AttemptAnswer.objects.filter(attempt=attempt)
    attempt.mark = rows.aggregate(total=Sum("mark"))["total"]
    attempt.needs_marking = rows.filter(needs_marking=True).exists()
    attempt.save(update_fields=["mark", "needs_marking"])
    tell_marked(attempt)
    refuse_if_changed(seen=seen, before=before, after=seen_answer(answer))
    audit.record(
        "answer.marked",
        actor_id=by.pk,
        subject=f"attempt:{attempt.pk}",
        answer=answer.pk,
        before=str(was),
        after=str(answer.mark),
    )
    return answer


def _points(spec: QuestionSpec, levels: Mapping[int, int], mark: Decimal | None, most: Decimal) -> Decimal:
    if criteria(spec):
        try:
            share = marking.rubric_share(levels, spec)
        except Malformed:
            share = None
        if share is None:
            raise Refused("marking.incomplete")
        return (most * Decimal(str(share))).quantize(_CENT)
    if mark is None or not mark.is_finite() or not 0 <= mark <= most:
        raise Refused("marking.out_of_range", most=f"{most.normalize():f}")
    return mark.quantize(_CENT)
