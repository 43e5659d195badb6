"""Discussions in lessons: said by learners and the team, shown as they were typed, taken away by the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import forget_receipts
from courses.models import Course, DiscussionPost, Enrolment, Lesson, LessonProgress
from courses.queries.discussions import posts_of
from people.choices import Role
from people.models import Person
from tests.factories import make_enrolment, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> Person:
    return make_person(Role.TRAINER)


@pytest.fixture
def course(maker: Person) -> Course:
    module = make_module(0)
    make_lesson(module, kind="discussion")
    return make_published_course([module], created_by=maker)


def address(course: Course, name: str = "discuss") -> str:
    return reverse(f"courses:{name}", args=[course.slug, Lesson.objects.get().pk])


def said(client: Client, course: Course, who: Person, text: str, **more: Any) -> int:
    client.force_login(who)
    return client.post(address(course), {"text": text, "language": "fr", **more}).status_code


def test_the_first_post_finishes_the_lesson_and_is_shown_as_it_was_typed(client: Client, course: Course) -> None:
    person = make_person(full_name="Kofi Mensah")
    make_enrolment(course, person)
    for _ in range(2):
        assert said(client, course, person, "<b>Look</b>", once="word-1") == 302
    post = DiscussionPost.objects.get()
    assert said(client, course, person, "Yes", once="word-2", reply_to=post.pk) == 302
    page = client.get(address(course, "lesson")).content.decode()
    assert ("&lt;b&gt;Look&lt;/b&gt;" in page, "Kofi Mensah" in page, "French" in page) == (True, True, True)
    assert (Enrolment.objects.get().state, post.language) == ("completed", "fr")


def test_a_post_that_was_written_without_a_line_is_sent_again_and_again_and_stays_one(
    client: Client, course: Course
) -> None:
    person, other = make_person(), make_person()
    for who in (person, other):
        make_enrolment(course, who, enrolled_at=timezone.now() - timedelta(days=1))
    now = int(timezone.now().timestamp() * 1000)
    sent = {"text": "Waited", "change": "0123456789ab", "at": now - 3_600_000, "sent": now}
    script = {"X-Requested-With": "fetch"}
    client.force_login(person)
    for _ in range(3):
        assert client.post(address(course), sent, headers=script).json() == {"done": 1, "of": 1, "state": "completed"}
        forget_receipts(before=timezone.now() + timedelta(days=1))
    progress = LessonProgress.objects.get(person=person)
    assert progress.done_at is not None
    assert abs(progress.done_at.timestamp() * 1000 - now + 3_600_000) < 60_000
    client.force_login(other)
    client.post(address(course), sent, headers=script)
    assert [post.person for post in DiscussionPost.objects.order_by("pk")] == [person, other]
    answer = client.post(address(course), {**sent, "change": "0123456789ac", "reply_to": 10**6}, headers=script)
    assert (answer.status_code, answer.json()["code"]) == (409, "post.gone")


@pytest.mark.parametrize(("page", "shown"), [("2", "2"), ("9", "2"), ("x", "1"), ("", "1")])
def test_many_posts_are_turned_over_page_by_page(client: Client, course: Course, page: str, shown: str) -> None:
    lesson = Lesson.objects.get()
    DiscussionPost.objects.bulk_create(DiscussionPost(lesson=lesson, text=str(number)) for number in range(31))
    found = posts_of(lesson.pk, page)
    assert (str(found.number), found.paginator.num_pages, len(found)) == (shown, 2, 30 if shown == "1" else 1)


def test_what_is_refused_is_still_in_the_form(client: Client, course: Course) -> None:
    person = make_person()
    make_enrolment(course, person)
    said(client, course, person, "A" * 4001)
    page = client.get(address(course, "lesson")).content.decode()
    assert ("A" * 4001 in page, "at most" in page, DiscussionPost.objects.count()) == (True, True, 0)
    assert not LessonProgress.objects.filter(state="done").exists()


def test_the_team_takes_a_post_away_and_leaves_no_progress(client: Client, course: Course, maker: Person) -> None:
    person, stranger, trainer = make_person(), make_person(), make_person(Role.TRAINER)
    make_enrolment(course, person)
    said(client, course, person, "First thought", once="a")
    post = DiscussionPost.objects.get()
    assert said(client, course, maker, "Welcome", once="b", reply_to=post.pk) == 302
    assert [said(client, course, who, "No", once="c") for who in (stranger, trainer)] == [404, 404]
    answers = [said(client, course, who, "", remove=post.pk) for who in (stranger, person, trainer, maker)]
    assert answers == [404, 403, 403, 302]
    page = client.get(address(course, "lesson")).content.decode()
    assert ("First thought" in page, "Welcome" in page) == (False, False)
    said(client, course, person, "Late", once="d", reply_to=post.pk)
    assert DiscussionPost.objects.filter(removed_at__isnull=True).count() == 1
    assert not LessonProgress.objects.filter(person=maker).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_was_said(
    client: Client, course: Course, count: int, django_assert_num_queries: Any
) -> None:
    person = make_person()
    make_enrolment(course, person)
    for number in range(count):
        said(client, course, person, "Thought", once=f"p{number}")
        said(client, course, person, "Answer", once=f"a{number}", reply_to=DiscussionPost.objects.order_by("pk")[0].pk)
    lesson = address(course, "lesson")
    client.get(lesson)
    client.get(lesson)
    with django_assert_num_queries(11):
        client.get(lesson)
