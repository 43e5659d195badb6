"""Who may open which door of the curriculum, of learning and of the library. Letters and roles as in ``test_matrix``.

The maker made all that is named here; the trainee learns ``course``; ``stranger`` course is one that is not published.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from core.files import Checked
from courses.actions.files import keep_file
from courses.models import Document, DocumentEdition, DocumentSection, Term, TranslatedFile, TranslationTask
from people.models import Person
from quizzes.models import HSCode
from tests.access.test_matrix import library_people, status_codes
from tests.factories import make_certificate, make_course, make_enrolment, make_person, make_published_course
from tests.factories.curriculum import make_lesson, make_module
from tests.factories.scorm import make_package

pytestmark = pytest.mark.django_db

COURSE_DOORS: list[tuple[str, str, str | None, str]] = [
    # method, address, its arguments, and the answer to each of IN_LIBRARY in that order
    ("get", "courses:catalogue", None, "L......"),
    ("get", "courses:course", "slug", "L......"),
    ("get", "courses:course", "unpublished_slug", "L444444"),
    ("post", "courses:enrol", "slug", "L>>>>>>"),
    ("post", "courses:enrol", "unpublished_slug", "L444444"),
    ("post", "courses:withdraw", "slug", "L>>>>>>"),
    ("post", "courses:newest_version", "slug", "L>>>>>>"),
    ("get", "courses:learners", "course", "L443..."),
    ("post", "courses:learners", "course", "L443..."),
    ("get", "courses:find_learners", "course", "L4433.."),
    ("post", "courses:find_learners", "course", "L4433.."),
    ("post", "courses:decide_enrolments", "course", "L443>>>"),
    ("get", "courses:learners_csv", "course", "L443..."),
    ("get", "courses:learners_xlsx", "course", "L443..."),
    ("get", "courses:course_nominations", "course", "L4.4444"),
    ("post", "courses:course_nominations", "course", "L4.4444"),
    ("get", "courses:course_nominations", "unpublished", "L444444"),
    ("post", "courses:withdraw_course_nomination", "enrolment", "L444444"),
    ("get", "courses:scorm_packages", None, "L33...."),
    ("get", "courses:upload_scorm", None, "L33...."),
    ("post", "courses:upload_scorm", None, "L33...."),
    ("get", "courses:scorm_package", "package", "L44...."),
    ("get", "courses:delete_scorm", "package", "L4433.."),
    ("post", "courses:delete_scorm", "package", "L4433.."),
    ("get", "courses:choose_package", "lesson", "L443..."),
    ("post", "courses:choose_package", "lesson", "L443..."),
    ("get", "courses:captions", "lesson", "L443..."),
    ("post", "courses:captions", "lesson", "L443..."),
    ("get", "courses:play", "packed_slug packed", "L.4...."),
    ("get", "courses:curriculum", None, "L33...."),
    ("get", "courses:create_course", None, "L33...."),
    ("get", "courses:edit_course", "course", "L44...."),
    ("post", "courses:order_modules", "course", "L443>>>"),
    ("get", "courses:add_module", "course", "L443..."),
    ("post", "courses:add_module", "course", "L443..."),
    ("post", "courses:remove_module", "course module", "L443>>>"),
    ("get", "courses:course_settings", "course", "L443..."),
    ("post", "courses:course_settings", "course", "L443..."),
    ("get", "courses:module_settings", "module", "L443..."),
    ("post", "courses:module_settings", "module", "L443..."),
    ("get", "courses:publish_course", "unpublished", "L443..."),
    ("post", "courses:publish_course", "unpublished", "L443>>>"),
    ("get", "courses:course_versions", "course", "L44...."),
    ("get", "courses:create_module", None, "L33...."),
    ("get", "courses:edit_module", "module", "L44...."),
    ("post", "courses:add_lesson", "module", "L443..."),
    ("post", "courses:order_lessons", "module", "L443>>>"),
    ("get", "courses:remove_lesson", "lesson", "L443..."),
    ("post", "courses:remove_lesson", "lesson", "L443>>>"),
    ("get", "courses:translations", None, "L......"),
    ("get", "courses:glossary", None, "L33...."),
    ("post", "courses:glossary", None, "L33...."),
    ("get", "courses:term", "term", "L33...."),
    ("post", "courses:term", "term", "L33...."),
    ("post", "courses:remove_term", "term", "L33>>>>"),
    ("get", "courses:translators", "course", "L443..."),
    ("post", "courses:translators", "course", "L443..."),
    ("post", "courses:end_translation", "task", "L444>>>"),
    ("get", "courses:import_translation", "course", "L444..."),
    ("post", "courses:import_translation", "course", "L444..."),
    ("get", "courses:export_translation", "course fr", "L444..."),
    ("get", "courses:export_translation", "course en", "L444444"),
    ("get", "courses:translated_file", "file", "L444..."),
    ("post", "courses:apply_translated_file", "file", "L444>>>"),
    ("get", "courses:translation_matrix", "course", "L44...."),
    ("get", "courses:translation_matrix", "unpublished", "L44...."),
    ("get", "courses:translate", "course part fr", "L444..."),
    ("post", "courses:translate", "course part fr", "L444>>>"),
    ("get", "courses:translate", "course part en", "L444444"),
    ("get", "courses:translate", "course part xx", "L444444"),
    ("post", "courses:publish_language", "course fr", "L443>>>"),
    ("post", "courses:publish_language", "unpublished fr", "L443>>>"),
    ("get", "courses:publish_language", "course fr", "L555555"),
    ("get", "courses:search", None, "L......"),
    ("get", "courses:hs", None, "L......"),
    ("get", "courses:hs_code", "8481", "L......"),
    ("get", "courses:hs_code", "9999", "L444444"),
    ("get", "courses:lesson", "slug lesson", "L.4...."),
    ("get", "courses:lesson", "unpublished_slug lesson", "L444444"),
    ("post", "courses:lesson_done", "slug lesson", "L>44444"),
    ("post", "courses:lesson_place", "slug lesson", "L!44444"),
    ("get", "courses:edit_lesson", "lesson", "L443..."),
    ("post", "courses:edit_lesson", "lesson", "L443???"),
    ("post", "courses:save_lesson", "lesson", "L443???"),
    ("post", "courses:upload_file", "lesson", "L443???"),
    ("get", "courses:lesson_history", "lesson", "L44...."),
    ("get", "courses:lesson_revision", "lesson 1", "L44...."),
    ("post", "courses:restore_revision", "lesson 1", "L443>>>"),
    ("get", "courses:preview_lesson", "lesson ar", "L44...."),
    ("get", "courses:preview_lesson", "lesson xx", "L444444"),
    ("get", "courses:preview_package", "lesson ar", "L444444"),
    ("get", "courses:library", None, "L......"),
    ("get", "courses:create_document", None, "L33...."),
    ("post", "courses:create_document", None, "L33...."),
    ("get", "courses:document", "document", "L......"),
    ("get", "courses:document", "document_of_others", "L44...."),
    ("get", "courses:edit_document", "document", "L33...."),
    ("post", "courses:edit_document", "document_of_others", "L44...."),
    ("get", "courses:upload_edition", "document", "L33...."),
    ("post", "courses:upload_edition", "document_of_others", "L44...."),
    ("get", "courses:edition_progress", "document", "L33...."),
    ("post", "courses:publish_edition", "document edition", "L33>>>>"),
    ("post", "courses:publish_edition", "document_of_others edition", "L444444"),
    ("get", "courses:read_document", "document edition 1", "L......"),
    ("get", "courses:read_document", "document_of_others edition 1", "L444444"),
    ("get", "courses:read_document", "document earlier 1", "L......"),
    ("get", "courses:read_document", "document withdrawn 1", "L44...."),
    ("get", "courses:edition_file", "document edition", "L......"),
    ("get", "courses:edition_file", "document earlier", "L......"),
    ("get", "courses:edition_file", "document withdrawn", "L44...."),
    ("get", "courses:edition_file", "document_of_others edition", "L444444"),
    ("post", "courses:withdraw_edition", "document edition", "L33>>>>"),
    ("post", "courses:withdraw_edition", "document_of_others edition", "L444444"),
    ("post", "courses:bring_back_edition", "document withdrawn", "L33>>>>"),
    ("post", "courses:discuss", "slug lesson", "L444444"),
    ("get", "courses:keep_module", "slug module", "L.44444"),
    ("get", "programme:certificates", None, "L......"),
    ("get", "programme:certificate", "certificate", "L.44..."),
    ("get", "programme:certificate", "2222-2222-2222-2222", "L444444"),
    ("get", "programme:issued_certificate", "certificate", "L344..."),
    ("post", "programme:revoke_certificate", "certificate", "L344!!!"),
    ("post", "programme:restore_certificate", "certificate", "L344>>>"),
    ("post", "programme:reissue_certificate", "certificate", "L344>>>"),
    ("get", "programme:course_certificates", "course", "L443..."),
    ("get", "programme:course_certificates_file", "course csv", "L443..."),
    ("get", "programme:course_certificates_file", "course pdf", "L443444"),
]


def make_edition(document: Document, number: int) -> int:
    checked = Checked(b"%PDF-1.7 %%EOF", "application/pdf", "pdf")
    edition = DocumentEdition.objects.create(
        document=document,
        language="en",
        number=number,
        published_at=timezone.now(),
        file=keep_file("guide.pdf", checked, by=None),
    )
    DocumentSection.objects.create(edition=edition, position=1, heading="One")
    return edition.pk


def packed(people: dict[str, Person | None]) -> dict[str, object]:
    """A lesson that plays a package, in a course that the trainee learns."""
    package, module = make_package(), make_module(0)
    lesson = make_lesson(module, kind="scorm", scorm=package.pk)
    course = make_published_course([module])
    make_enrolment(course, people["trainee"])
    return {"package": package.pk, "packed": lesson.pk, "packed_slug": course.slug}


@pytest.mark.parametrize(("method", "name", "argument", "answers"), COURSE_DOORS)
def test_doors_of_courses(method: str, name: str, argument: str | None, answers: str) -> None:
    people = library_people()
    course = make_published_course(created_by=people["maker"])
    unpublished = make_course(created_by=people["maker"])
    enrolment = make_enrolment(course, people["trainee"])
    module = course.places.get().module
    lesson = module.lessons.first()
    assert lesson is not None
    task = TranslationTask.objects.create(course=course, language="fr", person=make_person())
    HSCode.objects.create(code="8481", title_en="Valves")
    document = Document.objects.create(slug="guide", title_en="Guide")
    Document.objects.create(slug="others", title_en="Others", audiences=["private_sector"])
    earlier, edition, withdrawn = (make_edition(document, number) for number in (1, 2, 3))
    DocumentEdition.objects.filter(pk=withdrawn).update(withdrawn_at=timezone.now())
    arguments: dict[str, object] = {
        "document": document.slug,
        "document_of_others": "others",
        "edition": edition,
        "earlier": earlier,
        "withdrawn": withdrawn,
        "course": course.pk,
        "slug": course.slug,
        "unpublished": unpublished.pk,
        "unpublished_slug": unpublished.slug,
        "module": module.pk,
        "lesson": lesson.pk,
        "enrolment": enrolment.pk,
        "task": task.pk,
        **(packed(people) if "pack" in (argument or "") else {}),
        "part": f"lesson-{lesson.pk}",
        "certificate": make_certificate(people["trainee"], course=course).number,
        "term": Term.objects.create(text_en="dual-use item", text_fr="bien à double usage").pk,
        "file": TranslatedFile.objects.create(
            course=course, language="fr", format="po", name="a.po", report={"lines": [], "done": 0, "total": 0}
        ).pk,
    }
    url = reverse(name, args=[arguments.get(word, word) for word in (argument or "").split()])
    assert status_codes(method, url, list(people.values())) == answers
