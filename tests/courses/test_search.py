"""What the search finds, and for whom. The same on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from courses.actions.publishing import publish_course, publish_language
from courses.actions.writing import write_lesson
from courses.content import BlockContent, LessonContent
from courses.models import Course, CourseModule, Module, SearchEntry
from courses.queries.contents import content_of
from courses.queries.search import Result, search
from courses.words import Wanted, snippet, wanted
from people.choices import Role
from people.models import Person
from tests.factories import make_course, make_enrolment, make_lesson, make_person, make_published_course

pytestmark = pytest.mark.django_db

TEXTS = {
    "en": "Valves for reactors are checked at the border. Code 8481.10 counts.",
    "fr": "Le contrôle des œuvres d'art et des marchandises à double usage.",
    "ru": "Ёмкости для хранения: новый российский товар.",
    "es": "La inspección de los niños y de las válvulas.",
    "pt": "A fiscalização das exportações começa cedo.",
    "ar": "يبدأ الكَشْفُ عن البضائع الاستراتيجية في المكتبة.",
}


def title_of(result: Result) -> str:
    return "".join(text for text, _ in result.title)


def titles(person: Person, typed: str, language: str = "en", **narrowed: str) -> list[str]:
    return [title_of(each) for each in search(person, typed, language, **narrowed).results]


@pytest.fixture
def course() -> Course:
    """A course of one lesson, published in six languages."""
    course = make_course([Module.objects.create(**{f"title_{each}": f"M {each}" for each in TEXTS})])
    for language in TEXTS:
        setattr(course, f"title_{language}", f"Course {language}")
    course.save()
    block = BlockContent("text", {language: f"<p>{text}</p>" for language, text in TEXTS.items()})
    make_lesson(course.places.get().module, block, title={language: f"Lesson {language}" for language in TEXTS})
    manager = make_person(Role.PROGRAMME_MANAGER)
    publish_course(course, by=manager)
    for language in TEXTS:
        if language != "en":
            publish_language(course, language=language, by=manager)
    course.refresh_from_db()
    return course


FOUND = [
    ("valves", "en"),
    ("VALVE", "en"),
    ("valves reac", "en"),
    ("8481.10", "en"),
    ("848110", "en"),
    ("8481", "en"),
    ("84.81", "en"),
    ("8481 10", "en"),
    ("٨٤٨١.١٠", "en"),
    ("8481 valves", "en"),
    ('"checked at the border"', "en"),
    ("controle", "fr"),
    ("Contrôles", "fr"),
    ("oeuvres", "fr"),
    ("double-usage", "fr"),
    ("емкости", "ru"),
    ("ЁМКОСТИ", "ru"),
    ("товаров", "ru"),
    ("ninos", "es"),
    ("inspeccion valvula", "es"),
    ("exportação", "pt"),
    ("fiscalizacao", "pt"),
    ("الكشف", "ar"),
    ("الكَشْف", "ar"),
    ("كشف", "ar"),
    ("للبضائع", "ar"),
    ("وبالبضائع كشف", "ar"),
    ("الإستراتيجية", "ar"),
    ("المكتبه", "ar"),
]


@pytest.mark.parametrize(("typed", "language"), FOUND)
def test_words_are_found_however_they_are_written(course: Course, typed: str, language: str) -> None:
    found = search(make_person(), typed, language, kind="lesson")
    assert (title_of(found.results[0]), found.results[0].language) == (f"Lesson {language}", language)
    assert any(is_found for _, is_found in found.results[0].pieces)


def test_signs_and_operators_are_words_or_nothing(course: Course) -> None:
    person = make_person()
    odd = [
        "", " ", '"', '""', "*", "valves*", "valves AND", "valves OR goods", "NEAR(valves goods)", "title_words:valves",
        "-valves",
        "valves & !goods", "a' OR 1=1 --", "%s %d %", "valves:*", "<->", "\\", "'; DROP TABLE x", "((((", "{}", "^valves",
        "\x00", "\u202evalves", "«", "\ud83d\ude00", "é" * 500, "a" * 3000, "١٢٣", '"valves', 'valves"', "_", "'''",
    ]  # fmt: skip
    for typed in odd:
        search(person, typed, "en")
    assert titles(person, "valves AND reactors", "en", kind="lesson") == ["Lesson en"]  # “and” says nothing
    assert titles(person, "valves OR elephants", "en", kind="lesson") == []  # and is no operator
    assert titles(person, '"border the at checked"') == []
    assert titles(person, '"reactors are checked" valves', kind="lesson") == ["Lesson en"]


def test_ones_own_language_comes_first_and_titles_before_texts() -> None:
    make_published_course(title_en="Border crossings", summary_en="About people.")
    make_published_course(title_en="People", summary_en="What they bring across the border and why.")
    person = make_person()
    assert titles(person, "border") == ["Border crossings", "People"]
    course = Course.objects.get(title_en="People")
    course.title_es, course.summary_es = "Border", "Border"
    course.save()
    publish_language_of_everything(course, "es")
    assert titles(person, "border", "en") == ["Border crossings", "People", "Border"]
    assert titles(person, "border", "es") == ["Border", "Border crossings", "People"]
    assert titles(person, "border", "en", only="es") == ["Border"]


def test_of_too_many_the_own_language_and_titles_are_taken_first(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unlisted courses are never among those that are taken; what is beyond them is said, not counted."""
    make_published_course(title_en="Border hidden", summary_en="Border", is_listed=False)
    foreign = make_published_course(title_en="Elsewhere", title_fr="Border", summary_fr="Border border")
    publish_language_of_everything(foreign, "fr")
    for name in ("Third", "Fourth"):
        make_published_course(title_en=name, summary_en="Border border border")
    make_published_course(title_en="Border one", summary_en="Nothing.")
    make_published_course(title_en="Border two", summary_en="Nothing.")
    person = make_person()
    for most, expected in (
        (2, ["Border one", "Border two"]),
        (4, ["Border one", "Border two", "Fourth", "Third"]),
        (5, ["Border", "Border one", "Border two", "Fourth", "Third"]),
    ):
        monkeypatch.setattr("courses.queries.search.MOST", most)
        found = search(person, "border", "en")
        assert (sorted(map(title_of, found.results)), found.count, found.is_cut) == (expected, most, most < 5)
    monkeypatch.setattr("courses.queries.search.MOST", 2)
    client.force_login(person)
    assert "more than 2<" in client.get(reverse("courses:search"), {"q": "border"}).content.decode()


