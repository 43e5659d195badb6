"""Writing and reviewing a question in another language, passage by passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.actions import Refused, action
from core.fingerprint import fingerprint
from people.models import Person
from quizzes.actions.writing import write_content
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
