"""Blocks of lessons in templates: ``{% load lessons %}{% show_blocks blocks %}``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.languages import active, direction
from courses.choices import BlockKind, Tone
from courses.content import ShownBlock
from courses.queries.blocks import quiz_titles

register = template.Library()

TONE_ICONS = {Tone.NOTE: "info", Tone.IMPORTANT: "warn", Tone.EXAMPLE: "find", Tone.EXERCISE: "pen"}


@dataclass(frozen=True)
class DrawnBlock:
    """A block with what its template asks for. ``said_in``: the language to name above it, which is not the page's."""

    block: ShownBlock
    template: str
    tongue: SafeString
    said_in: str
    quiz_title: SafeString
    tone: str
    tone_icon: str


@register.inclusion_tag("courses/blocks/blocks.html")
def show_blocks(
    blocks: Iterable[ShownBlock], language: str = "", tries: frozenset[int] | None = None
) -> dict[str, Any]:
    """Blocks in order, for a page in ``language`` (the active one for none). What is in another carries ``lang`` and ``dir``,
    and the first of a run of them says which one. One query where there are quizzes.

    ``tries``: in a preview, ids of the quizzes that its reader may try, without leaving an attempt that counts.
    """
    page = language or active()
    found: list[DrawnBlock] = []
    shown = list(blocks)
    titles = quiz_titles((block.quiz for block in shown if block.quiz is not None), page)
    before = page
    for block in shown:
        if block.kind == BlockKind.QUIZ and block.quiz not in titles:
            continue
        own = block.language if block.text or block.caption else page
        title, spoken = titles.get(block.quiz or 0, ("", page))
        tone = Tone(block.tone) if block.tone in Tone.values else Tone.NOTE
        found.append(
            DrawnBlock(
                block,
                f"courses/blocks/{BlockKind(block.kind).value}.html",
                tongue(own, page),
                own if own not in (page, before) else "",
                format_html("<span{}>{}</span>", tongue(spoken, page), title),
                str(tone.label),
                TONE_ICONS[tone],
            )
        )
        before = own
    return {"drawn": found, "is_preview": tries is not None, "tries": tries or ()}


def tongue(language: str, page: str) -> SafeString:
    """The attributes of an element in ``language`` on a page in another; nothing where they are the same."""
    if language == page:
        return SafeString()
    return format_html(' lang="{}" dir="{}"', language, direction(language))
