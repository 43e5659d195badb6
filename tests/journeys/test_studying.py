"""A course is studied in Arabic on a phone: kept on it, read and done without a line, and complete when the line is back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from courses.actions.publishing import publish_language
from courses.content import BlockContent
from courses.models import Course, Enrolment, Lesson, LessonProgress, Module
from tests.factories import make_enrolment, make_lesson, make_module, make_person, make_published_course
from tests.journeys.conftest import Enter
from tests.journeys.line import line_to

pytestmark = pytest.mark.browser

LESSONS = {"Why controls": "لماذا الضوابط", "Reading a nameplate": "قراءة لوحة البيانات"}


def arabic_course() -> Course:
    module = make_module(0, title_en="Recognising goods", title_ar="التعرف على السلع")
    for english, arabic in LESSONS.items():
        paragraph = BlockContent("text", {"en": f"<p>{english}.</p>" * 9, "ar": f"<p>{arabic}.</p>" * 9})
        make_lesson(module, paragraph, title={"en": english, "ar": arabic})
    other = make_module(1, title_en="Not kept", title_ar="غير محفوظة")
    lesson = other.lessons.get()
    lesson.title_ar = "درس آخر"
    lesson.is_optional = True
    lesson.save()
    for block in lesson.blocks.all():
        block.text_ar = "<p>نص</p>"
        block.save()
    course = make_published_course([module, other], title_en="Strategic goods", title_ar="السلع الاستراتيجية")
    publish_language(course, language="ar", by=make_person())
    return course


def lesson_of(page: Any, title: str) -> None:
    page.locator(".course-outline summary").first.wait_for()
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_module_is_studied_without_a_line_and_counted_once(enter: Enter, site: str, transactional_db: None) -> None:
    course = arabic_course()
    layla = make_person(full_name="ليلى حداد", country="JO", language="ar")
    enrolment = make_enrolment(course, layla)
    first, second = Lesson.objects.filter(module=Module.objects.first()).order_by("position")
    elsewhere = Lesson.objects.exclude(pk__in=[first.pk, second.pk]).get()
    with line_to(site) as line:
        page = enter(layla, f"/courses/{course.slug}/lessons/{first.pk}/", width=360, height=740, origin=line.origin)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        expect(page.locator("h1")).to_have_text(LESSONS["Why controls"])
        page.locator("[data-keep]").last.click()
        expect(page.locator("[data-said]")).to_contain_text("2", timeout=30_000)
        expect(page.locator("[data-remove]")).to_be_visible(timeout=30_000)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")

        line.cut()
        page.context.set_offline(True)
        page.locator("[rel=next]").click()
        expect(page.locator("h1")).to_have_text(LESSONS["Reading a nameplate"])
        page.locator("[data-done-form] button").click()
        expect(page.locator("[data-is-done]")).to_be_visible()
        expect(page.locator("[data-line-state]")).to_contain_text("1")
        page.reload()
        expect(page.locator("[data-is-done]")).to_be_visible()
        expect(page.locator("[data-line-state]")).to_contain_text("1")
        page.goto(f"{line.origin}/courses/{course.slug}/lessons/{elsewhere.pk}/")
        expect(page.locator("h1")).to_have_text("لا يوجد اتصال")
        assert not LessonProgress.objects.filter(lesson=second).exists()
        page.goto(f"{line.origin}/courses/{course.slug}/lessons/{second.pk}/")

        line.mend()
        page.context.set_offline(False)
        expect(page.locator("[data-line-state]")).to_contain_text("حُفظ", timeout=60_000)
        enrolment.refresh_from_db()
        assert (enrolment.lessons_done, enrolment.state) == (1, "active")

        page.goto(f"{line.origin}/courses/{course.slug}/lessons/{first.pk}/")
        page.locator("[data-done-form] button").click()
        expect(page.locator("[data-complete]")).to_be_visible()
        assert LessonProgress.objects.filter(person=layla, state="done").count() == 2
        assert Enrolment.objects.get(person=layla).state == "completed"

        page.locator(".top .menu summary").last.click()
        page.locator("form[action='/accounts/logout/'] button").click()
        page.wait_for_url("**/accounts/login/**")
        assert page.evaluate("caches.keys().then((names) => names.length)") == 0
