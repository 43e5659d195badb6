"""What was given in a question, choice by choice or part by part, beside what would have been right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from quizzes import marking
from quizzes.choices import PartKind, QuestionKind
from quizzes.content import Accepted, ChoiceContent, PartContent
from quizzes.forms.answering.kept import typed_number
from quizzes.forms.answering.wording import Wording, as_typed
from quizzes.marking import cloze, hotspot, numeric, short_text
from quizzes.marking.spec import AcceptedSpec, PartSpec, worth_of

if TYPE_CHECKING:
    from quizzes.forms.answering.review import ReviewedField

RIGHT, PARTLY, WRONG, MISSED, NONE = "right", "partly", "wrong", "missed", ""
"""Of what was given; ``missed``: it would have been right and was not given. Nothing where nothing is right or wrong."""


@dataclass(frozen=True)
class Judged:
    """A choice that was offered, or a part that was filled in.

    ``label``: what it is about. ``given``: what was given there, none where nothing was. ``right``: what would have been right,
    where it may be shown.
    """

    label: Wording
    verdict: str
    given: Wording | None = None
    is_given: bool = False
    right: tuple[Wording, ...] = ()
    feedback: tuple[Wording, ...] = ()
    number: int = 0


def verdict_of(share: float) -> str:
    return RIGHT if share >= marking.WHOLE else PARTLY if share > 0 else WRONG


def _of_kind(parts: Iterable[PartContent], kind: str) -> list[PartContent]:
    return [part for part in parts if part.kind == kind]


def _number_range(number: float, tolerance: float) -> str:
    return f"{typed_number(number)} ± {typed_number(tolerance)}" if tolerance else typed_number(number)


def ticked(field: ReviewedField) -> Iterable[Judged]:
    chosen = set((field.response or {}).get("choices", ()))
    for number, choice in enumerate(field.choices, start=1):
        is_given = choice.id in chosen
        worth = worth_of(choice.id or 0, field.spec)
        yield Judged(
            field.say(choice.text),
            verdict_of_tick(field, is_given, worth),
            is_given=is_given,
            feedback=_said(field, choice) if is_given else (),
            number=number,
        )


def verdict_of_tick(field: ReviewedField, is_given: bool, worth: float) -> str:
    if not field.is_keyed:
        return NONE
    if is_given:
        return verdict_of(worth)
    return MISSED if field.shows_key and worth > 0 else NONE


def ordered(field: ReviewedField) -> Iterable[Judged]:
    places = {choice.id: place for place, choice in enumerate(field.content.choices, start=1)}
    words = {choice.id: field.say(choice.text) for choice in field.content.choices}
    given = list((field.response or {}).get("choices", ()))
    for place, choice in enumerate(given or list(places) if field.shows_key else given, start=1):
        at_home = places.get(choice) == place
        verdict = (RIGHT if at_home else WRONG) if field.is_keyed and given else NONE
        right = (
            (as_typed(str(places[choice])),) if field.is_keyed and field.shows_key and not (given and at_home) else ()
        )
        yield Judged(words[choice], verdict, as_typed(str(place)) if given else None, bool(given), right, number=place)


def matched(field: ReviewedField) -> Iterable[Judged]:
    words = {choice.id: field.say(choice.text) for choice in field.content.choices}
    by_id = {choice.id: choice for choice in field.content.choices}
    given = (field.response or {}).get("matches", {})
    specs = {part.id: part for part in field.spec.parts}
    for number, part in enumerate(_of_kind(field.content.parts, PartKind.STEM), start=1):
        choice = given.get(str(part.id))
        key = specs[part.id or 0].right
        is_right = choice in key
        verdict = (RIGHT if is_right else WRONG) if key else NONE
        yield Judged(
            field.say(part.text),
            verdict if choice is not None or field.shows_key else NONE,
            words.get(choice),
            choice is not None,
            tuple(words[one] for one in key) if field.shows_key and not is_right else (),
            _said(field, by_id[choice]) if choice in by_id else (),
            number,
        )


def gapped(field: ReviewedField) -> Iterable[Judged]:
    given = (field.response or {}).get("gaps", {})
    specs = {part.id: part for part in field.spec.parts}
    keyed = {part.id for part in cloze.keyed(field.spec)}
    gaps = [part for part in field.content.parts if part.kind != PartKind.CRITERION]
    for number, part in enumerate(gaps, start=1):
        value = given.get(str(part.id))
        worth = cloze.worth_of_gap(value, specs[part.id or 0], case_matters=field.spec.case_matters)
        verdict = verdict_of(worth) if part.id in keyed else NONE
        label = as_typed(_("Gap %(number)s") % {"number": number})
        yield Judged(
            label,
            verdict if value is not None or field.shows_key else NONE,
            _in_gap(field, part, value),
            value is not None,
            _right_in_gap(field, part, specs[part.id or 0]) if field.shows_key and verdict != RIGHT else (),
            _said_of_gap(field, part, value),
            number,
        )


def _in_gap(field: ReviewedField, part: PartContent, value: Any) -> Wording | None:
    if value is None:
        return None
    chosen = [choice for choice in part.choices if choice.id == value]
    if part.kind == PartKind.GAP_CHOICE:
        return field.say(chosen[0].text) if chosen else None
    return as_typed(typed_number(value))


def _right_in_gap(field: ReviewedField, part: PartContent, spec: PartSpec) -> tuple[Wording, ...]:
    if part.kind == PartKind.GAP_CHOICE:
        right = spec.right or {choice for choice, worth in spec.shares.items() if worth >= 1}
        return tuple(field.say(choice.text) for choice in part.choices if choice.id in right)
    return _accepted(field, part.accepted)


def _said_of_gap(field: ReviewedField, part: PartContent, value: Any) -> tuple[Wording, ...]:
    if value is None:
        return ()
    if part.kind == PartKind.GAP_CHOICE:
        return tuple(said for choice in part.choices if choice.id == value for said in _said(field, choice))
    return _said_of(field, part.accepted, value)


def numbered(field: ReviewedField) -> Iterable[Judged]:
    """A number, with its unit; or a step of a scale."""
    number, unit = (field.response or {}).get("number"), (field.response or {}).get("unit", "")
    factor = field.spec.units.get(unit, 1.0)
    own = "" if field.content.key_number is None else _number_range(field.content.key_number, field.content.tolerance)
    first = next((each.text for each in field.content.units if each.factor == 1), "")
    accepted = _accepted(field, field.content.accepted)
    key = (as_typed(f"{own} {first}".strip()), *accepted) if own else accepted
    said = _said_of(field, field.content.accepted, number * factor) if number is not None else ()
    shown = "" if number is None else f"{typed_number(number)} {unit}".strip()
    yield _written(field, as_typed(shown) if shown else None, key if field.kind == QuestionKind.NUMERIC else (), said)


def texted(field: ReviewedField) -> Iterable[Judged]:
    """Words of one's own, one line or many."""
    given = field.response or {}
    text = given.get("text") or " · ".join(given.get("words", ()))
    accepted = field.content.accepted if field.kind == QuestionKind.SHORT_TEXT else ()
    said = _said_of(field, accepted, text) if text else ()
    yield _written(field, as_typed(text) if text else None, _accepted(field, accepted), said)


