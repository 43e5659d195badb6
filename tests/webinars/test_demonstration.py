"""The demonstration content: made once, whole in six languages, and moved only where nobody touched it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.audit import first_broken_entry
from core.languages import LANGUAGES
from core.translating import State
from courses.choices import EnrolmentState
from courses.models import Course, Document, Lesson, LessonText
from courses.queries.decks import deck_pages
from courses.queries.showing import module_now, module_states
from courses.tasks import render_deck
from people.models import Person, RoleGrant
from programme.models import Certificate
from programme.tasks import catch_up_with_certificates
from quizzes.models import Attempt, Choice, Question
from webinars.actions.chat import say
from webinars.actions.outcomes import tell_attendance
from webinars.choices import ActivityState, RoomState, SurveyKind, SurveyState
from webinars.demonstration import cast, make_or_move, slides
from webinars.models import (
    Activity,
    AgendaItem,
    Answer,
    Connection,
    Participation,
    Room,
    Sitting,
    SurveyAnswer,
    Webinar,
)
from webinars.queries.attendance import sitting_attendance
from webinars.queries.replay import timeline
from webinars.queries.surveys import evaluation_results, learning_gain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering 72 pages for every test would take minutes: two languages and two pages do, in the test that looks."""
    said = {
        (language, folder): slides.words(language, folder)
        for language in LANGUAGES
        for folder in (slides.LIVE, slides.PAST)
    }

    def two(language: str, folder: str = slides.LIVE) -> dict[str, Any]:
        return {**said[language, folder], "page": said[language, folder]["page"][:2]}

    monkeypatch.setattr(slides, "LANGUAGES", ("en", "ar"))
    monkeypatch.setattr(slides, "render_now", lambda versions: None)
    monkeypatch.setattr(slides, "words", two)


def counts() -> dict[str, int]:
    models = (Person, RoleGrant, Question, Choice, Webinar, Sitting, AgendaItem, Activity, Answer, Connection)
    return {model.__name__: model._default_manager.count() for model in models}


def sitting_in(state: str, *, starting_after_now: bool = False) -> Sitting:
    rooms = Room.objects.filter(state=state).select_related("sitting__webinar", "sitting__room")
    return rooms.get(sitting__starts_at__gt=timezone.now()).sitting if starting_after_now else rooms.get().sitting


def test_a_start_that_was_killed_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    from webinars.demonstration import live

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(live, "add_agenda", killed)
        with pytest.raises(KeyboardInterrupt):
            make_or_move()
    assert make_or_move().made == ["live", "next"]
    assert Webinar.objects.count() == 3


def a_course_is_there_in_six_languages_with_learners_and_one_stale_translation() -> None:
    course = Course.objects.get(title_en="Strategic trade controls: first steps")
    assert course.published is not None
    assert set(course.published.texts.values_list("language", flat=True)) == set(LANGUAGES)
    second = Course.objects.get(title_fr="Contrôle après dédouanement : relire une opération")
    assert second.published is not None
    assert (list(second.prerequisites.all()), second.source_language) == ([course], "fr")
    kinds = Counter(LessonText.objects.values_list("language", flat=True))
    assert kinds == {language: 9 if language == "ru" else 12 for language in LANGUAGES}
    completed = course.enrolments.filter(state=EnrolmentState.COMPLETED).values_list("person", flat=True)
    waiting = second.enrolments.filter(state=EnrolmentState.REQUESTED).values_list("person", flat=True)
    assert set(waiting) == set(completed)
    assert set(completed) == {Person.objects.get(email=cast.address(name)).pk for name in cast.GRADUATES}
    tell_attendance(sitting_in(RoomState.ENDED).webinar_id)
    catch_up_with_certificates()
    given = Certificate.objects.values_list("kind", "person__language").distinct()
    assert {(kind, language) for kind, language in given} == {
        (kind, language) for kind in ("course", "attendance") for language in LANGUAGES
    }
    assert sorted(course.enrolments.values_list("lessons_done", flat=True)) != [0] * len(cast.LEARNERS)
    states = [module_states(module_now(place.module)) for place in course.places.order_by("position")]
    assert [code for code in LANGUAGES for state in states if state[code] == State.STALE] == ["ru"]
    assert not [code for code in LANGUAGES for state in states if state[code] == State.MISSING]
    document = Document.objects.get()
    assert {edition.language: edition.sections.count() for edition in document.editions.all()} == dict.fromkeys(
        LANGUAGES, 3
    )


