"""Figures of activities, counted in SQL over equal responses. People are counted, never ticks."""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from django.db.models import Case, Count, F, TextField, Value, When, Window
from django.db.models.functions import RowNumber

from quizzes import words
from quizzes.models import Question
from webinars.models import Activity, Answer
from webinars.protocol.values import Language
from webinars.protocol.views import ChoiceCount, ResultsView, TextView, ValueCount, WordCount

MOST_TEXTS = 200
"""Open answers in a result, the newest ones."""
MOST_LETTERS = 20_000
"""And no more than so many characters of them: a result goes to everybody, on slow lines too."""
MOST_WORDS = 60
MOST_BINS = 10

READ_KINDS = frozenset({"open_text", "word_cloud"})
"""Kinds whose responses are texts: read, and counted by the language of their writers."""

Groups = list[tuple[dict[str, Any], str, int]]
"""Equal responses: the response, the language of those who gave it, and how many people they are."""


def results(activity: Activity, *, texts: int = MOST_TEXTS) -> ResultsView:
    return results_of([activity], texts=texts)[activity.pk]


def results_of(activities: Iterable[Activity], *, texts: int = MOST_TEXTS) -> dict[int, ResultsView]:
    """The results of many activities by id, in at most four queries. Their questions must be there already.

    Choices are in the question's order. Open answers are the newest, in random order when anonymous.
    """
    by_kind: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        kind = activity.question.kind
        by_kind[kind if kind in READ_KINDS else "counted"].append(activity)
    found: dict[int, ResultsView] = {}
    counted = _grouped(by_kind["counted"], with_language=False)
    for activity in by_kind["counted"]:
        found[activity.pk] = counted_view(activity.question, counted[activity.pk])
    clouds = _grouped(by_kind["word_cloud"], with_language=True)
    for activity in by_kind["word_cloud"]:
        found[activity.pk] = counted_view(activity.question, clouds[activity.pk])
    found.update(_texts(by_kind["open_text"], texts))
    return found


def counted_view(question: Question, groups: Groups) -> ResultsView:
    """The figures of equal responses to a question of any kind but open text, whose choices must be there already."""
    return _cloud(question, groups) if question.kind == "word_cloud" else _COUNTERS[question.kind](question, groups)


def answered_of(activity_ids: Iterable[int]) -> dict[int, int]:
    """How many people answered, by activity, in one query."""
    ids = list(activity_ids)
    if not ids:
        return {}
    rows = Answer.objects.filter(activity_id__in=ids).values_list("activity_id").annotate(people=Count("id"))
    return dict.fromkeys(ids, 0) | dict(rows.order_by())


def grouped_answers(activities: Sequence[Activity]) -> dict[int, Groups]:
    """The answers to each activity, told apart by language, in one query. Open answers come without what was written."""
    groups: dict[int, Groups] = {activity.pk: [] for activity in activities}
    if not activities:
        return groups
    written = [activity.pk for activity in activities if activity.question.kind == "open_text"]
    said = Case(When(activity_id__in=written, then=Value("{}")), default=F("response"), output_field=TextField())
    rows = Answer.objects.filter(activity_id__in=groups).annotate(said=said)
    lines = rows.values_list("activity_id", "said", "language").annotate(people=Count("id")).order_by()
    for activity_id, response, language, people in lines:
        groups[activity_id].append((json.loads(response), language, people))
    return groups


def _grouped(activities: list[Activity], *, with_language: bool) -> dict[int, Groups]:
    """``(response, language, people)`` of each activity, one line per distinct response."""
    groups: dict[int, Groups] = {activity.pk: [] for activity in activities}
    if not activities:
        return groups
    rows = Answer.objects.filter(activity_id__in=groups)
    if with_language:
        lines = rows.values_list("activity_id", "response", "language").annotate(people=Count("id")).order_by()
        for activity_id, response, language, people in lines:
            groups[activity_id].append((json.loads(response), language, people))
    else:
        plain = rows.values_list("activity_id", "response").annotate(people=Count("id")).order_by()
        for activity_id, response, people in plain:
            groups[activity_id].append((json.loads(response), "", people))
    return groups


def _choices(question: Question, groups: Groups) -> ResultsView:
    count: Counter[int] = Counter()
    for response, _, people in groups:
        for choice in response["choices"]:
            count[choice] += people
    ids = sorted(question.choices.all(), key=lambda choice: choice.position)
    return ResultsView(
        answered=sum(people for _, _, people in groups),
        choices=[ChoiceCount(id=choice.pk, count=count[choice.pk]) for choice in ids],
    )


