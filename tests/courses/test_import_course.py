"""A text in several languages out of a file: a published course, once, whatever happens in between."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.languages import LANGUAGES
from courses.actions.articles import ModulePlan
from courses.importers.articles import IN_A_MODULE, read_articles
from courses.models import Course, CourseVersion, Lesson, LessonRevision, LessonText
from people.choices import Role
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def text(language: str, articles: int = IN_A_MODULE) -> dict[str, Any]:
    return {
        "title": f"Rules {language}",
        "preamble_title": "Preamble",
        "preamble": ["One", "Two <b>&"],
        "articles": [
            {"heading": f"Article {number}", "paragraphs": [f"{language} {number}"]}
            for number in range(1, articles + 1)
        ],
    }


def run(path: Path) -> str:
    out = StringIO()
    call_command("import_course", str(path), stdout=out)
    return out.getvalue()


def test_a_file_becomes_a_course_and_again_changes_nothing(tmp_path: Path) -> None:
    make_person(Role.ADMINISTRATOR)
    path = tmp_path / "rules.json"
    data = {"en": text("en"), "fr": text("fr"), "pt_BR": text("pt_BR")}
    path.write_text(json.dumps(data))
    said = run(path)
    assert "pt_BR is left out" in said
    assert "9 lessons are new, 0 changed, 0 were there already." in said
    course = Course.objects.get()
    assert course.published is not None
    assert set(course.published.texts.values_list("language", flat=True)) == {"en", "fr"}
    titles = [place.module.title_fr for place in course.places.order_by("position")]
    assert titles == ["Preamble – Article 7", "Article 8"]
    first = Lesson.objects.earliest("pk")
    assert first.blocks.get().text_en == "<p>One</p><p>Two &lt;b&gt;&amp;</p>"

    counts = [model.objects.count() for model in (Lesson, LessonRevision, CourseVersion, LessonText)]
    assert "0 lessons are new, 0 changed, 9 were there already." in run(path)
    assert counts == [model.objects.count() for model in (Lesson, LessonRevision, CourseVersion, LessonText)]

    data["fr"]["articles"][0]["paragraphs"] = ["Autrement"]
    path.write_text(json.dumps(data))
    assert "0 lessons are new, 1 changed, 8 were there already." in run(path)
    assert Lesson.objects.count() == 9


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[]", "is not a text"),
        ('{"xx": {}}', "is not a text"),
        ("{", "is not a text"),
        (json.dumps({"en": text("en"), "fr": text("fr", 2)}), "“fr” the file has another number"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(tmp_path: Path, content: str, why: str) -> None:
    make_person(Role.ADMINISTRATOR)
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(CommandError, match=why):
        run(path)
    assert not Course.objects.exists()


def test_without_an_administrator_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no administrator"):
        run(tmp_path / "none.json")


def test_the_declaration_is_a_course_complete_in_six_languages(shared: Path) -> None:
    real = shared / "data" / "content" / "udhr_6lang.json"
    make_person(Role.ADMINISTRATOR)
    said = run(real)
    assert "pt_BR is left out" in said
    assert f"Published in {', '.join(LANGUAGES)}" in said
    plan = read_articles(real.read_bytes())
    assert [len(module.lessons) for module in plan.modules] == [8, 8, 8, 7]
    course = Course.objects.get()
    assert course.title_ar == "الإعلان العالمي لحقوق الإنسان"
    for language in LANGUAGES:
        kept = LessonText.objects.filter(language=language).order_by("lesson__module", "lesson__position")
        assert [[block["text"] for block in row.blocks] for row in kept] == _texts(plan.modules, language)
    assert "0 lessons are new, 0 changed, 31 were there already." in run(real)


def _texts(modules: tuple[ModulePlan, ...], language: str) -> list[list[str]]:
    return [[lesson.text[language]] for module in modules for lesson in module.lessons]
