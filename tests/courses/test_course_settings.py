"""What holds for courses and modules: enrolment, what comes before, tags, and when a course is complete."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from core.actions import Refused
from core.models import AuditEntry, Translation
from courses.actions.courses import CourseSettings, seen_course, update_course
from courses.actions.modules import ModuleSettings, seen_module, update_module
from courses.choices import LessonKind, OutcomeKind
from courses.completion import Facts, conditions, is_complete, is_sound, leaves, lessons_in
from courses.forms.completion import CompletionForm
from courses.models import Course, Lesson, Module
from courses.queries import outcomes
from courses.queries.completing import rule_in_words
from courses.queries.contents import course_subject
from people.choices import Role
from quizzes.models import Tag
from tests.factories import make_course, make_lesson, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db

LESSONS = [1, 2, 3, 4]
QUIZZES = [3, 4]
KEYS = st.sampled_from(["webinar:1", "webinar:2"])
LEAVES = st.one_of(
    st.just({"lessons": "required"}),
    st.builds(lambda pks: {"lessons": sorted(pks)}, st.sets(st.sampled_from(LESSONS), min_size=1)),
    st.builds(lambda pk, share: {"quiz": pk, "at_least": share}, st.sampled_from(QUIZZES), st.integers(0, 100)),
    st.builds(lambda key: {"attended": key}, KEYS),
    st.builds(lambda key: {"survey": key}, KEYS),
)
FLAT = st.one_of(
    LEAVES, st.builds(lambda word, parts: {word: parts}, st.sampled_from(["all", "any"]), st.lists(LEAVES, min_size=1))
)
RULES = st.one_of(
    st.just({}),
    FLAT,
    st.builds(
        lambda word, parts: {word: parts}, st.sampled_from(["all", "any"]), st.lists(FLAT, min_size=1, max_size=4)
    ),
)
FACTS = st.builds(
    Facts,
    required=st.frozensets(st.sampled_from(LESSONS)),
    done=st.frozensets(st.sampled_from(LESSONS)),
    quizzes=st.dictionaries(st.sampled_from(QUIZZES), st.floats(0, 100)),
    attended=st.frozensets(KEYS),
    surveys=st.frozensets(KEYS),
)


@given(RULES, FACTS, FACTS)
def test_more_done_never_takes_completion_away(rule: dict[str, Any], facts: Facts, more: Facts) -> None:
    best = {pk: max(facts.quizzes.get(pk, 0), more.quizzes.get(pk, 0)) for pk in {**facts.quizzes, **more.quizzes}}
    grown = Facts(
        facts.required, facts.done | more.done, best, facts.attended | more.attended, facts.surveys | more.surveys
    )
    assert is_complete(rule, facts) <= is_complete(rule, grown)


@given(RULES, FACTS)
def test_a_rule_and_its_conditions_agree(rule: dict[str, Any], facts: Facts) -> None:
    found = conditions(rule, facts)
    assert [condition.rule for condition in found] == leaves(rule) or not rule
    if all(condition.is_met for condition in found):
        assert is_complete(rule, facts)
    if not any(condition.is_met for condition in found):
        assert not is_complete(rule, facts)
    assert is_complete({"all": [rule or {"lessons": "required"}]}, facts) == is_complete(rule, facts)


@given(RULES)
def test_sound_rules_name_what_there_is(rule: dict[str, Any]) -> None:
    assert is_sound(rule, lessons=LESSONS, quizzes=QUIZZES)
    for gone in lessons_in(rule):
        left = [pk for pk in LESSONS if pk != gone]
        assert not is_sound(rule, lessons=left, quizzes=[pk for pk in QUIZZES if pk != gone])


@pytest.mark.parametrize(
    "rule",
    [
        {"all": []},
        {"any": [{}]},
        {"all": {"lessons": "required"}},
        {"all": [{"lessons": "required"}], "any": [{"lessons": "required"}]},
        {"lessons": []},
        {"lessons": "all"},
        {"lessons": [True]},
        {"lessons": [5]},
        {"lessons": [1], "quiz": 3},
        {"quiz": 1, "at_least": 50},
        {"quiz": 3},
        {"quiz": 3, "at_least": 101},
        {"attended": ""},
        {"drop": 1},
        {"all": [{"all": [{"all": [{"all": [{"lessons": [1]}]}]}]}]},
        {"any": [{"lessons": [1]}] * 61},
    ],
)
def test_other_rules_are_not_sound(rule: dict[str, Any]) -> None:
    assert not is_sound(rule, lessons=LESSONS, quizzes=QUIZZES)


def settings_of(course: Course, **given: Any) -> CourseSettings:
    return CourseSettings(**{"source_language": course.source_language, **given})


def test_settings_are_saved_as_they_were_seen() -> None:
    manager, course, first = make_person(Role.PROGRAMME_MANAGER), make_published_course(), make_course()
    lesson = Lesson.objects.filter(module__places__course=course)[0]
    seen = seen_course(course)
    texts: dict[str, Any] = {"title": {"en": "Goods", "fr": "Biens"}, "summary": {}, "seen": seen, "by": manager}
    settings = settings_of(
        course,
        enrolment_mode="approval",
        audiences=("private_sector",),
        regions=("ESA", "AMS"),
        days=30,
        is_listed=False,
        completion={"lessons": [lesson.pk]},
        prerequisites=(first,),
    )
    for _ in range(2):
        update_course(course, **texts, settings=settings)
    course.refresh_from_db()
    assert (course.enrolment_mode, course.audiences, course.regions) == ("approval", ["private_sector"], ["AMS", "ESA"])
    assert (course.days, course.is_listed, course.completion) == (30, False, {"lessons": [lesson.pk]})
    assert list(course.prerequisites.all()) == [first]
    assert Translation.objects.get(subject=course_subject(course.pk), key="title").source == "Goods"
    entry = AuditEntry.objects.get(verb="course.changed")
    assert "completion" in entry.details["changed"]
    refusals = {
        "form.changed_meanwhile": settings_of(course, days=2),
        "course.days": settings_of(course, days=0),
        "course.completion_unfit": settings_of(course, completion={"lessons": [10**9]}),
        "source_language.stays": settings_of(course, source_language="fr"),
        "audience.unknown": settings_of(course, audiences=("all",)),
        "region.unknown": settings_of(course, regions=("MOON",)),
    }
    for code, refused_settings in refusals.items():
        with pytest.raises(Refused) as refused:
            update_course(course, **texts, settings=refused_settings)
        assert refused.value.code == code


def test_what_comes_before_never_leads_back() -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    first, second, third = (make_module(0) for _ in range(3))
    tag = Tag.objects.create(kind="hs", key="8401")

    def need(module: Module, *before: Module) -> None:
        module.refresh_from_db()
        settings = ModuleSettings("en", 45, ("senior_manager",), (tag,), before)
        update_module(
            module,
            title={"en": "M"},
            summary={},
            objectives={},
            settings=settings,
            seen=seen_module(module),
            by=manager,
        )

    need(second, first)
    need(third, second)
    for module, before in ((first, third), (first, first), (second, third)):
        with pytest.raises(Refused) as refused:
            need(module, before)
        assert refused.value.code == "prerequisites.circle"
    need(second)
    need(first, third)
    assert list(first.prerequisites.all()) == [third]
    assert list(Module.objects.get(pk=first.pk).tags.all()) == [tag]


@example({"any": [{"quiz": 3, "at_least": 0}, {"quiz": 3, "at_least": 51}]})
@given(FLAT)
def test_the_form_makes_the_rule_that_it_shows(rule: dict[str, Any]) -> None:
    lessons = [
        Lesson(pk=pk, kind=LessonKind.QUIZ if pk in QUIZZES else LessonKind.TEXT, title_en=str(pk)) for pk in LESSONS
    ]

    def finder(_words: str, keys: Any) -> list[tuple[str, str]]:
        return [(key, key) for key in keys]

    def form(data: Any = None) -> CompletionForm:
        return CompletionForm(data, expression=rule, lessons=lessons, finders={"attended": finder, "survey": finder})

    shown, data = form(), QueryDict(mutable=True)
    for name, value in shown.initial.items():
        data.setlist(f"rule-{name}", [str(each) for each in value] if isinstance(value, list) else [str(value)])
    if not shown.is_nested:
        data.pop("rule-keeps")
    sent = form(data)
    assert sent.is_valid(), sent.errors
    made = sent.expression()
    assert is_sound(made, lessons=LESSONS, quizzes=QUIZZES)
    facts = [
        Facts(frozenset(LESSONS), done, quizzes, attended, surveys)
        for done in (frozenset(), frozenset([1]), frozenset(LESSONS))
        for quizzes in ({}, {3: 50.0, 4: 50.0}, {3: 100.0, 4: 100.0})
        for attended in (frozenset[str](), frozenset(["webinar:1"]), frozenset(["webinar:1", "webinar:2"]))
        for surveys in (frozenset[str](), frozenset(["webinar:1"]), frozenset(["webinar:1", "webinar:2"]))
    ]
    assert shown.is_nested or [is_complete(made, each) for each in facts] == [is_complete(rule, each) for each in facts]


def test_a_manager_sets_a_course_up_by_plain_forms(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    manager, course, other = make_person(Role.PROGRAMME_MANAGER), make_course(), make_course(title_en="Before")
    quiz = make_lesson(Module.objects.first(), kind="quiz", title={"en": "Test"})  # type: ignore[arg-type]
    known = [outcomes.Named("webinar:7", "Dual use")]
    source = outcomes.Source(lambda _person, _words: known, lambda keys: [each for each in known if each.key in keys])
    monkeypatch.setitem(outcomes._sources, OutcomeKind.ATTENDANCE, source)
    client.force_login(manager)
    url = reverse("courses:course_settings", args=[course.pk])
    given = {
        "title_en": "Typed",
        "source_language": "en",
        "enrolment_mode": "open",
        "prerequisites": [other.pk],
        "seen": seen_course(course),
        "rule-combine": "any",
        "rule-lessons": "required",
        f"rule-quiz_{quiz.pk}": "70",
        "rule-attended": ["webinar:7"],
    }
    searched = client.post(url, {**given, "prerequisites_words": "befo", "find": "1"})
    assert (b"Typed" in searched.content, Course.objects.get(pk=course.pk).title_en == "Typed") == (True, False)
    empty = client.post(url, {**given, "rule-lessons": "chosen"})
    assert "Tick at least one lesson." in empty.content.decode()
    assert client.post(url, given).status_code == 302
    course.refresh_from_db()
    rule = [{"lessons": "required"}, {"quiz": quiz.pk, "at_least": 70}, {"attended": "webinar:7"}]
    assert (course.title_en, course.completion, course.prerequisites.get()) == ("Typed", {"any": rule}, other)
    words = rule_in_words(course.completion, {quiz.pk: "Test"})
    assert (words.kind, [part.sentence for part in words.parts]) == (
        "any",
        [
            "All lessons that are not optional are done.",
            "The quiz “Test” is taken with 70 % of the points at least.",
            "The webinar “Dual use” was attended.",
        ],
    )


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("course_settings", 21), ("module_settings", 23)])
def test_settings_ask_as_often_for_many_as_for_one(
    client: Client, count: int, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    course = make_course([make_module(count) for _ in range(count)])
    module = course.places.all()[0].module
    for number in range(count):
        course.prerequisites.add(make_course())
        module.prerequisites.add(make_module(0))
        module.tags.add(Tag.objects.create(kind="topic", key=f"topic-{number}"))
        if number:
            make_course([module])
    client.force_login(manager)
    with django_assert_num_queries(queries):
        client.get(reverse(f"courses:{name}", args=[course.pk if name == "course_settings" else module.pk]))
