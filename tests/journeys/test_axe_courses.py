"""Pages of the curriculum, of learning, of the library and of the search, fit for everyone, over the demonstration's course."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.files import check_file
from courses.actions.enrolling import enrol
from courses.choices import EnrolmentMode
from courses.demonstration.course import learn, make_course, make_document
from courses.models import Course, DocumentEdition, Lesson, Module, Page, Term, TranslatedFile, TranslationTask
from courses.queries.decks import image_name
from courses.rendering import WIDTHS
from people.choices import Role
from people.models import Administration, Person, RoleGrant
from quizzes.models import HSCode
from tests.factories import make_certificate, make_deck, make_lesson, make_person, make_published_course, make_quiz
from tests.factories.files import picture
from tests.journeys.fitness import Look, Row, looked_at_both_ways, needs_axe, problems_of_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

PAGES: list[Row] = [
    ("home", None, "trainee"),
    ("courses:catalogue", None, "trainee"),
    ("courses:course", "slug", "trainee"),
    ("courses:course", "slug", "visitor_of_catalogue"),
    ("courses:lesson", "slug text", "trainee"),
    ("courses:lesson", "slug slides", "trainee"),
    ("courses:lesson", "slug quiz", "trainee"),
    ("courses:lesson", "other_slug discussion", "trainee"),
    ("courses:search", None, "trainee"),
    ("courses:library", None, "trainee"),
    ("courses:document", "guide", "trainee"),
    ("courses:read_document", "guide edition 1", "trainee"),
    ("courses:hs", None, "trainee"),
    ("courses:hs_code", "8481", "trainee"),
    ("courses:no_line", None, "trainee"),
    ("courses:curriculum", None, "trainer"),
    ("courses:create_course", None, "trainer"),
    ("courses:edit_course", "course", "trainer"),
    ("courses:add_module", "course", "trainer"),
    ("courses:course_settings", "course", "trainer"),
    ("courses:publish_course", "course", "trainer"),
    ("courses:course_versions", "course", "trainer"),
    ("courses:learners", "course", "trainer"),
    ("courses:create_module", None, "trainer"),
    ("courses:edit_module", "module", "trainer"),
    ("courses:module_settings", "module", "trainer"),
    ("courses:edit_lesson", "text", "trainer"),
    ("courses:lesson_history", "text", "trainer"),
    ("courses:lesson_revision", "text 1", "trainer"),
    ("courses:preview_lesson", "text language", "trainer"),
    ("courses:remove_lesson", "text", "trainer"),
    ("courses:translation_matrix", "course", "trainer"),
    ("courses:translate", "course part fr", "trainer"),
    ("courses:translators", "course", "trainer"),
    ("courses:translations", None, "translator"),
    ("courses:import_translation", "course", "trainer"),
    ("courses:translated_file", "file", "trainer"),
    ("courses:glossary", None, "trainer"),
    ("courses:term", "term", "trainer"),
    ("courses:create_document", None, "trainer"),
    ("courses:edit_document", "guide", "trainer"),
    ("courses:upload_edition", "guide", "trainer"),
    ("courses:scorm_packages", None, "trainer"),
    ("courses:upload_scorm", None, "trainer"),
    ("courses:course_nominations", "nominated", "coordinator"),
    ("programme:certificates", None, "trainee"),
    ("programme:certificate", "certificate", "trainee"),
    ("programme:verify_certificate", "certificate", "visitor"),
    ("programme:find_certificate", None, "visitor"),
    ("programme:course_certificates", "course", "trainer"),
    ("programme:issued_certificate", "certificate", "trainer"),
]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Person | None]:
    coordinator = make_person(full_name="Rosa Quispe")
    administration = Administration.objects.order_by("pk").first()
    RoleGrant.objects.create(person=coordinator, role=Role.NATIONAL_COORDINATOR, administration=administration)
    return {
        "trainer": make_person(Role.TRAINER, full_name="Ana Sousa"),
        "trainee": make_person(full_name="Paulo Nhantumbo"),
        "translator": make_person(full_name="Layla Haddad"),
        "visitor_of_catalogue": make_person(),
        "visitor": None,
        "coordinator": coordinator,
    }


@pytest.fixture
def things(people: dict[str, Any]) -> dict[str, Any]:
    """What the addresses name, by the word in :data:`PAGES`."""
    trainer = people["trainer"]
    deck = make_deck(en=2, ar=2)
    for page in Page.objects.all():
        for width in WIDTHS:
            default_storage.save(image_name(page.key, width), ContentFile(check_file(picture(size=(160, 90))).data))
    course: Course = make_course(by=trainer, deck=deck, quiz=make_quiz(created_by=trainer))
    learn(course, [people["trainee"], *(make_person() for _ in range(3))])
    other = make_published_course(created_by=trainer)
    lesson = make_lesson(Module.objects.create(title_en="Talk"), kind="discussion")
    talk = make_published_course([lesson.module], created_by=trainer)
    enrol(talk, person=people["trainee"])
    Course.objects.filter(pk=other.pk).update(enrolment_mode=EnrolmentMode.NOMINATION)
    TranslationTask.objects.create(course=course, language="fr", person=people["translator"])
    HSCode.objects.create(code="84", title_en="Machinery", title_ar="آلات")
    HSCode.objects.create(code="8481", title_en="Taps, cocks and valves", title_ar="حنفيات وصمامات")
    guide = make_document(by=trainer)
    file = TranslatedFile.objects.create(
        course=course, language="fr", format="po", name="a.po", report={"lines": [], "done": 0, "total": 0}
    )
    kinds = {
        kind: Lesson.objects.filter(module__places__course=course, kind=kind).order_by("pk")[0].pk
        for kind in ("text", "slides", "quiz")
    }
    return {
        **kinds,
        "certificate": make_certificate(people["trainee"], course=course).number,
        "course": course.pk,
        "slug": course.slug,
        "other_slug": talk.slug,
        "discussion": lesson.pk,
        "nominated": other.pk,
        "module": course.places.order_by("position")[0].module_id,
        "part": f"lesson-{kinds['text']}",
        "file": file.pk,
        "term": Term.objects.create(text_en="dual-use item", text_fr="bien à double usage").pk,
        "guide": guide.slug,
        "edition": DocumentEdition.objects.filter(document=guide, language="en").get().pk,
    }


@looked_at_both_ways
def test_pages_of_courses_are_fit_for_everyone(
    browser: Any, live_server: Any, people: dict[str, Person | None], things: dict[str, Any], look: Look
) -> None:
    def argument(word: str) -> Any:
        return things.get(word, word)

    problems = problems_of_all(browser, live_server.url, look, PAGES, people, argument)
    assert problems == [], "\n".join(problems)
