"""What publishing a course would change against the version that learners begin now, and the versions that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from core.fingerprint import fingerprint
from core.languages import LANGUAGES, active, choose
from core.translating import UNFIT, State
from courses.choices import LEARNING
from courses.completion import ALL_REQUIRED, is_sound, leaves
from courses.content import ModuleStructure, ShownBlock, shown_from_json, structure_from_json
from courses.models import (
    Course,
    CourseModule,
    CourseText,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonText,
    Module,
    ModuleText,
    ModuleVersion,
    VersionModule,
)
from courses.queries.advising import LessonHints, hinted
from courses.queries.completing import quizzes_of
from courses.queries.contents import texts_of
from courses.queries.showing import ModuleNow, course_states, modules_now, modules_states


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True)
class LessonChange:
    """``language``: of the title."""

    title: str
    change: Change
    language: str


@dataclass(frozen=True)
class ModuleChange:
    """``own``: its words, minutes or audiences are other ones; ``is_moved``: its lessons stand in another order. ``lacks``: the
    code of what keeps it from being published."""

    id: int
    title: str
    change: Change
    language: str
    lessons: tuple[LessonChange, ...] = ()
    own: bool = False
    is_moved: bool = False
    lacks: str = ""


@dataclass(frozen=True)
class LanguageOutlook:
    """A language in the next version: ``modules`` of ``total`` go out in it. ``state``: of its worst passage; ``is_whole``: the
    course's own words and all modules go; ``was_out``: the version of now is published in it."""

    language: str
    state: State
    modules: int
    total: int
    is_whole: bool
    was_out: bool

    @property
    def is_ready(self) -> bool:
        """Nothing is missing or stale: it can be published once the version is out."""
        return self.state not in UNFIT


@dataclass(frozen=True)
class Outlook:
    """``lacks``: codes of what keeps the course itself from being published; ``hints`` keep nothing from it."""

    modules: list[ModuleChange]
    languages: list[LanguageOutlook]
    words_changed: bool
    rule_changed: bool
    order_changed: bool
    lacks: list[str]
    seen: str
    hints: list[LessonHints]

    @property
    def is_changed(self) -> bool:
        return (
            self.words_changed
            or self.rule_changed
            or self.order_changed
            or any(module.change != Change.SAME for module in self.modules)
        )

    @property
    def can_go(self) -> bool:
        return self.is_changed and not self.lacks and not any(module.lacks for module in self.modules)


@dataclass(frozen=True)
class Held:
    """A module as the version of now has it, with its words and pages in the language that it was written in."""

    module_id: int
    structure: ModuleStructure
    words: ModuleText | None
    pages: Mapping[int, tuple[ShownBlock, ...]]

    @property
    def title(self) -> str:
        return self.words.title if self.words is not None else ""


def seen_draft(course: Course) -> str:
    """Stands for what would be published: two queries."""
    places = CourseModule.objects.filter(course=course).order_by("position")
    lessons = Lesson.objects.filter(module__places__course=course, removed_at__isnull=True).order_by("pk")
    return fingerprint(
        Course.objects.filter(pk=course.pk).values_list("revision", flat=True).get(),
        list(places.values_list("module", "module__revision")),
        list(lessons.values_list("pk", "revision")),
    )


def outlook(course: Course) -> Outlook:
    """Fifteen queries, whatever the number of modules and lessons."""
    modules = [
        place.module
        for place in CourseModule.objects.filter(course=course).select_related("module").order_by("position")
    ]
    now = modules_now(modules)
    held = _held(course)
    changes = [_module_change(each, held.get(each.module.pk)) for each in now]
    gone = [pk for pk in held if pk not in {module.pk for module in modules}]
    changes += [ModuleChange(pk, held[pk].title, Change.GONE, held[pk].structure.source_language) for pk in gone]
    text = CourseText.objects.filter(version=course.published_id, language=course.source_language).first()
    own = {name: texts_of(course, name).get(course.source_language, "") for name in ("title", "summary")}
    before = course.published
    return Outlook(
        modules=changes,
        languages=_languages(course, now),
        words_changed=text is None or {"title": text.title, "summary": text.summary} != own,
        rule_changed=before is not None and before.completion != course.completion,
        order_changed=[pk for pk in held if pk not in gone] != [module.pk for module in modules if module.pk in held],
        lacks=list(_lacks(course, now)),
        seen=seen_draft(course),
        hints=hinted(lesson for each in now for lesson in each.lessons),
    )


def _held(course: Course) -> dict[int, Held]:
    """By the module's id, in order: three queries."""
    places = VersionModule.objects.filter(version=course.published_id).select_related("module_version")
    versions: list[ModuleVersion] = [place.module_version for place in places.order_by("position")]
    structures = {version.pk: structure_from_json(version.structure) for version in versions}
    words: dict[int, ModuleText] = {}
    pages: dict[int, dict[int, tuple[ShownBlock, ...]]] = {pk: {} for pk in structures}
    for text in ModuleText.objects.filter(version__in=structures):
        if text.language == structures[text.version_id].source_language:
            words[text.version_id] = text
    languages = {structure.source_language for structure in structures.values()}
    for page in LessonText.objects.filter(version__in=structures, language__in=languages):
        if page.language == structures[page.version_id].source_language:
            pages[page.version_id][page.lesson_id] = shown_from_json(page.blocks)
    return {
        version.module_id: Held(version.module_id, structures[version.pk], words.get(version.pk), pages[version.pk])
        for version in versions
    }


