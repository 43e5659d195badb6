"""The rule of completion of a course in words, and what of the course it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.choices import LessonKind
from courses.completion import Expression, leaves
from courses.models import Course, Lesson
from courses.queries.outcomes import titles_of


@dataclass(frozen=True)
class Words:
    """``kind``: ``all``, ``any``, or ``one`` with a sentence."""

    kind: str
    sentence: str = ""
    parts: tuple[Words, ...] = ()


def written_lessons(course: Course) -> list[Lesson]:
    """Of the course as it is being written, in order, each with its module: one query."""
    return list(
        Lesson.objects.filter(module__places__course=course, removed_at__isnull=True)
        .select_related("module")
        .order_by("module__places__position", "position")
    )


def quizzes_of(lessons: list[Lesson]) -> list[int]:
    return [lesson.pk for lesson in lessons if lesson.kind == LessonKind.QUIZ]


def rule_in_words(expression: Expression, lessons: Mapping[int, str]) -> Words:
    """In the page's language. ``lessons``: titles by id. A query for each kind of outcome, where it names any."""
    keys = [leaf[name] for leaf in leaves(expression) for name in ("attended", "survey") if name in leaf]
    return _words(expression or {"lessons": "required"}, lessons, titles_of(keys))


def _words(rule: Expression, lessons: Mapping[int, str], outcomes: Mapping[str, str]) -> Words:
    for kind in ("all", "any"):
        if kind in rule:
            return Words(kind, parts=tuple(_words(part, lessons, outcomes) for part in rule[kind]))
    return Words("one", _sentence(rule, lessons, outcomes))


def _sentence(rule: Expression, lessons: Mapping[int, str], outcomes: Mapping[str, str]) -> str:
    if "quiz" in rule:
        said = {"title": lessons.get(rule["quiz"], "–"), "percent": rule.get("at_least", 0)}
        if not said["percent"]:
            return _("The quiz “%(title)s” is taken.") % said
        return _("The quiz “%(title)s” is taken with %(percent)d %% of the points at least.") % said
    if "attended" in rule:
        return _("The webinar “%(title)s” was attended.") % {"title": outcomes.get(rule["attended"], "–")}
    if "survey" in rule:
        return _("“%(title)s” is filled in.") % {"title": outcomes.get(rule["survey"], "–")}
    if rule["lessons"] == "required":
        return _("All lessons that are not optional are done.")
    titles = " · ".join(lessons.get(pk, "–") for pk in rule["lessons"])
    return _("These lessons are done: %(titles)s") % {"titles": titles}
