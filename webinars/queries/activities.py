"""Activities as the room and the team see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Prefetch, QuerySet

from core.languages import local_text
from core.realtime.ephemeral import ephemeral
from quizzes import marking
from quizzes.marking.word_cloud import AT_MOST
from quizzes.markup import to_plain
from quizzes.models import Choice, Question
from quizzes.queries.specs import spec_of
from webinars import topics
from webinars.choices import ActivityKind, ActivityState
from webinars.models import Activity, Participation
from webinars.protocol.to_client import Tally
from webinars.protocol.values import ActivityKindCode, ActivityStateCode, LocalText, QuestionKindCode
from webinars.protocol.views import ActivityView, ChoiceView, CountryMark, QuestionView, ResultsView
from webinars.queries.presence import count_asked
from webinars.queries.results import answered_of, results, results_of
from webinars.queries.standing import boards

TEXTS_IN_A_TALLY = 40
"""Open answers that the team gets with every tick; the whole list comes with the reveal."""


def with_questions(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Everything that a view is made of, in two queries."""
    choices = Prefetch("question__choices", Choice.objects.order_by("question_id", "position"))
    return activities.select_related("question", "quiz").prefetch_related(choices)


def activity_view(activity: Activity, *, team: bool) -> ActivityView:
    """One activity as everybody sees it, or as the team does."""
    return _views(list(with_questions(Activity.objects.filter(pk=activity.pk))), team=team)[0]


def activity_views(room_id: int, *, team: bool) -> list[ActivityView]:
    """The activities of a room in their order, in a constant number of queries; prepared ones for the team only."""
    activities = with_questions(Activity.objects.filter(room_id=room_id)).order_by("position", "id")
    if not team:
        activities = activities.exclude(state=ActivityState.PREPARED)
    return _views(list(activities), team=team)


def results_are_visible(activity: Activity, *, team: bool) -> bool:
    """The team sees figures from the opening on. Everybody sees them once revealed; with ``live_results`` from the
    opening on too, until they are hidden after a reveal."""
    if activity.state == ActivityState.PREPARED:
        return False
    if team or activity.state == ActivityState.REVEALED:
        return True
    return activity.live_results and (activity.state == ActivityState.OPEN or activity.revealed_at is None)


def views_for_both(activities: list[Activity]) -> list[tuple[ActivityView, ActivityView]]:
    """Each activity, read anew, as everybody sees it and as the team does: one reading for both."""
    ids = [activity.pk for activity in activities]
    fresh = {activity.pk: activity for activity in with_questions(Activity.objects.filter(pk__in=ids))}
    read = _read(list(fresh.values()), team=True)
    return [(_view(fresh[pk], read, team=False), _view(fresh[pk], read, team=True)) for pk in ids]


@dataclass(frozen=True)
class _Read:
    """What is read of many activities at once. ``places``: position and number of questions within the quiz."""

    figures: dict[int, ResultsView]
    answered: dict[int, int]
    places: dict[int, tuple[int, int]]
    boards: dict[int, list[CountryMark]]


def _read(activities: list[Activity], *, team: bool) -> _Read:
    figures = results_of(activity for activity in activities if results_are_visible(activity, team=team))
    return _Read(
        figures=figures,
        answered=answered_of(activity.pk for activity in activities if activity.pk not in figures)
        | {pk: figure.answered for pk, figure in figures.items()},
        places=_places(activities),
        boards=boards(activity for activity in activities if activity.state == ActivityState.REVEALED),
    )


def _views(activities: list[Activity], *, team: bool) -> list[ActivityView]:
    read = _read(activities, team=team)
    return [_view(activity, read, team=team) for activity in activities]


def _view(activity: Activity, read: _Read, *, team: bool) -> ActivityView:
    position, of = read.places[activity.pk]
    return ActivityView(
        id=activity.pk,
        kind=cast(ActivityKindCode, activity.kind),
        state=cast(ActivityStateCode, activity.state),
        agenda_item=activity.agenda_item_id,
        question=question_view(activity.question, with_key=team or activity.state == ActivityState.REVEALED),
        quiz=activity.quiz_id,
        quiz_title=_text(activity.quiz, "title") if activity.quiz is not None else None,
        position=position,
        of=of,
        anonymous=activity.anonymous,
        live_results=activity.live_results,
        speed_points=activity.speed_points,
        seconds=activity.seconds,
        opened_at=_instant(activity.opened_at),
        closes_at=_instant(activity.closes_at),
        answered=read.answered[activity.pk],
        results=read.figures[activity.pk] if results_are_visible(activity, team=team) else None,
        board=read.boards.get(activity.pk, []),
    )


