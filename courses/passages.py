"""The texts of a course, a module or a lesson one by one, each under a key that stays while its row does, for translators.

Lessons: ``title``, ``block.<id>`` and ``block.<id>.caption``. Modules: ``title``, ``summary``, ``objectives``. Courses:
``title``, ``summary``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from courses.content import BlockContent, LessonContent, Texts


def passages_of(content: LessonContent) -> dict[str, Texts]:
    """Texts by key, in the order in which they are read; those that no language has are left out. Rows have ids."""
    found: dict[str, Texts] = {"title": content.title}
    for block in content.blocks:
        found[f"block.{block.id}"] = block.text
        found[f"block.{block.id}.caption"] = block.caption
    return {key: texts for key, texts in found.items() if any(texts.values())}


def with_translations(content: LessonContent, language: str, given: Mapping[str, str]) -> LessonContent:
    """The lesson with the passages ``given`` in ``language``; keys that it does not have are passed over."""

    def text(key: str, texts: Texts) -> Texts:
        return {**texts, language: given[key]} if key in given else texts

    def block(one: BlockContent) -> BlockContent:
        key = f"block.{one.id}"
        return replace(one, text=text(key, one.text), caption=text(f"{key}.caption", one.caption))

    return replace(content, title=text("title", content.title), blocks=tuple(map(block, content.blocks)))
