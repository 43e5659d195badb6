"""Whether a question behaves differently in one language, among people who know as much: Mantel–Haenszel.

People are matched by their total mark (the question included), and the odds of answering right are compared within each
match. P. W. Holland and D. T. Thayer, "Differential item performance and the Mantel–Haenszel procedure", in H. Wainer and
H. I. Braun (eds.), *Test Validity*, 1988, 129–145. The classes A, B, C and what they ask for: R. Zwick, *A Review of ETS
Differential Item Functioning Assessment Procedures*, ETS Research Report RR-12-08, 2012. The variance of the logarithm:
J. Robins, N. Breslow, S. Greenland, *Biometrics* 42 (1986), 311–323.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

LEAST_GROUP = 30
"""So many people must have answered in a language, and as many in the others together, before the two are compared."""

LEAST_SHOWN = 5
"""A language in which fewer people answered is not shown."""

MOST_MATCHES = 20
"""Totals are matched in at most so many bands of about as many people each."""

CHI_SQUARE_5 = 3.841458820694124
"""Exceeded once in twenty times by chance, with one degree of freedom."""

Z_5 = 1.6448536269514722
"""Exceeded once in twenty times by a normal deviate, on one side."""

DELTA = -2.35
"""From the logarithm of the odds ratio to the scale on which ETS says how hard a question is."""


@dataclass(frozen=True)
class Match:
    """People with about the same total: how many of the language and of the others answered right and wrong."""

    right: float
    wrong: float
    others_right: float
    others_wrong: float

    @property
    def is_both(self) -> bool:
        return self.right + self.wrong > 0 and self.others_right + self.others_wrong > 0


@dataclass(frozen=True)
class Difference:
    """``odds``: common odds ratio of the others to the language, 1 where nothing differs. ``delta``: below 0 when the question
    is harder in this language than for people of the others who know as much. ``grade``: A (none or little), B, C."""

    odds: float
    delta: float
    error: float
    chi_square: float
    grade: str

    @property
    def is_flagged(self) -> bool:
        """Large and not by chance: somebody should look at the translation."""
        return self.grade == "C"


def difference(matches: Iterable[Match]) -> Difference | None:
    """Compare a language with the others over ``matches``; None when no match has people of both, or all did the same."""
    both = [match for match in matches if match.is_both]
    observed = sum(match.others_right for match in both)
    expected = variance = 0.0
    for match in both:
        people = match.right + match.wrong + match.others_right + match.others_wrong
        others, rights = match.others_right + match.others_wrong, match.right + match.others_right
        expected += others * rights / people
        if people > 1:
            variance += others * (people - others) * rights * (people - rights) / (people * people * (people - 1))
    if variance <= 0:
        return None
    chi_square = max(abs(observed - expected) - 0.5, 0.0) ** 2 / variance
    odds, error = _odds(both)
    delta, error = DELTA * log(odds), abs(DELTA) * error
    return Difference(odds, delta, error, chi_square, _grade(delta, error, chi_square))


def _odds(matches: Sequence[Match]) -> tuple[float, float]:
    """Common odds ratio, and the standard error of its logarithm. Half a person is added to each cell where one side of the
    ratio would be nothing (Haldane, Anscombe)."""
    above, below, first, second, third = _sums(matches)
    if above <= 0 or below <= 0:
        above, below, first, second, third = _sums(
            [
                Match(each.right + 0.5, each.wrong + 0.5, each.others_right + 0.5, each.others_wrong + 0.5)
                for each in matches
            ]
        )
    error = first / (2 * above**2) + second / (2 * above * below) + third / (2 * below**2)
    return above / below, sqrt(error)


def _sums(matches: Iterable[Match]) -> tuple[float, float, float, float, float]:
    above = below = first = second = third = 0.0
    for each in matches:
        people = each.right + each.wrong + each.others_right + each.others_wrong
        over, under = each.others_right * each.wrong / people, each.others_wrong * each.right / people
        same, crossed = (each.others_right + each.wrong) / people, (each.others_wrong + each.right) / people
        above, below = above + over, below + under
        first, second, third = first + same * over, second + same * under + crossed * over, third + crossed * under
    return above, below, first, second, third


def _grade(delta: float, error: float, chi_square: float) -> str:
    """A: under 1, or not different from 0 at 5 %. C: 1.5 or more, and above 1 at 5 %. B: what is left."""
    if abs(delta) < 1 or chi_square < CHI_SQUARE_5:
        return "A"
    return "C" if abs(delta) >= 1.5 and abs(delta) - 1 > Z_5 * error else "B"


def bounds(totals: Iterable[float], most: int = MOST_MATCHES) -> list[float]:
    """The highest total of each band: equal totals are never parted, bands hold about as many people each."""
    counts = Counter(totals)
    people, highest, held, passed = sum(counts.values()), [], 0, 0
    for total in sorted(counts):
        held += counts[total]
        passed += counts[total]
        if held * most >= people or passed == people:
            highest.append(total)
            held = 0
    return highest


def band(total: float, highest: Sequence[float]) -> int:
    """Which of the bands of :func:`bounds` a total is in."""
    return bisect_left(highest, total)


Counts = Mapping[tuple[str, int, bool], int]
"""How many people there are by language, band and whether they answered wholly right."""


def differences(counts: Counts, *, least: int = LEAST_GROUP) -> dict[str, Difference]:
    """Each language against all others together, where both are ``least`` people or more."""
    people: Counter[str] = Counter()
    for (language, _band, _right), number in counts.items():
        people[language] += number
    found = {}
    for language in sorted(people):
        if people[language] >= least and people.total() - people[language] >= least:
            compared = difference(_matches(counts, language))
            if compared is not None:
                found[language] = compared
    return found


def _matches(counts: Counts, language: str) -> list[Match]:
    cells: dict[int, list[int]] = {}
    for (spoken, where, is_right), number in counts.items():
        cells.setdefault(where, [0, 0, 0, 0])[(0 if spoken == language else 2) + (0 if is_right else 1)] += number
    return [Match(*cells[where]) for where in sorted(cells)]


def shown(people: Mapping[str, int], *, least: int = LEAST_SHOWN) -> list[str]:
    """Languages that may be shown: those of ``least`` people or more; the smallest of them is left out too while those left
    out are together fewer, so that nobody is found by subtraction."""
    order = sorted((language for language in people if people[language]), key=lambda each: (-people[each], each))
    kept = [language for language in order if people[language] >= least]
    hidden = sum(people[language] for language in order[len(kept) :])
    while kept and 0 < hidden < least:
        hidden += people[kept.pop()]
    return sorted(kept)
