"""A course is studied in Arabic on a phone: kept on it, read, answered and discussed without a line, and complete when the line
is back; whoever else signs in on that phone sends and sees nothing of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from courses.actions.publishing import publish_language
from courses.content import BlockContent
from courses.models import Course, DiscussionPost, Enrolment, Lesson, LessonProgress, Module
from people.models import Person
from quizzes.actions.questions import create_question
from quizzes.models import Attempt, AttemptAnswer, Quiz, QuizQuestion
from tests.factories import make_enrolment, make_lesson, make_module, make_person, make_published_course
from tests.factories.contents import CONTENTS
from tests.journeys.conftest import Enter
from tests.journeys.line import line_to

pytestmark = pytest.mark.browser

IS_KEPT = """async () => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await caches.match(location.pathname)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}"""
"""Whether this page is on the device, at the latest in half a minute."""

LESSONS = {"Why controls": "لماذا الضوابط", "Reading a nameplate": "قراءة لوحة البيانات"}


def asking() -> Quiz:
    quiz = Quiz.objects.create(title_en="Goods", title_ar="السلع")
    for position, kind in enumerate(("single", "ordering"), start=1):
        question = create_question(CONTENTS[kind], by=None)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
    return quiz


def arabic_course() -> Course:
    module = make_module(0, title_en="Recognising goods", title_ar="التعرف على السلع")
    for english, arabic in LESSONS.items():
        paragraph = BlockContent("text", {"en": f"<p>{english}.</p>" * 9, "ar": f"<p>{arabic}.</p>" * 9})
        make_lesson(module, paragraph, title={"en": english, "ar": arabic})
    words = BlockContent("text", {"en": "<p>Look.</p>", "ar": "<p>انظر.</p>"})
    make_lesson(module, words, kind="quiz", quiz=asking().pk, title={"en": "Quiz", "ar": "سؤالان"})
    make_lesson(module, words, kind="discussion", title={"en": "Talk", "ar": "نقاش"})
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


def signed_in_as(page: Any, person: Person, origin: str) -> None:
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])


def test_a_module_is_studied_without_a_line_and_counted_once(enter: Enter, site: str, transactional_db: None) -> None:
    course = arabic_course()
    layla = make_person(full_name="ليلى حداد", country="JO", language="ar")
    kofi = make_person(language="ar")
    enrolment, _other = make_enrolment(course, layla), make_enrolment(course, kofi)
    first, second, quiz, talk = Lesson.objects.filter(module=Module.objects.first()).order_by("position")
    elsewhere = Lesson.objects.exclude(module=first.module).get()
    with line_to(site) as line:

        def address(lesson: Lesson) -> str:
            return f"{line.origin}/courses/{course.slug}/lessons/{lesson.pk}/"

        page = enter(layla, f"/courses/{course.slug}/lessons/{first.pk}/", width=360, height=740, origin=line.origin)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        expect(page.locator("h1")).to_have_text(LESSONS["Why controls"])
        page.locator("[data-keep]").last.click()
        expect(page.locator("[data-remove]")).to_be_visible(timeout=30_000)
        expect(page.locator("[data-said]")).to_contain_text("5")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.goto(address(quiz))
        page.locator("main .card .btn.primary").click()
        page.locator("main form .btn.primary").click()
        page.wait_for_url("**/attempts/*/")
        assert page.evaluate(IS_KEPT)

        line.cut()
        page.context.set_offline(True)
        _studies(page, f"{line.origin}/courses/{course.slug}/", address(elsewhere))
        assert not LessonProgress.objects.filter(lesson=second, state="done").exists()
        _talks(page, address(talk))
        _answers(page, address(quiz))
        signed_in_as(page, kofi, line.origin)
        line.mend()
        page.context.set_offline(False)
        expect(page.locator("[data-state]")).to_contain_text("شخص آخر", timeout=60_000)
        assert (AttemptAnswer.objects.exclude(revision=0).exists(), DiscussionPost.objects.exists()) == (False, False)
        assert not LessonProgress.objects.filter(state="done").exists()

        signed_in_as(page, layla, line.origin)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("[data-state]")).to_have_text("كل الإجابات محفوظة.", timeout=60_000)
        expect(page.locator("[data-outbox]")).to_have_text("أُرسل ما كان ينتظر الاتصال.", timeout=60_000)
        enrolment.refresh_from_db()
        assert (enrolment.lessons_done, enrolment.state) == (2, "active")
        assert [(post.person, post.text) for post in DiscussionPost.objects.all()] == [(layla, "رأي أول")]
        assert [answer.revision for answer in AttemptAnswer.objects.order_by("position")] == [1, 1]
        page.locator("[name=finish]").click()
        page.wait_for_url("**/submit/")
        page.locator("main form .btn.primary").click()
        page.wait_for_url("**/result/")
        assert [(attempt.person, attempt.state) for attempt in Attempt.objects.all()] == [(layla, "submitted")]

        page.goto(address(quiz))
        page.goto(address(first))
        page.locator("[data-done-form] button").click()
        expect(page.locator("[data-complete]")).to_be_visible()
        assert LessonProgress.objects.filter(person=layla, state="done").count() == 4
        assert Enrolment.objects.get(person=layla).state == "completed"

        page.locator(".top .menu summary").last.click()
        page.locator("form[action='/accounts/logout/'] button").click()
        page.wait_for_url("**/accounts/login/**")
        assert page.evaluate("caches.keys().then((names) => names.length)") == 0
        assert page.evaluate("localStorage.length") == 0


def _studies(page: Any, course: str, elsewhere: str) -> None:
    """From the course's page to a lesson, which is done; what is not kept says so, and shows what is."""
    page.goto(course)
    page.locator("main").get_by_role("link", name=LESSONS["Reading a nameplate"]).click()
    expect(page.locator("h1")).to_have_text(LESSONS["Reading a nameplate"])
    page.locator("[data-done-form] button").click()
    for _ in range(2):
        expect(page.locator("[data-is-done]")).to_be_visible()
        expect(page.locator("[data-line-state]")).to_contain_text("1")
        page.reload()
    page.goto(elsewhere)
    expect(page.locator("h1")).to_have_text("لا يوجد اتصال")
    expect(page.locator("[data-kept-list]")).to_contain_text("التعرف على السلع")