def publish_language_of_everything(course: Course, language: str) -> None:
    for place in course.places.select_related("module"):
        setattr(place.module, f"title_{language}", "Módulo")
        place.module.save()
        for lesson in place.module.lessons.all():
            content = content_of(lesson)
            blocks = tuple(
                BlockContent(block.kind, {**block.text, language: "<p>Texto</p>"}, id=block.id)
                for block in content.blocks
            )
            changed = LessonContent(kind="text", title={**content.title, language: "Lección"}, blocks=blocks)
            write_lesson(lesson, changed, by=None)
    publish_language(course, language=language, by=make_person(Role.PROGRAMME_MANAGER))


def test_nobody_finds_what_they_may_not_see() -> None:
    """The word stands in what is open, in drafts, and in what is for others; each finds only their own."""

    def publish(name: str, **fields: Any) -> Course:
        module = Module.objects.create(title_en=f"{name} module", audiences=fields.pop("module_audiences", []))
        make_lesson(module, BlockContent("text", {"en": "<p>zirconium</p>"}), title={"en": f"{name} lesson"})
        return make_published_course([module], title_en=f"{name} zirconium", **fields)

    publish("open")
    closed = publish("closed", enrolment_mode="nomination")
    hidden = publish("hidden", is_listed=False)
    publish("seniors", module_audiences=["senior_manager"])
    draft = Module.objects.create(title_en="draft zirconium")
    make_lesson(draft, BlockContent("text", {"en": "<p>zirconium</p>"}), title={"en": "draft lesson"})
    make_course([draft], title_en="draft zirconium")
    officer = make_person(audience="operational_officer")
    senior = make_person(audience="senior_manager")
    learner = make_person(audience="")
    for course in (closed, hidden):
        make_enrolment(course, learner)
    listed = {"open zirconium", "closed zirconium", "seniors zirconium"}
    seen = {"open": set(titles(officer, "zirconium")), "seniors": set(titles(senior, "zirconium"))}
    assert seen["open"] == listed | {"open lesson"}
    assert seen["seniors"] == listed | {"open lesson", "seniors lesson"}
    learned = search(learner, "zirconium", "en").results
    assert {title_of(each) for each in learned} == listed | {
        "hidden zirconium", "open lesson", "closed lesson", "hidden lesson",
    }  # fmt: skip
    assert {title_of(each) for each in learned if each.lesson} == {"closed lesson", "hidden lesson"}
    everything = set(titles(make_person(Role.TRAINER), "zirconium"))
    assert everything == listed | {"hidden zirconium"} | {
        f"{name} lesson" for name in ("open", "closed", "hidden", "seniors")
    }


