"""Countries and offsets in templates: ``{% load people %}``."""

from __future__ import annotations

from django import template

from people import countries

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """The country's name in the page's language."""
    return countries.country_name(code)
