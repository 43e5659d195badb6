"""The random guess score: what somebody who knows nothing and guesses blindly gets on average.

As Moodle's for single choice, true or false, matching and gaps; exact where Moodle has none (several ticks, ordering). The
rules are in ``docs/rules/marking.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from quizzes.marking import KINDS, cloze, matching, share
from quizzes.marking.spec import AcceptedSpec, PartSpec, QuestionSpec, worth_of

MOST = 20
"""Choices up to which ticks and orders are counted; of more, a guess is worth next to nothing."""


def random_guess_share(spec: QuestionSpec) -> float | None:
    """The share, from 0 to 1; None where nothing is right, or nobody can say what guessing is (a point in a picture)."""
    if spec.kind == "hotspot" or not KINDS[spec.kind].has_key(spec):
        return None
    if spec.kind in ("single", "true_false"):
        return _mean(_settled(worth_of(choice, spec), spec) for choice in spec.choices)
    if spec.kind == "multiple":
        return _ticks(spec)
    if spec.kind in ("ordering", "ranking"):
        return _orders(len(spec.choices), all_or_nothing=spec.mark_rule == "all")
    if spec.kind == "matching":
        stems = [(stem.weight, len(stem.right) / len(spec.choices)) for stem in matching.keyed(spec)]
        return _together(stems, spec)
    if spec.kind == "cloze":
        return _together([(gap.weight, _gap(gap)) for gap in cloze.keyed(spec)], spec)
    if spec.kind == "short_text":
        return _settled(_anything(spec.accepted), spec)
    return 0.0


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return math.fsum(values) / len(values)


def _settled(worth: float, spec: QuestionSpec) -> float:
    """Between nothing and all, and only these two where the rule is so."""
    worth = min(max(worth, 0.0), 1.0)
    return float(worth >= 1.0) if spec.mark_rule == "all" else worth


def _together(parts: list[tuple[float, float]], spec: QuestionSpec) -> float:
    """Parts guessed one by one: the mean by weight, or all of them at once."""
    if spec.mark_rule == "all":
        return math.prod(chance for _, chance in parts)
    return math.fsum(weight * chance for weight, chance in parts) / math.fsum(weight for weight, _ in parts)


def _gap(gap: PartSpec) -> float:
    if gap.kind == "gap_choice":
        return _mean(cloze.worth_of_gap(choice, gap) for choice in gap.choices)
    return _anything(gap.accepted) if gap.kind == "gap_text" else 0.0


def _anything(accepted: Iterable[AcceptedSpec]) -> float:
    """What any text at all is worth."""
    return max((each.share for each in accepted if each.text.strip() == "*"), default=0.0)


def _ticks(spec: QuestionSpec) -> float:
    """Each set of ticks that may be given, at least one, is as likely as another."""
    most = min(spec.max_choices or len(spec.choices), len(spec.choices))
    if spec.mark_rule == "shares" and spec.shares:
        return _sets(spec, most)
    right, wrong = len(spec.right), len(spec.choices) - len(spec.right)
    sets, worth = 0, 0.0
    for hits in range(right + 1):
        for misses in range(wrong + 1):
            if not 0 < hits + misses <= most:
                continue
            number = math.comb(right, hits) * math.comb(wrong, misses)
            sets += number
            share = max(0.0, (hits - misses) / right)
            worth += number * (float(share == 1.0) if spec.mark_rule == "all" else share)
    return worth / sets


def _sets(spec: QuestionSpec, most: int) -> float:
    """Where each choice has a share of its own: all sets, if they can be counted, else what the mean set is worth."""
    if len(spec.choices) > 12:
        mean = _mean(worth_of(choice, spec) for choice in spec.choices) * (most + 1) / 2
        return min(max(mean, 0.0), 1.0)
    worths = []
    for bits in range(1, 2 ** len(spec.choices)):
        chosen = [choice for place, choice in enumerate(spec.choices) if bits >> place & 1]
        if len(chosen) <= most:
            worths.append(share({"choices": chosen}, spec) or 0.0)
    return _mean(worths)


def _orders(choices: int, *, all_or_nothing: bool) -> float:
    """Each order is as likely as another: orders counted by how many of their pairs are the wrong way round."""
    if choices > MOST:
        return 0.0
    if all_or_nothing:
        return 1 / math.factorial(choices)
    orders = [1]
    for place in range(2, choices + 1):
        longer = [0] * (len(orders) + place - 1)
        for wrong, number in enumerate(orders):
            for more in range(place):
                longer[wrong + more] += number
        orders = longer
    pairs = math.comb(choices, 2)
    worth = math.fsum(number * max(0.0, 1 - 2 * wrong / pairs) for wrong, number in enumerate(orders))
    return worth / math.factorial(choices)