def coded(field: ReviewedField) -> Iterable[Judged]:
    key, code = field.content.hs_code, (field.response or {}).get("code")
    yield _written(field, _code(field, code) if code else None, (_code(field, key),) if key else (), ())


def _pattern(text: str) -> str:
    """An accepted answer for a reader: three points where anything may stand."""
    return text.replace("\\*", "\0").replace("*", "…").replace("\0", "*")


def _code(field: ReviewedField, code: str) -> Wording:
    written = f"{code[:4]}.{code[4:]}" if len(code) == 6 else code
    title = field.say(field.titles.get(code, {}))
    return as_typed(f"{written} {title.text}" if title else written, title.language if title else "")


def _written(
    field: ReviewedField, given: Wording | None, right: tuple[Wording, ...], feedback: tuple[Wording, ...]
) -> Judged:
    verdict = field.verdict if given else NONE
    return Judged(
        as_typed(_("Your answer")),
        verdict,
        given,
        bool(given),
        right if field.shows_key and field.verdict != RIGHT else (),
        feedback,
    )


def _said(field: ReviewedField, choice: ChoiceContent) -> tuple[Wording, ...]:
    said = field.say(choice.feedback)
    return (said,) if said else ()


def _said_of(field: ReviewedField, accepted: Iterable[Accepted], value: Any) -> tuple[Wording, ...]:
    """The feedback of the best answer that it was taken for."""
    taken = [each for each in accepted if each.feedback and _is_taken(field, each, value)]
    taken.sort(key=lambda each: -each.share)
    return (field.say(taken[0].feedback),) if taken else ()


