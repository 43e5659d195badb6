"""What holds for every kind of question: the full mark for a right answer, shares within 0 and 1, one way of writing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.choices import QuestionKind
from quizzes.marking import (
    KINDS,
    Malformed,
    QuestionSpec,
    Response,
    canonical,
    canonical_text,
    from_stored,
    has_key,
    share,
)
from quizzes.marking.guessing import random_guess_share
from quizzes.marking.spec import AcceptedSpec, AreaSpec, PartSpec

quick = settings(max_examples=20, derandomize=True, deadline=None)

UNMARKED = {"essay", "scale", "word_cloud", "open_text"}
MARKED = sorted(set(QuestionKind.values) - UNMARKED)
WORDS = ("Customs", "año", "الجمارك", "таможня", "évaluation", "dual-use", "*seal*", "risco")
weights = st.sampled_from([0.5, 1, 2, 3])


@dataclass(frozen=True)
class Case:
    """A question with a key, a right answer to it, and another answer that it takes."""

    spec: QuestionSpec
    right: Response
    other: Response


def _ids(draw: Any, most: int = 6) -> tuple[int, ...]:
    return tuple(draw(st.lists(st.integers(1, 10**6), min_size=2, max_size=most, unique=True)))


def _some(draw: Any, ids: tuple[int, ...]) -> list[int]:
    chosen: list[int] = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    return chosen


def _accepted(draw: Any) -> tuple[AcceptedSpec, ...]:
    texts = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))
    return (AcceptedSpec(texts[0], "es"), *(AcceptedSpec(text, "ar", share=0.5) for text in texts[1:]))


@st.composite
def cases(draw: Any, kind: str) -> Case:
    rule = draw(st.sampled_from(["difference", "all"]))
    ids = _ids(draw)
    if kind in ("single", "true_false"):
        return Case(
            QuestionSpec(kind, ids, frozenset(ids[:1]), mark_rule=rule),
            Response(choices=[ids[0]]),
            Response(choices=[draw(st.sampled_from(ids))]),
        )
    if kind == "multiple":
        right = _some(draw, ids)
        shares = {choice: 1 / len(right) if choice in right else -0.5 for choice in ids}
        rule = draw(st.sampled_from(["difference", "all", "shares"]))
        spec = QuestionSpec(kind, ids, frozenset(right), mark_rule=rule, shares=shares)
        return Case(spec, Response(choices=right), Response(choices=_some(draw, ids)))
    if kind in ("ordering", "ranking"):
        spec = QuestionSpec(kind, ids, frozenset(ids), mark_rule=rule)
        return Case(spec, Response(choices=ids), Response(choices=draw(st.permutations(ids))))
    if kind == "numeric":
        key, unit = draw(st.integers(-1000, 1000)), draw(st.sampled_from(["kg", "t", None]))
        units = {"kg": 1.0, "t": 1000.0}
        accepted = (AcceptedSpec(number=key + 5, tolerance=1, share=0.5),)
        spec = QuestionSpec(kind, key_number=key, tolerance=0.25, units=units, accepted=accepted)
        return Case(
            spec,
            Response(number=key / units[unit or "kg"], unit=unit),
            Response(number=draw(st.floats(-1e6, 1e6)), unit=unit),
        )
    if kind == "short_text":
        spec = QuestionSpec(kind, accepted=_accepted(draw), mark_rule=rule)
        return Case(
            spec, Response(text=spec.accepted[0].text), Response(text=draw(st.text("añáx *", min_size=1)) + "x")
        )
    if kind == "matching":
        stems = tuple(
            PartSpec(stem, "stem", right=frozenset({draw(st.sampled_from(ids))}), weight=draw(weights))
            for stem in _ids(draw)
        )
        whole = {stem.id: next(iter(stem.right)) for stem in stems}
        part = {stem: draw(st.sampled_from(ids)) for stem in _some(draw, tuple(whole))}
        return Case(
            QuestionSpec(kind, ids, parts=stems, mark_rule=rule), Response(matches=whole), Response(matches=part)
        )
    if kind == "cloze":
        first, second, *more = _ids(draw)
        parts = [
            PartSpec(first, "gap_choice", ids, frozenset({ids[0]}), weight=draw(weights)),
            PartSpec(second, "gap_number", accepted=(AcceptedSpec(number=12.5, tolerance=0.1),), weight=draw(weights)),
            *(PartSpec(gap, "gap_text", accepted=_accepted(draw), weight=draw(weights)) for gap in more),
        ]
        whole = {first: ids[0], second: draw(st.sampled_from(["12,5", "١٢٫٥", "12.50", 12.5]))}
        gaps = whole | {part.id: part.accepted[0].text for part in parts[2:]}
        other = {first: draw(st.sampled_from(ids)), second: draw(st.integers(0, 20))}
        return Case(QuestionSpec(kind, parts=tuple(parts), mark_rule=rule), Response(gaps=gaps), Response(gaps=other))
    if kind == "hotspot":
        areas = {ids[0]: AreaSpec("circle", (0.5, 0.5, 0.2, 0.3)), ids[1]: AreaSpec("rect", (0, 0, 0.25, 0.25))}
        spec = QuestionSpec(kind, ids, frozenset(ids[:1]), areas=areas, mark_rule=rule)
        right = draw(st.sampled_from([Response(point=(0.5, 0.8)), Response(choices=[ids[0]])]))
        return Case(spec, right, Response(point=draw(st.tuples(st.floats(0, 1), st.floats(0, 1)))))
    code = draw(st.text("0123456789", min_size=6, max_size=6))
    length = draw(st.sampled_from([2, 4, 6]))
    return Case(
        QuestionSpec("hs", hs_code=code[:length], mark_rule=rule),
        Response(code=f"{code[:4]}.{code[4:]}"),
        Response(code=draw(st.sampled_from([code[:2], code[:4], "848110"]))),
    )


ids = st.integers(-1, 8) | st.integers(2**62, 2**65)
numbers = st.integers(-3, 12) | st.floats() | st.just(10**400)
texts = st.text(max_size=12) | st.text("\x00\u202e\ud800 *a8.", max_size=5) | st.just("x" * 70_000)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "choices": st.lists(ids, max_size=4),
    "number": numbers,
    "text": texts,
    "words": st.lists(texts, max_size=5),
    "unit": texts | st.just("kg"),
    "matches": st.dictionaries(ids, ids, max_size=3),
    "gaps": st.dictionaries(ids, numbers | texts, max_size=3),
    "point": st.tuples(numbers, numbers),
    "code": texts,
}
responses = st.sampled_from([*combinations(VALUES, 2), *((name,) for name in VALUES)]).flatmap(
    lambda names: st.builds(Response, **{name: VALUES[name] for name in names})
)


@pytest.mark.parametrize("kind", MARKED)
@quick
@given(data=st.data())
def test_a_full_answer_is_worth_all_and_no_answer_less_than_nothing(kind: str, data: st.DataObject):
    case = data.draw(cases(kind))
    assert has_key(case.spec)
    assert share(canonical(case.right, case.spec), case.spec) == 1.0
    worth = share(canonical(case.other, case.spec), case.spec)
    assert worth is not None
    assert worth in (0.0, 1.0) if case.spec.mark_rule == "all" else 0.0 <= worth <= 1.0
    guess = random_guess_share(case.spec)
    assert (guess is None) == (kind == "hotspot")
    assert guess is None or 0.0 <= guess < 1.0


@pytest.mark.parametrize("kind", MARKED)
@quick
@given(data=st.data())
def test_the_canonical_is_canonical_whatever_the_order_it_came_in(kind: str, data: st.DataObject):
    case = data.draw(cases(kind))
    for response in (case.right, case.other):
        kept = canonical_text(response, case.spec)
        stored = from_stored(json.loads(kept))
        assert canonical_text(stored, case.spec) == kept
        turned = Response(
            choices=response.choices and (list(response.choices)[::-1] if kind == "multiple" else response.choices),
            matches=response.matches and dict(sorted(response.matches.items(), reverse=True)),
            gaps=response.gaps and dict(sorted(response.gaps.items(), reverse=True)),
            **{name: getattr(response, name) for name in ("number", "text", "words", "unit", "point", "code")},
        )
        assert canonical_text(turned, case.spec) == kept


@pytest.mark.parametrize("kind", MARKED)
@quick
@given(data=st.data())
def test_independent_parts_are_worth_the_same_in_any_order(kind: str, data: st.DataObject):
    """Turning the order of parts, accepted answers or choices about changes no mark, but where the order is the key."""
    case = data.draw(cases(kind))
    spec = case.spec
    turned = QuestionSpec(
        **{
            **{name: getattr(spec, name) for name in QuestionSpec.__dataclass_fields__},
            "parts": spec.parts[::-1],
            "accepted": spec.accepted[::-1],
            "choices": spec.choices if kind in ("ordering", "ranking") else spec.choices[::-1],
        }
    )
    for response in (case.right, case.other):
        assert share(canonical(response, turned), turned) == pytest.approx(share(canonical(response, spec), spec))


@pytest.mark.parametrize("kind", sorted(KINDS))
@quick
@given(response=responses, data=st.data())
def test_whatever_comes_is_refused_or_written(kind: str, response: Response, data: st.DataObject):
    spec = QuestionSpec(kind, (1, 2), low=0, high=9) if kind in UNMARKED else data.draw(cases(kind)).spec
    try:
        kept = canonical_text(response, spec)
    except Malformed:
        return
    kept.encode()
    assert "\\u0000" not in kept
    assert canonical_text(from_stored(json.loads(kept)), spec) == kept
    worth = share(json.loads(kept), spec)
    assert worth is None or 0.0 <= worth <= 1.0
