"""Blocks of a lesson as readers see them, in their language or visibly in another; and their files, by keys."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.actions import Refused
from courses.actions.files import upload_file
from courses.content import BlockContent, ShownBlock, with_fallback
from courses.models import Lesson, Module
from courses.queries.contents import whole
from courses.queries.files import files_at_hand
from courses.queries.showing import module_now
from tests.factories import make_person, make_quiz
from tests.factories.curriculum import make_lesson
from tests.factories.files import picture

pytestmark = pytest.mark.django_db


def drawn(blocks: tuple[ShownBlock, ...], language: str) -> str:
    with translation.override(language):
        return Template("{% load lessons %}{% show_blocks blocks %}").render(Context({"blocks": blocks}))


def pages(module: Module, lesson: Lesson, *languages: str) -> list[tuple[ShownBlock, ...]]:
    now = module_now(module)
    return [now.pages[lesson.pk, language] for language in languages]


def test_each_kind_is_drawn_and_what_is_not_translated_says_so(django_assert_num_queries: Any) -> None:
    person = make_person()
    image = upload_file("plan.png", picture(size=(400, 300)), by=person, picture=True)
    guide = upload_file("guide.pdf", b"%PDF-1.7 ...", by=person)
    quiz = make_quiz()
    module = Module.objects.create(title_en="Module")
    lesson = make_lesson(
        module,
        BlockContent("heading", {"en": "Why <it> matters", "ar": "لماذا"}, level=3),
        BlockContent("text", {"en": "<p>Read <em>this</em><script>x()</script></p>", "ar": "<p>اقرأ</p>"}),
        BlockContent("image", {"en": "A data plate"}, {"en": "Fig. 1"}, file=image.pk),
        BlockContent("table", {"en": "<table><tr><td>8421</td></tr></table>"}, {"en": "Headings"}),
        BlockContent("quotation", {"en": "<p>Know your goods.</p>", "ar": "<p>اعرف</p>"}, {"en": "A trainer"}),
        BlockContent("callout", {"en": "<p>Do it.</p>", "ar": "<p>افعل</p>"}, tone="exercise"),
        BlockContent("file", {"ar": "الدليل"}, file=guide.pk),
        BlockContent("quiz", quiz=quiz.pk),
    )
    own, source = pages(module, lesson, "ar", "en")
    with django_assert_num_queries(1):
        html = drawn(with_fallback(own, source), "ar")
    english = 'lang="en" dir="ltr"'
    assert html.count("لغة العرض") == html.count("said-in") == 1  # image, table and quotation are one run
    table = f'<figure class="wide" {english}><div class="scroll rich" tabindex="0" role="region" aria-label="Headings">'
    image_shown = (
        f'<figure {english}><img class="picture" src="/curriculum/files/{image.key}" alt="A data plate" width="400"'
    )
    quotation = f'<figure {english}><blockquote class="rich"><p>Know your goods.</p>'
    callout = '<div class="rich"><p>افعل</p></div>'
    card = [f"<span {english}>Quiz</span>", reverse("quizzes:take", args=[quiz.pk])]
    wanted = [image_shown, table, quotation, callout, "الدليل", "guide.pdf", "12", *card]
    assert [part for part in wanted if part not in html] == []
    assert [part for part in ("Why", "x()", "اعرف") if part in html] == []
    in_english = drawn(source, "en")
    assert [part for part in ("Why &lt;it&gt; matters", "Exercise") if part not in in_english] == []
    assert "lang=" not in in_english


def test_picture_is_shown_and_another_file_saved_by_whoever_has_its_key(client: Client) -> None:
    person = make_person()
    image, paper = upload_file("a.png", picture(), by=person), upload_file("b.pdf", b"%PDF-1.7 ...", by=person)
    answers = [client.get(reverse("courses:course_file", args=[row.key])) for row in (image, paper)]
    assert [answer["Content-Disposition"] for answer in answers] == [
        'inline; filename="a.png"',
        'attachment; filename="b.pdf"',
    ]
    assert all(answer["Content-Security-Policy"] == "default-src 'none'; sandbox" for answer in answers)
    guessed = image.key.replace(image.key[-6], "1" if image.key[-6] == "0" else "0")
    assert client.get(reverse("courses:course_file", args=[guessed])).status_code == 404


def test_file_of_somebody_else_is_not_at_hand_unless_the_lesson_named_it() -> None:
    author, other = make_person(), make_person()
    named, secret, own = (
        upload_file("a.txt", text, by=person) for text, person in ((b"a", other), (b"b", other), (b"c", author))
    )
    lesson = make_lesson(Module.objects.create(title_en="M"), BlockContent("file", file=named.pk))
    assert upload_file("again.txt", b"c", by=author) == own
    assert files_at_hand(author, lesson, {named.pk, secret.pk, own.pk}).keys() == {named.pk, own.pk}
    with pytest.raises(Refused, match=r"file\.not_a_picture"):
        upload_file("a.png", b"words", by=author, picture=True)
    assert whole(Lesson.objects.filter(pk=lesson.pk)).get().blocks.get().file == named