def _is_taken(field: ReviewedField, accepted: Accepted, value: Any) -> bool:
    spec = AcceptedSpec(accepted.text, accepted.language, accepted.number, accepted.tolerance)
    if isinstance(value, str):
        return short_text.is_accepted(value, spec, case_matters=field.spec.case_matters)
    return numeric.worth_of_number(float(value), (spec,)) > 0


def _accepted(field: ReviewedField, accepted: Iterable[Accepted]) -> tuple[Wording, ...]:
    """What would have been right, in the reader's language where it is there; three at most."""
    full = [each for each in accepted if each.share >= 1]
    own = [each for each in full if each.language in ("", field.language)] or full
    shown = [
        as_typed(_number_range(each.number, each.tolerance))
        if each.number is not None
        else as_typed(_pattern(each.text), each.language)
        for each in own
    ]
    return tuple(shown[:3])


def pointed(field: ReviewedField) -> Iterable[Judged]:
    """Areas that have a name: those that were chosen or pointed at, and the right ones."""
    hit = hit_areas(field)
    for number, choice in enumerate(field.choices, start=1):
        is_given = choice.id in hit
        verdict = verdict_of_tick(field, is_given, worth_of(choice.id or 0, field.spec))
        if is_given or verdict == MISSED:
            said = _said(field, choice) if is_given else ()
            yield Judged(field.say(choice.text), verdict, is_given=is_given, feedback=said, number=number)


def hit_areas(field: ReviewedField) -> set[int]:
    """What was chosen, or pointed at: of several areas around the point the best, where one place is asked for."""
    given = field.response or {}
    if "point" in given:
        x, y = given["point"]
        hit = {choice for choice, area in field.spec.areas.items() if hotspot.lies_in(area, x, y)}
        best = max((worth_of(choice, field.spec) for choice in hit), default=0)
        one = best > 0 and hotspot.most(field.spec) == 1
        return {choice for choice in hit if worth_of(choice, field.spec) == best} if one else hit
    return set(given.get("choices", ()))


def rubric(field: ReviewedField) -> Iterable[Judged]:
    """The criteria with the levels that were given."""
    for number, part in enumerate(_of_kind(field.content.parts, PartKind.CRITERION), start=1):
        level = next((one for one in part.choices if one.id == field.levels.get(part.id or 0)), None)
        yield Judged(
            field.say(part.text),
            NONE,
            field.say(level.text) if level else None,
            level is not None,
            (),
            _said(field, level) if level else (),
            number,
        )


JUDGES: dict[str, Callable[[ReviewedField], Iterable[Judged]]] = {
    QuestionKind.SINGLE: ticked,
    QuestionKind.MULTIPLE: ticked,
    QuestionKind.TRUE_FALSE: ticked,
    QuestionKind.MATCHING: matched,
    QuestionKind.ORDERING: ordered,
    QuestionKind.RANKING: ordered,
    QuestionKind.NUMERIC: numbered,
    QuestionKind.SCALE: numbered,
    QuestionKind.SHORT_TEXT: texted,
    QuestionKind.OPEN_TEXT: texted,
    QuestionKind.WORD_CLOUD: texted,
    QuestionKind.CLOZE: gapped,
    QuestionKind.HOTSPOT: pointed,
    QuestionKind.HS: coded,
    QuestionKind.ESSAY: rubric,
}
