"""Writing and reviewing a course, a module or a lesson in another language, passage by passage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint
from core.translating import Texts, keep_states
from courses.actions.writing import columns, write_translations
from courses.markup import clean_html, has_marks, missing_and_added, plain_text
from courses.models import Course, Lesson, Module
from courses.queries.contents import own_passages
from courses.queries.translations import Part, ids_in, parts_of
from people.models import Person

LONGEST = 20_000
"""Characters of a passage that is HTML, or a summary."""
LONGEST_LINE = {"title": 200, "caption": 500}


@dataclass(frozen=True)
class Unfit:
    """Why a passage cannot be written: a code of a refusal and its data."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)


def seen_passage(source: str, target: str) -> str:
    """Stands for a passage and its translation as a translator saw them."""
    return fingerprint(source, target)


def longest(part: Part, key: str) -> int:
    return LONGEST_LINE.get(part.kinds.get(key, ""), LONGEST)


def written(part: Part, key: str, text: str) -> str:
    """A translation as it would be kept."""
    return clean_html(text) if key in part.rich else text.strip()


def unfit(part: Part, key: str, source: str, target: str) -> Unfit | None:
    """Why ``target`` cannot stand for ``source``: markup in plain words, other markup than the source's, too long."""
    if len(target) > longest(part, key):
        return Unfit("translation.too_long", {"most": longest(part, key)})
    if key not in part.rich:
        return Unfit("translation.plain") if has_marks(target) and not has_marks(source) else None
    if target and not plain_text(target):
        return Unfit("translation.no_words")
    missing, added = missing_and_added(source, target)
    if missing or added:
        signs = [*(f"− {mark}" for mark in missing), *(f"+ {mark}" for mark in added)]
        return Unfit("translation.markup", {"marks": ", ".join(signs), "missing": missing, "added": added})
    return None


def lock_parts(course: Course, names: Collection[str]) -> dict[str, Part]:
    """Those parts of the course by name, read while their rows are locked in the house's order."""
    if "course" in names:
        course = Course.objects.select_for_update().get(pk=course.pk)
    lessons = dict(Lesson.objects.filter(pk__in=ids_in("lesson", names)).values_list("pk", "module"))
    modules = {*ids_in("module", names), *lessons.values()}
    for model, ids in ((Module, modules), (Lesson, set(lessons))):
        list(model.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    return {part.name: part for part in parts_of(course, names)}


@action
def translate_part(
    course: Course,
    *,
    name: str,
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    reviewed: Iterable[str] = (),
    by: Person,
) -> None:
    """Write ``texts`` by passage in ``language``; those of ``reviewed`` are found right as they are then.

    Passages that are not there any more are passed over. Refused, with nothing written: ``translation.part_gone``,
    ``translation.own_language``, ``translation.changed`` (``keys``: others changed these passages since they were ``seen``),
    ``translation.unfit`` (``unfit``: :class:`Unfit` by key).
    """
    part = lock_parts(course, [name]).get(name)
    if part is None:
        raise Refused("translation.part_gone")
    if language == part.source_language:
        raise Refused("translation.own_language")
    sources = {key: held.get(part.source_language, "") for key, held in part.texts.items()}
    targets = {key: held.get(language, "") for key, held in part.texts.items()}
    wanted = {key: written(part, key, text) for key, text in texts.items() if sources.get(key)}
    changed = {key: text for key, text in wanted.items() if text != targets[key]}
    found_right = [key for key in reviewed if wanted.get(key, targets.get(key, ""))]
    touched = {*changed, *found_right}
    stale = [key for key in touched if key in seen and seen[key] != seen_passage(sources[key], targets[key])]
    if stale:
        raise Refused("translation.changed", keys=sorted(stale))
    faults = {
        key: fault
        for key in sorted(touched)
        if (text := wanted.get(key, targets[key])) and (fault := unfit(part, key, sources[key], text))
    }
    if faults:
        raise Refused("translation.unfit", unfit=faults)
    write_parts([(part, changed)], language, by=by, reviewed=found_right)
    if touched:
        audit.record(
            "course.translated",
            actor_id=by.pk,
            subject=f"course:{course.pk}",
            part=name,
            language=language,
            written=len(changed),
            reviewed=len(found_right),
        )


def write_parts(
    given: Sequence[tuple[Part, Mapping[str, str]]], language: str, *, by: Person | None, reviewed: Iterable[str] = ()
) -> None:
    """Write into locked parts within a running action. ``reviewed``: keys found right as they are then."""
    found_right = list(reviewed)
    wanted = [(part, texts) for part, texts in given if texts or found_right]
    lessons = {part.row.pk: texts for part, texts in wanted if isinstance(part.row, Lesson)}
    if lessons:
        write_translations(lessons, language, by=by, reviewed=found_right)
    for part, texts in wanted:
        row = part.row
        if isinstance(row, Lesson):
            continue
        before = own_passages(row)
        after = {key: {**held, **({language: texts[key]} if key in texts else {})} for key, held in before.items()}
        _write_columns(row, after, language)
        keep_states(
            part.subject,
            before=before,
            after=after,
            source_language=part.source_language,
            by_id=by.pk if by is not None else None,
            reviewed={language: found_right},
        )


def _write_columns(row: Course | Module, after: Mapping[str, Texts], language: str) -> None:
    values: dict[str, Any] = {}
    for key, texts in after.items():
        name = f"{key}_{language}"
        value = columns(key, texts)[name]
        if value != (getattr(row, name) or ""):
            values[name] = value
    if values:
        type(row).objects.filter(pk=row.pk).update(**values, revision=F("revision") + 1)
