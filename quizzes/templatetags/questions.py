"""Texts of questions in templates: ``{% load questions %}``."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.db.models import Model
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from core.languages import active, choose, local_text
from quizzes.content import Texts
from quizzes.forms.answering import Wording, wording

register = template.Library()


@register.filter
def points(mark: Decimal) -> str:
    """A mark as it is written: 1, 0.5, 0.25."""
    return number_format(Decimal(f"{mark.normalize():f}"))


@register.simple_tag
def worded(instance: Model, field: str) -> Wording:
    """As ``translated``, of a column whose texts have marks: a line without paragraphs, or all else with ``as``."""
    text, language = choose(local_text(instance, field)["$text"], active())
    return Wording(text, language, active())


@register.simple_tag
def marked(texts: Texts, language: str = "", source: str = "en") -> SafeString:
    """Texts by language as HTML with paragraphs."""
    return wording(texts, language or active(), source).html
