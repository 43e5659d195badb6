"""A finished sitting seen again: its time, its slides by language, answers for oneself; never attendance, never a figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from core.models import RecordedEvent
from courses.actions.publishing import publish_course
from courses.models import Course, CourseModule, Enrolment, LearningOutcome, Lesson
from people.choices import Role
from people.models import Person
from tests.factories import (
    make_activity,
    make_course,
    make_deck,
    make_enrolment,
    make_person,
    make_question,
    make_room,
    make_webinar,
)
from webinars.actions.activities import close_activity, open_activity, reveal_activity
from webinars.actions.replay import answer_in_replay, keep_place, make_replay
from webinars.actions.stage import end_sitting, start_item, turn_page
from webinars.choices import RoomState
from webinars.forms.survey import Response
from webinars.models import Activity, Answer, AskedQuestion, Participation, ReplayAnswer, ReplayView, Room, Sitting
from webinars.queries.attendance import webinar_attendance
from webinars.queries.replay import timeline
from webinars.queries.results import results
from webinars.queries.timelines import Asked, clock

pytestmark = pytest.mark.django_db


def held(
    people: Iterable[Person] = (), *, host: Person | None = None, languages: tuple[str, ...] = ("en", "ar")
) -> Room:
    """A room of two parts that is live since ten minutes, the first of them with slides."""
    webinar = make_webinar(host=host or make_person(Role.TRAINER), attendees=list(people), title_ar="ندوة")
    room = make_room(webinar, items=2)
    item = room.sitting.agenda.earliest("position")
    item.deck = make_deck(**dict.fromkeys(languages, 3))
    item.save()
    return room


def at_second(room: Room, **seconds: float) -> None:
    """Let the recorded page turns have happened at these seconds of the live time, in order."""
    assert room.sitting.live_from is not None
    events = RecordedEvent.objects.filter(topic=f"room.{room.pk}", type="stage.changed").order_by("seq")
    for event, second in zip(events, seconds.values(), strict=True):
        moment = room.sitting.live_from + timedelta(seconds=second)
        RecordedEvent.objects.filter(pk=event.pk).update(at=moment)


def asked(room: Room, answers: int, *, revealed: bool = True, kind: str = "single") -> Activity:
    """A question that so many people answered in the room, all with the first choice."""
    activity = make_activity(room, make_question(kind), state="revealed" if revealed else "closed")
    assert room.sitting.live_from is not None
    Activity.objects.filter(pk=activity.pk).update(opened_at=room.sitting.live_from + timedelta(seconds=100))
    first = activity.question.choices.first()
    for number in range(answers):
        person = make_person()
        said = f'{{"choices":[{first.pk}]}}' if first else '{"text":"Their own words"}'
        if kind == "word_cloud":
            said = f'{{"words":["valve","alone {number}"]}}'
        Answer.objects.create(activity=activity, voter=f"p{number}", person=person, response=said, language="en")
        Participation.objects.create(activity=activity, person=person)
    activity.refresh_from_db()
    return activity


def over(room: Room) -> Sitting:
    """The room's sitting after its host ended it and the job ran."""
    host = room.sitting.webinar.team.get().person
    end_sitting(room, by=host)
    sitting = Sitting.objects.select_related("webinar", "room").get(pk=room.sitting_id)
    make_replay(sitting)
    return sitting


def test_a_replay_follows_what_was_recorded() -> None:
    room = held()
    host = room.sitting.webinar.team.get().person
    first, second = room.sitting.agenda.order_by("position")
    start_item(room, item=first, by=host)
    turn_page(room, page=3, by=host)
    activity = open_activity(make_activity(room, make_question(), agenda_item=first), by=host)
    make_activity(room, make_question())
    reveal_activity(close_activity(activity, by=host), by=host)
    start_item(room, item=second, by=host)
    end_sitting(room, by=host)
    at_second(room, begun=5, turned=65.5, second=300, ended=600)
    sitting = Sitting.objects.select_related("room").get(pk=room.sitting_id)
    assert sitting.live_from is not None
    for item, begun in ((first, 5), (second, 300)):
        item.started_at = sitting.live_from + timedelta(seconds=begun)
        item.save()
    Activity.objects.filter(pk=activity.pk).update(opened_at=sitting.live_from + timedelta(seconds=200))
    make_replay(sitting)
    RecordedEvent.objects.all().delete()

    shown = timeline(sitting, host, language="ar")
    assert [(chapter.second, chapter.until, chapter.item) for chapter in shown.chapters[:2]] == [
        (0.0, 5.0, None),
        (5.0, 300.0, first),
    ]
    assert [(slide.second, slide.page.position, slide.page.language) for slide in shown.slides] == [
        (5.0, 1, "ar"),
        (65.5, 3, "ar"),
    ]
    assert [(one.second, one.activity.pk, one.own) for one in shown.asked] == [(200.0, activity.pk, None)]
    assert [len(chapter.steps) for chapter in shown.chapters] == [0, 3, 0]
    assert shown.recording is not None
    assert (shown.recording.key, shown.second, shown.seen, shown.percent, shown.is_done) == ("", 0, [], 0, False)


