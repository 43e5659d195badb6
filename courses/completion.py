"""When a course is complete: one expression over facts, declared with the course (``docs/rules/completion.md``).

``{}`` is the same as ``{"lessons": "required"}``. Otherwise one of: ``{"all": [..]}``, ``{"any": [..]}``,
``{"lessons": "required"}`` (all that are not optional), ``{"lessons": [ids]}``, ``{"quiz": lesson id, "at_least": percent}``,
``{"attended": "webinar:12"}``, ``{"survey": "survey:3"}``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Expression = Mapping[str, Any]

ALL_REQUIRED: Expression = {"lessons": "required"}
DEEPEST = 3
"""So many times may ``all`` and ``any`` stand within each other."""
MOST_LEAVES = 60


@dataclass(frozen=True)
class Facts:
    """What is known of one learner. ``required`` and ``done``: ids of lessons; ``quizzes``: the counting attempt's share of the
    full mark, in percent, by lesson's id; ``attended`` and ``surveys``: keys of outcomes."""

    required: frozenset[int] = frozenset()
    done: frozenset[int] = frozenset()
    quizzes: Mapping[int, float] = field(default_factory=dict)
    attended: frozenset[str] = frozenset()
    surveys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Condition:
    """One leaf of the expression as it stands for a learner. ``rule``: that leaf; ``have`` of ``need``: lessons, or percent."""

    rule: Expression
    is_met: bool
    have: float = 0
    need: float = 1


def leaves(expression: Expression) -> list[Expression]:
    """What it asks for, in order, without how that is combined; ``{}`` says that all required lessons are asked for."""
    for word in ("all", "any"):
        if word in expression:
            return [leaf for each in expression[word] for leaf in leaves(each)]
    return [expression or ALL_REQUIRED]


def lessons_in(expression: Expression) -> frozenset[int]:
    """Ids of the lessons that it names, those of quizzes included."""
    named: set[int] = set()
    for leaf in leaves(expression):
        lessons = leaf.get("lessons", ())
        named.update(() if lessons == "required" else lessons)
        named.update([leaf["quiz"]] if "quiz" in leaf else [])
    return frozenset(named)


def is_sound(expression: Expression, *, lessons: Collection[int], quizzes: Collection[int]) -> bool:
    """Whether it is one of the forms above, names nothing beside these ids, and asks for something in each part.

    ``quizzes``: those of ``lessons`` that are quizzes.
    """
    return _is_sound(expression or ALL_REQUIRED, frozenset(lessons), frozenset(quizzes), DEEPEST) and (
        len(leaves(expression)) <= MOST_LEAVES
    )


def _is_sound(rule: Any, lessons: frozenset[int], quizzes: frozenset[int], depth: int) -> bool:
    if not isinstance(rule, Mapping):
        return False
    match dict(rule):
        case {"all": [_, *_] as parts, **rest} | {"any": [_, *_] as parts, **rest} if not rest and depth:
            return all(part and _is_sound(part, lessons, quizzes, depth - 1) for part in parts)
        case {"lessons": "required", **rest}:
            return not rest
        case {"lessons": [_, *_] as named, **rest}:
            return not rest and all(type(pk) is int for pk in named) and lessons.issuperset(named)
        case {"quiz": int(pk), "at_least": int() | float() as share, **rest}:
            return not rest and pk in quizzes and 0 <= share <= 100
        case {"attended": str(key), **rest} | {"survey": str(key), **rest}:
            return not rest and bool(key)
    return False


def is_complete(expression: Expression, facts: Facts) -> bool:
    """Whether the facts satisfy the expression."""
    if "all" in expression:
        return all(is_complete(each, facts) for each in expression["all"])
    if "any" in expression:
        return any(is_complete(each, facts) for each in expression["any"])
    return _leaf(expression, facts).is_met


def conditions(expression: Expression, facts: Facts) -> list[Condition]:
    """Its leaves in order, each with how it stands."""
    for word in ("all", "any"):
        if word in expression:
            return [found for each in expression[word] for found in conditions(each, facts)]
    return [_leaf(expression, facts)]


def _leaf(rule: Expression, facts: Facts) -> Condition:
    if "quiz" in rule:
        share = facts.quizzes.get(rule["quiz"])
        need = float(rule.get("at_least", 0))
        return Condition(rule, share is not None and share >= need, share or 0, need)
    if "attended" in rule:
        return Condition(rule, rule["attended"] in facts.attended)
    if "survey" in rule:
        return Condition(rule, rule["survey"] in facts.surveys)
    named = rule.get("lessons", "required")
    wanted = facts.required if named == "required" else frozenset(named)
    done = len(wanted & facts.done)
    return Condition(rule, done == len(wanted), done, len(wanted))
