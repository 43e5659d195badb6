"""What publishing would change, said before; publishing what was seen, once; who learns which version."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.translating import State
from courses.actions.courses import add_modules, order_modules, remove_module
from courses.actions.lessons import order_lessons, remove_lesson
from courses.actions.publishing import publish_course, publish_language
from courses.models import Course, CourseText, Lesson, Module, ModuleText
from courses.queries.changes import Change, outlook, seen_draft, versions_of
from people.choices import Role
from tests.courses.test_publishing import rewrite
from tests.factories import make_course, make_enrolment, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db


def changes_of(course: Course) -> list[tuple[str, Change, list[tuple[str, Change]]]]:
    return [
        (module.title, module.change, [(lesson.title, lesson.change) for lesson in module.lessons])
        for module in outlook(Course.objects.get(pk=course.pk)).modules
    ]


def test_what_would_change_is_said_module_by_module() -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    kept, changed, gone = make_module(title_en="Kept"), make_module(3, title_en="Changed"), make_module(title_en="Gone")
    course = make_published_course([kept, changed, gone])
    assert not outlook(course).is_changed
    first, second, third = changed.lessons.order_by("position")
    rewrite(first, "<p>Anew</p>")
    order_lessons(changed, order=[third.pk, first.pk, second.pk], by=manager)
    remove_lesson(second, by=manager)
    added = make_lesson(changed, title={"en": "Added"})
    fresh = make_module(1, title_en="Fresh")
    remove_module(course, module=gone, by=manager)
    add_modules(course, modules=[fresh], by=manager)
    order_modules(course, order=[changed.pk, kept.pk], by=manager)
    found = outlook(Course.objects.get(pk=course.pk))
    assert changes_of(course) == [
        (
            "Changed",
            Change.CHANGED,
            [("<p>Anew</p>", Change.CHANGED), ("Added", Change.NEW), (second.title_en, Change.GONE)],
        ),
        ("Kept", Change.SAME, []),
        ("Fresh", Change.NEW, [(fresh.lessons.get().title_en, Change.NEW)]),
        ("Gone", Change.GONE, []),
    ]
    assert (found.order_changed, found.words_changed, found.rule_changed, found.can_go) == (True, False, False, True)
    assert [module.is_moved for module in found.modules] == [True, False, False, False]
    publish_course(course, seen=found.seen, by=manager)
    assert not outlook(Course.objects.get(pk=course.pk)).is_changed
    assert Lesson.objects.get(pk=added.pk).position == 3


def test_what_is_told_of_languages_is_what_happens() -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    whole, partly = make_module(1, title_en="A", title_fr="A"), make_module(1, title_en="B", title_fr="B")
    course = make_course([whole, partly], title_en="C", title_fr="C", title_ru="К")
    for lesson in Lesson.objects.all():
        rewrite(lesson, "<p>Un</p>", "fr")
    publish_course(course, by=manager)
    publish_language(course, language="fr", by=manager)
    rewrite(partly.lessons.get(), "<p>Source anew</p>")
    told = {each.language: each for each in outlook(Course.objects.get(pk=course.pk)).languages}
    assert (told["fr"].state, told["fr"].modules, told["fr"].is_whole, told["fr"].was_out) == (
        State.STALE,
        1,
        False,
        True,
    )
    assert (told["en"].is_whole, told["ru"].state, told["ru"].modules) == (True, State.MISSING, 0)
    course = Course.objects.get(pk=course.pk)
    version = publish_course(course, by=manager)
    held = ModuleText.objects.filter(version__places__version=version)
    for language, each in told.items():
        assert held.filter(language=language).count() == each.modules
        own = CourseText.objects.filter(version=version, language=language).exists()
        assert each.is_whole == (own and each.modules == each.total)


def test_it_is_published_as_it_was_seen_and_once(client: Client) -> None:
    manager, course = make_person(Role.PROGRAMME_MANAGER), make_published_course()
    make_enrolment(course)
    client.force_login(manager)
    url = reverse("courses:publish_course", args=[course.pk])
    lesson = Lesson.objects.order_by("pk")[0]
    rewrite(lesson, "<p>Anew</p>")
    seen = seen_draft(course)
    rewrite(lesson, "<p>And once more</p>")
    with pytest.raises(Refused) as refused:
        publish_course(course, seen=seen, by=manager)
    assert refused.value.code == "course.changed_since_seen"
    assert client.post(url, {"seen": seen}, follow=True).content.count(b"was changed after this page was opened") == 1
    for _ in range(2):
        client.post(url, {"seen": seen_draft(course)})
    versions = versions_of(course)
    assert [(version.number, version.learners) for version in versions] == [(2, 0), (1, 1)]  # type: ignore[attr-defined]


def test_what_is_lacking_is_said_before(client: Client) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    course = make_course([make_module(0), make_module(1)], completion={"lessons": [10**9]})
    found = outlook(course)
    assert (found.lacks, [module.lacks for module in found.modules], found.can_go) == (
        ["course.completion_unfit"],
        ["module.no_lessons", ""],
        False,
    )
    make_lesson(Module.objects.get(pk=found.modules[0].id))
    with pytest.raises(Refused) as refused:
        publish_course(course, by=manager)
    assert refused.value.code == "course.completion_unfit"
    Course.objects.filter(pk=course.pk).update(completion={})
    Lesson.objects.update(is_optional=True)
    assert outlook(Course.objects.get(pk=course.pk)).lacks == ["course.nothing_required"]
    with pytest.raises(Refused) as refused:
        publish_course(course, by=manager)
    assert refused.value.code == "course.nothing_required"
    Lesson.objects.update(is_optional=False)
    assert outlook(Course.objects.get(pk=course.pk)).can_go


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("publish_course", 30), ("course_versions", 16)])
def test_pages_of_versions_ask_as_often_for_many_as_for_one(
    client: Client, count: int, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    course = make_published_course([make_module(count) for _ in range(count)])
    for number in range(count - 1):
        rewrite(Lesson.objects.order_by("pk")[0], f"<p>{number}</p>")
        publish_course(course, by=manager)
        make_enrolment(course)
    make_lesson(course.places.all()[0].module)
    client.force_login(manager)
    with django_assert_num_queries(queries):
        client.get(reverse(f"courses:{name}", args=[course.pk]))
