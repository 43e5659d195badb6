"""Suppressed counts, group names and clock times of the attendance page: ``{% load attendance %}``."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import moments
from core.languages import NATIVE_NAMES
from core.suppression import Cell
from webinars.exporters.attendance import cell_text, group_label
from webinars.queries.attendance import Group

register = template.Library()


@register.filter
def count(cell: Cell) -> SafeString:
    """The number, or in another style the words that stand for a suppressed one."""
    return format_html("{}", cell.value) if cell.shown else format_html('<i class="few">{}</i>', cell_text(cell))


@register.filter
def group_name(group: Group) -> str:
    return group_label(group)


@register.filter
def language_name(code: str) -> str:
    """A language in its own words."""
    return NATIVE_NAMES.get(code, "")


@register.filter
def clock(at: datetime, zone: str) -> str:
    """Hours and minutes in a zone that the page names."""
    return moments.clock(at, zone)


@register.filter
def unlocalized(number: float) -> str:
    """A coordinate: with a point whatever the language."""
    return f"{number:g}"


@register.simple_tag
def time_moment(at: datetime, zone: str) -> SafeString:
    """Day and clock time in a zone, with its city."""
    text = f"{moments.day(at, zone)}, {moments.clock(at, zone)} ({moments.zone_city(zone)})"
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)
