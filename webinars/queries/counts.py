"""Counts of those who attended, with small ones suppressed. ``docs/rules/suppression.md`` says what may stand here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.languages import LANGUAGES
from core.suppression import Counts, Split, Splits, Tree, protect_counts, protect_splits, protect_tree
from people.choices import Audience, Gender
from people.models import Region

NOWHERE = ""
"""The key of people whose region, country or audience is not known: guests have no audience."""


class Counted(Protocol):
    """What the counts need to know of a person."""

    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def gender(self) -> str: ...
    @property
    def evidence_seconds(self) -> float: ...
    @property
    def attended(self) -> bool: ...


@dataclass(frozen=True)
class Figures:
    """``places``: countries within regions. ``women``: None where a division by gender may not be given."""

    places: Tree[str, str]
    languages: Counts[str]
    audiences: Counts[str]
    women: Splits[str] | None
    region_names: dict[str, Region]


def figures_of(lines: Sequence[Counted], *, divided_by_gender: Sequence[Counted] | None) -> Figures:
    """Every count of a page. Countries are those of all ``lines``, so that absence is counted too.

    ``divided_by_gender``: the population of that one table, which nothing done later may change; None to leave it out.
    """
    regions = {region.code: region for region in Region.objects.all()}
    attended = [line for line in lines if line.attended]
    places: dict[str, dict[str, int]] = {code: {} for code in regions}
    for line in lines:
        countries = places.setdefault(line.region, {})
        countries[line.country] = countries.get(line.country, 0) + line.attended
    languages = Counter(dict.fromkeys(LANGUAGES, 0) | Counter(line.language for line in attended))
    audiences = Counter({str(audience): 0 for audience in Audience} | Counter(line.audience for line in attended))
    return Figures(
        places=protect_tree(places),
        languages=protect_counts(languages),
        audiences=protect_counts(audiences),
        women=None if divided_by_gender is None else _women(divided_by_gender, list(regions)),
        region_names=regions,
    )


def _women(lines: Sequence[Counted], regions: Sequence[str]) -> Splits[str]:
    """Women among those with an account who were connected at all, by region: by the evidence, whatever was corrected."""
    women: dict[str, int] = defaultdict(int)
    everybody: dict[str, int] = dict.fromkeys(regions, 0)
    for line in lines:
        if line.gender and line.evidence_seconds:
            everybody[line.region] = everybody.get(line.region, 0) + 1
            women[line.region] += line.gender == Gender.WOMAN
    return protect_splits({region: Split(women[region], whole) for region, whole in everybody.items()})
