"""Countries and offsets in templates: ``{% load people %}``."""

from __future__ import annotations

from django import template

from people import countries

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """The country's name in the page's language."""
    return countries.country_name(code)


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser_name(user_agent: str) -> str:
    """“Firefox, Windows”: enough to recognise one's own browser; the first words of an agent that is not known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or user_agent[:40]
