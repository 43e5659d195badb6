"""A course as the people read about it who learn it, or may: what is in it, how far they are, and the one next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Value
from django.utils import timezone

from core.languages import LANGUAGES, active
from courses.choices import LEARNING, EnrolmentMode, EnrolmentState, LessonKind, ProgressState
from courses.content import LessonPlace, ModuleStructure, structure_from_json
from courses.models import (
    Course,
    CourseText,
    Enrolment,
    LessonProgress,
    ModuleText,
    VersionModule,
)
from courses.queries.texts import Words, words_of
from people.choices import Audience
from people.models import Person


class Step(StrEnum):
    """The one next thing that a person can do, or what they wait for."""

    ENROL = "enrol"
    ASK = "ask"
    COME_BACK = "come_back"
    BEGIN = "begin"
    GO_ON = "go_on"
    READ_ON = "read_on"
    """All lessons are done; the course asks for something beside them."""
    COMPLETED = "completed"
    WAITS = "waits"
    DECLINED = "declined"
    NOT_YET = "not_yet"
    """Other courses come first."""
    OTHERS_NAME = "others_name"
    """Only a national coordinator can propose somebody."""
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True)
class ShownLesson:
    place: LessonPlace
    title: str
    language: str
    is_done: bool
    is_next: bool

    @property
    def kind_label(self) -> str:
        return str(LessonKind(self.place.kind).label)


@dataclass(frozen=True)
class ShownModule:
    """A module of the version shown. ``language`` is that of its words. ``done`` of ``needed`` lessons."""

    id: int
    title: str
    summary: str
    objectives: tuple[str, ...]
    language: str
    minutes: int
    lessons: tuple[ShownLesson, ...]
    done: int
    needed: int


@dataclass(frozen=True)
class Prerequisite:
    words: Words
    slug: str
    is_met: bool


@dataclass(frozen=True)
class LanguageOf:
    """``modules`` of the course are published in it; ``is_whole`` when all are, and the course's own words."""

    code: str
    modules: int
    is_whole: bool


@dataclass(frozen=True)
class Newer:
    """What changed in the version that is published now: titles of modules, in the page's language where there is one."""

    number: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class CoursePage:
    course: Course
    words: Words
    version_number: int
    minutes: int
    modules: list[ShownModule]
    languages: list[LanguageOf]
    prerequisites: list[Prerequisite]
    enrolment: Enrolment | None
    step: Step
    next_lesson: ShownLesson | None
    newer: Newer | None
    is_overdue: bool
    is_meant: bool
    """The course is for people like the viewer."""

    @property
    def completed_on(self) -> date | None:
        """In the viewer's zone."""
        at = self.enrolment.completed_at if self.enrolment else None
        return timezone.localdate(at) if at else None

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(code).label) for code in self.course.audiences if code in Audience.values]

    @property
    def done(self) -> int:
        return sum(module.done for module in self.modules)

    @property
    def needed(self) -> int:
        return sum(module.needed for module in self.modules)

    @property
    def may_read(self) -> bool:
        return self.enrolment is not None and self.enrolment.state in LEARNING

    @property
    def may_withdraw(self) -> bool:
        if self.enrolment is None:
            return False
        return self.enrolment.state in (EnrolmentState.ACTIVE, EnrolmentState.REQUESTED, EnrolmentState.NOMINATED)


def fits(person: Person, course: Course) -> bool:
    """Whether the course is for people like this one: by audience, and by the region of their administration, which is looked
    up only where regions are named."""
    if course.audiences and person.audience not in course.audiences:
        return False
    return not course.regions or (
        person.administration is not None and person.administration.region_id in course.regions
    )


def unmet_prerequisites(course: Course, person: Person) -> list[Course]:
    """Published courses that come first and that the person has not completed: one query."""
    completed = Enrolment.objects.filter(person=person, completed_at__isnull=False)
    rows = course.prerequisites.filter(published__isnull=False).exclude(pk__in=completed.values("course"))
    return list(rows.only("slug", "published").order_by("pk"))


