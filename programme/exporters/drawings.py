"""Charts as SVG, drawn once for the page and for paper.

The style sheet of a page goes before the attributes; on paper there are only those.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import moments
from programme.queries.reported import Presence
from programme.queries.webinar_figures import WebinarFigures
from webinars.figures import PresenceChart, presence_chart
from webinars.models import Sitting

PETROL, SOFT, INK, INK_3, LINE, EDGE, MUTE = (
    "#0b5c6b",
    "#e0eef0",
    "#14262b",
    "#5f686d",
    "#d5dad8",
    "#7f8a8e",
    "#9aa8ac",
)
"""The tokens of frontend/styles/tokens.css in its light theme: paper is white."""

FONT = "Noto Sans"


@dataclass(frozen=True)
class Drawing:
    """``title`` names it on the page. The SVG says its finding as its label; the table beside has the numbers."""

    key: str
    title: str
    svg: SafeString


def presence_drawings(figures: WebinarFigures) -> list[Drawing]:
    """People connected over the live time of each sitting, with the agenda under it. Nothing of one that had no live minute."""
    sittings = {sitting.pk: sitting for sitting in figures.sittings}
    drawings = []
    for shown in figures.presence:
        sitting = sittings.get(shown.sitting_id)
        chart = presence_chart(shown.live, shown.minutes, [part.time for part in shown.parts])
        if sitting is not None and chart is not None:
            title = _("Sitting %(number)s") % {"number": sitting.position}
            drawings.append(Drawing(f"sitting-{sitting.pk}", title, _presence(shown, chart, sitting)))
    return drawings


def _presence(shown: Presence, chart: PresenceChart, sitting: Sitting) -> SafeString:
    zone = sitting.time_zone
    label = _(
        "People connected from %(from)s to %(until)s: at most %(most)s at once, at %(at)s. "
        "The table has the parts of the agenda."
    ) % {
        "from": moments.clock(shown.live.start, zone),
        "until": moments.clock(shown.live.end, zone),
        "most": shown.most,
        "at": moments.clock(chart.peak_at, zone),
    }
    grid = format_html_join(
        "",
        '<path class="{}" d="M36 {}h440" fill="none" stroke="{}" stroke-width="1"/>',
        (("grid" if level.people else "axis", _n(level.y), LINE if level.people else EDGE) for level in chart.levels),
    )
    curve = format_html(
        '<path class="under" d="{}" fill="{}"/><path class="one" d="{}" fill="none" stroke="{}" stroke-width="2.5"/>',
        chart.area,
        SOFT,
        chart.line,
        PETROL,
    )
    bands = format_html_join(
        "",
        '<rect class="{}" x="{}" y="185" width="{}" height="8" fill="{}"/>',
        (
            ("part two" if number % 2 else "part", _n(band.x), _n(band.width), MUTE if number % 2 else EDGE)
            for number, band in enumerate(chart.bands)
        ),
    )
    peak = format_html(
        '<circle class="dot" cx="{x}" cy="{y}" r="4" fill="{dot}"/>'
        '<text class="strong" x="{x}" y="{y}" dy="-8" text-anchor="{anchor}" font-size="13" font-weight="600" fill="{ink}">'
        "{people}</text>",
        x=_n(chart.peak_x),
        y=_n(chart.peak.y),
        dot=PETROL,
        ink=INK,
        anchor=chart.peak_anchor,
        people=chart.peak.people,
    )
    text = '<text x="{}" y="{}" dy="{}" text-anchor="{}" font-size="13" fill="{}">{}</text>'
    levels = format_html_join("", text, ((30, _n(level.y), 5, "end", INK_3, level.people) for level in chart.levels))
    marks = format_html_join(
        "", text, ((_n(mark.x), 214, 0, mark.anchor, INK_3, moments.clock(mark.at, zone)) for mark in chart.marks)
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 222" role="img" direction="ltr" font-family="{}" '
        'aria-label="{}">{}{}{}{}{}{}</svg>',
        FONT,
        label,
        grid,
        curve,
        bands,
        peak,
        levels,
        marks,
    )


def _n(number: float) -> str:
    """A coordinate: with a point whatever the language."""
    return f"{number:g}"
