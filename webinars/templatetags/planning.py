"""Names of planning in templates: ``{% load planning %}``."""

from __future__ import annotations

from django import template

from people.choices import Audience

register = template.Library()


@register.filter
def audience_name(audience: str) -> str:
    """“Operational officer”, in the page's language."""
    return str(Audience(audience).label) if audience in Audience.values else audience
