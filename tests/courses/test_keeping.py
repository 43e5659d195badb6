"""What a device may keep of a course: one's own pages, whole and without a cookie, until one signs out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Lesson, LessonProgress
from people.choices import Role
from quizzes.actions.attempts.starting import start_attempt
from tests.factories import (
    make_enrolment,
    make_lesson,
    make_module,
    make_person,
    make_published_course,
    make_written_quiz,
)

pytestmark = pytest.mark.django_db


def test_the_list_names_the_modules_lessons_and_ones_own_attempt_and_nothing_else(client: Client) -> None:
    person, colleague = make_person(), make_person()
    quiz = make_written_quiz()
    module, other = make_module(1), make_module(1)
    make_lesson(module, kind="quiz", quiz=quiz.pk)
    course = make_published_course([module, other])
    for who in (person, colleague):
        make_enrolment(course, who)
    mine, _theirs = (start_attempt(quiz, person=who) for who in (person, colleague))
    start_attempt(make_written_quiz(), person=person)
    client.force_login(person)
    listed = client.get(reverse("courses:keep_module", args=[course.slug, module.pk])).json()
    lessons = [
        reverse("courses:lesson", args=[course.slug, lesson.pk]) for lesson in module.lessons.order_by("position")
    ]
    whole = reverse("courses:course", args=[course.slug])
    assert [page["url"] for page in listed["pages"]] == [*lessons, reverse("quizzes:attempt", args=[mine.pk]), whole]
    assert listed["quizzes"] == {str(quiz.pk): lessons[-1]}
    assert listed["files"] == [reverse("courses:no_line")]
    assert client.get(reverse("courses:keep_module", args=[course.slug, module.pk + 10**6])).status_code == 404


def test_only_whole_pages_of_lessons_and_attempts_without_a_cookie_may_be_kept(client: Client) -> None:
    person = make_person()
    course = make_published_course()
    make_enrolment(course, person)
    lesson = Lesson.objects.all()[0]
    address = reverse("courses:lesson", args=[course.slug, lesson.pk])
    client.force_login(person)
    first, again = client.get(address), client.get(address)
    assert ("X-Keepable" in first.headers, bool(first.cookies)) == (False, True)
    assert (again.headers["X-Keepable"], dict(again.cookies)) == ("1", {})
    for other in ("/", reverse("quizzes:mine"), reverse("courses:lesson", args=[course.slug, 10**9])):
        assert "X-Keepable" not in client.get(other).headers
    reader = again.headers["X-Reader"]
    client.force_login(make_person(Role.TRAINER))
    theirs = client.get(address).headers["X-Reader"]
    assert theirs != reader


def test_signing_out_clears_the_device(client: Client) -> None:
    client.force_login(make_person())
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (302, '"storage"')
    assert "Clear-Site-Data" not in client.get(reverse("account_logout")).headers
    client.force_login(make_person())
    assert "Clear-Site-Data" not in client.post(reverse("account_logout"), {"others_wait": "1"}).headers


def test_what_one_person_did_without_a_line_never_counts_for_another(client: Client) -> None:
    layla, kofi = make_person(), make_person()
    course = make_published_course()
    for who in (layla, kofi):
        make_enrolment(course, who)
    done = reverse("courses:lesson_done", args=[course.slug, Lesson.objects.all()[0].pk])
    client.force_login(layla)
    reader = client.get("/").headers["X-Reader"]
    script = {"X-Requested-With": "fetch", "X-Reader": reader}
    client.force_login(kofi)
    answer = client.post(done, {"change": "0123456789ab"}, headers=script)
    assert (answer.status_code, answer.json()["code"]) == (409, "reader.other")
    client.force_login(layla)
    assert client.post(done, {"change": "0123456789ab"}, headers=script).json()["done"] == 1
    client.logout()
    assert client.post(done, {"change": "0123456789ac"}, headers=script).status_code == 302
    assert [progress.person for progress in LessonProgress.objects.filter(state="done")] == [layla]


def test_the_worker_and_what_is_said_without_a_line_are_the_same_for_everybody(client: Client) -> None:
    worker = client.get("/sw.js")
    assert worker.headers["Content-Type"] == "text/javascript; charset=utf-8"
    client.cookies["lectern_language"] = "ar"
    page = client.get(reverse("courses:no_line")).content
    client.force_login(make_person(full_name="Kofi Mensah"))
    assert b"Kofi" not in client.get(reverse("courses:no_line")).content
    assert "لا يوجد اتصال" in page.decode()
