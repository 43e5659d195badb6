"""A lesson as it is being written, as its learners would meet it: what the templates of their page ask for."""

from __future__ import annotations

from dataclasses import dataclass

from courses.content import LessonPlace, ShownBlock, with_fallback
from courses.models import Lesson, Module
from courses.queries.contents import whole
from courses.queries.reading import Part, Step, Words
from courses.queries.showing import place_now, shown_block


@dataclass(frozen=True)
class Previewed:
    """``before`` and ``after``: its neighbours in the module. ``total``: how many lessons that has."""

    step: Step
    part: Part
    blocks: tuple[ShownBlock, ...]
    before: Step | None
    after: Step | None
    total: int


def previewed(lesson: Lesson, language: str) -> Previewed:
    """The lesson in ``language``; a title or a block that is not translated is in the language of the module. Five queries."""
    module = lesson.module
    source = module.source_language
    here = whole(Lesson.objects.filter(pk=lesson.pk)).get()
    steps = [
        Step(
            place_now(here) if row.pk == here.pk else LessonPlace(row.pk, row.kind),
            _title(row, language, source),
            module.pk,
            number,
        )
        for number, row in enumerate(_beside(lesson, language, source), start=1)
    ]
    at = next(at for at, step in enumerate(steps) if step.id == here.pk)
    blocks = sorted(here.blocks.all(), key=lambda block: block.position)
    return Previewed(
        step=steps[at],
        part=Part(module.pk, 0, source, module.minutes, _title(module, language, source), "", (), tuple(steps)),
        blocks=with_fallback(
            tuple(shown_block(block, language) for block in blocks),
            tuple(shown_block(block, source) for block in blocks),
        ),
        before=steps[at - 1] if at else None,
        after=steps[at + 1] if at + 1 < len(steps) else None,
        total=len(steps),
    )


def _beside(lesson: Lesson, language: str, source: str) -> list[Lesson]:
    names = {f"title_{language}", f"title_{source}"}
    return list(
        Lesson.objects.filter(module=lesson.module_id, removed_at__isnull=True)
        .only("kind", "module", "position", *names)
        .order_by("position")
    )


def _title(row: Lesson | Module, language: str, source: str) -> Words:
    own = getattr(row, f"title_{language}")
    return Words(own, language) if own else Words(getattr(row, f"title_{source}") or "", source)
