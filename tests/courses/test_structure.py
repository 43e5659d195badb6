"""Courses of modules of lessons as they are being written: made, put in order, taken out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry, Translation
from courses.actions import courses as course_actions
from courses.actions import lessons as lesson_actions
from courses.actions.modules import create_module
from courses.models import Course, Lesson, LessonRevision, Module
from courses.queries.contents import module_subject
from courses.queries.outlines import found, outline_of, seen_lessons, seen_modules
from people.choices import Role
from tests.factories import make_course, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db


def modules_of(course: Course) -> list[int]:
    return [module.pk for module in outline_of(course).modules]


def lessons_of(module: Module) -> list[int]:
    return list(Lesson.objects.filter(module=module, removed_at=None).order_by("position").values_list("pk", flat=True))


def test_a_course_is_written_in_a_language_and_has_an_address_of_its_own() -> None:
    trainer = make_person(Role.TRAINER)
    texts: dict[str, Any] = {"summary": {}, "by": trainer}
    with pytest.raises(Refused) as refused:
        course_actions.create_course(title={"fr": "Biens"}, source_language="ru", **texts)
    assert refused.value.code == "course.untitled"
    made = [
        course_actions.create_course(title={"ru": "Товары", "en": "Goods  of \n use"}, source_language="ru", **texts),
        course_actions.create_course(title={"en": "Goods of use"}, source_language="en", **texts),
        course_actions.create_course(title={"ar": "سلع"}, source_language="ar", **texts),
    ]
    assert (made[0].slug, made[0].title_en, made[0].created_by) == ("goods-of-use", "Goods of use", trainer)
    assert made[1].slug.startswith("goods-of-use-")
    assert made[2].slug == "course"
    assert AuditEntry.objects.filter(verb="course.created").count() == 3


def test_modules_stand_once_and_in_order() -> None:
    trainer = make_person(Role.TRAINER)
    course, other = make_course(2), make_module()
    first, second = modules_of(course)
    module = create_module(
        title={"en": "New", "fr": "Nouveau"},
        summary={},
        objectives={"en": "Know\nDo"},
        source_language="en",
        minutes=45,
        course=course,
        by=trainer,
    )
    known = Module.objects.get(pk=first)
    assert course_actions.add_modules(course, modules=[known, other, other], by=trainer) == 1
    assert modules_of(course) == [first, second, module.pk, other.pk]
    assert Translation.objects.get(subject=module_subject(module.pk), key="title", language="fr").source == "New"
    seen = seen_modules(course)
    course_actions.order_modules(course, order=[other.pk, 10**9, first], seen=seen, by=trainer)
    assert modules_of(course) == [other.pk, first, second, module.pk]
    with pytest.raises(Refused) as refused:
        course_actions.order_modules(course, order=[first], seen=seen, by=trainer)
    assert refused.value.code == "form.changed_meanwhile"
    assert modules_of(course) == [other.pk, first, second, module.pk]
    course_actions.remove_module(course, module=other, by=trainer)
    course_actions.remove_module(course, module=other, by=trainer)
    assert modules_of(course) == [first, second, module.pk]
    assert Module.objects.filter(pk=other.pk).exists()


def test_a_lesson_comes_with_its_first_revision_and_in_its_place() -> None:
    trainer, module = make_person(Role.TRAINER), make_module(2, source_language="ru", title_ru="Модуль")
    for kind, title, code in (
        ("replay", {"ru": "Повтор"}, "lesson.kind_unknown"),
        ("text", {"en": "Text"}, "lesson.untitled"),
    ):
        with pytest.raises(Refused) as refused:
            lesson_actions.add_lesson(module, kind=kind, title=title, by=trainer)
        assert refused.value.code == code
    lesson = lesson_actions.add_lesson(module, kind="quiz", title={"ru": " Тест "}, by=trainer)
    assert (lesson.position, lesson.title_ru, lesson.revision) == (3, "Тест", 1)
    assert LessonRevision.objects.get(lesson=lesson).made_by == trainer
    first, second, third = lessons_of(module)
    lesson_actions.order_lessons(module, order=[third, first, second], seen=seen_lessons(module), by=trainer)
    assert lessons_of(module) == [third, first, second]


@pytest.mark.parametrize("is_published", [True, False])
def test_a_lesson_that_was_published_is_kept_for_those_who_learn_it(is_published: bool) -> None:
    trainer = make_person(Role.TRAINER)
    course = make_published_course(1) if is_published else make_course(1)
    module = Module.objects.get()
    lesson, other = Lesson.objects.filter(module=module).order_by("position")
    lesson_actions.remove_lesson(lesson, by=trainer)
    lesson_actions.remove_lesson(lesson, by=trainer)
    assert lessons_of(module) == [other.pk]
    assert Lesson.objects.get(pk=other.pk).position == 1
    assert Lesson.objects.filter(pk=lesson.pk).exists() is is_published
    make_lesson(module)
    Course.objects.filter(pk=course.pk).update(completion={"all": [{"lessons": "required"}, {"quiz": other.pk}]})
    course.refresh_from_db()
    with pytest.raises(Refused) as refused:
        lesson_actions.remove_lesson(other, by=trainer)
    assert refused.value.code == "lesson.needed_to_complete"
    with pytest.raises(Refused) as refused:
        course_actions.remove_module(course, module=module, by=trainer)
    assert refused.value.code == "module.needed_to_complete"


def test_a_title_is_found_in_any_language_whatever_its_capitals() -> None:
    make_course(title_en="Goods", title_ru="Товары двойного назначения")
    make_course(title_en="Risk", title_fr="Évaluation des risques")
    titles = {words: [row.title_en for row in found(Course.objects.all(), words)] for words in ("ТОВАРЫ", "évaluation")}
    assert titles == {"ТОВАРЫ": ["Goods"], "évaluation": ["Risk"]}
    assert not found(Course.objects.all(), "товары risk").exists()


def test_an_author_builds_a_course_by_plain_forms(client: Client) -> None:
    trainer, elsewhere = make_person(Role.TRAINER), make_module()
    client.force_login(trainer)
    given = {"title": "Biens", "source_language": "fr", "minutes": "45", "once": "a"}
    for _ in range(2):
        client.post(reverse("courses:create_course"), given)
    course = Course.objects.get()
    opened = client.get(reverse("courses:create_module") + f"?course={course.pk}")
    assert (course.title_fr, opened.context["form"]["source_language"].value()) == ("Biens", "fr")
    made = client.post(reverse("courses:create_module") + f"?course={course.pk}", {**given, "once": "b"})
    module = Module.objects.get(created_by=trainer)
    assert made.headers["Location"] == reverse("courses:edit_module", args=[module.pk])
    client.post(reverse("courses:add_module", args=[course.pk]), {"chosen": [elsewhere.pk]})
    client.post(reverse("courses:order_modules", args=[course.pk]), {"item": modules_of(course), "down": module.pk})
    assert modules_of(course) == [elsewhere.pk, module.pk]
    shown = client.post(reverse("courses:add_lesson", args=[module.pk]), {"kind": "text", "title": ""})
    assert shown.status_code == 200
    client.post(reverse("courses:add_lesson", args=[module.pk]), {"kind": "slides", "title": "Pages"})
    assert Lesson.objects.get(module=module).title_fr == "Pages"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("curriculum", 14), ("curriculum?kind=modules", 14), ("edit_course", 15), ("edit_module", 15), ("add_module", 15)],
)
def test_pages_ask_as_often_for_many_as_for_one(
    client: Client, count: int, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    course = make_course([make_module(count) for _ in range(count)], created_by=manager)
    for _ in range(count - 1):
        make_course(created_by=manager)
    make_module()
    address, _, query = name.partition("?")
    argument = {"edit_course": [course.pk], "add_module": [course.pk], "edit_module": modules_of(course)[:1]}
    client.force_login(manager)
    url = reverse(f"courses:{address}", args=argument.get(address, []))
    with django_assert_num_queries(queries):
        shown = client.get(f"{url}?{query}")
    assert shown.status_code == 200
