"""Values of the programme's tables in templates: ``{% load figures %}``."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.suppression import Cell
from programme.exporters import tables

register = template.Library()


@register.filter
def written(value: tables.Figure) -> SafeString:
    """The figure, or in another style the words that stand for a suppressed one."""
    text = tables.written(value)
    return (
        format_html('<i class="few">{}</i>', text)
        if isinstance(value, Cell) and not value.shown
        else format_html("{}", text)
    )
