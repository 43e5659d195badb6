"""The rules of docs/rules/marking.md, by example, for the kinds that rooms do not know."""

from __future__ import annotations

from itertools import chain, combinations, permutations, product
from typing import Any

import pytest

from quizzes.marking import Malformed, QuestionSpec, Response, canonical, rubric_share, share
from quizzes.marking.guessing import random_guess_share
from quizzes.marking.spec import AcceptedSpec, AreaSpec, PartSpec

TONNES = QuestionSpec(
    "numeric",
    key_number=2.5,
    tolerance=0.1,
    low=0,
    high=100,
    units={"t": 1, "kg": 0.001},
    accepted=(AcceptedSpec(number=2.0, tolerance=0.5, share=0.5),),
)
PICTURE = QuestionSpec(
    "hotspot",
    (1, 2, 3),
    frozenset({1, 3}),
    areas={
        1: AreaSpec("rect", (0.1, 0.1, 0.3, 0.2)),
        2: AreaSpec("circle", (0.5, 0.5, 0.1, 0.2)),
        3: AreaSpec("poly", (0.6, 0.6, 0.9, 0.6, 0.9, 0.9, 0.8, 0.7)),
    },
)
RUBRIC = QuestionSpec(
    "essay",
    parts=(
        PartSpec(1, "criterion", (11, 12, 13), shares={11: 0.0, 12: 0.5, 13: 1.0}, weight=3),
        PartSpec(2, "criterion", (21, 22), shares={21: 0.0, 22: 1.0}),
    ),
)


@pytest.mark.parametrize(
    ("number", "unit", "worth"),
    [(2.5, "t", 1.0), (2600, "kg", 1.0), (2.4, None, 1.0), (2601, "kg", 0.0), (1500, "kg", 0.5), (2.2, "t", 0.5)],
)
def test_a_number_counts_in_each_of_its_units(number: float, unit: str | None, worth: float):
    assert share(canonical(Response(number=number, unit=unit), TONNES), TONNES) == worth


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Response(number=1, unit="lb"), "answer.unknown_unit"),
        (Response(number=100_001, unit="kg"), "answer.out_of_range"),
        (Response(number=float("nan"), unit="kg"), "answer.not_a_number"),
        (Response(unit="kg"), "answer.malformed"),
    ],
)
def test_a_number_that_cannot_be_is_refused(given: Response, code: str):
    with pytest.raises(Malformed) as refused:
        canonical(given, TONNES)
    assert refused.value.code == code


def test_a_small_key_is_not_met_by_nothing():
    spec = QuestionSpec("numeric", key_number=6e-12)
    assert [share({"number": number}, spec) for number in (6e-12, 0, 7e-12)] == [1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("key", "given", "worth"),
    [
        ("848110", "848110", 1.0), ("848110", "8481.20", 0.5), ("848110", "8481", 0.5), ("848110", "84", 0.25),
        ("848110", "847910", 0.25), ("848110", "854110", 0.0), ("8481", "8481 10", 1.0), ("8481", "8481", 1.0),
        ("8481", "8479", 0.5), ("8481", "84", 0.5), ("8481", "90", 0.0), ("84", "84", 1.0), ("84", "٨٤٨١", 1.0),
    ],
)  # fmt: skip
def test_a_code_is_worth_how_deep_it_is_right(key: str, given: str, worth: float):
    spec = QuestionSpec("hs", hs_code=key)
    assert share(canonical(Response(code=given), spec), spec) == worth


@pytest.mark.parametrize("typed", ["", "8", "848", "84811", "8481100000", "valve", "84e1", "²²", "8" * 300])
def test_what_is_no_code_is_refused(typed: str):
    with pytest.raises(Malformed, match=r"answer\.not_a_code"):
        canonical(Response(code=typed), QuestionSpec("hs", hs_code="8481"))


@pytest.mark.parametrize(
    ("point", "worth"),
    [
        ((0.1, 0.1), 1.0), ((0.3, 0.2), 1.0), ((0.31, 0.2), 0.0), ((0.5, 0.7), 0.0), ((0.7, 0.6), 1.0),
        ((0.85, 0.65), 1.0), ((0.7, 0.75), 0.0), ((0.9, 0.9), 1.0), ((0.0, 1.0), 0.0),
    ],
)  # fmt: skip
def test_a_point_counts_in_a_right_area_and_on_its_edge(point: tuple[float, float], worth: float):
    assert share(canonical(Response(point=point), PICTURE), PICTURE) == worth


@pytest.mark.parametrize(("chosen", "worth"), [(1, 1.0), (2, 0.0), (3, 1.0)])
def test_an_area_can_be_chosen_by_its_name(chosen: int, worth: float):
    assert share(canonical(Response(choices=[chosen]), PICTURE), PICTURE) == worth


def test_a_circle_in_a_wide_picture_has_two_radii():
    spec = QuestionSpec("hotspot", (2,), frozenset({2}), areas={2: PICTURE.areas[2]})
    assert [share({"point": point}, spec) for point in ([0.5, 0.7], [0.6, 0.5], [0.59, 0.69])] == [1.0, 1.0, 0.0]


@pytest.mark.parametrize("point", [(-0.1, 0.5), (0.5, 1.01), (float("nan"), 0.5)])
def test_a_point_beside_the_picture_is_refused(point: tuple[float, float]):
    with pytest.raises(Malformed, match=r"answer\.out_of_picture"):
        canonical(Response(point=point), PICTURE)


@pytest.mark.parametrize(
    ("levels", "worth"),
    [({1: 13, 2: 22}, 1.0), ({1: 12, 2: 22}, 0.625), ({1: 11, 2: 21}, 0.0), ({1: 13}, None), ({}, None)],
)
def test_a_rubric_is_worth_its_levels_by_weight_once_all_are_given(levels: dict[int, int], worth: float | None):
    assert rubric_share(levels, RUBRIC) == worth


