"""Courses side by side in other languages: states, saving, reviewing, conflicts, and publishing a language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry
from core.translating import changes
from courses.actions.publishing import publish_language
from courses.actions.translations import seen_passage, translate_part
from courses.actions.writing import write_lesson
from courses.content import BlockContent, LessonContent
from courses.models import Course, CourseText, Lesson, LessonText, TranslationTask
from courses.passages import with_translations
from courses.queries.contents import content_of, whole
from courses.queries.translations import Part, matrix_of, part_of, passages_by_part
from people.choices import Role
from people.models import Person
from tests.factories import make_course, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db
RICH = '<p>Look at <strong>the plate</strong> and <a href="https://example.org/a">read</a>.</p>'


def small_course(**fields: Any) -> tuple[Course, Lesson]:
    module = make_module(lessons=0, title_en="Goods", created_by=fields.get("created_by"))
    lesson = make_lesson(
        module,
        BlockContent("text", {"en": RICH}),
        BlockContent("image", {"en": "A pump"}, {"en": "Photograph"}),
        title={"en": "Pumps"},
    )
    return make_course([module], title_en="Controls", **fields), lesson


def lesson_part(course: Course, lesson: Lesson) -> Part:
    part = part_of(course, f"lesson-{lesson.pk}")
    assert part is not None
    return part


def states(course: Course, lesson: Lesson, language: str = "fr") -> list[tuple[str, str]]:
    part = lesson_part(course, lesson)
    return [
        (part.kinds[each.key], each.state.value)
        for each in passages_by_part([part], [language])[part.subject, language]
    ]


def translate(course: Course, name: str, texts: dict[str, str], language: str = "fr", **more: Any) -> None:
    more.setdefault("by", make_person(Role.TRAINER))
    translate_part(course, name=name, language=language, texts=texts, seen=more.pop("seen", {}), **more)


def rich_key(lesson: Lesson) -> str:
    return f"block.{lesson.blocks.get(kind='text').pk}"


def test_passages_go_from_missing_to_draft_to_reviewed_to_stale() -> None:
    course, lesson = small_course()
    key, name = rich_key(lesson), f"lesson-{lesson.pk}"
    assert states(course, lesson) == [(kind, "missing") for kind in ("title", "text", "image", "caption")]
    french = '<p>Lisez <a href="https://example.org/a">ceci</a> sur <strong>la plaque</strong>.</p><p>Ici.</p>'
    translate(course, name, {"title": "Pompes", key: french + "<script>alert(1)</script>"})
    translate(course, name, {}, reviewed=["title"])
    assert states(course, lesson)[:2] == [("title", "reviewed"), ("text", "draft")]
    content = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
    assert content.blocks[0].text["fr"] == french.replace('a">', 'a" rel="noopener noreferrer">')
    write_lesson(Lesson.objects.get(), with_translations(content, "en", {"title": "Valves"}), by=None)
    part = lesson_part(course, lesson)
    title = passages_by_part([part], ["fr"])[part.subject, "fr"][0]
    assert (title.state, title.made_from, title.target) == ("stale", "Pumps", "Pompes")
    translate(course, name, {}, reviewed=["title"])
    assert states(course, lesson)[0] == ("title", "reviewed")
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"course.translated"}


@pytest.mark.parametrize("name", ["course", "module"])
def test_the_words_of_courses_and_modules_are_translated_alike(name: str) -> None:
    course, lesson = small_course(summary_en="Two\nlines")
    name = name if name == "course" else f"module-{lesson.module_id}"
    translate(course, name, {"title": " Contrôles ", "summary": "Deux"}, reviewed=["title"])
    part = part_of(Course.objects.get(), name)
    assert part is not None
    found = {each.key: (each.target, each.state) for each in passages_by_part([part], ["fr"])[part.subject, "fr"]}
    assert found["title"] == ("Contrôles", "reviewed")
    assert name != "course" or found["summary"] == ("Deux", "draft")
    assert type(part.row).objects.get().revision == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("text", "<p>Sans marques.</p>", "translation.markup"),
        ("text", RICH.replace("/a", "/b"), "translation.markup"),
        ("text", RICH + "<p><em>plus</em></p>", "translation.markup"),
        ("text", "<p></p>", "translation.no_words"),
        ("title", "<b>Pompes</b>", "translation.plain"),
        ("title", "P" * 201, "translation.too_long"),
    ],
)
def test_what_does_not_fit_its_source_is_refused_with_nothing_written(kind: str, text: str, code: str) -> None:
    course, lesson = small_course()
    key = "title" if kind == "title" else rich_key(lesson)
    image = f"block.{lesson.blocks.get(kind='image').pk}"
    with pytest.raises(Refused) as refused:
        translate(course, f"lesson-{lesson.pk}", {key: text, image: "Une pompe < 3"})
    assert refused.value.code == "translation.unfit"
    assert {key: fault.code for key, fault in refused.value.data["unfit"].items()} == {key: code}
    assert {state for _, state in states(course, lesson)} == {"missing"}


def test_a_second_translator_writes_over_nothing_unseen(client: Client) -> None:
    maker = make_person(Role.TRAINER)
    course, lesson = small_course(created_by=maker)
    image = f"block.{lesson.blocks.get(kind='image').pk}"
    client.force_login(maker)
    url = reverse("courses:translate", args=[course.pk, f"lesson-{lesson.pk}", "fr"])
    sent = {"title": "Mes pompes", "title:seen": seen_passage("Pumps", ""), image: "Une pompe"}
    sent[f"{image}:seen"] = seen_passage("A pump", "")
    translate(course, f"lesson-{lesson.pk}", {"title": "Pompes"})
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert (answer.status_code, "Mes pompes" in page, "Une pompe" in page) == (409, True, True)
    assert dict(states(course, lesson))["image"] == "missing"
    again = {**sent, "title:seen": seen_passage("Pumps", "Pompes")}
    assert client.post(url, again).status_code == 302
    assert (Lesson.objects.get().title_fr, dict(states(course, lesson))["image"]) == ("Mes pompes", "draft")
    marked = client.post(url, {"title": "<i>P</i>", "title:seen": seen_passage("Pumps", "Mes pompes")})
    assert (marked.status_code, b"&lt;i&gt;P&lt;/i&gt;" in marked.content) == (422, True)
    assert Lesson.objects.get().title_fr == "Mes pompes"


def test_a_language_is_published_when_nothing_is_missing_or_stale(client: Client) -> None:
    maker = make_person(Role.PROGRAMME_MANAGER)
    module = make_module(lessons=1, created_by=maker)
    lesson = module.lessons.get()
    course = make_published_course([module], created_by=maker)
    client.force_login(maker)
    url = reverse("courses:publish_language", args=[course.pk, "ar"])
    answer = client.post(url, follow=True)
    assert "Passages to go: 4." in answer.content.decode()
    translate(course, "course", {"title": "ضوابط"}, "ar")
    translate(course, f"module-{module.pk}", {"title": "سلع"}, "ar")
    key = f"block.{lesson.blocks.get().pk}"
    translate(course, f"lesson-{lesson.pk}", {"title": "مضخات", key: "<p>فقرة</p>"}, "ar")
    assert client.post(url, follow=True).status_code == 200
    assert CourseText.objects.get(language="ar").title == "ضوابط"
    assert LessonText.objects.get(language="ar").blocks[0]["text"] == "<p>فقرة</p>"
    _, progress = matrix_of(Course.objects.get(), ["ar", "fr"])
    assert [(each.is_published, each.to_go) for each in progress] == [(True, 0), (False, 4)]
    with pytest.raises(Refused, match=r"language\.incomplete"):
        publish_language(course, language="fr", by=maker)


def test_translators_see_the_courses_and_languages_of_their_tasks_only(client: Client) -> None:
    course, lesson = small_course()
    other, secret = small_course()
    translator = make_person()
    TranslationTask.objects.create(course=course, language="fr", person=translator)
    client.force_login(translator)
    page = client.get(reverse("courses:translation_matrix", args=[course.pk])).content.decode()
    assert ("Français: " in page, "العربية: " in page) == (True, False)

    def status(course: Course, name: str, language: str) -> int:
        return client.get(reverse("courses:translate", args=[course.pk, name, language])).status_code

    mine = f"lesson-{lesson.pk}"
    assert [status(course, name, "fr") for name in ("course", f"module-{lesson.module_id}", mine)] == [200] * 3
    assert [status(course, mine, language) for language in ("ar", "en", "xx")] == [404] * 3
    assert status(other, f"lesson-{secret.pk}", "fr") == status(course, f"lesson-{secret.pk}", "fr") == 404
    assert [status(course, name, "fr") for name in ("lesson-x", f"module-{secret.module_id}", "nothing")] == [404] * 3
    assert client.get(reverse("courses:translation_matrix", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_a_constant_number_of_queries(client: Client, rows: int, django_assert_num_queries: Any) -> None:
    maker = make_person(Role.TRAINER)
    course = make_course([make_module(lessons=rows) for _ in range(rows)], created_by=maker)
    first = course.places.get(position=1).module.lessons.get(position=1)
    write_lesson(
        first,
        LessonContent("text", {"en": "L"}, tuple(BlockContent("heading", {"en": "H", "fr": "T"}) for _ in range(rows))),
        by=maker,
    )
    client.force_login(maker)
    urls = [
        reverse("courses:translation_matrix", args=[course.pk]),
        reverse("courses:translate", args=[course.pk, f"lesson-{first.pk}", "fr"]),
    ]
    client.get(urls[0])
    for url, number in zip(urls, (11, 11), strict=True):
        with django_assert_num_queries(number):
            assert client.get(url).status_code == 200


def test_a_course_written_in_two_languages_is_translated_into_both() -> None:
    maker: Person = make_person(Role.TRAINER)
    french = make_module(lessons=0, title_fr="Marchandises", title_en="", source_language="fr")
    course = make_course([make_module(), french], created_by=maker)
    lines, progress = matrix_of(course, ["en", "fr"])
    assert [[cell.state for cell in line.cells] for line in lines if line.depth == 1] == [
        [None, "missing"],
        ["missing", None],
    ]
    assert [each.total for each in progress] == [1, 6]


def test_changes_of_a_source_are_told_word_by_word() -> None:
    found = changes("the maker and the capacity of it", "the maker and the flow rate of it")
    assert [(each.kind, each.text) for each in found] == [
        ("kept", "the maker and the "),
        ("removed", "capacity "),
        ("added", "flow rate "),
        ("kept", "of it"),
    ]
