"""Publishing: a course goes out whole, with a version of each of its modules; languages follow when nothing of them is missing.

The rule in words: ``docs/rules/curriculum-versions.md``.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.jobs import enqueue_after_commit
from core.languages import LANGUAGES
from core.translating import UNFIT
from courses.actions.searching import index_course_text, index_module_text, settle_index
from courses.choices import EnrolmentMode, LessonKind
from courses.completion import ALL_REQUIRED, is_sound, leaves
from courses.content import shown_to_json, structure_to_json
from courses.models import (
    Course,
    CourseText,
    CourseVersion,
    LessonText,
    Module,
    ModuleText,
    ModuleVersion,
    VersionModule,
)
from courses.queries.changes import seen_draft
from courses.queries.contents import texts_of
from courses.queries.showing import ModuleNow, course_states, is_published_as, module_now, module_states
from people.models import Person


@action
def publish_course(course: Course, *, seen: str = "", by: Person) -> CourseVersion:
    """Publish the course as it is now, whole; modules that changed get a new version, languages that are complete go with it.
    ``seen``: what was looked at before (:func:`courses.queries.changes.seen_draft`).

    Refused: ``course.untitled``, ``course.no_modules``, ``module.untitled``, ``module.no_lessons``, ``course.unchanged``,
    ``course.completion_unfit``, ``course.nothing_required``, ``course.changed_since_seen``. Learners go on with the version that
    they began.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    if not texts_of(course, "title").get(course.source_language):
        raise Refused("course.untitled")
    places = list(course.places.select_related("module").order_by("position"))
    if not places:
        raise Refused("course.no_modules")
    modules = _locked_modules(place.module_id for place in places)
    if seen and seen != seen_draft(course):
        raise Refused("course.changed_since_seen")
    versions = [_publish_module(modules[place.module_id], by) for place in places]
    before = course.published
    if before is not None and _is_same(course, before, versions):
        raise Refused("course.unchanged")
    structures = [version.structure for version in versions]
    lessons = [lesson for one in structures for lesson in one["lessons"]]
    quizzes = [lesson["id"] for lesson in lessons if lesson["kind"] == LessonKind.QUIZ]
    if not is_sound(course.completion, lessons=[lesson["id"] for lesson in lessons], quizzes=quizzes):
        raise Refused("course.completion_unfit")
    if ALL_REQUIRED in leaves(course.completion) and all(lesson["is_optional"] for lesson in lessons):
        raise Refused("course.nothing_required")
    version = CourseVersion.objects.create(
        course=course,
        number=before.number + 1 if before is not None else 1,
        completion=course.completion,
        lesson_count=sum(not lesson["is_optional"] for lesson in lessons),
        minutes=sum(one["minutes"] for one in structures),
        published_by=by,
    )
    VersionModule.objects.bulk_create(
        VersionModule(version=version, position=position, module_version=each)
        for position, each in enumerate(versions, start=1)
    )
    states = course_states(course)
    for language in LANGUAGES:
        if language == course.source_language or (before is not None and states[language] not in UNFIT):
            _write_course_text(course, version, language)
    Course.objects.filter(pk=course.pk).update(published=version)
    course.published = version
    settle_index(course, before, versions)
    if course.enrolment_mode == EnrolmentMode.RULE:
        enqueue_after_commit("courses.enrol_by_rule", course_id=course.pk)
    audit.record("course.published", actor_id=by.pk, subject=f"course:{course.pk}", number=version.number)
    return version