def test_slides_without_a_record_are_spread_over_their_part_in_a_language_that_has_them() -> None:
    room = held(languages=("en",))
    item = room.sitting.agenda.earliest("position")
    assert room.sitting.live_from is not None
    item.started_at = room.sitting.live_from
    item.ended_at = room.sitting.live_from + timedelta(minutes=9)
    item.save()
    shown = timeline(over(room), make_person(), language="ru")
    assert [(slide.at, slide.page.position, slide.page.language) for slide in shown.slides] == [
        ("0:00", 1, "en"),
        ("3:00", 2, "en"),
        ("6:00", 3, "en"),
    ]


def test_a_lesson_is_made_once_in_each_language_of_the_title_and_published_by_nobody() -> None:
    room = held()
    webinar = room.sitting.webinar
    sitting = over(room)
    lesson = Lesson.objects.get(source=f"sitting:{sitting.pk}")
    assert (lesson.kind, lesson.minutes, lesson.module.published) == ("replay", 11, None)
    assert lesson.module.title_en == f"Replay of “{webinar.title_en}”"
    assert lesson.module.title_fr == f"Rediffusion de «\u00a0{webinar.title_fr}\u00a0»"
    assert (lesson.title_ar, lesson.title_ru, lesson.module.title_ru) == ("ندوة", "", "")
    lesson.removed_at = sitting.live_until
    lesson.save()
    make_replay(sitting)
    assert Lesson.objects.filter(source=f"sitting:{sitting.pk}").count() == 1

    again = over(make_room(webinar, state=RoomState.LIVE))
    assert Lesson.objects.get(source=f"sitting:{again.pk}").title_en == f"{webinar.title_en} · Sitting 2"

    rehearsed = make_room(make_webinar(title_en="", title_fr=""), state=RoomState.ENDED).sitting
    assert make_replay(rehearsed) is not None
    assert not Lesson.objects.filter(source=f"sitting:{rehearsed.pk}").exists()
    rehearsed.is_rehearsal = True
    rehearsed.save()
    assert make_replay(rehearsed) is None


@pytest.mark.parametrize(
    ("answers", "revealed", "kind", "shown"),
    [
        (5, True, "single", (5, [5, 0, 0, 0])),
        (4, True, "single", (None, [])),
        (5, False, "single", (None, [])),
        (5, True, "open_text", (5, [])),
        (5, True, "word_cloud", (5, [5])),
    ],
)
def test_the_rooms_result_is_shown_after_ones_own_answer_by_counts_of_five_and_more(
    answers: int, revealed: bool, kind: str, shown: tuple[int | None, list[int]], client: Client
) -> None:
    viewer = make_person()
    room = held([viewer])
    activity = asked(room, answers, revealed=revealed, kind=kind)
    sitting = over(room)
    before = timeline(sitting, viewer, language="en").asked[0]
    assert (before.answered, before.bars, before.right) == (None, [], [])
    own = {
        "open_text": Response(text="For me alone"),
        "word_cloud": Response(words=["valve"]),
        "single": Response(choices=[choice.pk for choice in activity.question.choices.all()[1:2]]),
    }
    given = own[kind]
    answer_in_replay(activity, person=viewer, given=given)
    after: Asked = timeline(sitting, viewer, language="en").asked[0]
    assert (after.answered, [bar.count for bar in after.bars]) == shown
    assert after.share == (1.0 if kind == "single" else None)
    client.force_login(viewer)
    page = client.get(reverse("webinars:replay", args=[sitting.pk])).content.decode()
    assert "Their own words" not in page
    assert "alone 1" not in page


