"""Rules of planning: sittings at times that exist, agendas in order, team, registrations, prepared activities."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.actions import Refused
from core.models import RecordedEvent
from core.refusals import sentence
from core.wall_time import instant, wall
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import Question
from tests.factories import make_person, make_question, make_quiz, make_room, make_webinar
from webinars import topics
from webinars.actions import agenda, planned_activities, sittings, team
from webinars.actions.agenda import ItemDraft
from webinars.actions.webinars import create_webinar, update_webinar
from webinars.choices import ActivityState, RoomState
from webinars.models import Activity, AgendaItem, Room, Sitting
from webinars.queries.planning import plan_of

pytestmark = pytest.mark.django_db
POLL = QuestionContent(
    kind="single", text={"en": "?"}, choices=(ChoiceContent({"en": "a"}), ChoiceContent({"en": "b"}))
)


def refused(call: Any) -> str:
    with pytest.raises(Refused) as why:
        call()
    assert sentence(why.value.code, why.value.data) != sentence("unknown")
    return why.value.code


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("Asia/Kathmandu", datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 1, 3, 15, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 1, 3, 30, tzinfo=UTC)),
        ("America/St_Johns", datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 1, 11, 30, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2027, 3, 28, 3, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 1, 1, 9, 0), datetime(2025, 12, 31, 19, 0, tzinfo=UTC)),
    ],
)
def test_wall_time_is_told_by_the_clocks_of_the_zone(zone: str, local: datetime, expected: datetime) -> None:
    assert instant(local, zone) == expected
    assert wall(expected, zone) == local


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "code"),
    [
        ("Europe/Brussels", (2027, 3, 28, 2, 30), (2027, 3, 28, 5, 0), "sitting.time_does_not_exist"),
        ("Europe/Brussels", (2026, 10, 25, 1, 30), (2026, 10, 25, 2, 30), "sitting.time_exists_twice"),
        ("Australia/Lord_Howe", (2026, 10, 4, 2, 15), (2026, 10, 4, 5, 0), "sitting.time_does_not_exist"),
        ("Mars/Olympus", (2026, 1, 1, 9, 0), (2026, 1, 1, 10, 0), "time_zone.unknown"),
        ("Africa/Nairobi", (2026, 1, 1, 10, 0), (2026, 1, 1, 10, 0), "sitting.ends_before_it_starts"),
        ("Africa/Nairobi", (2026, 1, 1, 10, 0), (2026, 1, 2, 10, 0), "sitting.too_long"),
    ],
)
def test_times_that_cannot_be_are_refused(zone: str, starts: Any, ends: Any, code: str) -> None:
    webinar = make_webinar()
    given = {"starts": datetime(*starts), "ends": datetime(*ends), "time_zone": zone}
    assert refused(lambda: sittings.create_sitting(webinar, **given)) == code
    assert Sitting.objects.count() == 0


def test_sitting_over_a_clock_change_keeps_its_real_length() -> None:
    sitting = sittings.create_sitting(
        make_webinar(),
        starts=datetime(2027, 3, 28, 1, 0),
        ends=datetime(2027, 3, 28, 4, 0),
        time_zone="Europe/Brussels",
    )
    assert (sitting.ends_at - sitting.starts_at).total_seconds() == 2 * 3600


def test_sitting_has_its_room_and_the_next_number() -> None:
    webinar = make_webinar()
    hours = {"starts": datetime(2026, 12, 1, 9), "ends": datetime(2026, 12, 1, 11), "time_zone": "UTC"}
    made = [sittings.create_sitting(webinar, **hours) for _ in range(2)]
    assert [(sitting.position, sitting.room.state) for sitting in made] == [(1, "lobby"), (2, "lobby")]


def test_sitting_that_was_live_neither_moves_nor_goes() -> None:
    sitting = make_room().sitting
    hours = {"starts": datetime(2026, 12, 1, 9), "ends": datetime(2026, 12, 1, 11), "time_zone": "UTC"}
    assert refused(lambda: sittings.move_sitting(sitting, **hours)) == "sitting.already_live"
    assert refused(lambda: sittings.remove_sitting(sitting)) == "sitting.already_live"
    assert Sitting.objects.filter(pk=sitting.pk).exists()


def test_webinar_saved_by_two_keeps_the_first() -> None:
    webinar = create_webinar(title={"en": "One"}, description={}, by=None)
    words = {"description": {}, "regions": [], "threshold_percent": 80}
    update_webinar(webinar, version=1, title={"en": "Two"}, **words)
    code = refused(lambda: update_webinar(webinar, version=1, title={"en": "Three"}, **words))
    webinar.refresh_from_db()
    assert (code, webinar.title_en, webinar.version) == ("webinar.changed_meanwhile", "Two", 2)


def test_addresses_of_webinars_differ_and_are_made_in_any_script() -> None:
    slugs = [
        create_webinar(title=title, description={}, by=None).slug
        for title in ({"en": "Risk"}, {"en": "Risk"}, {"ar": "إدارة المخاطر"}, {"ru": "Риски"})
    ]
    assert slugs[0] == "risk"
    assert len(set(slugs)) == 4
    assert all(slug.isascii() for slug in slugs)


def test_webinar_needs_a_title_and_a_sensible_threshold() -> None:
    assert refused(lambda: create_webinar(title={"en": " "}, description={}, by=None)) == "webinar.untitled"
    draft = {"title": {"en": "x"}, "description": {}, "by": None}
    assert refused(lambda: create_webinar(**draft, threshold_percent=0)) == "webinar.threshold"


def test_items_follow_each_other_and_the_room_hears_of_changes() -> None:
    room = make_room(items=0)
    first = agenda.add_item(room.sitting, ItemDraft("module", {"en": "One"}, 45))
    agenda.add_item(room.sitting, ItemDraft("break", {"fr": "Pause"}, 10))
    agenda.move_item(first, earlier=False)
    assert list(AgendaItem.objects.values_list("position", "kind")) == [(1, "break"), (2, "module")]
    events = RecordedEvent.objects.filter(topic=topics.room(room.pk)).order_by("seq")
    assert [(event.payload["item"]["kind"], event.payload["item"]["position"]) for event in events] == [
        ("module", 1),
        ("break", 2),
        ("module", 2),
        ("break", 1),
    ]


def test_item_that_cannot_be_is_refused() -> None:
    sitting = make_room().sitting
    for draft, code in (
        (ItemDraft("party", {"en": "x"}, 10), "agenda.kind_unknown"),
        (ItemDraft("module", {"en": " "}, 10), "agenda.untitled"),
        (ItemDraft("module", {"en": "x"}, 0), "agenda.minutes"),
        (ItemDraft("module", {"en": "x"}, 999), "agenda.minutes"),
    ):
        assert refused(lambda draft=draft: agenda.add_item(sitting, draft)) == code


def test_agenda_of_a_room_that_has_begun_loses_nothing() -> None:
    live, over = make_room(), make_room(state=RoomState.ENDED)
    assert refused(lambda: agenda.remove_item(live.sitting.agenda.get(position=1))) == "agenda.room_has_begun"
    draft = ItemDraft("module", {"en": "x"}, 45)
    assert refused(lambda: agenda.add_item(over.sitting, draft)) == "room.ended"
    assert AgendaItem.objects.count() == 4


def test_plan_adds_up_and_warns() -> None:
    sitting = make_room(items=0).sitting
    for kind, minutes in (("module", 39), ("module", 40), ("module", 50), ("module", 51), ("break", 5)):
        agenda.add_item(sitting, ItemDraft(kind, {"en": kind}, minutes))
    plan = plan_of(sitting)
    assert [line.total for line in plan.lines] == [39, 79, 129, 180, 185]
    assert [line.is_odd for line in plan.lines] == [True, False, False, True, False]
    assert (plan.minutes, plan.room, plan.over, plan.is_long) == (185, 90, 95, True)


def test_team_is_made_of_people_with_accounts() -> None:
    webinar, person = make_webinar(), make_person(email="ada@example.org")
    gone = make_person(is_active=False)
    member = team.add_member(webinar, email=" ADA@example.org", role="presenter", spoken_language="fr")
    again = team.add_member(webinar, email=person.email, role="presenter", spoken_language="es")
    assert (member.pk, again.spoken_language, webinar.team.count()) == (again.pk, "es", 1)
    for given, code in (
        ({"email": "nobody@example.org", "role": "host"}, "team.unknown_address"),
        ({"email": gone.email, "role": "host"}, "team.unknown_address"),
        ({"email": person.email, "role": "king"}, "team.role_unknown"),
        ({"email": person.email, "role": "interpreter"}, "team.interpreter_without_language"),
        ({"email": person.email, "role": "host", "spoken_language": "xx"}, "team.language_unknown"),
    ):
        assert refused(lambda given=given: team.add_member(webinar, **given)) == code


def test_prepared_poll_is_known_to_the_team_alone() -> None:
    room = make_room()
    item = room.sitting.agenda.get(position=2)
    activity = planned_activities.plan_activity(item, kind="poll", draft=POLL, anonymous=True, by=None)
    assert (activity.state, activity.agenda_item_id, activity.anonymous) == (ActivityState.PREPARED, item.pk, True)
    told = RecordedEvent.objects.filter(type="activity.changed").values_list("topic", flat=True)
    assert list(told) == [topics.team(room.pk)]


def test_live_quiz_is_one_activity_a_question_and_once_a_room() -> None:
    room = make_room()
    item = room.sitting.agenda.get(position=1)
    quiz = make_quiz(3, seconds=20, speed_points=True)
    made = planned_activities.plan_quiz(item, quiz=quiz)
    assert [(each.position, each.seconds, each.speed_points) for each in made] == [(n, 20, True) for n in (1, 2, 3)]
    assert refused(lambda: planned_activities.plan_quiz(item, quiz=quiz)) == "activity.quiz_already_there"


def test_activity_that_cannot_be_is_refused_and_leaves_no_question() -> None:
    item = make_room().sitting.agenda.get(position=1)
    for given, code in (
        ({"kind": "quiz", "draft": POLL}, "activity.kind_unknown"),
        ({"kind": "poll", "draft": QuestionContent("essay", {"en": "Why?"})}, "activity.kind_unknown"),
        ({"kind": "discussion", "draft": POLL}, "activity.discussion_is_open_text"),
        ({"kind": "poll"}, "question.no_text"),
        ({"kind": "poll", "draft": POLL, "seconds": 2}, "quiz.seconds"),
    ):
        assert refused(lambda given=given: planned_activities.plan_activity(item, by=None, **given)) == code
    assert Question.objects.count() == 0


def test_prepared_activity_goes_only_before_the_room_begins() -> None:
    room = make_room(state=RoomState.LOBBY)
    item = room.sitting.agenda.get(position=1)
    quiz = planned_activities.plan_quiz(item, quiz=make_quiz(2))
    poll = planned_activities.plan_activity(item, kind="poll", question=make_question(), by=None)
    planned_activities.remove_activity(quiz[0])
    assert list(Activity.objects.all()) == [poll]
    Room.objects.filter(pk=room.pk).update(state=RoomState.LIVE)
    assert refused(lambda: planned_activities.remove_activity(poll)) == "agenda.room_has_begun"