def _locked_modules(ids: Iterable[int]) -> dict[int, Module]:
    """In the order of keys, whatever their order in the course: other courses have the same modules in another one."""
    return {row.pk: row for row in Module.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk")}


def _is_same(course: Course, before: CourseVersion, versions: list[ModuleVersion]) -> bool:
    held = list(before.modules.order_by("position").values_list("module_version", flat=True))
    text = before.texts.filter(language=course.source_language).first()
    own = {name: texts_of(course, name).get(course.source_language, "") for name in ("title", "summary")}
    return (
        held == [version.pk for version in versions]
        and before.completion == course.completion
        and text is not None
        and {"title": text.title, "summary": text.summary} == own
    )


def _publish_module(module: Module, by: Person) -> ModuleVersion:
    """The module's version of this moment: the published one where nothing changed. Complete languages are taken along."""
    if not texts_of(module, "title").get(module.source_language):
        raise Refused("module.untitled", module=module.pk)
    now = module_now(module)
    if not now.lessons:
        raise Refused("module.no_lessons", module=module.pk)
    before = module.published
    states = module_states(now)
    if before is not None and is_published_as(now, before):
        for language in before.texts.values_list("language", flat=True):
            if states[language] not in UNFIT:
                _write_module_texts(now, before, language)
        return before
    version = ModuleVersion.objects.create(
        module=module,
        number=before.number + 1 if before is not None else 1,
        structure=structure_to_json(now.structure),
        published_by=by,
    )
    earlier = set(before.texts.values_list("language", flat=True)) if before is not None else set()
    for language in LANGUAGES:
        if language == module.source_language or (language in earlier and states[language] not in UNFIT):
            _write_module_texts(now, version, language)
    Module.objects.filter(pk=module.pk).update(published=version)
    module.published = version
    audit.record("module.published", actor_id=by.pk, subject=f"module:{module.pk}", number=version.number)
    return version


@action
def publish_language(course: Course, *, language: str, by: Person) -> None:
    """Show the published course in one more language, or in that language as it is translated now.

    Refused: ``course.not_published``, ``language.changed_since`` (``module``: it was changed after it was published: publish
    anew), ``language.incomplete`` (``module``, or the course itself: passages are missing or stale).
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    version = course.published
    if version is None:
        raise Refused("course.not_published")
    if course_states(course, (language,))[language] in UNFIT:
        raise Refused("language.incomplete", module=0)
    places = list(version.modules.select_related("module_version").order_by("position"))
    modules = _locked_modules(place.module_version.module_id for place in places)
    for place in places:
        now = module_now(modules[place.module_version.module_id])
        if not is_published_as(now, place.module_version):
            raise Refused("language.changed_since", module=now.module.pk)
        if module_states(now, (language,))[language] in UNFIT:
            raise Refused("language.incomplete", module=now.module.pk)
        _write_module_texts(now, place.module_version, language)
    _write_course_text(course, version, language)
    audit.record(
        "course.language_published",
        actor_id=by.pk,
        subject=f"course:{course.pk}",
        language=language,
        number=version.number,
    )


def publish_whole(course: Course, languages: tuple[str, ...], *, by: Person) -> None:
    """Publish the course where it changed, and in each of ``languages`` that is complete and not shown yet.

    Each in an action of its own. Refused as :func:`publish_course`.
    """
    try:
        publish_course(course, by=by)
    except Refused as refused:
        if refused.code != "course.unchanged":
            raise
    course.refresh_from_db()
    assert course.published is not None
    shown = set(course.published.texts.values_list("language", flat=True))
    for language in languages:
        if language not in shown:
            try:
                publish_language(course, language=language, by=by)
            except Refused as refused:
                if refused.code != "language.incomplete":
                    raise


def _write_module_texts(now: ModuleNow, version: ModuleVersion, language: str) -> None:
    ModuleText.objects.update_or_create(
        version=version, language=language, defaults={**now.words[language], "published_at": timezone.now()}
    )
    LessonText.objects.bulk_create(
        [
            LessonText(
                version=version,
                lesson=lesson,
                language=language,
                blocks=shown_to_json(now.pages[lesson.pk, language]),
            )
            for lesson in now.lessons
        ],
        update_conflicts=True,
        unique_fields=["version", "lesson", "language"],
        update_fields=["blocks"],
    )
    index_module_text(version, language)


def _write_course_text(course: Course, version: CourseVersion, language: str) -> None:
    CourseText.objects.update_or_create(
        version=version,
        language=language,
        defaults={name: texts_of(course, name).get(language, "") for name in ("title", "summary")},
    )
    index_course_text(version, language)
