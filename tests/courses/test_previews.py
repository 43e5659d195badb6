"""A lesson looked at before it is published: what its learners will meet, and no trace of whoever looks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.choices import LessonKind
from courses.content import BlockContent
from courses.models import CourseFile, Enrolment, LessonProgress, ScormState
from people.choices import Role
from people.models import Person
from quizzes.models import Attempt
from tests.factories import make_deck, make_person, make_quiz
from tests.factories.curriculum import make_enrolment, make_lesson, make_module, make_published_course
from tests.factories.scorm import make_package

pytestmark = pytest.mark.django_db


def _content(kind: str, author: Person) -> dict[str, Any]:
    """What a lesson of the kind names; and what learners are shown of it."""
    film = CourseFile.objects.create(name="f.mp4", key=f"{'a' * 40}-{'b' * 20}.mp4", media_type="video/mp4", size=9)
    table = {
        "text": ({}, "Paragraph"),
        "slides": ({"deck": make_deck(en=2).pk}, "Page 1 of 2"),
        "video": ({"file": film.pk}, "<video"),
        "file": ({"file": film.pk}, "Download the file"),
        "quiz": ({"quiz": make_quiz(created_by=author, pass_share=60).pk}, "Passed from"),
        "discussion": ({}, "What do you want to say?"),
        "scorm": ({"scorm": make_package().pk}, "made with another tool"),
        "link": ({"url": "https://example.org/guide"}, "https://example.org/guide"),
        "replay": ({"source": "sitting:1"}, "The webinar at your own pace"),
    }
    fields, sign = table[kind]
    return {"fields": {"kind": kind, **fields}, "sign": sign}


@pytest.mark.parametrize("kind", list(LessonKind))
def test_a_preview_shows_what_learners_meet_and_counts_nothing(kind: str, client: Client) -> None:
    author = make_person(Role.TRAINER)
    wanted = _content(kind, author)
    module = make_module(0, created_by=author)
    lesson = make_lesson(module, **wanted["fields"])
    make_lesson(module)
    client.force_login(author)
    page = client.get(reverse("courses:preview_lesson", args=[lesson.pk, "en"])).content.decode()
    assert "Preview: nothing is counted." in page
    assert wanted["sign"] in page
    assert page.count("<form") == client.get(reverse("home")).content.decode().count("<form") + (kind == "quiz")
    if kind == "scorm":
        played = client.get(reverse("courses:preview_package", args=[lesson.pk, "en"]))
        assert "data-saved" in played.content.decode()
        assert 'data-word="saved"' not in played.content.decode()
    learner = make_enrolment(make_published_course([module], created_by=author))
    client.force_login(learner.person)
    read = client.get(reverse("courses:lesson", args=[learner.course.slug, lesson.pk])).content.decode()
    assert wanted["sign"] in read
    assert "data-study" in read
    assert "data-study" in page
    assert Enrolment.objects.get() == learner
    assert not Attempt.objects.exists()
    assert not ScormState.objects.exists()
    assert set(LessonProgress.objects.values_list("person", flat=True)) <= {learner.person_id}


def test_what_a_language_lacks_is_shown_in_the_languages_own_frame(client: Client) -> None:
    author = make_person(Role.TRAINER)
    module = make_module(0, created_by=author, title_ar="وحدة")
    quiz = make_quiz(created_by=author)
    lesson = make_lesson(
        module,
        BlockContent("text", {"en": "<p>Both</p>", "ar": "<p>كلاهما</p>"}),
        BlockContent("text", {"en": "<p>English alone</p>"}),
        BlockContent("quiz", quiz=quiz.pk),
        title={"en": "Plates"},
    )
    client.force_login(author)
    page = client.get(reverse("courses:preview_lesson", args=[lesson.pk, "ar"]) + "?width=phone").content.decode()
    shown = page[page.index("data-study") :]
    assert 'lang="ar" dir="rtl"' in page
    assert "<p>كلاهما</p>" in shown
    assert "<p>Both</p>" not in shown
    assert re.search(r'<div class="rich" lang="en" dir="ltr"><p>English alone</p>', shown)
    assert '<span lang="en" dir="ltr">Plates</span>' in shown
    assert shown.count("معروض بالإنجليزية") + shown.count("الإنجليزية") >= 2
    assert reverse("quizzes:try_quiz", args=[quiz.pk]) in shown
    assert reverse("quizzes:take", args=[quiz.pk]) not in shown
    client.force_login(make_person(Role.TRAINER))
    other = client.get(reverse("courses:preview_lesson", args=[lesson.pk, "ar"])).content.decode()
    assert reverse("quizzes:try_quiz", args=[quiz.pk]) not in other
