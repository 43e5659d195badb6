"""The own words of courses and modules, and how far they are translated."""

from __future__ import annotations

from core.actions import Refused
from core.inline import one_line
from core.translating import Texts, keep_states
from courses.actions.writing import columns
from courses.models import Course, Module
from courses.queries.contents import course_subject, module_subject, own_passages
from people.models import Person

ONE_LINE = frozenset({"title"})


def given_texts(**texts: Texts) -> dict[str, Texts]:
    """Texts by field as they are to be kept: titles in one line."""
    return {
        name: {language: one_line(text) if name in ONE_LINE else text for language, text in each.items()}
        for name, each in texts.items()
    }


def write_texts(row: Course | Module, texts: dict[str, Texts], *, by: Person | None) -> None:
    """Save a locked (or new) row with these texts, and keep what translations were made from.

    Refused: ``course.untitled``, ``module.untitled`` without a title in the language that it is written in.
    """
    is_course = isinstance(row, Course)
    if not texts["title"].get(row.source_language, "").strip():
        raise Refused("course.untitled" if is_course else "module.untitled")
    before = own_passages(row)
    for name, each in texts.items():
        for column, value in columns(name, each).items():
            setattr(row, column, value)
    row.save()
    keep_states(
        course_subject(row.pk) if is_course else module_subject(row.pk),
        before=before,
        after=own_passages(row),
        source_language=row.source_language,
        by_id=by.pk if by is not None else None,
    )