def test_a_replay_changes_no_attendance_no_figure_and_no_outcome(client: Client) -> None:
    came, later = make_person(), make_person()
    room = held([came, later])
    activity = asked(room, 5)
    sitting = over(room)
    before = (webinar_attendance(sitting.webinar), results(activity), Participation.objects.count())
    client.force_login(later)
    url = reverse("webinars:answer_replay", args=[sitting.pk, activity.pk])
    choice = activity.question.choices.all()[1]
    assert client.post(url, {f"a{activity.pk}": choice.pk}).status_code == 302
    client.post(reverse("webinars:replay_seen", args=[sitting.pk]), {"second": "10000", "is_done": "1", "quiet": "1"})
    client.post(reverse("webinars:replay_seen", args=[sitting.pk]), {"second": "7", "quiet": "1"})
    view = ReplayView.objects.get(person=later)
    assert (view.second, view.done_at is not None) == (7, True)
    assert ReplayAnswer.objects.get(person=later).response == {"choices": [choice.pk]}
    assert (webinar_attendance(sitting.webinar), results(activity), Participation.objects.count()) == before
    assert not LearningOutcome.objects.exists()
    kept = client.post(url, {f"a{activity.pk}": "999999"})
    assert (kept.status_code, ReplayAnswer.objects.get(person=later).response) == (422, {"choices": [choice.pk]})
    assert 'data-second="100"' in kept.content.decode()


def test_whoever_learns_a_course_with_the_replay_may_see_it_and_nobody_else(client: Client) -> None:
    room = held()
    sitting = over(room)
    planner = make_person(Role.PROGRAMME_MANAGER)
    course = Course.objects.create(slug="replayed", title_en="Replayed")
    module = Lesson.objects.get(source=f"sitting:{sitting.pk}").module
    CourseModule.objects.create(course=course, module=module, position=1)
    publish_course(course, by=planner)
    course.refresh_from_db()
    learner = make_person()
    enrolment = make_enrolment(course, learner)
    url = reverse("webinars:replay", args=[sitting.pk])
    client.force_login(learner)
    assert client.get(url).status_code == 200
    keep_place(sitting, person=learner, second=60, is_done=True)
    enrolment.refresh_from_db()
    assert (enrolment.lessons_done, enrolment.state) == (1, "completed")
    assert not LearningOutcome.objects.exists()
    Enrolment.objects.filter(person=learner).update(state="withdrawn")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(("several", "language"), [(1, "en"), (3, "ru")])
