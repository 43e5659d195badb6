"""What people said in a webinar, as numbers: activities of its rooms, its evaluation, and the learning gain.

Languages of fewer than five people are not told apart, and nothing anonymous of fewer than five is given at all
(``docs/rules/anonymous-answers.md``). No text that somebody wrote is here: those stay where they can be erased.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from core.languages import LANGUAGES
from core.suppression import THRESHOLD
from quizzes.models import Question
from webinars.anonymity import large_groups
from webinars.choices import ActivityState
from webinars.models import Activity, Webinar
from webinars.protocol.views import ResultsView
from webinars.queries.results import Groups, counted_view, grouped_answers
from webinars.queries.surveys import Hidden, evaluation_results, learning_gain

WRITTEN = "open_text"


def activities_said(sittings: Collection[int], *, questions: dict[int, Question]) -> list[dict[str, Any]]:
    """Every activity that was opened, in order of the sittings and of their opening. Adds their ``questions``."""
    opened = Activity.objects.filter(room__sitting__in=sittings, opened_at__isnull=False)
    activities = list(
        opened.exclude(state=ActivityState.PREPARED)
        .select_related("question", "room")
        .prefetch_related("question__choices")
        .order_by("room__sitting__starts_at", "opened_at", "position", "pk")
    )
    questions |= {activity.question_id: activity.question for activity in activities}
    groups = grouped_answers(activities)
    return [_activity(activity, groups[activity.pk]) for activity in activities]


def _activity(activity: Activity, groups: Groups) -> dict[str, Any]:
    hidden = Hidden.OPEN if activity.anonymous and activity.state == ActivityState.OPEN else None
    answered = sum(people for _, _, people in groups)
    if hidden is None and activity.anonymous and 0 < answered < THRESHOLD:
        hidden = Hidden.FEW
    return {
        "activity": activity.pk,
        "kind": activity.kind,
        "sitting": activity.room.sitting_id,
        "anonymous": activity.anonymous,
        **_divided(activity.question, groups, hidden),
    }


def _divided(question: Question, groups: Groups, hidden: Hidden | None) -> dict[str, Any]:
    """``answered`` and ``results`` of all, and of each language that may be told apart; neither while hidden."""
    if hidden is not None:
        return {"question": question.pk, "hidden": hidden.value, "results": None, "languages": {}}
    people: Counter[str] = Counter()
    for _, language, number in groups:
        people[language] += number
    apart = large_groups(people) if len(people) > 1 else frozenset()
    languages = {
        language: _numbers(question, [group for group in groups if group[1] == language])
        for language in LANGUAGES
        if language in apart
    }
    return {"question": question.pk, "hidden": "", "results": _numbers(question, groups), "languages": languages}


def _numbers(question: Question, groups: Groups) -> dict[str, Any]:
    if question.kind == WRITTEN:
        return dump(ResultsView(answered=sum(people for _, _, people in groups)))
    return dump(counted_view(question, groups))


def dump(results: ResultsView) -> dict[str, Any]:
    """Without what people wrote."""
    return results.model_dump(mode="json", exclude_defaults=True, exclude={"texts"}) | {"answered": results.answered}


def surveys_said(webinar: Webinar) -> dict[str, Any]:
    """``evaluation``: how many filled it in, and what they said; ``gain``: what was learnt. None where there is none."""
    evaluation, learnt = evaluation_results(webinar), learning_gain(webinar)
    return {
        "evaluation": evaluation
        and {
            "filled_in": evaluation.filled_in,
            "hidden": evaluation.hidden.value if evaluation.hidden else "",
            "questions": [
                {
                    "question": line.question.pk,
                    "hidden": line.hidden.value if line.hidden else "",
                    "results": dump(line.results) if line.results else None,
                    "languages": {each.language: dump(each.results) for each in line.languages},
                }
                for line in evaluation.questions
            ],
        },
        "gain": learnt
        and {
            "people": learnt.gain.people,
            "took_before": learnt.took_before,
            "took_after": learnt.took_after,
            "before": learnt.gain.before,
            "after": learnt.gain.after,
            "gain": learnt.gain.gain,
        },
    }