def course_page(course: Course, person: Person, today: date) -> CoursePage:
    """Eleven queries at most, whatever the number of modules and lessons."""
    enrolment = Enrolment.objects.filter(course=course, person=person).select_related("version").first()
    is_learning = enrolment is not None and enrolment.state in LEARNING
    version = enrolment.version if enrolment is not None and is_learning and enrolment.version else course.published
    assert version is not None
    places = list(VersionModule.objects.filter(version=version).select_related("module_version").order_by("position"))
    structures = {place.module_version_id: structure_from_json(place.module_version.structure) for place in places}
    texts = module_texts(structures)
    done = done_lessons(person, structures.values()) if is_learning else frozenset()
    following = next_lesson(structures.values(), done, enrolment.last_lesson_id if enrolment else None)
    modules = [
        _shown(place.module_version.module_id, structures[place.module_version_id], held, done, following)
        for place in places
        if (held := texts[place.module_version_id])
    ]
    languages = _languages(version.pk, list(structures))
    prerequisites = _prerequisites(course, person)
    newer = None
    if is_learning and version.pk != course.published_id:
        newer = _newer(course, places, {pk: text[0] for pk, text in texts.items()})
    return CoursePage(
        course=course,
        words=words_of([version.pk]).get(version.pk, Words(course.slug, "", "")),
        version_number=version.number,
        minutes=version.minutes,
        modules=modules,
        languages=languages,
        prerequisites=prerequisites,
        enrolment=enrolment,
        step=_step(course, person, enrolment, prerequisites, following, has_begun=bool(done)),
        next_lesson=next((lesson for module in modules for lesson in module.lessons if lesson.is_next), None),
        newer=newer,
        is_overdue=bool(
            enrolment
            and enrolment.state == EnrolmentState.ACTIVE
            and enrolment.due_on is not None
            and enrolment.due_on < today
        ),
        is_meant=is_learning or fits(person, course),
    )


def module_texts(structures: Mapping[int, ModuleStructure]) -> dict[int, list[ModuleText]]:
    """The words of versions of modules: the page's language first, then the one that they were written in; one query."""
    language = active()
    wanted = {language, *(structure.source_language for structure in structures.values())}
    found: dict[int, list[ModuleText]] = {pk: [] for pk in structures}
    for text in ModuleText.objects.filter(version__in=list(structures), language__in=wanted):
        if text.language in (language, structures[text.version_id].source_language):
            found[text.version_id].append(text)
    return {pk: sorted(texts, key=lambda text: text.language != language) for pk, texts in found.items()}


def done_lessons(person: Person, structures: Iterable[ModuleStructure]) -> frozenset[int]:
    """Ids of the lessons of these modules that the person has done: one query."""
    lessons = [lesson.id for structure in structures for lesson in structure.lessons]
    rows = LessonProgress.objects.filter(person=person, lesson__in=lessons, state=ProgressState.DONE)
    return frozenset(rows.values_list("lesson_id", flat=True))


def next_lesson(structures: Iterable[ModuleStructure], done: frozenset[int], last: int | None) -> int | None:
    """Where to go on: where the person left unless that is done, else the first lesson that is needed and not done."""
    lessons = [lesson for structure in structures for lesson in structure.lessons]
    if last is not None and last not in done and any(lesson.id == last for lesson in lessons):
        return last
    open_ones = [lesson for lesson in lessons if lesson.id not in done]
    return next((lesson.id for lesson in open_ones if not lesson.is_optional), None)


def _shown(
    module_id: int,
    structure: ModuleStructure,
    texts: Sequence[ModuleText],
    done: frozenset[int],
    following: int | None,
) -> ShownModule:
    text = texts[0]
    lessons = tuple(
        ShownLesson(place, *_lesson_title(place.id, texts), place.id in done, place.id == following)
        for place in structure.lessons
    )
    return ShownModule(
        id=module_id,
        title=text.title,
        summary=text.summary,
        objectives=tuple(line.strip() for line in text.objectives.splitlines() if line.strip()),
        language=text.language,
        minutes=structure.minutes,
        lessons=lessons,
        done=sum(place.id in done for place in structure.required),
        needed=len(structure.required),
    )