def _called(row: Module | Lesson) -> tuple[str, str]:
    """Its title in the page's language or a fallback, and that language."""
    return choose(dict(texts_of(row, "title")), active())


def _lesson_change(lesson: Lesson, change: Change) -> LessonChange:
    title, language = _called(lesson)
    return LessonChange(title, change, language)


def _module_change(now: ModuleNow, held: Held | None) -> ModuleChange:
    module, source = now.module, now.module.source_language
    called, language = _called(module)
    lacks = "" if now.lessons else "module.no_lessons"
    if not texts_of(module, "title").get(source):
        lacks = "module.untitled"
    if held is None or held.words is None:
        lessons = tuple(_lesson_change(lesson, Change.NEW) for lesson in now.lessons)
        return ModuleChange(module.pk, called, Change.NEW, language, lessons, lacks=lacks)
    before = {place.id: place for place in held.structure.lessons}
    after = {place.id: place for place in now.structure.lessons}
    titles, words = held.words.lesson_titles, now.words[source]
    found: list[LessonChange] = []
    for lesson in now.lessons:
        if lesson.pk not in before:
            found.append(_lesson_change(lesson, Change.NEW))
        elif (
            before[lesson.pk] != after[lesson.pk]
            or titles.get(str(lesson.pk), "") != texts_of(lesson, "title").get(source, "")
            or held.pages.get(lesson.pk, ()) != now.pages[lesson.pk, source]
        ):
            found.append(_lesson_change(lesson, Change.CHANGED))
    written = held.structure.source_language
    found += [LessonChange(titles.get(str(pk), ""), Change.GONE, written) for pk in before if pk not in after]
    own = any(getattr(held.words, name) != words[name] for name in ("title", "summary", "objectives")) or any(
        getattr(held.structure, name) != getattr(now.structure, name)
        for name in ("source_language", "minutes", "audiences")
    )
    is_moved = [pk for pk in before if pk in after] != [pk for pk in after if pk in before]
    change = Change.CHANGED if found or own or is_moved else Change.SAME
    return ModuleChange(module.pk, called, change, language, tuple(found), own, is_moved, lacks)


def _languages(course: Course, now: Sequence[ModuleNow]) -> list[LanguageOutlook]:
    """As :func:`courses.actions.publishing.publish_course` decides: four queries."""
    own, states = course_states(course), modules_states(now)
    out = set(CourseText.objects.filter(version=course.published_id).values_list("language", flat=True))
    published = {each.module.published_id: each.module.pk for each in now if each.module.published_id}
    earlier: dict[int, set[str]] = {each.module.pk: {each.module.source_language} for each in now}
    rows = ModuleText.objects.filter(version__in=published).values_list("version_id", "language")
    for version, language in rows:
        earlier[published[version]].add(language)
    found = []
    for language in LANGUAGES:
        held = [states[each.module.pk][language] for each in now]
        going = sum(
            language in earlier[each.module.pk]
            and (language == each.module.source_language or states[each.module.pk][language] not in UNFIT)
            for each in now
        )
        is_source = language == course.source_language
        goes = is_source or (course.published_id is not None and own[language] not in UNFIT)
        order = list(State)
        found.append(
            LanguageOutlook(
                language=language,
                state=min([own[language], *held], key=order.index),
                modules=going,
                total=len(now),
                is_whole=goes and going == len(now),
                was_out=language in out,
            )
        )
    return found


def _lacks(course: Course, now: Sequence[ModuleNow]) -> list[str]:
    codes = []
    if not texts_of(course, "title").get(course.source_language):
        codes.append("course.untitled")
    if not now:
        codes.append("course.no_modules")
    lessons = [lesson for each in now for lesson in each.lessons]
    if not is_sound(course.completion, lessons=[lesson.pk for lesson in lessons], quizzes=quizzes_of(lessons)):
        codes.append("course.completion_unfit")
    if lessons and ALL_REQUIRED in leaves(course.completion) and all(lesson.is_optional for lesson in lessons):
        codes.append("course.nothing_required")
    return codes


def versions_of(course: Course) -> QuerySet[CourseVersion]:
    """The newest first, each with its ``learners``, by whom, and its texts: two queries whatever their number."""
    return (
        course.versions.annotate(learners=Count("enrolments", filter=Q(enrolments__state__in=LEARNING)))
        .select_related("published_by")
        .prefetch_related("texts")
        .order_by("-number")
    )


def learners_of(course: Course) -> int:
    """How many learn some version of it."""
    return Enrolment.objects.filter(course=course, state__in=LEARNING).count()