def test_the_page_costs_the_same_however_much_happened_in_any_language(
    client: Client, several: int, language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = make_person(language=language)
    room = held([viewer])
    for number in range(several):
        activity = asked(room, 5)
        keep = Response(choices=[activity.question.choices.all()[0].pk])
        answer_in_replay(activity, person=viewer, given=keep)
        room.sitting.agenda.create(
            position=10 + number,
            kind="module",
            title_en="More",
            planned_minutes=5,
            deck=make_deck(en=2),
            started_at=room.sitting.live_from,
        )
    sitting = over(room)
    keep_place(sitting, person=viewer, second=3, is_done=False)
    client.force_login(viewer)
    url = reverse("webinars:replay", args=[sitting.pk])
    client.get(url)
    with django_assert_num_queries(15):
        page = client.get(url)
    assert page.content.decode().count("data-slide=") == 2 * several
    assert page.headers["Content-Language"] == language


def test_the_team_publishes_a_replay_as_a_course_or_puts_it_into_one(client: Client) -> None:
    host = make_person(Role.TRAINER)
    sitting = over(held(host=host))
    client.force_login(host)
    url = reverse("webinars:publish_replay", args=[sitting.pk])
    assert (
        reverse("webinars:publish_replay", args=[sitting.pk])
        in client.get(url.removesuffix("publish/")).content.decode()
    )
    client.post(url)
    client.post(url)
    course = Course.objects.get()
    assert course.published is not None
    assert set(course.published.texts.values_list("language", flat=True)) == {"en", "fr", "ar"}
    other, theirs = make_course(created_by=host), make_course(created_by=make_person(Role.TRAINER))
    client.post(url, {"course": other.pk})
    client.post(url, {"course": theirs.pk})
    source = f"sitting:{sitting.pk}"
    assert set(Course.objects.filter(places__module__lessons__source=source)) == {course, other}
    other.refresh_from_db()
    assert other.published is None


def test_what_was_seen_is_kept_from_any_device_and_never_lost(client: Client) -> None:
    viewer = make_person()
    sitting = over(held([viewer]))
    client.force_login(viewer)
    url = reverse("webinars:replay_seen", args=[sitting.pk])
    for sent in ("0,2", "1,2", "2,x", ""):
        client.post(url, {"second": "9", "seen": sent, "quiet": "1"})
    view = ReplayView.objects.get(person=viewer)
    assert (view.seen, view.second, view.done_at) == ([0, 1, 2], 9, None)
    page = client.get(reverse("webinars:replay", args=[sitting.pk])).content.decode()
    assert 'data-second="9" data-seen-before="0,1,2"' in page
    assert not LearningOutcome.objects.exists()


def test_questions_that_were_answered_are_shown_without_a_name_to_those_who_had_a_place() -> None:
    viewer, author = make_person(), make_person(full_name="Zuhra Mirzoeva")
    room = held([viewer, author])
    assert room.sitting.live_from is not None
    for state, votes in (("answered", 5), ("answered", 4), ("published", 9), ("pending", 9), ("declined", 9)):
        text = f"{state} with {votes}"
        AskedQuestion.objects.create(room=room, author=author, text=text, language="en", state=state, votes=votes)
    sitting = over(room)
    client = Client()
    client.force_login(viewer)
    page = client.get(reverse("webinars:replay", args=[sitting.pk])).content.decode()
    assert "answered with 5" in page
    assert "5 other people wanted to know" in page
    assert "answered with 4" in page
    assert "4 other people" not in page
    assert all(hidden not in page for hidden in ("published with", "pending with", "declined with", "Zuhra"))
    assert "answered with" not in str(timeline(sitting, viewer, language="en").steps)


def test_a_host_brings_the_recording_which_stays_a_replay_and_moves_with_the_slides(client: Client) -> None:
    host, viewer = make_person(Role.TRAINER), make_person(language="ar")
    sitting = over(held([viewer], host=host))
    lesson = Lesson.objects.get(source=f"sitting:{sitting.pk}")
    client.force_login(host)
    film = SimpleUploadedFile("film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(64))
    captions = SimpleUploadedFile("ar.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nمرحبا\n".encode())
    bring = reverse("courses:captions", args=[lesson.pk])
    assert client.post(bring, {"file": film}).status_code == 302
    assert client.post(bring, {"language": "ar", "captions": captions}).status_code == 302
    assert (
        client.post(reverse("webinars:place_replay_film", args=[sitting.pk]), {"film_from": "-30"}).status_code == 302
    )
    lesson.refresh_from_db()
    assert lesson.kind == "replay"
    client.force_login(viewer)
    assert client.post(reverse("webinars:place_replay_film", args=[sitting.pk]), {"film_from": "7"}).status_code == 403
    page = client.get(reverse("webinars:replay", args=[sitting.pk])).content.decode()
    assert lesson.file is not None
    assert 'data-from="-30" aria-label' in page
    assert lesson.file.key in page
    assert 'srclang="ar"' in page
    assert "مرحبا" in page


def test_sittings_beside_it_what_others_read_and_what_showed_nothing_are_told(client: Client) -> None:
    viewer = make_person(language="ru")
    room = held([viewer], languages=("en",))
    room.sitting.agenda.update(started_at=room.sitting.live_from)
    coming = make_room(room.sitting.webinar, state=RoomState.LOBBY, items=0).sitting
    Sitting.objects.filter(pk=coming.pk).update(
        starts_at=room.sitting.starts_at + timedelta(days=1), ends_at=room.sitting.ends_at + timedelta(days=1)
    )
    sitting = over(room)
    client.force_login(viewer)
    page = client.get(reverse("webinars:replay", args=[sitting.pk])).content.decode()
    assert page.count("Язык показа: Английский") == 3
    assert "Занятие 1 из 2" in page
    assert "Его запись появится" in page
    assert reverse("webinars:replay", args=[coming.pk]) not in page
    bare = make_webinar(host=make_person(Role.TRAINER), attendees=[viewer])
    empty = over(make_room(bare, items=0))
    page = client.get(reverse("webinars:replay", args=[empty.pk])).content.decode()
    assert "ничего не спрашивали" in page
    assert "data-play" not in page


def test_times_read_as_players_show_them() -> None:
    assert [clock(second) for second in (0, 65.9, 3750)] == ["0:00", "1:05", "1:02:30"]