def test_a_level_of_another_criterion_is_refused():
    with pytest.raises(Malformed, match=r"answer\.unknown_choice"):
        rubric_share({1: 22}, RUBRIC)


def test_an_essay_and_its_share_wait_for_a_person():
    assert share(canonical(Response(text="Because."), RUBRIC), RUBRIC) is None


@pytest.mark.parametrize(("rule", "worth"), [("difference", 0.0), ("all", 0.0), ("shares", 0.25)])
def test_ticks_are_worth_what_the_rule_says(rule: str, worth: float):
    spec = QuestionSpec("multiple", (1, 2, 3), frozenset({1, 2}), mark_rule=rule, shares={1: 0.5, 2: 0.5, 3: -0.25})
    assert share({"choices": [1, 3]}, spec) == worth
    assert share({"choices": [1, 2]}, spec) == 1.0
    assert share({"choices": [3]}, spec) == 0.0


def test_three_thirds_as_files_write_them_are_a_whole():
    spec = QuestionSpec("multiple", (1, 2, 3), mark_rule="shares", shares={1: 0.33333, 2: 0.33333, 3: 0.33333})
    assert share({"choices": [1, 2, 3]}, spec) == 1.0
    assert share({"choices": [1, 2]}, spec) == 0.66666


def test_an_incomplete_answer_is_worth_what_is_there():
    stems = tuple(PartSpec(stem, "stem", right=frozenset({stem + 10}), weight=stem) for stem in (1, 2, 3))
    spec = QuestionSpec("matching", (11, 12, 13, 14), parts=stems)
    assert share(canonical(Response(matches={3: 13, 1: 14}), spec), spec) == 0.5
    gaps = (
        PartSpec(1, "gap_text", accepted=(AcceptedSpec("seal"),)),
        PartSpec(2, "gap_number", accepted=(AcceptedSpec(number=1234.5),)),
    )
    cloze = QuestionSpec("cloze", parts=gaps)
    assert canonical(Response(gaps={1: " ", 2: "1 234,5"}), cloze) == {"gaps": {"2": 1234.5}}
    assert share({"gaps": {"2": 1234.5}}, cloze) == 0.5
    with pytest.raises(Malformed, match=r"answer\.empty"):
        canonical(Response(gaps={1: "  ", 2: ""}), cloze)


def _ways(spec: QuestionSpec) -> list[dict[str, Any]]:
    """Every answer that may be given to a small question."""
    ids = spec.choices
    if spec.kind == "single":
        return [{"choices": [each]} for each in ids]
    if spec.kind == "multiple":
        most = spec.max_choices or len(ids)
        sets = chain.from_iterable(combinations(ids, number) for number in range(1, most + 1))
        return [{"choices": list(each)} for each in sets]
    if spec.kind == "ordering":
        return [{"choices": list(each)} for each in permutations(ids)]
    field = "matches" if spec.kind == "matching" else "gaps"
    offered = [part.choices or ids for part in spec.parts]
    return [
        {field: {str(part.id): each for part, each in zip(spec.parts, way, strict=True)}} for way in product(*offered)
    ]


@pytest.mark.parametrize("rule", ["difference", "all", "shares"])
@pytest.mark.parametrize(
    "spec",
    [
        QuestionSpec("single", (1, 2, 3), frozenset({2}), shares={1: -0.5, 2: 1, 3: 0.5}),
        QuestionSpec("multiple", (1, 2, 3, 4, 5), frozenset({2, 4}), shares={1: -0.5, 2: 0.75, 4: 0.25}),
        QuestionSpec("multiple", (1, 2, 3, 4), frozenset({2, 4}), max_choices=2, shares={1: -1, 2: 0.5, 3: -1, 4: 0.5}),
        QuestionSpec("ordering", (1, 2, 3, 4, 5)),
        QuestionSpec(
            "matching",
            (1, 2, 3),
            parts=(PartSpec(7, "stem", right=frozenset({1})), PartSpec(8, "stem", right=frozenset({1}), weight=3)),
        ),
        QuestionSpec(
            "cloze",
            parts=(
                PartSpec(7, "gap_choice", (1, 2), frozenset({1})),
                PartSpec(8, "gap_choice", (3, 4, 5, 6), frozenset({3}), weight=2),
            ),
        ),
    ],
    ids=lambda spec: spec.kind,
)
def test_guessing_is_worth_the_mean_of_all_answers(spec: QuestionSpec, rule: str):
    spec = QuestionSpec(**{**{name: getattr(spec, name) for name in spec.__dataclass_fields__}, "mark_rule": rule})
    worths = [share(way, spec) or 0.0 for way in _ways(spec)]
    assert random_guess_share(spec) == pytest.approx(sum(worths) / len(worths))


@pytest.mark.parametrize(
    ("spec", "worth"),
    [
        (QuestionSpec("short_text", accepted=(AcceptedSpec("*", share=0.1), AcceptedSpec("seal"))), 0.1),
        (QuestionSpec("numeric", key_number=4), 0.0),
        (QuestionSpec("hs", hs_code="8481"), 0.0),
        (PICTURE, None),
        (RUBRIC, None),
        (QuestionSpec("scale", low=1, high=5), None),
        (QuestionSpec("multiple", tuple(range(1, 31)), frozenset(range(1, 4))), pytest.approx(0.000, abs=1e-4)),
    ],
)
def test_guessing_elsewhere(spec: QuestionSpec, worth: float | None):
    assert random_guess_share(spec) == worth