def _lesson_title(lesson: int, texts: Sequence[ModuleText]) -> tuple[str, str]:
    for text in texts:
        if title := text.lesson_titles.get(str(lesson)):
            return title, text.language
    return "", texts[0].language


def _languages(version: int, module_versions: list[int]) -> list[LanguageOf]:
    """One query for the course's own words and those of its modules."""
    own = CourseText.objects.filter(version=version).annotate(modules=Value(0)).values_list("language", "modules")
    texts = ModuleText.objects.filter(version__in=module_versions).order_by()
    counted = texts.values("language").annotate(modules=Count("pk")).values_list("language", "modules")
    counts: dict[str, int] = {}
    named: set[str] = set()
    for language, modules in own.union(counted, all=True):
        if modules:
            counts[language] = modules
        else:
            named.add(language)
    return [
        LanguageOf(code, counts[code], code in named and counts[code] == len(module_versions))
        for code in LANGUAGES
        if code in counts
    ]


def _prerequisites(course: Course, person: Person) -> list[Prerequisite]:
    rows = list(course.prerequisites.filter(published__isnull=False).values_list("pk", "slug", "published_id"))
    if not rows:
        return []
    met = set(
        Enrolment.objects.filter(
            person=person, completed_at__isnull=False, course__in=[pk for pk, _slug, _version in rows]
        ).values_list("course_id", flat=True)
    )
    words = words_of(version for _pk, _slug, version in rows)
    found = [Prerequisite(words.get(version, Words(slug, "", "")), slug, pk in met) for pk, slug, version in rows]
    return sorted(found, key=lambda one: (one.is_met, one.words.title))


def _newer(course: Course, places: Sequence[VersionModule], old: Mapping[int, ModuleText]) -> Newer:
    """Modules by whether they are new, other than before, or gone: two queries."""
    assert course.published is not None
    now = list(
        VersionModule.objects.filter(version=course.published).select_related("module_version").order_by("position")
    )
    structures = {place.module_version_id: structure_from_json(place.module_version.structure) for place in now}
    texts = module_texts(structures)
    before = {place.module_version.module_id: place.module_version_id for place in places}
    after = {place.module_version.module_id: place.module_version_id for place in now}
    return Newer(
        number=course.published.number,
        added=tuple(texts[pk][0].title for module, pk in after.items() if module not in before),
        changed=tuple(texts[pk][0].title for module, pk in after.items() if before.get(module, pk) != pk),
        removed=tuple(old[pk].title for module, pk in before.items() if module not in after),
    )


def _step(
    course: Course,
    person: Person,
    enrolment: Enrolment | None,
    prerequisites: Sequence[Prerequisite],
    following: int | None,
    *,
    has_begun: bool,
) -> Step:
    state = enrolment.state if enrolment else ""
    if enrolment is not None and state in LEARNING:
        if state == EnrolmentState.COMPLETED:
            return Step.COMPLETED
        if following is None:
            return Step.READ_ON
        return Step.GO_ON if has_begun or enrolment.last_lesson_id else Step.BEGIN
    if state in (EnrolmentState.REQUESTED, EnrolmentState.NOMINATED):
        return Step.WAITS
    had_place = enrolment is not None and enrolment.enrolled_at is not None
    if state == EnrolmentState.DECLINED:
        return Step.DECLINED
    if not had_place:
        if course.enrolment_mode == EnrolmentMode.NOMINATION:
            return Step.OTHERS_NAME
        if course.enrolment_mode in (EnrolmentMode.OPEN, EnrolmentMode.RULE) and not fits(person, course):
            return Step.NOT_FOR_YOU
        if any(not one.is_met for one in prerequisites):
            return Step.NOT_YET
        return Step.ASK if course.enrolment_mode == EnrolmentMode.APPROVAL else Step.ENROL
    return Step.COME_BACK