def people_come_from_all_six_regions_and_twenty_countries() -> None:
    regions = Counter(Person.objects.values_list("administration__region", flat=True))
    assert set(regions) == {"ESA", "EUR", "ASP", "MENA", "AMS", "WCA"}
    assert min(regions.values()) >= 5
    assert Person.objects.values("country").distinct().count() >= 20
    assert set(Person.objects.values_list("language", flat=True)) == set(LANGUAGES)
    assert set(Person.objects.values_list("gender", flat=True)) == {"woman", "man", "another", "not_stated"}
    assert not Person.objects.filter(time_zone="UTC").exists()


def everything_is_there_in_six_languages() -> None:
    for model, field in (
        (Webinar, "title"),
        (Webinar, "description"),
        (AgendaItem, "title"),
        (Question, "text"),
        (Choice, "text"),
    ):
        for language in LANGUAGES:
            assert not model._default_manager.filter(**{f"{field}_{language}": ""}).exists(), (model, language)


def the_webinar_that_is_over_has_figures() -> None:
    sitting = sitting_in(RoomState.ENDED)
    attendance = sitting_attendance(sitting)
    assert attendance.live_minutes == 140
    assert len([line for line in attendance.lines if line.evidence_seconds]) >= 35
    assert 30 <= len(attendance.attended) < attendance.registered
    assert sum(bool(line.corrections) for line in attendance.lines) == 1
    assert sum(line.group == "guest" for line in attendance.lines) == 5
    assert Attempt.objects.filter(source=f"sitting:{sitting.pk}", max_mark=5, finished_at__isnull=False).count() >= 30


def the_webinar_that_is_over_can_be_seen_again_in_each_language() -> None:
    sitting = sitting_in(RoomState.ENDED)
    assert Lesson.objects.filter(source=f"sitting:{sitting.pk}").count() == 1
    for language in ("ar", "en"):
        shown = timeline(sitting, Person.objects.earliest("pk"), language=language)
        assert [(slide.page.position, slide.page.language) for slide in shown.slides] == [(1, language), (2, language)]
        kinds = Counter(asked.activity.kind for asked in shown.asked)
        assert kinds == {"poll": 5, "quiz": 4}
        assert [len(chapter.steps) for chapter in shown.chapters] == [3, 1, 0, 1, 1, 4, 1]


def anonymous_answers_of_the_past_belong_to_nobody() -> None:
    anonymous = Activity.objects.get(room__state=RoomState.ENDED, anonymous=True)
    answers = Answer.objects.filter(activity=anonymous)
    assert answers.count() == Participation.objects.filter(activity=anonymous).count() > 30
    assert not answers.filter(person__isnull=False).exists()
    assert not answers.filter(answered_at__isnull=False).exists()


def the_past_was_evaluated_and_taught_something_and_the_next_begins_with_a_test() -> None:
    past = sitting_in(RoomState.ENDED).webinar
    results = evaluation_results(past)
    assert results is not None
    assert (results.state, results.hidden) == (SurveyState.CLOSED, None)
    assert results.filled_in >= 25
    assert len({language.language for language in results.questions[0].languages}) >= 3
    assert {text.lang for text in results.questions[5].results.texts} | {
        text.lang for text in results.questions[6].results.texts
    } == set(LANGUAGES)
    assert not SurveyAnswer.objects.filter(survey=results.survey, person__isnull=False).exists()
    learning = learning_gain(past)
    assert learning.is_final
    assert learning.gain.people >= 20
    assert 0.3 < learning.gain.gain < 0.8
    coming = sitting_in(RoomState.LOBBY, starting_after_now=True).webinar
    assert set(coming.surveys.values_list("kind", flat=True)) == {SurveyKind.PRE_TEST, SurveyKind.EVALUATION}


