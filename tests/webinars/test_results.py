"""Figures of activities: people are counted, never ticks; and who may see them when."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from tests.webinars.test_answers import choices, give, opened, record
from webinars import topics
from webinars.actions.activities import close_activity, hide_activity, open_activity, reveal_activity
from webinars.choices import WebinarRole
from webinars.models import Activity, Connection, TeamMember
from webinars.protocol.to_client import Tally
from webinars.protocol.views import ResultsView
from webinars.queries.activities import activity_view, activity_views, tally
from webinars.queries.results import MOST_BINS, bins, median, results


def answered(kind: str, *responses: dict[str, Any], language: str = "en", **fields: Any) -> Activity:
    activity = opened(kind=kind, **fields)
    assert set(record(*(give(activity, make_person(), language=language, **one) for one in responses))) <= {None}
    return Activity.objects.select_related("question").get(pk=activity.pk)


@pytest.mark.django_db
def test_shares_are_of_people_not_of_ticks():
    activity = opened(kind="multiple")
    a, b, c, d = choices(activity)
    for chosen in ([a, b, c], [c, a], [a]):
        record(give(activity, make_person(), choices=chosen))
    figures = results(activity)
    assert figures.answered == 3
    assert [(line.id, line.count) for line in figures.choices] == [(a, 3), (b, 1), (c, 2), (d, 0)]


@pytest.mark.django_db
def test_readers_of_six_languages_are_counted_together():
    activity = opened()
    first = choices(activity)[0]
    record(
        *(
            give(activity, make_person(), choices=[first], language=code)
            for code in ["en", "fr", "ru", "es", "pt", "ar"]
        )
    )
    assert [line.count for line in results(activity).choices] == [6, 0, 0, 0]


@pytest.mark.django_db
def test_a_ranking_shows_mean_places():
    activity = opened(kind="ranking", choices=3)
    a, b, c = choices(activity)
    for ranked in ([a, b, c], [a, c, b], [b, a, c]):
        record(give(activity, make_person(), choices=ranked))
    lines = [(line.id, line.count, line.mean_rank) for line in results(activity).choices]
    assert lines == [(a, 2, 1.33), (b, 1, 2.0), (c, 0, 2.67)]


@pytest.mark.django_db
def test_a_scale_shows_every_step():
    figures = results(answered("scale", {"number": 5}, {"number": 5}, {"number": 2}))
    assert [(line.value, line.count) for line in figures.values] == [(1, 0), (2, 1), (3, 0), (4, 0), (5, 2)]
    assert (figures.answered, figures.mean, figures.median) == (3, 4.0, 5.0)


@pytest.mark.django_db
def test_few_numbers_are_shown_one_by_one():
    figures = results(answered("numeric", {"number": 2.5}, {"number": 10}, {"number": 10}))
    assert [(line.value, line.until, line.count) for line in figures.values] == [(2.5, None, 1), (10, None, 2)]


@pytest.mark.django_db
def test_words_are_counted_by_people_in_every_language():
    activity = opened(kind="word_cloud")
    said = [("en", ["Risk", "risk", "the risk"]), ("en", ["risk"]), ("ar", ["المخاطر"]), ("ar", ["مَخاطر"])]
    record(*(give(activity, make_person(), words=words, language=code) for code, words in said))
    figures = results(Activity.objects.get(pk=activity.pk))
    assert figures.answered == 4
    assert [(line.word, line.count) for line in figures.words] == [("risk", 2), ("المخاطر", 2)]


@pytest.mark.django_db
def test_open_answers_are_the_newest_in_their_writers_language():
    activity = opened(kind="open_text")
    for number in range(5):
        record(give(activity, make_person(), text=f"Text {number}", language="pt"))
    figures = results(activity, texts=3)
    assert figures.answered == 5
    assert [(line.text, line.lang) for line in figures.texts] == [(f"Text {n}", "pt") for n in (4, 3, 2)]


@pytest.mark.django_db
def test_nobody_answered_is_a_result_too():
    for kind in ("single", "multiple", "ranking", "scale", "numeric", "word_cloud", "open_text"):
        figures = results(answered(kind))
        assert (figures.answered, figures.mean, figures.median) == (0, None, None)


def figures_seen(activity: Activity) -> tuple[bool, bool]:
    """Whether the room and the team see figures of the activity as it is now, in tallies and in views alike."""
    seen = []
    for topic in (topics.room(activity.room_id), topics.team(activity.room_id)):
        update = tally(topic, str(activity.pk), {})
        view = activity_view(activity, team=topic == topics.team(activity.room_id))
        assert isinstance(update, Tally)
        assert (update.results is None) == (view.results is None)
        assert update.answered == view.answered == 1
        seen.append(update.results is not None)
    return seen[0], seen[1]


@pytest.mark.django_db
@pytest.mark.parametrize(("live", "expected"), [(False, [0, 0, 1, 0, 0]), (True, [1, 1, 1, 0, 1])])
def test_the_team_always_sees_figures_and_the_room_when_it_may(live: bool, expected: list[int]):
    host, activity = make_person(), opened(live_results=live)
    record(give(activity, make_person(), choices=[choices(activity)[0]]))
    seen = [figures_seen(activity)]
    for step in (close_activity, reveal_activity, hide_activity, open_activity):
        step(activity, by=host)
        seen.append(figures_seen(activity))
    assert seen == [(bool(room), True) for room in expected]


@pytest.mark.django_db
def test_a_tally_says_how_many_are_here_each_person_once_without_the_team():
    activity = opened()
    now, here, gone, host = timezone.now(), make_person(), make_person(), make_person()
    TeamMember.objects.create(webinar=activity.room.sitting.webinar, person=host, role=WebinarRole.HOST)
    for person, closed in ((here, None), (here, None), (gone, now), (host, None)):
        Connection.objects.create(
            room_id=activity.room_id,
            person=person,
            language="en",
            opened_at=now - timedelta(minutes=1),
            last_seen_at=now,
            closed_at=closed,
            process="web-1",
        )
    record(give(activity, here, choices=[choices(activity)[0]]))
    update = tally(topics.room(activity.room_id), str(activity.pk), {})
    assert update == Tally(activity=activity.pk, answered=1, present=1, results=None)


@pytest.mark.django_db
def test_a_prepared_activity_and_one_of_another_room_have_no_tally():
    activity = make_activity(make_room(make_webinar()), make_question())
    assert tally(topics.team(activity.room_id), str(activity.pk), {}) is None
    opened_one = opened()
    assert tally(topics.team(activity.room_id), str(opened_one.pk), {}) is None


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_activities_of_a_room_take_a_constant_number_of_queries(rows: int, django_assert_num_queries: Any):
    room, host = make_room(make_webinar()), make_person()
    for _ in range(rows):
        for kind in ("multiple", "word_cloud", "open_text"):
            activity = make_activity(room, make_question(kind))
            open_activity(activity, by=host)
            reveal_activity(close_activity(activity, by=host), by=host)
        make_activity(room, make_question())
    for team, prepared in ((False, 0), (True, rows)):
        with django_assert_num_queries(7 if team else 6):
            views = activity_views(room.pk, team=team)
        assert len(views) == 3 * rows + prepared


numbers = st.dictionaries(
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 3)),
    st.integers(1, 9),
    min_size=1,
    max_size=60,
)


@hypothesis_given(numbers)
def test_bins_hold_everybody_once_and_do_not_overlap(count: dict[float, int]):
    lines = bins(Counter(count))
    assert sum(line.count for line in lines) == sum(count.values())
    assert len(lines) <= MOST_BINS + 1
    starts = [line.value for line in lines]
    assert starts == sorted(set(starts))
    if lines[0].until is not None:
        assert [line.until for line in lines[:-1]] == starts[1:]
        assert lines[0].value <= min(count)
        assert max(count) <= lines[-1].until


@hypothesis_given(numbers)
def test_the_median_is_that_of_the_numbers_written_out(count: dict[float, int]):
    written = sorted(value for value, people in count.items() for _ in range(people))
    middle = len(written) // 2
    expected = written[middle] if len(written) % 2 else (written[middle - 1] + written[middle]) / 2
    assert median(Counter(count)) == expected


def test_a_result_that_holds_nothing_is_small():
    assert ResultsView(answered=0).model_dump(exclude_defaults=True) == {"answered": 0}
