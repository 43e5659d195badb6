"""Words on slides, in films and in files: found where they are published, for whom they are, and at their place."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from core.files import Checked
from courses.actions.files import keep_file
from courses.actions.publishing import publish_course, publish_language
from courses.actions.rendering import describe_pages
from courses.actions.writing import write_lesson
from courses.choices import PDF, SHEETS, SLIDES, WRITTEN, EnrolmentMode
from courses.content import BlockContent, LessonContent
from courses.importers.reading import pages_of
from courses.models import Course, CourseFile, DeckVersion, Module
from courses.queries.search import Place, search
from people.choices import Role
from people.models import Person
from tests.decks import make_pdf
from tests.factories import make_course, make_enrolment, make_lesson, make_person
from tests.factories.courses import make_deck

pytestmark = pytest.mark.django_db

W = 'xmlns:w="urn:w"'
VTT = "WEBVTT\n\n00:05.000 --> 00:06.000\nWelcome.\n\n12:05.000 --> 12:09.000\n{words}\n"


def office(**parts: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return written.getvalue()


DOCX = office(word__document=f"<w:d {W}><w:p><w:r><w:t>Dual </w:t></w:r><w:r><w:t>use</w:t></w:r></w:p></w:d>")


@pytest.mark.parametrize(
    ("media_type", "data", "pages"),
    [
        (WRITTEN, DOCX, [(1, "Dual use")]),
        (SHEETS, office(xl__sharedStrings=f"<s {W}><w:si><w:t>Valve</w:t></w:si></s>"), [(1, "Valve")]),
        (
            SLIDES,
            office(**{f"ppt__slides__slide{n}": f"<s {W}><w:p><w:t>No {n}</w:t></w:p></s>" for n in (10, 2)}),
            [(2, "No 2"), (10, "No 10")],
        ),
        ("text/plain; charset=utf-8", "\ufeffОдин\n\nдва".encode(), [(1, "Один\nдва")]),
        ("text/vtt", VTT.format(words="Seals").encode(), [(5, "Welcome."), (725, "Seals")]),
        (WRITTEN, b"PK no zip", []),
        (WRITTEN, office(other="<a/>"), []),
        (WRITTEN, office(word__document="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), []),
        (PDF, b"%PDF-1.7 broken", []),
        ("image/webp", b"RIFF", []),
    ],
)
def test_of_a_file_its_words_are_read_or_nothing(media_type: str, data: bytes, pages: list[tuple[int, str]]) -> None:
    assert pages_of(media_type, data) == pages


def keep(data: bytes, media_type: str, extension: str, by: Person) -> CourseFile:
    return keep_file(f"x.{extension}", Checked(data, media_type, extension), by=by)


@pytest.fixture
def course(django_capture_on_commit_callbacks: Any) -> Course:
    """A course in English and Arabic with a deck, a film and two files; the trainer's jobs have run."""
    trainer = make_person(Role.PROGRAMME_MANAGER)
    deck = make_deck(en=3, ar=3)
    words = {"en": {2: "Centrifuge rotors", 3: "Rotors again"}, "ar": {2: "دوّارات الطرد المركزي"}}
    for version in DeckVersion.objects.filter(deck=deck):
        describe_pages(version.pk, texts=words[version.language])
    titles = {"en": "Lesson", "ar": "درس"}
    module = Module.objects.create(title_en="Module", title_ar="وحدة")
    captions = {
        "en": keep(VTT.format(words="Seals are checked").encode(), "text/vtt", "vtt", trainer).pk,
        "ar": keep(VTT.format(words="تُفحص الأختام").encode(), "text/vtt", "vtt", trainer).pk,
    }
    film = keep(b"film", "video/mp4", "mp4", trainer)
    intro = BlockContent("text", {"en": "<p>Intro</p>", "ar": "<p>مقدمة</p>"})
    make_lesson(module, intro, title=titles, kind="slides", deck=deck.pk)
    make_lesson(module, intro, title=titles, kind="video", file=film.pk, captions=captions)
    guide = keep(make_pdf(["Introduction", "Yellowcake in drums"]), PDF, "pdf", trainer)
    make_lesson(module, intro, title=titles, kind="file", file=guide.pk)
    label = {"en": "The form", "ar": "الاستمارة"}
    written = keep(DOCX, WRITTEN, "docx", trainer)
    make_lesson(module, BlockContent("file", label, file=written.pk), title=titles)
    course = make_course([module], title_en="Course", title_ar="دورة", enrolment_mode=EnrolmentMode.OPEN)
    with django_capture_on_commit_callbacks(execute=True):
        publish_course(course, by=trainer)
        publish_language(course, language="ar", by=trainer)
    course.refresh_from_db()
    return course


FOUND = [
    ("centrifuge", "en", "en", Place("slide", 2)),
    ("الدوارات", "ar", "ar", Place("slide", 2)),
    ("seals", "en", "en", Place("film", 725)),
    ("الاختام", "ar", "ar", Place("film", 725)),
    ("yellowcake", "ar", "en", Place("page", 2)),
    ("dual use", "en", "en", Place("file", 1)),
]


@pytest.mark.parametrize(("typed", "language", "found_in", "place"), FOUND)
def test_words_beside_the_text_are_found_at_their_place(
    course: Course, client: Any, typed: str, language: str, found_in: str, place: Place
) -> None:
    learner = make_person(language=language)
    make_enrolment(course, learner)
    (found,) = search(learner, typed, language).results
    assert (found.language, found.place, found.slug, found.kind) == (found_in, place, course.slug, "lesson")
    client.force_login(learner)
    page = client.get(reverse("courses:search"), {"q": typed}).content.decode()
    assert f'href="{reverse("courses:lesson", args=[course.slug, found.lesson])}{place.anchor}"' in page
    assert "<mark>" in page


def test_a_lesson_is_found_once_with_its_other_places(course: Course) -> None:
    learner = make_person()
    make_enrolment(course, learner)
    found = search(learner, "rotor", "en")
    assert (found.count, found.is_cut) == (1, False)
    (result,) = found.results
    assert result.place is not None
    assert {result.place, *result.others} == {Place("slide", 2), Place("slide", 3)}
    assert search(learner, "Lesson", "en", kind="lesson").count == 4  # by its title the lesson alone, no slide of it


def test_nobody_learns_of_slides_films_and_files_that_are_not_for_them(course: Course) -> None:
    stranger = make_person()
    Course.objects.filter(pk=course.pk).update(is_listed=False)
    assert [search(stranger, typed, language).count for typed, language, _in, _at in FOUND] == [0] * len(FOUND)
    Course.objects.filter(pk=course.pk).update(is_listed=True, enrolment_mode=EnrolmentMode.APPROVAL)
    assert [search(stranger, typed, language).count for typed, language, _in, _at in FOUND] == [0] * len(FOUND)


def test_new_slides_and_a_new_version_replace_what_is_found(
    course: Course, django_capture_on_commit_callbacks: Any
) -> None:
    teacher = make_person(Role.PROGRAMME_MANAGER)
    version = DeckVersion.objects.get(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        describe_pages(version.pk, texts={2: "Maraging steel"})
    assert [search(teacher, typed, "en").count for typed in ("centrifuge", "maraging", "seals")] == [0, 1, 1]
    film = course.places.get().module.lessons.get(kind="video")
    blocks = (BlockContent("text", {"en": "<p>No film any more.</p>"}),)
    write_lesson(film, LessonContent("text", {"en": "Lesson"}, blocks), by=teacher)
    assert search(teacher, "seals", "en").count == 1  # until it is published
    publish_course(course, by=teacher)
    assert search(teacher, "seals", "en").count == 0
