"""Building a quiz: its order, sections, random draws, rules, and what single people are given beyond them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from people.choices import Role
from people.models import Person
from quizzes.actions import arranging as actions
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.quizzes import QuizSettings, change_settings, create_quiz, update_quiz
from quizzes.choices import BankState
from quizzes.models import Allowance, Attempt, Category, Question, Quiz, QuizDraw, QuizQuestion, QuizSection
from quizzes.queries.library import for_rooms
from quizzes.queries.outline import key_of, outline_of
from tests.factories import make_person, make_question, make_quiz, make_room, make_survey, make_webinar
from webinars.actions.planned_activities import plan_quiz
from webinars.actions.surveys import add_survey
from webinars.forms.planning import QuizChoiceForm
from webinars.forms.team_surveys import SurveyChoiceForm
from webinars.models import Activity

pytestmark = pytest.mark.django_db


def keys(quiz: Quiz) -> list[str]:
    return [key_of(item) for item in outline_of(quiz)]


def built() -> tuple[Quiz, list[str]]:
    """Two questions, a section with one, and a draw: and their keys in order."""
    quiz = make_quiz(2)
    actions.add_section(quiz, title={"en": "Part B"}, introduction={"fr": "Suite"}, shuffles=True)
    actions.add_questions(quiz, questions=[make_question().pk])
    actions.add_draw(quiz, rule=actions.DrawRule(2))
    return quiz, keys(quiz)


def test_what_follows_a_section_is_in_it_and_what_is_not_named_goes() -> None:
    quiz, (one, two, part, three, draw) = built()
    actions.arrange_quiz(quiz, order=[draw, two, part, three, one], entries={int(one[1:]): actions.Entry(60, 3)})
    assert keys(quiz) == [draw, two, part, three, one]
    section = QuizSection.objects.get()
    rows = QuizQuestion.objects.order_by("position").values_list("question", "section", "seconds", "points")
    assert list(rows) == [
        (int(two[1:]), None, 30, None),
        (int(three[1:]), section.pk, 30, None),
        (int(one[1:]), section.pk, 60, 3),
    ]
    actions.arrange_quiz(quiz, order=[one, two, "q999999", "s5x", two], entries={})
    assert keys(quiz) == [one, two]
    assert (QuizSection.objects.count(), QuizDraw.objects.count(), Question.objects.count()) == (0, 0, 3)


def test_questions_are_added_once_where_they_are_asked_for() -> None:
    quiz, (one, two, part, three, draw) = built()
    first, last, within = make_question(), make_question(), make_question()
    assert actions.add_questions(quiz, questions=[first.pk, int(one[1:]), 10**9], at_end=False) == 1
    assert actions.add_questions(quiz, questions=[last.pk, last.pk]) == 1
    section = QuizSection.objects.get()
    actions.add_section(quiz, title={"en": "Part C"}, introduction={})
    assert actions.add_questions(quiz, questions=[within.pk], section=section, at_end=False) == 1
    found = keys(quiz)
    assert found[:8] == [one, two, f"q{first.pk}", part, three, draw, f"q{last.pk}", f"q{within.pk}"]


def test_what_cannot_be_is_refused_and_changes_nothing() -> None:
    quiz, order = built()
    pk = int(order[0][1:])
    for entry, code in ((actions.Entry(4), "seconds"), (actions.Entry(30, 101), "points")):
        with pytest.raises(Refused, match=rf"quiz\.{code}"):
            actions.arrange_quiz(quiz, order=order[:1], entries={pk: entry})
    for rule, code in (
        (actions.DrawRule(0), "draw_count"),
        (actions.DrawRule(1, easiest=4, hardest=2), "draw_difficulty"),
        (actions.DrawRule(1, hardest=6), "draw_difficulty"),
        (actions.DrawRule(1, points=-1), "points"),
    ):
        with pytest.raises(Refused, match=rf"quiz\.{code}"):
            actions.add_draw(quiz, rule=rule)
    with pytest.raises(Refused, match=r"quiz\.section_untitled"):
        actions.add_section(quiz, title={}, introduction={"en": "?"})
    assert keys(quiz) == order


def test_attempts_keep_the_questions_that_they_began_with() -> None:
    quiz = make_quiz(3, is_open=True)
    attempt = start_attempt(quiz, person=make_person())
    asked = list(attempt.answers.order_by("position").values_list("question", flat=True))
    actions.arrange_quiz(quiz, order=keys(quiz)[:1], entries={})
    assert list(attempt.answers.order_by("position").values_list("question", flat=True)) == asked
    assert len(asked) == 3


def sent(lines: list[str], **fields: Any) -> dict[str, Any]:
    numbers = {f"seconds-{key[1:]}": 30 for key in lines if key.startswith("q")}
    return {"item": lines, **numbers, **fields}


def test_the_builder_works_by_buttons_alone_and_keeps_what_was_typed(client: Client) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    quiz, order = built()
    address = reverse("quizzes:edit_quiz", args=[quiz.pk])
    page = client.get(address).content.decode()
    assert "Only 0 of 2 can be drawn" in page
    one, two, part, three, draw = order
    client.post(address, sent(order, up=two))
    assert keys(quiz) == [two, one, part, three, draw]
    client.post(address, sent([two, one, part, three, draw], down=one, **{f"points-{one[1:]}": "7"}))
    assert keys(quiz) == [two, part, one, three, draw]
    assert QuizQuestion.objects.get(question=one[1:]).points == 7
    client.post(address, sent([two, part, one, three, draw], remove=part))
    assert (keys(quiz), QuizSection.objects.count()) == ([two, one, three, draw], 0)
    page = client.post(address, sent([two, one, three, draw], **{f"seconds-{two[1:]}": "2"})).content.decode()
    assert 'value="2"' in page
    stale = client.post(address, sent([three, two, one, draw], seen="of-before")).content.decode()
    assert keys(quiz) == [two, one, three, draw]
    assert stale.index(f'value="{three}"') < stale.index(f'value="{two}"')


def test_questions_are_picked_from_what_the_filters_find(client: Client) -> None:
    client.force_login(make_person(Role.TRAINER))
    address = reverse("quizzes:create_quiz")
    made = client.post(address, {"title_en": "Origin", "introduction_ar": "مقدمة"})
    quiz = Quiz.objects.get()
    assert (made["Location"], quiz.introduction_ar) == (reverse("quizzes:edit_quiz", args=[quiz.pk]), "مقدمة")
    drawer = Category.objects.create(name_en="Origin")
    wanted, other = make_question(category=drawer), make_question(text_en="Elsewhere")
    pick = reverse("quizzes:pick_questions", args=[quiz.pk]) + f"?category={drawer.pk}"
    page = client.get(pick).content.decode()
    assert (f'value="{wanted.pk}"' in page, "Elsewhere" in page) == (True, False)
    client.post(pick, {"chosen": [wanted.pk, other.pk]})
    assert keys(quiz) == [f"q{wanted.pk}", f"q{other.pk}"]
    assert f'name="chosen" value="{wanted.pk}"' not in client.get(pick).content.decode()
    draw = reverse("quizzes:add_draw", args=[quiz.pk])
    Question.objects.update(state=BankState.APPROVED)
    make_question(category=drawer, state=BankState.APPROVED, difficulty=2)
    given = {"count": 3, "category": drawer.pk, "easiest": 1, "hardest": 3}
    assert "1 approved question fits" in client.post(draw, {**given, "look": "1"}).content.decode()
    assert not QuizDraw.objects.exists()
    client.post(draw, given)
    row = QuizDraw.objects.get()
    assert (row.count, row.category, row.easiest, row.hardest) == (3, drawer, 1, 3)


def test_settings_are_told_by_the_editors_clocks_and_move_ends_of_attempts(client: Client) -> None:
    editor = make_person(Role.PROGRAMME_MANAGER, time_zone="Africa/Nairobi")
    client.force_login(editor)
    quiz = make_quiz(1, is_open=True, minutes=30)
    attempt = start_attempt(quiz, person=make_person())
    address = reverse("quizzes:quiz_settings", args=[quiz.pk])
    given = {
        "title_en": "Quiz",
        "is_open": "on",
        "opens_at": "2026-01-05T09:00",
        "closes_at": "2090-01-05T18:30",
        "minutes": "45",
        "attempts_allowed": "2",
        "counts": "last",
        "pass_share": "60",
        "feedback": "closed",
    }
    assert client.post(address, {**given, "closes_at": "2026-01-05T08:00"}).status_code == 200
    assert client.post(address, given).status_code == 302
    quiz.refresh_from_db()
    assert (quiz.opens_at, quiz.closes_at) == (
        datetime(2026, 1, 5, 6, tzinfo=UTC),
        datetime(2090, 1, 5, 15, 30, tzinfo=UTC),
    )
    assert (quiz.minutes, quiz.attempts_allowed, quiz.counts, quiz.pass_share) == (45, 2, "last", 60)
    assert (quiz.feedback, quiz.shows_key, quiz.shuffles_choices, quiz.is_open) == ("closed", False, False, True)
    attempt.refresh_from_db()
    assert attempt.due_at == attempt.started_at + timedelta(minutes=45)
    entry = AuditEntry.objects.get(verb="quiz.settings_changed")
    assert (entry.actor_id, "minutes" in entry.details["changed"]) == (editor.pk, True)
    assert 'value="2026-01-05T09:00"' in client.get(address).content.decode()


def test_rules_that_cannot_be_are_refused() -> None:
    quiz, now = make_quiz(1), timezone.now()
    for settings, code in (
        (QuizSettings(opens_at=now, closes_at=now), "closes_before_it_opens"),
        (QuizSettings(minutes=0), "minutes"),
        (QuizSettings(pass_share=101), "pass_share"),
        (QuizSettings(attempts_allowed=101), "attempts"),
        (QuizSettings(counts="best"), "settings_unknown"),
    ):
        with pytest.raises(Refused, match=rf"quiz\.{code}"):
            change_settings(quiz, title={"en": "Q"}, introduction={}, settings=settings, by=None)
        with pytest.raises(Refused, match=rf"quiz\.{code}"):
            create_quiz(title={"en": "Q"}, settings=settings, by=None)


def test_a_webinar_asks_only_what_its_rooms_know() -> None:
    planner = make_person(Role.PROGRAMME_MANAGER)
    room = make_room()
    item = room.sitting.agenda.earliest("position")
    with_section, with_draw, with_kind, fine = (make_quiz(1) for _ in range(4))
    actions.add_section(with_section, title={"en": "Part"}, introduction={})
    actions.add_draw(with_draw, rule=actions.DrawRule(1))
    Question.objects.filter(quiz_entries__quiz=with_kind).update(kind="essay")
    assert list(for_rooms(Quiz.objects.all())) == [fine]
    assert list(QuizChoiceForm(person=planner).fields["quiz"].queryset) == [fine]  # type: ignore[attr-defined]
    offered = SurveyChoiceForm(person=planner, kind="evaluation").fields["quiz"].queryset  # type: ignore[attr-defined]
    assert list(offered) == [fine]
    for quiz in (with_section, with_draw, with_kind):
        with pytest.raises(Refused, match=r"quiz\.not_for_rooms"):
            plan_quiz(item, quiz=quiz)
        with pytest.raises(Refused, match=r"quiz\.not_for_rooms"):
            add_survey(make_webinar(), kind="evaluation", quiz=quiz, by=planner)
    assert not Activity.objects.exists()
    make_survey(make_webinar(), quiz=fine)
    essay = make_question(kind="essay")
    for deed in (
        lambda: actions.add_section(fine, title={"en": "Part"}, introduction={}),
        lambda: actions.add_draw(fine, rule=actions.DrawRule(1)),
        lambda: actions.add_questions(fine, questions=[essay.pk]),
        lambda: update_quiz(fine, title={"en": "Q"}, questions=[(essay, 30)], speed_points=False),
    ):
        with pytest.raises(Refused, match=r"quiz\.not_for_rooms"):
            deed()
    assert [len(keys(quiz)) for quiz in (fine, with_section)] == [1, 2]


def give(client: Client, quiz: Quiz, person: Person | str, **fields: Any) -> str:
    email = person if isinstance(person, str) else person.email
    address = reverse("quizzes:allowances", args=[quiz.pk])
    return client.post(address, {"email": email, **fields}, follow=True).content.decode()


def test_more_time_is_given_to_those_one_knows_and_tells_nothing_of_others(client: Client) -> None:
    trainer, taker, known, stranger = make_person(Role.TRAINER), make_person(), make_person(), make_person()
    quiz = make_quiz(1, is_open=True, minutes=10, created_by=trainer)
    attempt = start_attempt(quiz, person=taker)
    webinar = make_webinar(attendees=[known])
    webinar.team.create(person=trainer, role="host")
    client.force_login(trainer)
    answers = [
        give(client, quiz, who, extra_minutes=5).replace(email, "")
        for who, email in ((stranger, stranger.email), ("nobody-at-all@example.org", "nobody-at-all@example.org"))
    ]
    assert "Nobody whom you know has this address" in answers[0]
    assert _without_tokens(answers[0]) == _without_tokens(answers[1])
    assert "Give minutes, attempts or a later close." in give(client, quiz, taker)
    give(client, quiz, taker, extra_minutes=15)
    give(client, quiz, known.email.upper(), extra_attempts=1, closes_at="2090-01-01T10:00")
    assert set(Allowance.objects.values_list("person", "extra_minutes", "extra_attempts")) == {
        (taker.pk, 15, 0),
        (known.pk, 0, 1),
    }
    attempt.refresh_from_db()
    assert attempt.due_at == attempt.started_at + timedelta(minutes=25)
    entry = AuditEntry.objects.filter(verb="allowance.given").earliest("pk")
    assert (entry.actor_id, entry.subject, entry.details["person"]) == (trainer.pk, f"quiz:{quiz.pk}", taker.pk)
    assert taker.email not in str(entry.details)
    client.post(reverse("quizzes:take_allowance", args=[Allowance.objects.get(person=taker).pk]))
    assert Attempt.objects.get().due_at == attempt.started_at + timedelta(minutes=10)
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    give(client, quiz, stranger, extra_minutes=5)
    assert Allowance.objects.filter(person=stranger).exists()


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and 'name="once"' not in line)


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_a_quiz_cost_the_same_for_one_and_three(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    quiz = make_quiz(rows)
    for number in range(rows):
        actions.add_section(quiz, title={"en": f"Part {number}"}, introduction={})
        actions.add_draw(quiz, rule=actions.DrawRule(1, category=Category.objects.create(name_en="Drawer")))
        Allowance.objects.create(quiz=quiz, person=make_person(), extra_minutes=5)
        make_question()
        make_quiz(1)
    for name, queries in (("edit_quiz", 12), ("pick_questions", 11), ("allowances", 6), ("quizzes", 6)):
        address = reverse(f"quizzes:{name}", args=[] if name == "quizzes" else [quiz.pk])
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
