"""Tags that any template may use without loading."""

from __future__ import annotations

from datetime import date, datetime

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core import moments
from core.languages import LANGUAGES, NATIVE_NAMES, active, choose, direction, local_text

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from the sprite; decorative, so give the control its own words. ``css="turns"`` mirrors it in Arabic."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("icons.svg"), name
    )


@register.filter
def control(field: BoundField) -> SafeString:
    """A form's field with the class of its kind, without the placeholder that would pose as a label."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.FileInput):
        return field.as_widget()
    css = "area" if isinstance(widget, forms.Textarea) else "select" if isinstance(widget, forms.Select) else "input"
    if isinstance(widget, forms.SelectMultiple):
        css = "area"
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css} {given}".strip(), "placeholder": False})


@register.filter(name="direction")
def direction_filter(language: str) -> str:
    """``rtl`` for Arabic, ``ltr`` for the others."""
    return direction(language)


@register.filter
def native_name(language: str) -> str:
    """“Français” for ``fr``: a language in its own words."""
    return NATIVE_NAMES.get(language, language)


@register.simple_tag
def page_numbers(page: Page) -> list[int | None]:
    """The numbers to link from a page of a list, None where some are left out."""
    return [
        number if isinstance(number, int) else None
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]


@register.simple_tag
def translated(instance: Model, field: str) -> SafeString:
    """A content field in the page's language; in a fallback language it carries ``lang`` and ``dir`` of its own."""
    text, language = choose(local_text(instance, field)["$text"], active())
    if language == active():
        return format_html("{}", text)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)


@register.simple_tag
def shown_in(instance: Model, field: str) -> SafeString:
    """In words, beside a content field that could only be shown in a fallback language; else nothing."""
    text, language = choose(local_text(instance, field)["$text"], active())
    if not text or language == active():
        return SafeString()
    words = gettext("Shown in %(language)s") % {"language": language_name(language)}
    return format_html('<span class="badge">{}</span>', words)


@register.simple_tag
def time_span(starts: datetime, ends: datetime, zone: str = "") -> SafeString:
    """Day and hours in ``zone``, or in the viewer's zone when none is given."""
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(), moments.span(starts, ends, zone or None))


@register.simple_tag
def clock_span(starts: datetime, ends: datetime, zone: str = "") -> SafeString:
    """Hours alone, for a zone named beside them; with the day, where another one is written there."""
    if zone and not moments.same_days(starts, ends, zone, timezone.get_current_timezone()):
        return time_span(starts, ends, zone)
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(), moments.hours(starts, ends, zone or None))


@register.simple_tag
def time_beside(starts: datetime, ends: datetime, zone: str) -> SafeString:
    """Hours in another zone with its city, to stand beside the viewer's; nothing where both clocks agree.

    With the day where another one is written there. Once the same for ``starts`` and ``ends``: one hour.
    """
    viewer = timezone.get_current_timezone()
    if moments.same_clock(starts, zone, viewer) and moments.same_clock(ends, zone, viewer):
        return SafeString("")
    if starts != ends:
        words = clock_span(starts, ends, zone)
    elif moments.same_days(starts, ends, zone, viewer):
        words = format_html('<time datetime="{}">{}</time>', starts.isoformat(), moments.clock(starts, zone))
    else:
        words = time_from(starts, zone)
    return format_html("{} · {}", words, moments.zone_city(zone))


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
def duration(minutes: int) -> str:
    """“2 hours and 15 minutes”."""
    return moments.duration(minutes)


@register.filter
def day(at: datetime) -> str:
    return moments.day(at)


@register.filter
def date_words(given: date) -> SafeString:
    """“9 June 2026”."""
    return format_html('<time datetime="{}">{}</time>', given.isoformat(), moments.date_words(given))


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


@register.inclusion_tag("frame/language_state.html")
def language_state(instance: Model, field: str) -> dict[str, object]:
    """In how many languages a content field is written, and which are missing."""
    texts = local_text(instance, field)["$text"]
    missing = [NATIVE_NAMES[language] for language in LANGUAGES if language not in texts]
    return {"filled": len(texts), "missing": missing, "total": len(LANGUAGES)}


@register.filter
def language_name(language: str) -> str:
    """A language in the language of the page, as the settings name it."""
    return str(dict(settings.LANGUAGES).get(language, language))


@register.filter
def clock(at: datetime, zone: str = "") -> str:
    """The hour in ``zone``, or in the viewer's when none is given."""
    return moments.clock(at, zone or None)


@register.simple_tag
def time_from(starts: datetime, zone: str = "") -> SafeString:
    """Day and hour of a beginning in ``zone``, or in the viewer's zone when none is given."""
    comma = "، " if active() == "ar" else ", "
    words = f"{moments.day(starts, zone or None)}{comma}{moments.clock(starts, zone or None)}"
    return format_html('<time datetime="{}">{}</time>', starts.isoformat(), words)