def the_live_room_is_ready_to_enter() -> None:
    sitting = sitting_in(RoomState.LIVE)
    assert sitting.live_from is not None
    assert timedelta(0) < timezone.now() - sitting.live_from < timedelta(minutes=15)
    states = Counter(Activity.objects.filter(room=sitting.room).values_list("state", flat=True))
    assert states == {ActivityState.PREPARED: 13, ActivityState.REVEALED: 1}
    kinds = set(Activity.objects.filter(room=sitting.room).values_list("question__kind", flat=True))
    assert kinds == {"single", "multiple", "scale", "ranking", "numeric", "word_cloud", "open_text"}
    assert Activity.objects.filter(room=sitting.room, anonymous=True).count() == 1


def test_a_week_later_untouched_sittings_are_live_and_next_week_again() -> None:
    assert make_or_move().made == ["people", "deck", "bank", "course", "past", "live", "next"]
    later = timezone.now() + timedelta(days=9)
    assert make_or_move(later).moved == ["live", "next"]
    live = sitting_in(RoomState.LIVE)
    assert live.live_from == later - timedelta(minutes=6)
    assert live.ends_at - live.starts_at == timedelta(minutes=150)
    coming = Sitting.objects.get(room__state=RoomState.LOBBY)
    assert timedelta(days=6) < coming.starts_at - later < timedelta(days=10)
    assert make_or_move(later).moved == []


def test_what_somebody_touched_stays_and_ends_when_its_plan_is_past() -> None:
    make_or_move()
    live = sitting_in(RoomState.LIVE)
    begun = live.live_from
    trainee = Person.objects.get(email=cast.address("trainee.fr"))
    say(live.room, author=trainee, text="Bonjour", language="fr")
    assert make_or_move(timezone.now() + timedelta(minutes=90)).moved == []
    live.refresh_from_db()
    assert live.live_from == begun
    later = timezone.now() + timedelta(hours=4)
    assert make_or_move(later).made == ["live"]
    fresh = sitting_in(RoomState.LIVE)
    assert (fresh.pk != live.pk, fresh.webinar_id != live.webinar_id) == (True, True)
    live.room.refresh_from_db()
    assert live.room.state == RoomState.ENDED
    assert make_or_move(later).made == []


def the_live_room_shows_slides_in_the_reader_s_language() -> None:
    room = sitting_in(RoomState.LIVE).room
    assert room.deck is not None
    arabic = deck_pages(room.deck, "ar")
    assert [(page.position, page.language) for page in arabic] == [(1, "ar"), (2, "ar")]
    assert arabic[0].text.splitlines()[0] == "كشف السلع المزدوجة الاستخدام"
    assert {page.language for page in deck_pages(room.deck, "ru")} == {"en"}


def the_password_lets_in() -> None:
    person = Person.objects.get(email=cast.address("trainee.ar"))
    assert person.check_password(cast.PASSWORD)
    assert person.emailaddress_set.get().verified


CHECKS = (
    a_course_is_there_in_six_languages_with_learners_and_one_stale_translation,
    people_come_from_all_six_regions_and_twenty_countries,
    everything_is_there_in_six_languages,
    the_webinar_that_is_over_has_figures,
    the_webinar_that_is_over_can_be_seen_again_in_each_language,
    anonymous_answers_of_the_past_belong_to_nobody,
    the_past_was_evaluated_and_taught_something_and_the_next_begins_with_a_test,
    the_live_room_is_ready_to_enter,
    the_live_room_shows_slides_in_the_reader_s_language,
    the_password_lets_in,
)


def test_it_is_whole_and_the_second_time_nothing_is_made(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making it takes seconds: whatever only looks at it looks at the same one."""
    monkeypatch.setattr(slides, "render_now", lambda versions: [render_deck(version) for version in versions])
    call_command("demonstration")
    printed = capsys.readouterr().out
    assert all(cast.address(name) in printed for name in cast.SHOWN)
    assert cast.PASSWORD in printed
    for check in CHECKS:
        check()
    before = counts()
    done = make_or_move()
    assert (done.made, done.moved) == ([], [])
    assert counts() == before
    assert first_broken_entry() is None