def _talks(page: Any, talk: str) -> None:
    """Two posts wait, also when the page is opened anew; one is withdrawn."""
    page.goto(talk)
    for text in ("رأي أول", "رأي ثان"):
        page.locator("form[data-post] textarea").fill(text)
        page.locator("form[data-post] button").click()
    page.reload()
    expect(page.locator("[data-why]")).to_have_count(2)
    page.locator("article", has_text="رأي ثان").locator("[data-withdraw]").click()
    expect(page.locator("[data-why]")).to_have_count(1)
    expect(page.locator("form[data-post] textarea")).to_have_value("رأي ثان")


def _answers(page: Any, lesson: str) -> None:
    """From the lesson to its quiz; what was answered is still there when the page is opened anew, and waits."""
    page.goto(lesson)
    page.locator("[data-attempt]").click()
    page.wait_for_url("**/attempts/*/")
    choice = page.locator("[data-question='1'] [type=radio]").last
    choice.check(force=True)
    page.locator("[data-question='2'] [data-move='1']:not(:disabled)").first.click()
    order = page.locator("[data-question='2'] li").all_inner_texts()
    expect(page.locator("[data-state]")).to_contain_text("انقطع الاتصال")
    page.reload()
    expect(choice).to_be_checked()
    expect(page.locator("[data-question='2'] li")).to_have_text(order, use_inner_text=True)
    expect(page.locator("[data-count]")).to_contain_text("2")
    page.locator("[name=finish]").click()
    expect(page.locator("[data-state]")).to_contain_text("الإنهاء عند عودة الاتصال")
    page.locator("[name=flag]").last.check(force=True)