def question_view(question: Question, *, with_key: bool) -> QuestionView:
    """A question with its choices; what gives the right answer away only ``with_key``."""
    spec = spec_of(question)
    return QuestionView(
        kind=cast(QuestionKindCode, question.kind),
        text=_text(question, "text"),
        choices=[
            ChoiceView(
                id=choice.pk,
                text=_text(choice, "text"),
                is_right=choice.is_right if with_key else None,
                feedback=_filled(choice, "feedback") if with_key else None,
            )
            for choice in sorted(question.choices.all(), key=lambda choice: choice.position)
        ],
        low=question.low,
        high=question.high,
        low_label=_filled(question, "low_label"),
        high_label=_filled(question, "high_label"),
        max_choices=question.max_choices or (AT_MOST if question.kind == "word_cloud" else None),
        has_key=marking.has_key(spec),
        explanation=_filled(question, "explanation") if with_key else None,
        key_number=question.key_number if with_key else None,
        tolerance=question.tolerance if with_key and question.key_number is not None else None,
    )


def _places(activities: list[Activity]) -> dict[int, tuple[int, int]]:
    """``(position, of)``: a question's place among those of its quiz in the room; any other activity's position of 1."""
    rooms = {activity.room_id for activity in activities if activity.quiz_id is not None}
    quizzes: dict[tuple[int, int | None], list[int]] = {}
    if rooms:
        siblings = Activity.objects.filter(room_id__in=rooms, kind=ActivityKind.QUIZ).order_by("position", "id")
        for room_id, quiz_id, activity_id in siblings.values_list("room_id", "quiz_id", "id"):
            quizzes.setdefault((room_id, quiz_id), []).append(activity_id)
    places: dict[int, tuple[int, int]] = {}
    for activity in activities:
        ids = quizzes.get((activity.room_id, activity.quiz_id), [])
        places[activity.pk] = (ids.index(activity.pk) + 1, len(ids)) if activity.pk in ids else (activity.position, 1)
    return places


_open_questions: dict[int, tuple[datetime | None, Question]] = {}
_MOST_OPEN = 200


def _question_while_open(activity: Activity) -> Question:
    """What figures are counted with, none of the texts, read once per opening: a question that is open does not change."""
    known = _open_questions.get(activity.pk)
    if known is not None and known[0] == activity.opened_at:
        return known[1]
    choices = Prefetch("choices", Choice.objects.only("question_id", "position").order_by("position"))
    figures = Question.objects.only("kind", "low", "high").prefetch_related(choices)
    question = figures.get(pk=activity.question_id)
    if len(_open_questions) >= _MOST_OPEN:
        _open_questions.clear()
    _open_questions[activity.pk] = (activity.opened_at, question)
    return question


def answered_while_open(room_id: int) -> int:
    """How many people answered the open activities of a room: grows with each, so that it tells states apart."""
    return Participation.objects.filter(activity__room_id=room_id, activity__state=ActivityState.OPEN).count()


@ephemeral("tally")
def tally(topic: str, argument: str, added: dict[str, int]) -> Tally | None:
    """How many answered, of how many who are here and not of the team; the figures for those who may see them now."""
    room_id = topics.room_of(topic)
    activity = Activity.objects.filter(pk=int(argument), room_id=room_id).first()
    if activity is None or activity.state == ActivityState.PREPARED:
        return None
    activity.question = _question_while_open(activity)
    figures: ResultsView | None = None
    if results_are_visible(activity, team=topic == topics.team(room_id)):
        figures = results(activity, texts=TEXTS_IN_A_TALLY)
    answered = figures.answered if figures is not None else answered_of([activity.pk])[activity.pk]
    present = max(answered, count_asked(room_id))  # one of the team may answer too, and somebody who left had answered
    return Tally(activity=activity.pk, answered=answered, present=present, results=figures)


def _text(instance: Question | Choice | object, field: str) -> LocalText:
    """A translated column; of a question or a choice without the marks of its text, which the room does not draw."""
    texts = local_text(instance, field)["$text"]  # type: ignore[arg-type]
    if isinstance(instance, Question | Choice):
        texts = {language: to_plain(text) for language, text in texts.items()}
    return LocalText.model_validate({"$text": texts})


def _filled(instance: Question | Choice, field: str) -> LocalText | None:
    text = _text(instance, field)
    return text if text.texts else None


def _instant(moment: datetime | None) -> float | None:
    return None if moment is None else round(moment.timestamp(), 3)
