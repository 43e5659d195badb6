"""A text in several languages, as articles, out of a JSON file: to be a course of one lesson for each article.

By language: ``title``, ``preamble_title``, ``preamble`` (paragraphs), ``articles`` (each a ``heading`` and ``paragraphs``).
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from core.actions import Refused
from core.languages import LANGUAGES
from courses.actions.articles import Article, CoursePlan, ModulePlan
from courses.content import Texts
from courses.markup import clean_html

IN_A_MODULE = 8
WORDS_A_MINUTE = 120


def read_articles(content: bytes) -> CoursePlan:
    """The course that a file describes. Refused: ``course_file.unreadable``, ``course_file.uneven`` (``language``: it has
    another number of articles than the first language)."""
    try:
        data: dict[str, Any] = json.loads(content)
        languages = [language for language in LANGUAGES if language in data]
        texts = {language: _parts(data[language]) for language in languages}
        titles = {language: _line(data[language]["title"]) for language in languages}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("course_file.unreadable") from error
    if not languages:
        raise Refused("course_file.unreadable")
    source = languages[0]
    for language in languages:
        if len(texts[language]) != len(texts[source]):
            raise Refused("course_file.uneven", language=language)
    lessons = [
        Article(
            title={language: texts[language][number][0] for language in languages},
            text={language: texts[language][number][1] for language in languages},
            minutes=max(1, round(len(texts[source][number][1].split()) / WORDS_A_MINUTE)),
        )
        for number in range(len(texts[source]))
    ]
    groups = [tuple(lessons[start : start + IN_A_MODULE]) for start in range(0, len(lessons), IN_A_MODULE)]
    modules = tuple(ModulePlan(_from_to(group), group) for group in groups)
    return CoursePlan(titles, modules, source, tuple(sorted(set(data) - set(LANGUAGES))))


def _parts(text: dict[str, Any]) -> list[tuple[str, str]]:
    """Headings with their paragraphs, the preamble first."""
    found = [(_line(text["preamble_title"]), _html(text["preamble"]))] if text.get("preamble") else []
    return found + [(_line(each["heading"]), _html(each["paragraphs"])) for each in text["articles"]]


def _line(text: str) -> str:
    return " ".join(text.split())


def _html(paragraphs: list[str]) -> str:
    return clean_html("".join(f"<p>{escape(_line(each), quote=False)}</p>" for each in paragraphs))


def _from_to(lessons: tuple[Article, ...]) -> Texts:
    """What a module is called that holds these lessons: the first of them, and the last."""
    first, last = lessons[0].title, lessons[-1].title
    return {language: f"{text} – {last[language]}" if len(lessons) > 1 else text for language, text in first.items()}
