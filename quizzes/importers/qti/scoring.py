"""What an item says is right, and how it is marked, as far as our rules can say the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.importing.xml import Element, child, children, descendants, name_of, number_of
from quizzes.importers.qti.taking import Taking

_PLAIN = frozenset(
    (
        *("responseProcessing", "responseCondition", "responseIf", "responseElse", "setOutcomeValue"),
        *("match", "variable", "correct", "baseValue", "equal", "isNull", "and", "not"),
        *("mapResponse", "mapResponsePoint", "sum", "multiple"),
    )
)
"""Processing made of these only says what our rules say: the right response, or the sum of what is mapped."""


@dataclass
class Key:
    """Of one response: ``right`` values in their order, and what values are worth where the item maps them."""

    right: list[str] = field(default_factory=list)
    worth: dict[str, float] = field(default_factory=dict)
    other: float = 0.0
    case_matters: bool = True
    base: str = ""

    def worth_of(self, value: str) -> float:
        return self.worth.get(value, self.other)


def key_of(taking: Taking, interaction: Element) -> Key:
    declaration = taking.declaration(interaction)
    if declaration is None:
        return Key()
    key = Key(right=_values(child(declaration, "correctResponse")), base=declaration.get("baseType") or "")
    mapping = child(declaration, "mapping")
    if mapping is not None and _is_mapped(taking, declaration):
        entries = children(mapping, "mapEntry")
        key.worth = {_value(entry.get("mapKey")): number_of(entry.get("mappedValue"), 0.0) or 0.0 for entry in entries}
        key.other = number_of(mapping.get("defaultValue"), 0.0) or 0.0
        key.case_matters = not any(entry.get("caseSensitive") == "false" for entry in entries)
    return key


def _values(element: Element | None) -> list[str]:
    return [] if element is None else [_value(each.text) for each in children(element, "value")]


def _value(written: str | None) -> str:
    return " ".join((written or "").split())


def _is_mapped(taking: Taking, declaration: Element) -> bool:
    processing = child(taking.item, "responseProcessing")
    if processing is None:
        return child(declaration, "correctResponse") is None
    template = (processing.get("template") or "").lower()
    if template:
        return "map_response" in template
    name = declaration.get("identifier")
    return any(each.get("identifier") == name for each in descendants(processing, "mapResponse"))


def areas_of(taking: Taking, interaction: Element) -> list[tuple[str, str, float]]:
    """Shape, coordinates and worth of each area of a mapping of points."""
    declaration = taking.declaration(interaction)
    mapping = child(declaration, "areaMapping") if declaration is not None else None
    return [
        (each.get("shape") or "", each.get("coords") or "", number_of(each.get("mappedValue"), 0.0) or 0.0)
        for each in (children(mapping, "areaMapEntry") if mapping is not None else ())
    ]


def tolerance_of(taking: Taking, interaction: Element, right: float) -> float:
    """How far from the right number is still right, where the processing compares with a tolerance."""
    name = interaction.get("responseIdentifier")
    for equal in descendants(taking.item, "equal"):
        if not any(each.get("identifier") == name for each in descendants(equal, "variable")):
            continue
        least = [number_of(each) for each in (equal.get("tolerance") or "").split()]
        if not least or least[0] is None:
            continue
        away = max(abs(each) for each in least if each is not None)
        if len({each for each in least if each is not None}) > 1:
            taking.note("import.note.marks_simplified")
        mode = equal.get("toleranceMode")
        return away if mode == "absolute" else abs(right) * away / 100 if mode == "relative" else 0.0
    return 0.0


def note_own_ways(taking: Taking) -> None:
    """Say it when the item is marked in a way that was not taken over."""
    processing = child(taking.item, "responseProcessing")
    if processing is None or processing.get("template"):
        return
    if any(name_of(each) and name_of(each) not in _PLAIN for each in processing.iter()):
        taking.note("import.note.marks_simplified")


def points_of(taking: Taking, reached: float) -> int:
    """The full mark in whole points: what the item says, else what its mapping reaches."""
    points = reached or 1.0
    for outcome in descendants(taking.item, "outcomeDeclaration"):
        name = outcome.get("identifier")
        if name == "MAXSCORE":
            values = _values(child(outcome, "defaultValue"))
            points = number_of(values[0] if values else "", points) or points
            break
        if name == "SCORE" and outcome.get("normalMaximum"):
            points = number_of(outcome.get("normalMaximum"), points) or points
    whole = min(100, max(1, round(points)))
    if whole != points:
        taking.note("import.note.points_rounded", points=points, taken=whole)
    return whole
