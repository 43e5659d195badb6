"""Evaluations and tests around a webinar: when they are open, who fills them in, and that a repeat changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from people.models import Person
from quizzes.actions import update_quiz
from quizzes.choices import QuestionKind
from quizzes.models import Question, Quiz, QuizQuestion
from tests.factories import make_person, make_question, make_quiz, make_room, make_survey, make_webinar
from webinars.actions.stage import end_sitting, start_sitting
from webinars.actions.survey_answers import fill_in_survey
from webinars.actions.surveys import (
    add_standard_evaluation,
    add_survey,
    change_survey,
    close_survey,
    move_due_surveys,
    remove_survey,
)
from webinars.choices import RoomState, SurveyKind, SurveyState, WebinarRole, WebinarState
from webinars.models import (
    Companion,
    Connection,
    Correction,
    Mail,
    Registration,
    Sitting,
    Survey,
    SurveyAnswer,
    SurveyParticipation,
    TeamMember,
    Webinar,
)
from webinars.queries.surveys import state_of

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Said:
    """A response as a form gives it."""

    choices: list[int] | None = None
    number: float | None = None
    text: str | None = None
    words: list[str] | None = None


def form_of(*kinds: str) -> Quiz:
    quiz = Quiz.objects.create(title_en="Form")
    for position, kind in enumerate(kinds, 1):
        QuizQuestion.objects.create(quiz=quiz, question=make_question(kind), position=position)
    return quiz


def asked(survey: Survey) -> list[Question]:
    entries = QuizQuestion.objects.filter(quiz=survey.quiz).order_by("position")
    return [entry.question for entry in entries.select_related("question")]


def right(question: Question) -> Said:
    return Said(choices=[choice.pk for choice in question.choices.filter(is_right=True)])


def wrong(question: Question) -> Said:
    return Said(choices=[question.choices.filter(is_right=False).order_by("position")[0].pk])


def fill(survey: Survey, person: Person, responses: dict[int, Said], language: str = "en") -> str | None:
    try:
        fill_in_survey(survey, person=person, responses=responses, language=language)
    except Refused as refused:
        return refused.code
    return None


def was_there(room: object, person: Person, *, minutes: int = 5) -> None:
    now = timezone.now()
    Connection.objects.create(
        room=room,
        person=person,
        language="en",
        opened_at=now - timedelta(minutes=minutes),
        last_seen_at=now,
        process="t",
    )


def now_state(survey: Survey) -> str:
    return state_of(Survey.objects.select_related("webinar").get(pk=survey.pk), timezone.now())


def later_sitting(webinar: Webinar, *, ends_in: timedelta) -> Sitting:
    now = timezone.now()
    return Sitting.objects.create(
        webinar=webinar,
        position=7,
        starts_at=now + ends_in - timedelta(hours=1),
        ends_at=now + ends_in,
        time_zone="UTC",
    )


# Opening and closing


def test_the_end_of_the_last_sitting_opens_the_evaluation_for_three_days_and_the_test_after_for_its_own():
    host = make_person()
    room = make_room(make_webinar(host=host))
    evaluation = make_survey(room.sitting.webinar)
    test_after = make_survey(room.sitting.webinar, SurveyKind.POST_TEST, days=10)
    assert (now_state(evaluation), now_state(test_after)) == (SurveyState.PLANNED, SurveyState.PLANNED)
    end_sitting(room, by=host)
    evaluation.refresh_from_db()
    test_after.refresh_from_db()
    assert evaluation.closes_at - evaluation.opens_at == timedelta(days=3)
    assert test_after.closes_at - test_after.opens_at == timedelta(days=10)
    assert (len(bytes(evaluation.answer_key)), test_after.answer_key) == (32, None)
    assert (now_state(evaluation), now_state(test_after)) == (SurveyState.OPEN, SurveyState.OPEN)


def test_the_end_of_a_sitting_that_is_not_the_last_opens_nothing():
    host = make_person()
    webinar = make_webinar(host=host)
    room = make_room(webinar)
    later_sitting(webinar, ends_in=timedelta(days=2))
    survey = make_survey(webinar)
    end_sitting(room, by=host)
    assert now_state(survey) == SurveyState.PLANNED
    assert move_due_surveys(timezone.now()) == []
    assert move_due_surveys(timezone.now() + timedelta(days=2, minutes=1)) == [survey.pk]


def test_a_rehearsal_opens_and_closes_nothing():
    host = make_person()
    webinar = make_webinar(host=host)
    make_room(webinar, state=RoomState.ENDED)
    rehearsal = make_room(webinar, state=RoomState.LOBBY)
    Sitting.objects.filter(pk=rehearsal.sitting_id).update(is_rehearsal=True, live_from=None)
    before, evaluation = make_survey(webinar, SurveyKind.PRE_TEST), make_survey(webinar)
    end_sitting(start_sitting(rehearsal, by=host), by=host)
    assert (now_state(before), now_state(evaluation)) == (SurveyState.OPEN, SurveyState.PLANNED)


def test_where_the_host_forgot_to_end_it_opens_twelve_hours_after_the_plan():
    room = make_room(make_webinar(host=make_person()))
    survey = make_survey(room.sitting.webinar)
    end = room.sitting.ends_at
    assert move_due_surveys(end + timedelta(hours=11)) == []
    assert move_due_surveys(end + timedelta(hours=12)) == [survey.pk]
    assert move_due_surveys(end + timedelta(hours=12)) == []


def test_a_webinar_that_was_never_held_opens_nothing():
    webinar = make_webinar()
    survey = make_survey(webinar)
    later_sitting(webinar, ends_in=-timedelta(days=1))
    assert move_due_surveys(timezone.now()) == []
    assert now_state(survey) == SurveyState.PLANNED


def test_a_test_before_is_open_from_the_announcement_until_the_first_sitting_begins():
    host, attendee = make_person(), make_person()
    webinar = make_webinar(host=host, attendees=[attendee], state=WebinarState.DRAFT)
    room = make_room(webinar, state=RoomState.LOBBY)
    survey = add_survey(webinar, kind=SurveyKind.PRE_TEST, quiz=make_quiz(1), by=host)
    question = asked(survey)[0]
    assert fill(survey, attendee, {question.pk: right(question)}) == "survey.not_open"
    Webinar.objects.filter(pk=webinar.pk).update(state=WebinarState.ANNOUNCED)
    assert fill(survey, attendee, {question.pk: right(question)}) is None
    start_sitting(room, by=host)
    assert now_state(survey) == SurveyState.CLOSED
    assert fill(survey, attendee, {question.pk: wrong(question)}) == "survey.closed"
    assert SurveyAnswer.objects.get().share == 1.0


def test_a_job_closes_what_is_over_and_answers_are_refused_before_it_comes():
    attendee = make_person()
    room = make_room(make_webinar(attendees=[attendee]), state=RoomState.ENDED)
    survey = make_survey(room.sitting.webinar, open_now=True)
    after = survey.closes_at + timedelta(seconds=1)
    with pytest.raises(Refused, match=r"survey\.closed"):
        fill_in_survey(survey, person=attendee, responses={}, language="en", now=after)
    assert move_due_surveys(survey.closes_at - timedelta(seconds=1)) == []
    assert move_due_surveys(after) == [survey.pk]
    survey.refresh_from_db()
    assert (survey.closed_at, survey.answer_key) == (after, None)


def test_added_to_a_webinar_that_is_over_it_opens_at_once():
    manager = make_person()
    webinar = make_room(make_webinar(), state=RoomState.ENDED).sitting.webinar
    assert now_state(add_standard_evaluation(webinar, by=manager)) == SurveyState.OPEN
    with pytest.raises(Refused, match=r"survey\.begun"):
        add_survey(webinar, kind=SurveyKind.PRE_TEST, quiz=make_quiz(), by=manager)


# The team's side


def test_the_standard_evaluation_is_there_in_six_languages_and_uses_its_questions_again():
    manager = make_person()
    first, second = make_webinar(), make_webinar()
    one, two = (add_standard_evaluation(webinar, by=manager) for webinar in (first, second))
    assert one.quiz_id != two.quiz_id
    assert asked(one) == asked(two)
    assert [question.kind for question in asked(one)] == ["scale"] * 4 + ["single"] + ["open_text"] * 2
    for question in asked(one):
        texts = [
            question.text_en,
            question.text_fr,
            question.text_ru,
            question.text_es,
            question.text_pt,
            question.text_ar,
        ]
        assert all(texts)
        assert len(set(texts)) == 6
    Question.objects.filter(pk=asked(one)[0].pk).update(text_en="Changed")
    third = add_standard_evaluation(make_webinar(), by=manager)
    assert [a == b for a, b in zip(asked(one), asked(third), strict=True)] == [False] + [True] * 6


def test_a_webinar_has_one_form_of_each_kind():
    manager, webinar = make_person(), make_webinar()
    add_standard_evaluation(webinar, by=manager)
    with pytest.raises(Refused, match=r"survey\.already_there"):
        add_survey(webinar, kind=SurveyKind.EVALUATION, quiz=make_quiz(), by=manager)


@pytest.mark.parametrize(
    ("kind", "days", "code"),
    [("exam", 3, "survey.kind_unknown"), ("post_test", 0, "survey.days"), ("post_test", 31, "survey.days")],
)
def test_what_makes_no_form_is_refused(kind: str, days: int, code: str):
    with pytest.raises(Refused) as refused:
        add_survey(make_webinar(), kind=kind, quiz=make_quiz(), days=days, by=make_person())
    assert refused.value.code == code


def test_a_test_needs_something_to_mark_and_an_evaluation_does_not():
    opinions = form_of(QuestionKind.SCALE, QuestionKind.OPEN_TEXT)
    with pytest.raises(Refused, match=r"survey\.nothing_to_mark"):
        add_survey(make_webinar(), kind=SurveyKind.PRE_TEST, quiz=opinions, by=make_person())
    assert add_survey(make_webinar(), kind=SurveyKind.EVALUATION, quiz=opinions, by=make_person()).quiz == opinions


def test_a_form_that_somebody_filled_in_keeps_its_questions():
    manager, attendee = make_person(), make_person()
    webinar = make_webinar(attendees=[attendee])
    survey = make_survey(webinar, open_now=True)
    first, second = asked(survey)
    assert fill(survey, attendee, {first.pk: right(first)}) is None
    for change in (
        lambda: remove_survey(survey, by=manager),
        lambda: change_survey(survey, quiz=make_quiz(), days=3, by=manager),
    ):
        with pytest.raises(Refused, match=r"survey\.filled_in"):
            change()
    with pytest.raises(Refused, match=r"quiz\.filled_in"):
        update_quiz(survey.quiz, title={"en": "x"}, questions=[(second, 30)], speed_points=False)
    update_quiz(survey.quiz, title={"en": "Better"}, questions=[(first, 30), (second, 30)], speed_points=False)
    change_survey(survey, quiz=survey.quiz, days=5, by=manager)
    survey.refresh_from_db()
    assert survey.closes_at - survey.opens_at == timedelta(days=5)


def test_a_form_nobody_filled_in_can_go_and_closing_is_for_good():
    manager, webinar = make_person(), make_webinar()
    survey = make_survey(webinar)
    with pytest.raises(Refused, match=r"survey\.not_open"):
        close_survey(survey, by=manager)
    remove_survey(survey, by=manager)
    assert Survey.objects.count() == 0
    other = make_survey(webinar, open_now=True)
    closed = close_survey(other, by=manager).closed_at
    assert close_survey(other, by=manager).closed_at == closed
    verbs = AuditEntry.objects.filter(verb__startswith="survey.").order_by("pk").values_list("verb", "actor_id")
    assert list(verbs) == [("survey.removed", manager.pk), ("survey.closed", manager.pk)]


# Filling in


def test_the_whole_form_is_kept_at_once_and_a_repeat_changes_nothing():
    attendee = make_person()
    survey = make_survey(
        make_webinar(attendees=[attendee]),
        SurveyKind.POST_TEST,
        form_of("single", "multiple", "scale", "ranking", "numeric", "open_text", "word_cloud"),
        open_now=True,
    )
    single, multiple, scale, ranking, numeric, text, words = asked(survey)
    responses = {
        single.pk: right(single),
        multiple.pk: right(multiple),
        scale.pk: Said(number=4),
        ranking.pk: Said(choices=[choice.pk for choice in ranking.choices.order_by("position")]),
        numeric.pk: Said(number=2.5),
        text.pk: Said(text="Les plaques signalétiques"),
        words.pk: Said(words=["risk", "Risk", "plate"]),
    }
    for _ in range(3):
        assert fill(survey, attendee, responses, "fr") is None
    kept = dict(SurveyAnswer.objects.values_list("question", "response"))
    assert kept[scale.pk] == '{"number":4}'
    assert kept[text.pk] == '{"text":"Les plaques signalétiques"}'
    assert len(kept) == SurveyAnswer.objects.count() == 7
    assert SurveyParticipation.objects.count() == 1
    assert set(SurveyAnswer.objects.values_list("person", "voter", "language")) == {
        (attendee.pk, f"p{attendee.pk}", "fr")
    }
    shares = dict(SurveyAnswer.objects.values_list("question", "share"))
    assert (shares[single.pk], shares[multiple.pk], shares[scale.pk], shares[text.pk]) == (1.0, 1.0, None, None)


def test_sending_again_replaces_what_was_said_and_takes_back_what_is_left_out():
    attendee = make_person()
    survey = make_survey(make_webinar(attendees=[attendee]), open_now=True)
    first, second = asked(survey)
    fill(survey, attendee, {first.pk: right(first), second.pk: right(second)})
    assert fill(survey, attendee, {second.pk: wrong(second)}) is None
    assert list(SurveyAnswer.objects.values_list("question", flat=True)) == [second.pk]


def test_an_empty_form_and_a_malformed_answer_leave_everything_as_it_was():
    attendee = make_person()
    survey = make_survey(make_webinar(attendees=[attendee]), open_now=True)
    first, second = asked(survey)
    fill(survey, attendee, {first.pk: right(first)})
    assert fill(survey, attendee, {}) == "survey.empty"
    assert fill(survey, attendee, {10**9: right(first)}) == "survey.empty"
    assert fill(survey, attendee, {first.pk: wrong(first), second.pk: Said(choices=[10**9])}) == "answer.unknown_choice"
    assert SurveyAnswer.objects.get().share == 1.0


def test_who_may_fill_in():
    manager = make_person()
    placed, waiting, visitor, connected, in_the_lobby, beside, corrected, host, stranger = (
        make_person() for _ in range(9)
    )
    webinar = make_webinar(host=host, attendees=[placed])
    Registration.objects.create(webinar=webinar, person=waiting, state="waiting", queue_number=1)
    room = make_room(webinar)
    was_there(room, connected)
    was_there(room, host)
    now = timezone.now()
    Connection.objects.create(
        room=room,
        person=in_the_lobby,
        language="en",
        opened_at=now - timedelta(hours=2),
        last_seen_at=now - timedelta(hours=1),
        process="t",
    )
    Companion.objects.create(room=room, host=connected, person=beside, since=now - timedelta(minutes=3))
    Correction.objects.create(sitting=room.sitting, person=corrected, minutes=20, reason="Power cut", signed_by=manager)
    Correction.objects.create(
        sitting=room.sitting, person=visitor, minutes=0, reason="Was not there", signed_by=manager
    )
    room.refresh_from_db()
    end_sitting(room, by=host)
    evaluation = make_survey(webinar, open_now=True)
    question = asked(evaluation)[0]
    outcome = {
        name: fill(evaluation, person, {question.pk: right(question)})
        for name, person in [
            ("placed", placed),
            ("connected", connected),
            ("beside", beside),
            ("corrected", corrected),
            ("waiting", waiting),
            ("visitor", visitor),
            ("lobby", in_the_lobby),
            ("host", host),
            ("stranger", stranger),
        ]
    }
    no = "survey.not_for_you"
    assert outcome == {
        "placed": None,
        "connected": None,
        "beside": None,
        "corrected": None,
        "waiting": no,
        "visitor": no,
        "lobby": no,
        "host": no,
        "stranger": no,
    }
    TeamMember.objects.create(webinar=webinar, person=placed, role=WebinarRole.INTERPRETER)
    assert fill(evaluation, placed, {question.pk: right(question)}) == no


def test_only_those_with_a_place_take_the_test_before():
    connected, placed = make_person(), make_person()
    webinar = make_webinar(attendees=[placed])
    was_there(make_room(webinar), connected)
    survey = make_survey(webinar, SurveyKind.PRE_TEST)
    question = asked(survey)[0]
    assert fill(survey, connected, {question.pk: right(question)}) == "survey.not_for_you"
    assert fill(survey, placed, {question.pk: right(question)}) is None


def test_whoever_took_part_is_thanked_once():
    host, came, stayed_away = make_person(), make_person(), make_person()
    webinar = make_webinar(host=host, attendees=[came, stayed_away])
    room = make_room(webinar)
    was_there(room, came)
    was_there(room, host)
    make_survey(webinar)
    end_sitting(room, by=host)
    later = make_room(webinar)
    end_sitting(later, by=host)
    assert list(Mail.objects.filter(kind="thanks").values_list("person", flat=True)) == [came.pk]
