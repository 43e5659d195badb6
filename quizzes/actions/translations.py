"""Writing and reviewing a question in another language, passage by passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.actions import Refused, action
from core.fingerprint import fingerprint
from people.models import Person
from quizzes.actions.writing import write_content
from quizzes.content import QuestionContent
from quizzes.models import Question
from quizzes.passages import passages_of, with_translations
from quizzes.queries.contents import content_of

LONGEST = 4000
"""Characters of a passage."""

_GAP = re.compile(r"\[\[\d+\]\]")


def seen_passage(source: str, target: str) -> str:
    """Stands for a passage and its translation as a translator saw them."""
    return fingerprint(source, target)


@action
def translate_question(
    question: Question,
    *,
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    reviewed: Iterable[str] = (),
    by: Person,
) -> Question:
    """Write ``texts`` by passage in ``language``; those of ``reviewed`` are found right as they are then.

    Passages that the question does not have any more are passed over. Refused, with nothing written:
    ``translation.source_language``, ``translation.changed`` (``keys``: others changed these passages since they were
    ``seen``), ``translation.gaps`` (``keys``: gaps are missing or too many) and ``translation.too_long``.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    content = content_of(question)
    if language == content.source_language:
        raise Refused("translation.source_language")
    passages = passages_of(content)
    sources = {key: texts.get(content.source_language, "") for key, texts in passages.items()}
    targets = {key: texts.get(language, "") for key, texts in passages.items()}
    wanted = {key: text.strip() for key, text in texts.items() if sources.get(key)}
    changed = {key: text for key, text in wanted.items() if text != targets[key]}
    found_right = [key for key in reviewed if wanted.get(key, targets.get(key, ""))]
    touched = {*changed, *found_right}
    stale = [key for key in touched if key in seen and seen[key] != seen_passage(sources[key], targets[key])]
    if stale:
        raise Refused("translation.changed", keys=sorted(stale))
    gapped = [key for key in changed if changed[key] and _gaps(changed[key]) != _gaps(sources[key])]
    if gapped:
        raise Refused("translation.gaps", keys=sorted(gapped))
    if any(len(text) > LONGEST for text in changed.values()):
        raise Refused("translation.too_long", most=LONGEST)
    write_content(question, with_translations(content, language, changed), by=by, reviewed={language: found_right})
    return question


def _gaps(text: str) -> list[str]:
    return sorted(_GAP.findall(text))


@dataclass(frozen=True)
class Returned:
    """A passage that came back from a translator: the source it was made from, and what its target was then ("" if unknown).
    ``doubt``: why the file itself does not take its target for a translation: ``unfinished``, ``untouched``."""

    key: str
    source: str
    target: str
    seen_target: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Taking:
    """What becomes of passages that came back: ``texts`` to be written, and why others are not: the passage's key and a code."""

    texts: dict[str, str]
    notes: list[tuple[str, str]]


@action
def take_translation(question: Question, *, language: str, passages: Iterable[Returned], by: Person | None) -> Taking:
    """Write what came back from a translator, except where that would lose something. What is left out is told."""
    return take_returned(Question.objects.select_for_update().get(pk=question.pk), language, passages, by)


def take_returned(question: Question, language: str, passages: Iterable[Returned], by: Person | None) -> Taking:
    """As :func:`take_translation`, on a locked question within a running action."""
    content = content_of(question)
    taking = judge_returned(content, language, passages)
    if taking.texts:
        write_content(question, with_translations(content, language, taking.texts), by=by)
    return taking


def judge_returned(content: QuestionContent, language: str, passages: Iterable[Returned]) -> Taking:
    """Empty ones and those that say what there is are passed over in silence."""
    held = passages_of(content)
    texts: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    for each in passages:
        target = each.target.strip()
        now = held.get(each.key, {})
        if not target or target == now.get(language, ""):
            continue
        if language == content.source_language:
            notes.append((each.key, "translation.source_language"))
        elif not now.get(content.source_language):
            notes.append((each.key, "translation.gone"))
        elif each.doubt:
            notes.append((each.key, f"translation.{each.doubt}"))
        elif each.source.strip() != now[content.source_language].strip():
            notes.append((each.key, "translation.source_changed"))
        elif each.seen_target and each.seen_target != fingerprint(now.get(language, "")):
            notes.append((each.key, "translation.changed_meanwhile"))
        elif not each.seen_target and now.get(language):
            notes.append((each.key, "translation.no_note"))
        elif _gaps(target) != _gaps(now[content.source_language]):
            notes.append((each.key, "translation.gaps"))
        elif len(target) > LONGEST:
            notes.append((each.key, "translation.too_long"))
        else:
            texts[each.key] = target
    return Taking(texts, notes)
