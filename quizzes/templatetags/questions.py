"""Texts of questions in templates: ``{% load questions %}``."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.db.models import Model
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from core.languages import active, local_text
from quizzes.content import Texts
from quizzes.forms.answering import Wording, wording
from quizzes.markup import to_plain

register = template.Library()


@register.filter
def without_marks(text: str) -> str:
    """A question's text as plain text, for lists."""
    return to_plain(text or "")


@register.filter
def points(mark: Decimal) -> str:
    """A mark as it is written: 1, 0.5, 0.25."""
    return number_format(Decimal(f"{mark.normalize():f}"))


@register.simple_tag
def worded(instance: Model, field: str, language: str = "") -> Wording:
    """A translated column with marks, as :class:`Wording`: ``{% worded question "text" as text %}{{ text.html }}``."""
    texts: Texts = local_text(instance, field)["$text"]
    return wording(texts, language or active(), getattr(instance, "source_language", "en"))


@register.simple_tag
def marked(texts: Texts, language: str = "", source: str = "en") -> SafeString:
    """Texts by language as HTML with paragraphs."""
    return wording(texts, language or active(), source).html
