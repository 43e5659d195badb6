"""Tags that any template may use without loading."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.languages import direction

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from the sprite; decorative, so give the control its own words. ``css="turns"`` mirrors it in Arabic."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("icons.svg"), name
    )


@register.filter(name="direction")
def direction_filter(language: str) -> str:
    """``rtl`` for Arabic, ``ltr`` for the others."""
    return direction(language)
