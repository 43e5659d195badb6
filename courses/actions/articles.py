"""A course out of a file: made, or brought to what the file says, and published. Again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.actions import action
from core.translating import Texts
from courses.actions.courses import create_course, lock_course, place_modules
from courses.actions.publishing import publish_whole
from courses.actions.texts import given_texts, write_texts
from courses.actions.writing import write_lesson
from courses.choices import BlockKind, LessonKind
from courses.content import BlockContent, LessonContent
from courses.models import Course, Lesson, Module
from courses.queries.contents import content_of, texts_of, whole
from people.models import Person


@dataclass(frozen=True)
class Article:
    """A lesson of one text; ``text`` is HTML by language."""

    title: Texts
    text: Texts
    minutes: int


@dataclass(frozen=True)
class ModulePlan:
    title: Texts
    lessons: tuple[Article, ...]


@dataclass(frozen=True)
class CoursePlan:
    """``left_out``: what the file has beyond the six languages."""

    title: Texts
    modules: tuple[ModulePlan, ...]
    source_language: str
    left_out: tuple[str, ...]


@dataclass
class Written:
    """How many lessons are new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged)


@action
def write_articles(course: Course, *, title: Texts, articles: Sequence[Article], by: Person) -> Written:
    """The module of this ``title`` in the course, with a lesson of one text for each article.

    Known again by their titles in the course's language: what is there already is brought to what is given, blocks and lessons
    that authors added stay. Locks the course, then the module.
    """
    course = lock_course(course)
    source = course.source_language
    places = course.places.select_related("module").order_by("position")
    held = [place.module for place in places if texts_of(place.module, "title").get(source) == title[source]]
    if held:
        module = Module.objects.select_for_update().get(pk=held[0].pk)
    else:
        minutes = max(1, sum(article.minutes for article in articles))
        module = Module(created_by=by, source_language=source, minutes=minutes)
    if texts_of(module, "title") != dict(title):
        write_texts(module, given_texts(title=title), by=by)
    if not held:
        place_modules(course, [module], by)
    lessons = list(whole(Lesson.objects.filter(module=module, removed_at__isnull=True)).order_by("position"))
    by_title = {texts_of(lesson, "title").get(source): lesson for lesson in lessons}
    done = Written()
    last = lessons[-1].position if lessons else 0
    for article in articles:
        lesson = by_title.get(article.title[source])
        if lesson is None:
            last += 1
            write_lesson(Lesson(module=module, position=last), _new(article, source), by=by)
            done.new += 1
            continue
        before = content_of(lesson)
        after = _with(before, article)
        if after == before:
            done.unchanged += 1
        else:
            write_lesson(lesson, after, by=by)
            done.changed += 1
    return done


def _new(article: Article, source: str) -> LessonContent:
    block = BlockContent(BlockKind.TEXT, article.text)
    return LessonContent(
        LessonKind.TEXT, dict(article.title), (block,), minutes=article.minutes, source_language=source
    )


def _with(content: LessonContent, article: Article) -> LessonContent:
    """The lesson with the article's words in its first block of text."""
    blocks = list(content.blocks)
    where = next((n for n, block in enumerate(blocks) if block.kind == BlockKind.TEXT), None)
    if where is None:
        blocks.insert(0, BlockContent(BlockKind.TEXT, article.text))
    else:
        blocks[where] = replace(blocks[where], text=dict(article.text))
    return replace(content, title=dict(article.title), blocks=tuple(blocks))


@dataclass(frozen=True)
class Imported:
    """``languages``: those that the course is published in."""

    course: Course
    lessons: Written
    languages: tuple[str, ...]


def import_course(plan: CoursePlan, held: Course | None, *, by: Person, said: Callable[[str], object]) -> Imported:
    """Make the course, or bring ``held`` to what the file says. ``said`` is told of each module.

    Killed in the middle, the next run goes on: each module is an action of its own.
    """
    course = held or create_course(title=plan.title, summary={}, source_language=plan.source_language, by=by)
    done = Written()
    for number, module in enumerate(plan.modules, 1):
        done += write_articles(course, title=module.title, articles=module.lessons, by=by)
        said(f"{number} of {len(plan.modules)}: {module.title[plan.source_language]}")
    publish_whole(course, tuple(plan.title), by=by)
    course.refresh_from_db()
    assert course.published is not None
    languages = set(course.published.texts.values_list("language", flat=True))
    return Imported(course, done, tuple(language for language in plan.title if language in languages))
