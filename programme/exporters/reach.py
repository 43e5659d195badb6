"""Who was reached: the tables of people, places, minutes and voices of a webinar."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from core import moments
from core.languages import NATIVE_NAMES, active, choose, local_text
from core.suppression import Cell
from people.countries import country_name, sort_key
from programme.exporters.tables import Row, Section, Table, all_label, percent
from programme.queries.webinar_figures import Breakdown, Key, Line, WebinarFigures
from webinars.choices import RegistrationState
from webinars.exporters.attendance import audience_label

ALWAYS = (RegistrationState.CONFIRMED,)
"""States that are listed even when nobody is in them."""


def sections(figures: WebinarFigures) -> list[Section]:
    return [
        Section("summary", _("At a glance"), [summary(figures), states(figures)]),
        Section("people", _("Who took part"), [*breakdowns(figures)]),
        Section("women", _("Women"), learners(figures), note=women_note(figures)),
        Section("presence", _("People connected"), presence(figures)),
        Section("voices", _("Minutes spoken"), voices(figures), note=voices_note()),
        *panels(figures),
    ]


def summary(figures: WebinarFigures) -> Table:
    reach, minutes = figures.reach, figures.minutes
    rows = [
        Row(_("People invited"), [reach.invited]),
        Row(_("Nominated by national coordinators"), [reach.nominated]),
        Row(_("Registered"), [reach.registered]),
        Row(_("Came at all"), [reach.came]),
        Row(_("Attended"), [reach.attended]),
        Row(_("Attended, of the registered, %"), [reach.share_of_registered]),
        Row(_("Attended as guests at a shared screen"), [reach.guests]),
        Row(_("Share of the live time that counts as attended, in percent"), [figures.threshold_percent]),
        Row(_("Live minutes"), [minutes.live]),
        Row(_("Median minutes"), [minutes.median]),
        Row(_("Mean minutes"), [minutes.mean]),
        Row(_("Mean share of the live time, %"), [minutes.share]),
        Row(_("Administrations"), [reach.administrations]),
        Row(_("Answered a poll or quiz"), [reach.answered]),
        Row(_("Questions to the trainers"), [figures.asked.asked]),
        Row(_("Questions answered"), [figures.asked.answered]),
    ]
    return Table("summary", _("At a glance"), _("Measure"), [_("Number")], rows)


def states(figures: WebinarFigures) -> Table:
    found = figures.reach.states
    rows = [Row(str(state.label), [number]) for state, number in found.items() if number or state in ALWAYS]
    total = Row(all_label(), [sum(found.values())])
    return Table("states", _("Registrations"), _("State"), [_("People")], rows, total)


def breakdowns(figures: WebinarFigures) -> list[Table]:
    def region(key: Key) -> str:
        return figures.region_names.get(str(key)) or _("Not known")

    def country(key: Key) -> str:
        return country_name(str(key)) or _("Not known")

    def administration(key: Key) -> str:
        return country(figures.countries_of[key]) if isinstance(key, int) else _("Not known")

    def language(key: Key) -> str:
        return NATIVE_NAMES.get(str(key), _("Not known"))

    return [
        _table("regions", _("By region and country"), _("WCO region"), figures.regions, region, country),
        _table(
            "administrations",
            _("By administration"),
            _("Administration"),
            figures.administrations,
            region,
            administration,
        ),
        _table("languages", _("By language read"), _("Language read"), figures.languages, language),
        _table("audiences", _("By audience"), _("Audience"), figures.audiences, lambda key: audience_label(str(key))),
    ]


def _table(
    key: str,
    title: str,
    heading: str,
    breakdown: Breakdown,
    name: Callable[[Key], str],
    child: Callable[[Key], str] | None = None,
) -> Table:
    most = max((line.attended.value or 0 for line in breakdown.lines), default=0)
    rows = []
    for line in breakdown.lines:
        lang = str(line.key) if key == "languages" and line.key else active()
        rows.append(_row(name(line.key), line, most, lang=lang))
        if child is not None:
            named = sorted(((child(own.key), own) for own in line.children), key=lambda pair: sort_key(pair[0]))
            rows += [_row(label, own, most, nested=True) for label, own in named]
    columns = [_("Registered"), _("Attended"), _("Median minutes")]
    return Table(key, title, heading, columns, rows, _row(all_label(), breakdown.total, 0), drawn=True)


def _row(label: str, line: Line, most: int, *, nested: bool = False, lang: str = "") -> Row:
    return Row(
        label,
        [line.registered, line.attended, line.median_minutes],
        lang=lang or active(),
        nested=nested,
        bar=_share(line.attended, most),
    )


def _share(cell: Cell, most: int) -> float | None:
    if cell.value is None:
        return None
    return round(100 * cell.value / most, 1) if most else 0.0


def learners(figures: WebinarFigures) -> list[Table]:
    if figures.learners is None or not figures.learners.groups:
        return []
    found = figures.learners

    def name(regions: tuple[str, ...]) -> str:
        return " + ".join(figures.region_names.get(code) or _("Not known") for code in regions)

    rows = [
        Row(name(group.regions), [group.people, group.women, percent(group.women, group.people)])
        for group in found.groups
    ]
    total = Row(all_label(), [found.people, found.women, percent(found.women, found.people)])
    columns = [_("People counted"), _("Women"), _("Women, %")]
    return [Table("women", _("Women"), _("WCO region"), columns, rows, total)]


def women_note(figures: WebinarFigures) -> str:
    if figures.learners is None:
        return _("Women are counted when the webinar is over and its figures are frozen.")
    if not figures.learners.groups:
        return _("Too few people were counted here for the first time to show how they divide.")
    return _(
        "As people declared it themselves, among those who were there and had not been counted in an earlier webinar. "
        "Regions of few people are joined or left out, so that nobody’s answer can be worked out."
    )


def presence(figures: WebinarFigures) -> list[Table]:
    sittings = {sitting.pk: sitting for sitting in figures.sittings}
    tables = []
    for shown in figures.presence:
        sitting = sittings.get(shown.sitting_id)
        if sitting is None:
            continue
        rows = []
        for part in shown.parts:
            title, lang = choose(local_text(part.item, "title")["$text"], active())
            begun = moments.clock(part.time.start, sitting.time_zone)
            rows.append(Row(title, [begun, part.most], lang=lang))
        tables.append(
            Table(
                f"sitting-{sitting.pk}",
                _("Sitting %(number)s") % {"number": sitting.position},
                _("Part"),
                [_("From"), _("Most at once")],
                rows,
                Row(all_label(), [moments.clock(shown.live.start, sitting.time_zone), shown.most]),
            )
        )
    return tables


def voices(figures: WebinarFigures) -> list[Table]:
    rows = [Row(voice.name or _("Somebody who has left"), [voice.minutes]) for voice in figures.voices]
    return [Table("voices", _("Minutes spoken"), _("Name"), [_("Minutes")], rows)] if rows else []


def voices_note() -> str:
    return _(
        "Presenters: their parts of the agenda, less the time in which somebody else had the floor. Others: the time "
        "in which they had the floor after raising their hand."
    )


def panels(figures: WebinarFigures) -> list[Section]:
    """Of the series; a panel of one webinar is never divided."""
    if figures.webinar.series_id is None:
        return []
    title, found = _("Balance of the series’ panels"), figures.panels
    if not figures.is_frozen:
        return [Section("panels", title, [], note=_("It is counted when the figures are frozen."))]
    if found is None:
        return [
            Section("panels", title, [], note=_("Three voices are too few to show: more have to be counted together."))
        ]
    rows = [Row(_("Women"), [found.women]), Row(_("Others"), [found.others])]
    total = Row(all_label(), [found.people])
    note = _("All webinars of the series together, each voice counted once; never the panel of one webinar.")
    return [Section("panels", title, [Table("panels", title, _("Voices"), [_("People")], rows, total)], note=note)]
