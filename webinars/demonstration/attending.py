"""Who was connected to last week's webinar, and when: people come early and late, lose their line, leave, come back."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from people.models import Person
from webinars.actions.past_sittings import SatBeside, WasThere
from webinars.demonstration import cast
from webinars.intervals import Interval

ABSENT = frozenset({"luc.perrin", "hicham.idrissi", "andre.campbell", "somchai.prasert"})
"""Registered, never came."""

BRIEF = {"karim.fahmy": (0, 35), "alain.fotso": (60, 140), "rafael.moreira": (20, 85), "andres.quintero": (0, 70)}
"""Minutes of the live time between which somebody was there: too short to count as attended."""

LOST = {"trainee.ar": 9, "awa.cisse": 16, "helder.sitoe": 7, "kwame.asante": 31, "levan.gelashvili": 12}
"""Minutes without a line, in the middle: after a crash of the browser, or without power."""

AWAY_AND_BACK = frozenset(
    {"peter.mwangi", "fatou.sarr", "daniyar.seitkali", "rosa.quispe", "ramon.delacruz", "nour.mansour"}
)
"""Reloaded the page or changed the network several times: short gaps."""

GUESTS = (
    ("faith.wambui", "Samuel Ochieng", 6),
    ("faith.wambui", "Lucy Wanjiku", 6),
    ("coordinator.sn", "Ibrahima Sow", 3),
    ("omar.khatib", "هبة العمري", 10),
    ("angelica.reyes", "Roberto Villanueva", 5),
)
"""Beside whom, who, and since which minute."""


def screens(people: dict[str, Person], team: list[str], live: Interval, chance: Random) -> list[WasThere]:
    """The connections of everybody who came."""
    found = []
    for name in [*team, "coordinator.sn", *cast.trainees()]:
        if name in ABSENT:
            continue
        person = people[name]
        early = 18 if name in team else chance.uniform(1, 12)
        come = live.start - timedelta(minutes=early)
        if chance.random() < 0.2 and name not in team:
            come = live.start + timedelta(minutes=chance.uniform(1, 9))
        go = live.end + timedelta(minutes=chance.uniform(0.2, 3))
        if name in BRIEF:
            first, last = BRIEF[name]
            come, go = live.start + timedelta(minutes=first), live.start + timedelta(minutes=last)
        found += [
            WasThere(person, time, person.language) for time in _without_gaps(name, Interval(come, go), live, chance)
        ]
    return found


def _without_gaps(name: str, whole: Interval, live: Interval, chance: Random) -> list[Interval]:
    gaps = []
    if name in LOST:
        at = live.start + timedelta(minutes=chance.uniform(40, 75))
        gaps.append(Interval(at, at + timedelta(minutes=LOST[name])))
    elif name in AWAY_AND_BACK:
        for minute in (22, 64, 101):
            at = live.start + timedelta(minutes=minute + chance.uniform(0, 9))
            gaps.append(Interval(at, at + timedelta(seconds=chance.uniform(4, 95))))
    pieces, at = [], whole.start
    for gap in gaps:
        pieces.append(Interval(at, gap.start))
        at = gap.end
    return [*pieces, Interval(at, whole.end)]


def guests(people: dict[str, Person], live: Interval) -> list[SatBeside]:
    """Those without an account, at somebody's screen; each of the administration of that person."""
    found = []
    for host, name, minute in GUESTS:
        person = people[host]
        if person.administration is not None:
            found.append(SatBeside(person, name, person.administration, live.start + timedelta(minutes=minute)))
    return found


def lost_minutes() -> tuple[tuple[str, int, str], ...]:
    """Corrections signed after the sitting: whose, minutes of live time, and why."""
    return (
        ("kwame.asante", 131, "Power cut in Tema: followed by telephone beside a colleague, as the office confirms."),
    )
