"""The nomenclature: what the Harmonized System calls goods. ``docs/rules/nomenclature.md`` has the rules in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core import audit
from core.actions import action
from core.languages import LANGUAGES
from people.models import Person
from quizzes.models import HSCode
from quizzes.queries.nomenclature import searchable

BATCH = 500


@dataclass(frozen=True)
class Goods:
    """A chapter, heading or subheading: its ``code`` of two, four or six digits, what it is called by language, and its tier."""

    code: str
    titles: Mapping[str, str] = field(default_factory=dict)
    tier: int | None = None


@dataclass(frozen=True)
class Loaded:
    """How many codes are new, were changed, or were as they are."""

    new: int
    changed: int
    unchanged: int


@action
def load_nomenclature(goods: Iterable[Goods], *, by: Person | None = None, replaces: bool = True) -> Loaded:
    """Add codes, and what they are called; doing so again changes nothing.

    What is said of a code replaces what was known of it, or only completes it (``replaces=False``). A language that is not
    said stays as it was; no code is removed, because questions may ask for it.
    """
    said = _joined(goods)
    known = {row.code: row for row in HSCode.objects.select_for_update().filter(code__in=said)} if said else {}
    new, changed = [], []
    for code, one in sorted(said.items()):
        row = known.get(code)
        if row is None:
            row = HSCode(code=code)
            _say(row, one, replaces=True)
            new.append(row)
        elif _say(row, one, replaces=replaces):
            row.pk = None  # found again by its code
            changed.append(row)
    HSCode.objects.bulk_create(new, batch_size=BATCH)
    HSCode.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["title", *(f"title_{language}" for language in LANGUAGES), "tier", "folded"],
    )
    if new or changed:
        audit.record(
            "nomenclature.loaded",
            actor_id=by.pk if by else None,
            subject="nomenclature",
            new=len(new),
            changed=len(changed),
        )
    return Loaded(len(new), len(changed), len(said) - len(new) - len(changed))


def _joined(goods: Iterable[Goods]) -> dict[str, Goods]:
    """By code; of several that say the same, the last counts."""
    said: dict[str, Goods] = {}
    for one in goods:
        before = said.get(one.code, one)
        said[one.code] = Goods(one.code, {**before.titles, **one.titles}, before.tier if one.tier is None else one.tier)
    return said


def _say(row: HSCode, goods: Goods, *, replaces: bool) -> bool:
    """Whether the row is another one than before."""
    before = _values(row)
    titles = {language: getattr(row, f"title_{language}") or "" for language in LANGUAGES}
    for language, title in goods.titles.items():
        if title and (replaces or not titles[language]):
            titles[language] = title
            setattr(row, f"title_{language}", title)
    if goods.tier is not None and (replaces or row.tier is None):
        row.tier = goods.tier
    row.folded = searchable(titles)
    return before != _values(row)


def _values(row: HSCode) -> tuple[object, ...]:
    return row.tier, row.folded, *(getattr(row, f"title_{language}") or "" for language in LANGUAGES)
