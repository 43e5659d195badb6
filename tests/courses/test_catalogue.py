"""The catalogue and a course's own page: in the viewer's language, with where they are and the one next step."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from courses.actions import enrolling
from courses.actions.publishing import publish_course
from courses.choices import EnrolmentState, ProgressState
from courses.models import Course, CourseText, CourseVersion, Enrolment, LessonProgress, ModuleText
from courses.queries.catalogue import find_courses
from courses.queries.course_page import Step, course_page
from people.models import Person
from quizzes.models import Tag
from tests.factories import make_course, make_enrolment, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _say_in(course: Course, language: str, title: str) -> None:
    assert course.published is not None
    CourseText.objects.create(version=course.published, language=language, title=title)


def _titles(person: Person, **asked: Any) -> list[str]:
    return [card.words.title for card in find_courses(person, TODAY, **asked)]


def test_the_catalogue_lists_what_is_published_in_the_viewers_language() -> None:
    person = make_person(language="ar")
    arabic = make_published_course(title_en="Valuation")
    _say_in(arabic, "ar", "التقييم الجمركي")
    make_published_course(title_en="Origin")
    make_course(title_en="Not published yet")
    make_published_course(title_en="Kept out of the list", is_listed=False)
    page = _signed_in(person).get("/courses/").content.decode()
    assert "التقييم الجمركي" in page
    assert "Valuation" not in page
    assert 'lang="en" dir="ltr">Origin</a>' in page
    assert "Not published yet" not in page
    assert "Kept out of the list" not in page


def test_filters_of_the_catalogue() -> None:
    person = make_person()
    tag = Tag.objects.create(key="origin", name_en="Origin")
    module = make_module()
    module.tags.add(tag)
    level = Tag.objects.create(kind="maturity", key="2", name_en="Developing")
    module.tags.add(level)
    origin = make_published_course(
        [module],
        title_en="Preferential origin",
        audiences=["senior_manager"],
        regions=["ESA"],
        enrolment_mode="approval",
    )
    CourseVersion.objects.update(minutes=181)
    value = make_published_course(title_en="Valuation", summary_en="Что-то о Стоимости")
    _say_in(value, "fr", "Valeur")
    make_enrolment(origin, person)
    make_enrolment(value, person, state=EnrolmentState.WITHDRAWN)
    make_enrolment(value, make_person())
    assert _titles(person) == ["Preferential origin", "Valuation"]
    assert _titles(person, whose="mine") == ["Preferential origin"]
    assert _titles(person, tag=tag.pk) == ["Preferential origin"]
    assert _titles(person, language="fr") == ["Valuation"]
    assert _titles(person, audience="private_sector") == ["Valuation"]
    assert _titles(person, audience="senior_manager") == ["Preferential origin", "Valuation"]
    assert _titles(person, words="стоимости valuation") == ["Valuation"]
    assert _titles(person, words="Kept") == []
    assert _titles(person, region="EUR") == ["Valuation"]
    assert _titles(person, region="ESA", level=level.pk) == ["Preferential origin"]
    assert _titles(person, level=level.pk, tag=tag.pk, mode="approval") == ["Preferential origin"]
    assert _titles(person, mode="open") == ["Valuation"]
    assert [_titles(person, length=length) for length in ("short", "middle", "long")] == [
        ["Valuation"],
        [],
        ["Preferential origin"],
    ]
    with translation.override("fr"):
        assert _titles(person, words="Valuation") == []
        assert _titles(person, words="valeur") == ["Valeur"]


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_a_constant_number_of_queries(django_assert_num_queries: Any, rows: int) -> None:
    person = make_person()
    first = make_published_course([make_module(rows) for _ in range(rows)], title_en="First")
    before = [make_published_course() for _ in range(rows)]
    first.prerequisites.set(before)
    for course in [first, *before]:
        make_enrolment(course, person)
    client = _signed_in(person)
    client.get("/courses/")
    with django_assert_num_queries(9):
        client.get("/courses/")
    for module in [place.module for place in first.places.all()]:
        make_lesson(module)
    publish_course(first, by=person)
    with django_assert_num_queries(15):
        assert "A newer version exists" in client.get(f"/courses/{first.slug}/").content.decode()


def _step(course: Course, person: Person) -> tuple[Step, str]:
    shown = course_page(Course.objects.get(pk=course.pk), person, TODAY)
    return shown.step, shown.next_lesson.title if shown.next_lesson else ""


def test_the_one_next_step_follows_the_learner() -> None:
    person, module = make_person(), make_module(0)
    lessons = [make_lesson(module, title={"en": name}) for name in ("One", "Two")]
    make_lesson(module, title={"en": "Extra"}, is_optional=True)
    course = make_published_course([module])
    assert _step(course, person) == (Step.ENROL, "One")
    enrolling.enrol(course, person=person)
    assert _step(course, person) == (Step.BEGIN, "One")
    LessonProgress.objects.create(person=person, lesson=lessons[0], state=ProgressState.DONE)
    assert _step(course, person) == (Step.GO_ON, "Two")
    LessonProgress.objects.create(person=person, lesson=lessons[1], state=ProgressState.DONE)
    assert _step(course, person) == (Step.READ_ON, "")
    Enrolment.objects.update(state=EnrolmentState.COMPLETED)
    assert _step(course, person) == (Step.COMPLETED, "")
    Enrolment.objects.update(state=EnrolmentState.WITHDRAWN)
    assert _step(course, person) == (Step.COME_BACK, "One")


def test_a_newer_version_says_what_changed_and_progress_goes_along() -> None:
    person = make_person()
    stays, goes = make_module(1, title_en="Stays"), make_module(1, title_en="Goes")
    course = make_published_course([stays, goes])
    enrolling.enrol(course, person=person)
    done = stays.lessons.get()
    LessonProgress.objects.create(person=person, lesson=done, state=ProgressState.DONE)
    course.places.get(module=goes).delete()
    course.places.create(module=make_module(1, title_en="Comes"), position=5)
    make_lesson(stays)
    publish_course(course, by=person)
    shown = course_page(Course.objects.get(pk=course.pk), person, TODAY)
    assert shown.version_number == 1
    assert shown.newer is not None
    assert (shown.newer.added, shown.newer.changed, shown.newer.removed) == (("Comes",), ("Stays",), ("Goes",))
    _signed_in(person).post(f"/courses/{course.slug}/newest/")
    moved = course_page(Course.objects.get(pk=course.pk), person, TODAY)
    assert (moved.version_number, moved.newer, moved.done, moved.needed) == (2, None, 1, 3)
    assert Enrolment.objects.get().lessons_done == 1


def test_a_page_marks_what_it_shows_in_another_language() -> None:
    course = make_published_course(1, title_en="Origin")
    _say_in(course, "ar", "المنشأ")
    page = _signed_in(make_person(language="ar")).get(f"/courses/{course.slug}/").content.decode()
    assert "المنشأ" in page
    module = ModuleText.objects.get()
    assert f'lang="en" dir="ltr">{module.title}</h2>' in page


def test_a_course_that_is_not_listed_is_there_for_its_learners_only() -> None:
    learner = make_person()
    course = make_published_course(is_listed=False)
    make_enrolment(course, learner)
    address = f"/courses/{course.slug}/"
    assert [_signed_in(one).get(address).status_code for one in (learner, make_person())] == [200, 404]
