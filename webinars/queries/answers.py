"""A person's own answers."""

from __future__ import annotations

from webinars.anonymity import voter_word
from webinars.choices import ActivityState
from webinars.models import Activity, Answer, Participation
from webinars.protocol.values import AnswerResponse


def voter_of(activity: Activity, person_id: int) -> str:
    """Under which word a person's answer is kept; of an anonymous activity, only while it is open."""
    if not activity.anonymous:
        return f"p{person_id}"
    if activity.answer_key is None:
        raise ValueError("A closed anonymous activity no longer knows whose answers it has.")
    return voter_word(bytes(activity.answer_key), person_id)


def own_answers(room_id: int, person_id: int) -> tuple[dict[int, AnswerResponse], list[int]]:
    """What the person answered in a room, by activity, and which activities they answered at all.

    The answer to an anonymous activity is known while it is open; that they answered, for good.
    """
    named = Answer.objects.filter(activity__room_id=room_id, person_id=person_id)
    responses = dict(named.values_list("activity_id", "response"))
    sealed = Activity.objects.filter(room_id=room_id, anonymous=True, state=ActivityState.OPEN)
    voters = {activity.pk: voter_of(activity, person_id) for activity in sealed if activity.answer_key is not None}
    if voters:
        own = Answer.objects.filter(activity_id__in=voters, voter__in=voters.values())
        responses.update(own.values_list("activity_id", "response"))
    took_part = Participation.objects.filter(activity__room_id=room_id, person_id=person_id).order_by("activity_id")
    answers = {activity_id: AnswerResponse.model_validate_json(text) for activity_id, text in sorted(responses.items())}
    return answers, list(took_part.values_list("activity_id", flat=True))
