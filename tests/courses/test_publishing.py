"""A course goes out whole; learners keep the version that they began; languages follow when nothing of them is missing."""

from __future__ import annotations

import pytest

from core.actions import Refused
from courses.actions.publishing import publish_course, publish_language
from courses.actions.writing import write_lesson
from courses.content import BlockContent, from_json, to_json
from courses.models import Course, Lesson, LessonRevision, LessonText, ModuleText
from courses.passages import passages_of, with_translations
from courses.queries.contents import content_of, whole
from tests.factories import make_course, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db


def rewrite(lesson: Lesson, words: str, language: str = "en") -> None:
    content = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
    given = dict.fromkeys(passages_of(content), words)
    write_lesson(Lesson.objects.get(pk=lesson.pk), with_translations(content, language, given), by=None)


def shown(course: Course, language: str) -> list[str]:
    assert course.published is not None
    versions = course.published.modules.values("module_version")
    texts = LessonText.objects.filter(version__in=versions, language=language).order_by("lesson__position")
    return [block.get("text", "") for text in texts for block in text.blocks]


def test_a_version_stays_as_it_was_published() -> None:
    course = make_published_course()
    first = course.published
    before = shown(course, "en")
    lesson = Lesson.objects.get(position=1)
    rewrite(lesson, "<p>Anew</p>")
    assert shown(course, "en") == before
    publish_course(course, by=make_person())
    course.refresh_from_db()
    assert first is not None
    assert course.published is not None
    assert (first.number, course.published.number) == (1, 2)
    assert shown(course, "en") == ["<p>Anew</p>", before[1]]
    held = LessonText.objects.filter(version__places__version=first, lesson=lesson).get()
    assert [block["text"] for block in held.blocks] == before[:1]


def test_what_did_not_change_is_not_published_twice() -> None:
    kept, changed = make_module(), make_module()
    course = make_published_course([kept, changed])
    with pytest.raises(Refused) as refused:
        publish_course(course, by=make_person())
    assert refused.value.code == "course.unchanged"
    rewrite(changed.lessons.all()[0], "<p>Anew</p>")
    publish_course(course, by=make_person())
    numbers = course.versions.order_by("number").values_list("modules__module_version__number", flat=True)
    assert list(numbers) == [1, 1, 1, 2]


def test_a_language_is_published_when_nothing_of_it_is_missing_or_stale() -> None:
    course = make_published_course(title_fr="Cours")
    module = course.places.get().module
    with pytest.raises(Refused) as refused:
        publish_language(course, language="fr", by=make_person())
    assert (refused.value.code, refused.value.data) == ("language.incomplete", {"module": module.pk})
    module.title_fr = "Module"
    module.save()
    for lesson in module.lessons.all():
        rewrite(lesson, "<p>Fait</p>", "fr")
    publish_language(course, language="fr", by=make_person())
    assert shown(course, "fr") == ["<p>Fait</p>", "<p>Fait</p>"]
    rewrite(module.lessons.all()[0], "<p>Anew</p>")
    with pytest.raises(Refused) as refused:
        publish_language(course, language="fr", by=make_person())
    assert refused.value.code == "language.changed_since"
    publish_course(course, by=make_person())
    course.refresh_from_db()
    assert shown(course, "fr") == []
    assert set(ModuleText.objects.filter(version__number=2).values_list("language", flat=True)) == {"en"}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: make_course(0), "course.no_modules"),
        (lambda: make_course(title_en="", title_fr="Cours"), "course.untitled"),
        (lambda: make_course([make_module(0)]), "module.no_lessons"),
        (lambda: make_course([make_module(title_en="")]), "module.untitled"),
    ],
)
def test_what_is_not_ready_is_not_published(made: object, code: str) -> None:
    course = made()  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        publish_course(course, by=make_person())
    assert refused.value.code == code


def test_html_is_cleaned_and_a_revision_kept_only_of_what_changed() -> None:
    module = make_module(0)
    block = BlockContent("text", {"en": '<p onclick="x()">Look <script>alert(1)</script><b>here</b></p>'})
    lesson = make_lesson(module, block)
    rewrite(lesson, "Same")
    rewrite(lesson, "Same")
    kept = list(LessonRevision.objects.filter(lesson=lesson).order_by("number"))
    assert [revision.number for revision in kept] == [1, 2]
    first = from_json(kept[0].content)
    assert first.blocks[0].text["en"] == "<p>Look <strong>here</strong></p>"
    assert to_json(first) == kept[0].content
