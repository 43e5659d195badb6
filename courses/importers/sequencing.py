"""What a manifest of SCORM 2004 says of the order of its items: as plain values, in the words of the run-time that follows them.

SCORM 2004 4th Edition Sequencing and Navigation, 3, and Content Aggregation Model, 5; the words are those of ``scorm-again``
(``SequencingSettings``). Whatever is not a word, a number or a truth of the standard is left out, as if it had not been said:
nothing of the manifest's letters but ids and titles comes through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from core.importing.xml import Element, child, children, descendants, name_of, number_of

MOST_ACTIVITIES = 150
"""What the run-time keeps of so many fits into one commit."""
LONGEST_ID = 200
_DURATION = re.compile(r"P[0-9YMDTHSW.]{1,60}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T[0-9:.]{5,20}(Z|[+-]\d\d:\d\d)?)?", re.ASCII)

CONDITIONS = frozenset(
    {
        "satisfied",
        "objectiveStatusKnown",
        "objectiveMeasureKnown",
        "objectiveMeasureGreaterThan",
        "objectiveMeasureLessThan",
        "completed",
        "activityProgressKnown",
        "attempted",
        "attemptLimitExceeded",
        "timeLimitExceeded",
        "outsideAvailableTimeRange",
        "always",
        "never",
    }
)
RULES = {
    "preConditionRule": ("skip", "disabled", "hiddenFromChoice", "stopForwardTraversal"),
    "exitConditionRule": ("exit",),
    "postConditionRule": ("exitParent", "exitAll", "retry", "retryAll", "continue", "previous"),
}
ROLLUPS = ("satisfied", "notSatisfied", "completed", "incomplete")
CHILDREN = ("all", "any", "none", "atLeastCount", "atLeastPercent")
TIMINGS = ("never", "once", "onEachNewAttempt")
REQUIRED = ("always", "ifAttempted", "ifNotSkipped", "ifNotSuspended")
HIDDEN = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")
_CONTROLS = [
    "choice",
    "choiceExit",
    "flow",
    "forwardOnly",
    "useCurrentAttemptObjectiveInfo",
    "useCurrentAttemptProgressInfo",
]
_ORDERS = ("controlMode", "sequencingRules", "limitConditions", "rollupRules", "randomizationControls")
"""Elements that say something of the order; a package without any goes by our own: :mod:`courses.importers.scorm`."""

Values = dict[str, Any]


def sequencing_of(root: Element, organisation: Element, id_of: Callable[[Element], str]) -> Values:
    """The tree of activities with all that is said of them; {} of a manifest that orders nothing, of one item or of too many.

    ``id_of`` gives an item the id that it is known by.
    """
    items = descendants(organisation, "item")
    shared = _shared(root)
    said = [each for held in (organisation, *items) if (each := child(held, "sequencing")) is not None]
    is_ordered = any(child(each, name) is not None for each in (*said, *shared.values()) for name in _ORDERS)
    is_shared = any(descendants(each, "mapInfo") for each in said)
    if len(items) < 2 or len(items) >= MOST_ACTIVITIES or not (is_ordered or is_shared):
        return {}
    own = (organisation.get("identifier") or "")[:LONGEST_ID] or "organization"
    ids = {id_of(item) for item in items}
    if len(ids) < len(items) or own in ids:
        return {}
    return {"activityTree": _activity(organisation, own, id_of, shared)}


def _shared(root: Element) -> dict[str, Element]:
    """Sequencing that several items name, by id."""
    holder = child(root, "sequencingCollection")
    return {each.get("ID") or "": each for each in (children(holder, "sequencing") if holder is not None else [])}


def _activity(element: Element, own: str, id_of: Callable[[Element], str], shared: Mapping[str, Element]) -> Values:
    title = child(element, "title")
    said = child(element, "sequencing")
    values: Values = {
        "id": own,
        "title": " ".join("".join(title.itertext()).split())[:200] if title is not None else own,
    }
    if _truth(element.get("isvisible")) is False:
        values["isVisible"] = False
    if said is not None:
        common = shared.get(said.get("IDRef") or "")
        values |= (_said(common, own) if common is not None else {}) | _said(said, own)
    if threshold := _threshold(child(element, "completionThreshold")):
        values["completionThreshold"] = threshold
    hidden = [name for each in _hidden(element) if (name := "".join(each.itertext()).strip()) in HIDDEN]
    if hidden:
        values["hideLmsUi"] = hidden
    inner = [_activity(each, id_of(each), id_of, shared) for each in children(element, "item")]
    return {**values, "children": inner} if inner else values


def _hidden(element: Element) -> list[Element]:
    """What an item says that its reader shall not be offered."""
    holder = child(element, "presentation", "navigationInterface")
    return children(holder, "hideLMSUI") if holder is not None else []


def _said(said: Element, own: str) -> Values:
    """What one element ``sequencing`` says."""
    values: Values = {}
    controls = _truths(child(said, "controlMode"), *_CONTROLS)
    controls |= _truths(child(said, "constrainedChoiceConsiderations"), "preventActivation", "constrainChoice")
    rollup = child(said, "rollupRules")
    controls |= _truths(rollup, "rollupObjectiveSatisfied", "rollupProgressCompletion")
    controls |= _numbers(rollup, "objectiveMeasureWeight")
    controls |= _random(child(said, "randomizationControls"))
    if controls:
        values["sequencingControls"] = controls
    if delivery := _truths(
        child(said, "deliveryControls"), "tracked", "completionSetByContent", "objectiveSetByContent"
    ):
        values["deliveryControls"] = delivery
    if rules := _rules(child(said, "sequencingRules")):
        values["sequencingRules"] = rules
    if rollup is not None and (found := [rule for each in children(rollup, "rollupRule") if (rule := _rollup(each))]):
        values["rollupRules"] = {"rules": found}
    considered = child(said, "rollupConsiderations")
    if considered is not None:
        names = ("requiredForSatisfied", "requiredForNotSatisfied", "requiredForCompleted", "requiredForIncomplete")
        values["rollupConsiderations"] = {
            **{name: considered.get(name) for name in names if considered.get(name) in REQUIRED},
            **_truths(considered, "measureSatisfactionIfActive"),
        }
    return values | _limits(child(said, "limitConditions")) | _objectives(said, own)


def _truth(value: str | None) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get((value or "").strip().lower())


def _truths(element: Element | None, *names: str) -> Values:
    if element is None:
        return {}
    return {name: truth for name in names if (truth := _truth(element.get(name))) is not None}


def _numbers(element: Element | None, *names: str) -> Values:
    if element is None:
        return {}
    return {name: number for name in names if (number := number_of(element.get(name))) is not None}


def _random(element: Element | None) -> Values:
    if element is None:
        return {}
    values = _truths(element, "reorderChildren")
    values |= {
        name: element.get(name) for name in ("randomizationTiming", "selectionTiming") if element.get(name) in TIMINGS
    }
    if values.get("reorderChildren"):
        values["randomizeChildren"] = True
    count = number_of(element.get("selectCount"))
    return {**values, "selectCount": int(count)} if count is not None and count >= 0 else values


def _limits(element: Element | None) -> Values:
    if element is None:
        return {}
    values: Values = {}
    attempts = number_of(element.get("attemptLimit"))
    if attempts is not None and attempts >= 0:
        values["attemptLimit"] = int(attempts)
    for name in ("attemptAbsoluteDurationLimit", "activityAbsoluteDurationLimit"):
        if _DURATION.fullmatch(element.get(name) or ""):
            values[name] = element.get(name)
    for name in ("beginTimeLimit", "endTimeLimit"):
        if _DATE.fullmatch(element.get(name) or ""):
            values[name] = element.get(name)
    return values


def _rules(element: Element | None) -> Values:
    if element is None:
        return {}
    found = {f"{kind}s": [rule for each in children(element, kind) if (rule := _rule(each, kind))] for kind in RULES}
    return {kind: rules for kind, rules in found.items() if rules}


def _rule(element: Element, kind: str) -> Values | None:
    """A rule whole, or nothing of it: half a rule would mean something else."""
    action = child(element, "ruleAction")
    holder = child(element, "ruleConditions")
    if action is None or action.get("action") not in RULES[kind] or holder is None:
        return None
    conditions = [_condition(each) for each in children(holder, "ruleCondition")]
    if not conditions or None in conditions:
        return None
    combination = "any" if holder.get("conditionCombination") == "any" else "all"
    return {"action": action.get("action"), "conditionCombination": combination, "conditions": conditions}


def _condition(element: Element) -> Values | None:
    name = element.get("condition")
    if name not in CONDITIONS:
        return None
    values: Values = {"condition": name}
    if element.get("operator") == "not":
        values["operator"] = "not"
    if element.get("referencedObjective"):
        values["referencedObjective"] = element.get("referencedObjective")[:LONGEST_ID]
    threshold = number_of(element.get("measureThreshold"))
    if threshold is not None:
        values["parameters"] = {"threshold": threshold}
    return values


def _rollup(element: Element) -> Values | None:
    action = child(element, "rollupAction")
    holder = child(element, "rollupConditions")
    if action is None or action.get("action") not in ROLLUPS or holder is None:
        return None
    conditions = []
    for each in children(holder, "rollupCondition"):
        if each.get("condition") not in CONDITIONS:
            return None
        name = {"activityProgressKnown": "progressKnown"}.get(each.get("condition"), each.get("condition"))
        conditions.append({"condition": name, **({"operator": "not"} if each.get("operator") == "not" else {})})
    if not conditions:
        return None
    of = element.get("childActivitySet", "all")
    return {
        "action": action.get("action"),
        "consideration": of if of in CHILDREN else "all",
        "conditionCombination": "all" if holder.get("conditionCombination") == "all" else "any",
        **_numbers(element, "minimumCount", "minimumPercent"),
        "conditions": conditions,
    }


def _objectives(said: Element, own: str) -> Values:
    """The objectives of the item, and of 4th Edition's own element what else of them is shared."""
    holder = child(said, "objectives")
    if holder is None:
        return {}
    further = {
        each.get("objectiveID"): each
        for other in children(said, "objectives")
        for each in children(other, "objective")
        if other is not holder
    }
    values: Values = {}
    for element in children(holder, "primaryObjective", "objective"):
        is_primary = name_of(element) == "primaryObjective"
        name = (element.get("objectiveID") or "").strip()[:LONGEST_ID] or (f"{own}-primary" if is_primary else "")
        if not name:
            continue
        objective = _objective(element, name, further.get(element.get("objectiveID")))
        if is_primary:
            values["primaryObjective"] = objective
        else:
            values.setdefault("objectives", []).append(objective)
    return values