def test_what_is_replaced_leaves_and_what_is_shared_stays() -> None:
    module = Module.objects.create(title_en="Shared")
    lesson = make_lesson(module, BlockContent("text", {"en": "<p>uranium</p>"}), title={"en": "Metal"})
    first, second = make_published_course([module]), make_course([])
    CourseModule.objects.create(course=second, module=module, position=1)
    manager = make_person(Role.PROGRAMME_MANAGER)
    publish_course(second, by=manager)
    person = make_person()
    assert titles(person, "uranium") == ["Metal"]
    changed = LessonContent(
        kind="text", title={"en": "Metal"}, blocks=(BlockContent("text", {"en": "<p>graphite</p>"}),)
    )
    write_lesson(lesson, changed, by=None)
    assert titles(person, "graphite") == []  # is written, not published
    publish_course(Course.objects.get(pk=first.pk), by=manager)
    assert (titles(person, "uranium"), titles(person, "graphite")) == (["Metal"], ["Metal"])
    publish_course(Course.objects.get(pk=second.pk), by=manager)
    assert (titles(person, "uranium"), titles(person, "graphite")) == ([], ["Metal"])
    place = first.places.get()
    place.module = Module.objects.create(title_en="Another")
    make_lesson(place.module)
    place.save()
    publish_course(Course.objects.get(pk=first.pk), by=manager)
    assert titles(person, "graphite") == ["Metal"]


def test_the_index_can_be_made_anew(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    columns = ("kind", "subject", "language", "part", "title", "text", "title_words", "words", "audiences", "lesson")
    before = list(SearchEntry.objects.order_by("subject", "language").values_list(*columns))
    SearchEntry.objects.filter(language="ar").delete()
    SearchEntry.objects.filter(language="fr").update(words="wrong", text="wrong")
    assert titles(make_person(), "الكشف", "ar") == []
    call_command("reindex")
    assert list(SearchEntry.objects.order_by("subject", "language").values_list(*columns)) == before
    assert titles(make_person(), "الكشف", "ar") == ["Lesson ar"]
    assert titles(make_person(), "wrong", "fr") == []
    assert "modules: 6 of 6" in capsys.readouterr().out


def test_a_snippet_marks_what_was_sought_and_escapes_the_rest(client: Any) -> None:
    module = Module.objects.create(title_en="Script")
    make_lesson(
        module, BlockContent("heading", {"en": "<script>alert('tritium')</script> & more"}), title={"en": "<b>Gas</b>"}
    )
    make_published_course([module])
    client.force_login(make_person())
    page = client.get(reverse("courses:search"), {"q": "tritium"}).content.decode()
    assert "<mark>&lt;script&gt;alert(&#x27;tritium&#x27;)&lt;/script&gt;</mark>" in page
    assert "<script>alert" not in page
    assert "&lt;b&gt;Gas" in page
    long = " ".join([*["word"] * 200, "needle", "haystack", *["word"] * 200])
    pieces = snippet(long, Wanted(("needle",), "hay"))
    assert [text for text, is_found in pieces if is_found] == ["needle", "haystack"]
    assert (pieces[0], pieces[-1]) == (("… ", False), (" …", False))


def test_what_was_typed_is_taken_apart() -> None:
    assert wanted('the "dual-use goods" list', "en") == Wanted((), "list", (("dual", "use", "goods"),))
    assert wanted("valves of the reactor ", "en") == Wanted(("valves", "reactor"))
    assert wanted("the", "en") == Wanted((), "the")
    assert wanted("8481.10 والأجهزة", "ar") == Wanted(("848110",), "اجهزه")


@pytest.mark.parametrize("courses", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(
    client: Any, courses: int, django_assert_num_queries: Any
) -> None:
    for _ in range(courses):
        module = Module.objects.create(title_en="Valves")
        make_lesson(module, title={"en": "Valves"})
        make_published_course([module], title_en="Valves")
    client.force_login(make_person())
    client.get(reverse("courses:search"))
    with django_assert_num_queries(11):
        page = client.get(reverse("courses:search"), {"q": "valves", "page": "77", "kind": "?", "language": "ar' --"})
    assert page.content.decode().count("<mark>") == 3 * courses
