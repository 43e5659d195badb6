"""Tags that any template may use without loading."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.db.models import Model
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import moments
from core.languages import active, choose, direction, local_text

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


@register.simple_tag
def translated(instance: Model, field: str) -> SafeString:
    """A content field in the page's language; in a fallback language it carries ``lang`` and ``dir`` of its own."""
    text, language = choose(local_text(instance, field)["$text"], active())
    if language == active():
        return format_html("{}", text)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)


@register.simple_tag
def time_span(starts: datetime, ends: datetime, zone: str = "") -> SafeString:
    """Day and hours in ``zone``, or in the viewer's zone when none is given."""
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(), moments.span(starts, ends, zone or None))


@register.simple_tag
def clock_span(starts: datetime, ends: datetime, zone: str = "") -> SafeString:
    """Hours alone, for a zone named beside them."""
    return format_html(
        '<time datetime="{}">{}–{}</time>',
        starts.isoformat(),
        moments.clock(starts, zone or None),
        moments.clock(ends, zone or None),
    )


@register.simple_tag
def viewer_city() -> str:
    """The city of the zone in which this page tells times."""
    return moments.zone_city(timezone.get_current_timezone())


@register.filter
def city(zone: str) -> str:
    return moments.zone_city(zone)


@register.filter
def until(at: datetime) -> str:
    return moments.until(at)


@register.filter
def day_of_month(at: datetime) -> int:
    return timezone.localtime(at).day


@register.filter
def month_name(at: datetime) -> str:
    return moments.month(at)


@register.filter
def elsewhere(at: datetime, zone: str) -> bool:
    """Whether ``zone`` reads another hour than the viewer's at that instant, so that both must be told."""
    return not moments.same_clock(at, zone, timezone.get_current_timezone())