def _objective(element: Element, name: str, further: Element | None) -> Values:
    values: Values = {"objectiveID": name, **_truths(element, "satisfiedByMeasure")}
    least = child(element, "minNormalizedMeasure")
    if values.get("satisfiedByMeasure"):
        values["minNormalizedMeasure"] = number_of("".join(least.itertext()) if least is not None else "", 1.0)
    maps = [_map(each, ("SatisfiedStatus", "NormalizedMeasure")) for each in children(element, "mapInfo")]
    more = children(further, "mapInfo") if further is not None else []
    maps += [_map(each, ("RawScore", "MinScore", "MaxScore", "CompletionStatus", "ProgressMeasure")) for each in more]
    if found := [each for each in maps if each]:
        values["mapInfo"] = found
    return values


def _map(element: Element, what: tuple[str, ...]) -> Values | None:
    """What is read from an objective that items share and written to it; by default all is read and nothing written."""
    target = (element.get("targetObjectiveID") or "").strip()[:LONGEST_ID]
    if not target:
        return None
    values: Values = {"targetObjectiveID": target}
    for each in what:
        values[f"read{each}"] = _truth(element.get(f"read{each}")) is not False
        values[f"write{each}"] = _truth(element.get(f"write{each}")) is True
    return values


def _threshold(element: Element | None) -> Values:
    """4th Edition says it in attributes, 3rd as the number itself."""
    if element is None:
        return {}
    least = number_of(element.get("minProgressMeasure"), number_of("".join(element.itertext())))
    values = _truths(element, "completedByMeasure") or ({"completedByMeasure": True} if least is not None else {})
    if least is not None:
        values["minProgressMeasure"] = least
    return values | _numbers(element, "progressWeight")