def _ranking(question: Question, groups: Groups) -> ResultsView:
    first: Counter[int] = Counter()
    places: Counter[int] = Counter()
    answered = 0
    for response, _, people in groups:
        answered += people
        first[response["choices"][0]] += people
        for place, choice in enumerate(response["choices"], 1):
            places[choice] += place * people
    ids = sorted(question.choices.all(), key=lambda choice: choice.position)
    return ResultsView(
        answered=answered,
        choices=[
            ChoiceCount(
                id=choice.pk,
                count=first[choice.pk],
                mean_rank=round(places[choice.pk] / answered, 2) if answered else None,
            )
            for choice in ids
        ],
    )


def _scale(question: Question, groups: Groups) -> ResultsView:
    count = _numbers(groups)
    low, high = math.ceil(question.low or 0), math.floor(question.high or 0)
    values = [ValueCount(value=value, count=count[value]) for value in range(low, high + 1)]
    return _numeric_figures(count, values)


def _numeric(question: Question, groups: Groups) -> ResultsView:
    count = _numbers(groups)
    return _numeric_figures(count, bins(count))


def _numbers(groups: Groups) -> Counter[float]:
    count: Counter[float] = Counter()
    for response, _, people in groups:
        count[response["number"]] += people
    return count


def _numeric_figures(count: Counter[float], values: list[ValueCount]) -> ResultsView:
    answered = count.total()
    mean = math.fsum(value * people for value, people in count.items()) / answered if answered else None
    return ResultsView(
        answered=answered,
        values=values,
        mean=None if mean is None else round(mean, 2),
        median=median(count),
    )


def median(count: Counter[float]) -> float | None:
    """The middle of the numbers, each as often as it was given; None of none."""
    total = count.total()
    if not total:
        return None
    middle = ((total - 1) // 2, total // 2)
    found: list[float] = []
    passed = 0
    for value in sorted(count):
        passed += count[value]
        while len(found) < 2 and middle[len(found)] < passed:
            found.append(value)
    return (found[0] + found[1]) / 2


def bins(count: Counter[float]) -> list[ValueCount]:
    """Each number by itself when they are few, else at most ten bins of a round width (1, 2 or 5 times a power of ten).

    A bin holds the numbers from ``value`` up to but without ``until``; the last one holds ``until`` too.
    """
    numbers = sorted(value for value, people in count.items() if people)
    if len(numbers) <= MOST_BINS:
        return [ValueCount(value=value, count=count[value]) for value in numbers]
    low, high = numbers[0], numbers[-1]
    width = _round_width((high - low) / MOST_BINS)
    start = math.floor(low / width)
    places = max(math.ceil(high / width), start + 1) - start
    if places > MOST_BINS:
        width = _round_width(width * 1.01)
        start = math.floor(low / width)
        places = max(math.ceil(high / width), start + 1) - start
    people = [0] * places
    for value in numbers:
        people[min(max(math.floor(value / width) - start, 0), places - 1)] += count[value]
    return [
        ValueCount(value=_tidy((start + place) * width), until=_tidy((start + place + 1) * width), count=people[place])
        for place in range(places)
    ]


def _round_width(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in (1, 2, 5, 10) if step * power >= least), 10 * power)


def _tidy(number: float) -> float:
    return float(f"{number:.10g}")


def _cloud(question: Question, groups: Groups) -> ResultsView:
    counted = words.count(
        ((response["words"], language, people) for response, language, people in groups), most=MOST_WORDS
    )
    return ResultsView(
        answered=sum(people for _, _, people in groups),
        words=[WordCount(word=word, count=people) for word, people in counted],
    )


def _texts(activities: list[Activity], most: int) -> dict[int, ResultsView]:
    if not activities:
        return {}
    answered = answered_of(activity.pk for activity in activities)
    newest = Window(RowNumber(), partition_by=F("activity_id"), order_by=F("id").desc())
    rows = (
        Answer.objects.filter(activity_id__in=answered)
        .annotate(age=newest)
        .filter(age__lte=most)
        .order_by("activity_id", "-id")
        .values_list("activity_id", "response", "language")
    )
    texts: dict[int, list[TextView]] = {activity.pk: [] for activity in activities}
    letters: Counter[int] = Counter()
    for activity_id, response, language in rows:
        text = json.loads(response)["text"]
        letters[activity_id] += len(text)
        if letters[activity_id] <= MOST_LETTERS:
            texts[activity_id].append(TextView(text=text, lang=cast(Language, language)))
    for activity in activities:
        if activity.anonymous:
            random.SystemRandom().shuffle(texts[activity.pk])
    return {
        activity.pk: ResultsView(answered=answered[activity.pk], texts=texts[activity.pk]) for activity in activities
    }


_COUNTERS: dict[str, Callable[[Question, Groups], ResultsView]] = {
    "single": _choices,
    "multiple": _choices,
    "ranking": _ranking,
    "scale": _scale,
    "numeric": _numeric,
}
COUNTED_KINDS = frozenset(_COUNTERS)
"""Kinds whose equal responses are counted, whoever reads in which language."""
