"""Files that translators bring back: noted as a dry run, then taken in, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint
from core.jobs import enqueue_after_commit
from core.translating import Texts
from courses.actions.translations import lock_parts, unfit, write_parts, written
from courses.choices import FileState
from courses.models import Course, TranslatedFile
from courses.queries.translations import Part
from people.models import Person

SLICE = 100
"""Parts in one transaction."""
SHOWN = 60
"""Characters of a passage by which a note names it."""
TAKEN, UNCHANGED, LEFT_OUT = "taken", "unchanged", "left_out"
TAKE = "courses.take_translated_file"


@dataclass(frozen=True)
class Returned:
    """A passage that came back: the source that it was made from, None where its marks are not those that went out, and what its
    translation was then ("" if the file does not say). ``doubt``: why the file itself does not take its target for a translation:
    ``fuzzy``, ``unfinished``, ``untouched``."""

    key: str
    source: str
    target: str | None
    seen: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a passage: ``text`` is written where it is taken; ``code`` and ``data`` say why not."""

    outcome: str
    text: str = ""
    code: str = ""
    data: Mapping[str, Any] | None = None


def judge(part: Part, language: str, returned: Returned) -> Verdict | None:
    """None for what is not translated in the file: it is passed over."""
    texts: Texts = part.texts.get(returned.key, {})
    source, now = texts.get(part.source_language, ""), texts.get(language, "")
    if returned.target is None:
        return Verdict(LEFT_OUT, code="translated_file.marks")
    target = written(part, returned.key, returned.target)
    if not target:
        return None
    if not source or language == part.source_language:
        return Verdict(LEFT_OUT, code="translated_file.passage_gone")
    if target == now:
        return Verdict(UNCHANGED)
    if returned.doubt:
        return Verdict(LEFT_OUT, code=f"translated_file.{returned.doubt}")
    if not _same(part, returned, source):
        return Verdict(LEFT_OUT, code="translated_file.source_changed")
    if returned.seen and returned.seen != fingerprint(now):
        return Verdict(LEFT_OUT, code="translated_file.changed_meanwhile")
    if not returned.seen and now:
        return Verdict(LEFT_OUT, code="translated_file.no_note")
    fault = unfit(part, returned.key, source, target)
    if fault is not None:
        return Verdict(LEFT_OUT, code=fault.code, data=fault.data)
    return Verdict(TAKEN, target)


def _same(part: Part, returned: Returned, source: str) -> bool:
    """Whether the file was made from the source as it is: programs change white space at the ends, and how a line ends."""
    return written(part, returned.key, returned.source).split("\n") == source.strip().replace("\r", "").split("\n")


Judged = tuple[Part, Sequence[tuple[Returned, Verdict]]]


@action
def keep_file(
    course: Course,
    *,
    name: str,
    file_format: str,
    language: str,
    judged: Iterable[Judged],
    gone: Iterable[str],
    by: Person,
) -> TranslatedFile:
    """Keep what a file would do, passage by passage, to be looked at. ``gone``: parts that the course does not have any more."""
    units: list[list[Any]] = []
    lines: list[list[Any]] = []
    for part, passages in judged:
        title = part.path[-1][:SHOWN] if part.path else ""
        for returned, verdict in passages:
            lines.append([verdict.outcome, part.name, title, *_line(part, returned.key, verdict)])
            if verdict.outcome == TAKEN:
                units.append([len(lines) - 1, part.name, returned.key, returned.source, returned.target, returned.seen])
    lines += [[LEFT_OUT, "", name[:SHOWN], "", "translated_file.part_gone", {}] for name in gone]
    return TranslatedFile.objects.create(
        course=course,
        language=language,
        format=file_format,
        name=name,
        units=units,
        report={"lines": lines, "done": 0, "total": len(units)},
        created_by=by,
    )


def _line(part: Part, key: str, verdict: Verdict) -> list[Any]:
    words = part.texts.get(key, {}).get(part.source_language, key)
    return [words[:SHOWN], verdict.code, dict(verdict.data or {})]


@action
def start_taking(file: TranslatedFile, *, by: Person) -> None:
    """Let a job take in what the dry run showed. Refused: ``translated_file.taken`` (once is enough)."""
    file = TranslatedFile.objects.select_for_update().get(pk=file.pk)
    if file.state != FileState.READY:
        raise Refused("translated_file.taken")
    file.state = FileState.TAKING if file.units else FileState.DONE
    file.save(update_fields=["state"])
    audit.record(
        "course.translations_taken",
        actor_id=by.pk,
        subject=f"course:{file.course_id}",
        language=file.language,
        passages=len(file.units),
    )
    if file.units:
        enqueue_after_commit(TAKE, file_id=file.pk)


@action
def take_slice(file_id: int) -> bool:
    """Take in the passages of the next parts; what changed since the dry run is left out and told. False at the end."""
    course = (
        Course.objects.select_for_update()
        .filter(pk__in=TranslatedFile.objects.filter(pk=file_id).values("course"))
        .first()
    )
    file = TranslatedFile.objects.select_for_update().filter(pk=file_id, state=FileState.TAKING).first()
    if file is None or course is None:
        return False
    done = file.report["done"]
    names: dict[str, list[list[Any]]] = {}
    for unit in file.units[done:]:
        if unit[1] not in names and len(names) == SLICE:
            break
        names.setdefault(unit[1], []).append(unit)
    parts = lock_parts(course, names)
    given = []
    for name, units in names.items():
        given.append(_taken(file, parts.get(name), units))
        file.report["done"] += len(units)
    write_parts([each for each in given if each is not None], file.language, by=file.created_by)
    if file.report["done"] >= file.report["total"]:
        file.state = FileState.DONE
    file.save(update_fields=["report", "state"])
    return file.state != FileState.DONE


def _taken(file: TranslatedFile, part: Part | None, units: list[list[Any]]) -> tuple[Part, dict[str, str]] | None:
    """What is written into the part; its lines tell what became of each passage."""
    lines = file.report["lines"]
    if part is None:
        for position, *_rest in units:
            lines[position][0], lines[position][4] = LEFT_OUT, "translated_file.part_gone"
        return None
    texts = {}
    for position, _name, key, source, target, seen in units:
        verdict = judge(part, file.language, Returned(key, source, target, seen)) or Verdict(UNCHANGED)
        lines[position][0] = verdict.outcome
        lines[position][4:] = [verdict.code, dict(verdict.data or {})]
        if verdict.outcome == TAKEN:
            texts[key] = verdict.text
    return part, texts


@action
def forget_files(*, before: datetime) -> int:
    """Let go of files that came ``before``, except those being taken in. Returns how many."""
    old = TranslatedFile.objects.filter(created_at__lt=before).exclude(state=FileState.TAKING)
    return old.delete()[0]
