"""Counts of those who attended, with small ones suppressed. ``docs/rules/suppression.md`` says what may stand here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.languages import LANGUAGES
from core.suppression import Counts, Tree, protect_counts, protect_tree
from people.choices import Audience
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
    def attended(self) -> bool: ...


@dataclass(frozen=True)
class Figures:
    """``places``: countries within regions. How people divide by gender is not counted here (``docs/rules/suppression.md``)."""

    places: Tree[str, str]
    languages: Counts[str]
    audiences: Counts[str]
    region_names: dict[str, Region]


def figures_of(lines: Sequence[Counted]) -> Figures:
    """Every count of a page. Countries are those of all ``lines``, so that absence is counted too."""
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
        region_names=regions,
    )
