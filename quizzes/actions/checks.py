"""What makes a question of each kind askable: :func:`check_content` refuses any other. In words: ``docs/rules/questions.md``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from core.actions import Refused
from core.languages import LANGUAGES, NATIVE_NAMES
from quizzes.actions.texts import has_text
from quizzes.choices import FileUse, MarkRule, PartKind, QuestionKind
from quizzes.content import Accepted, AreaContent, ChoiceContent, PartContent, QuestionContent, Texts

MOST_CHOICES = 12
MOST_STEPS = 20
MOST_STEMS = 20
MOST_GAPS = 20
MOST_CRITERIA = 10
MOST_LEVELS = 10
MOST_ACCEPTED = 60
MOST_UNITS = 10
MOST_AREAS = 20
MOST_CORNERS = 60
MOST_FILES = 10
MOST_POINTS = 100
LONGEST_TEXT = 10_000
LONGEST_CHOICE = 2_000
LONGEST_LABEL = 80
LONGEST_ANSWER = 500
LONGEST_NAME = 200
LONGEST_ALT = 500
LARGEST_NUMBER = 1e15
NEARLY = 0.001
"""Three times 33.33333 % is the full mark."""
GAP = re.compile(r"\[\[(\d{1,3})\]\]")
PARTS: Mapping[str, tuple[str, ...]] = {
    QuestionKind.MATCHING: (PartKind.STEM,),
    QuestionKind.CLOZE: (PartKind.GAP_CHOICE, PartKind.GAP_TEXT, PartKind.GAP_NUMBER),
    QuestionKind.ESSAY: (PartKind.CRITERION,),
}


def check_content(draft: QuestionContent) -> None:
    """Refuses, with a code of ``question.…``, a question that cannot be asked or marked."""
    if draft.kind not in QuestionKind.values:
        raise Refused("question.kind_unknown")
    if not has_text(draft.text):
        raise Refused("question.no_text")
    if draft.source_language not in LANGUAGES or draft.mark_rule not in MarkRule.values:
        raise Refused("question.malformed")
    _check_lengths(draft)
    _check_numbers(draft)
    _check_files(draft)
    known = PARTS.get(draft.kind, ())
    if any(part.kind not in known for part in draft.parts):
        raise Refused("question.malformed")
    for position, part in enumerate(draft.parts, start=1):
        if not (math.isfinite(part.weight) and 0 < part.weight <= MOST_POINTS):
            raise Refused("question.weight", position=position)
    CHECKS.get(draft.kind, _nothing_more)(draft)


def _nothing_more(draft: QuestionContent) -> None:
    """What every question needs is enough."""


def _check_lengths(draft: QuestionContent) -> None:
    _short((draft.text, draft.explanation), LONGEST_TEXT)
    _short((draft.low_label, draft.high_label), LONGEST_LABEL)
    _short(({"": draft.name},), LONGEST_NAME)
    choices = [*draft.choices, *(choice for part in draft.parts for choice in part.choices)]
    _short((text for choice in choices for text in (choice.text, choice.feedback)), LONGEST_CHOICE)
    _short((part.text for part in draft.parts), LONGEST_CHOICE)
    accepted = [*draft.accepted, *(each for part in draft.parts for each in part.accepted)]
    _short(({"": each.text} for each in accepted), LONGEST_ANSWER)
    _short((each.feedback for each in accepted), LONGEST_CHOICE)
    _short((each.alt for each in draft.files), LONGEST_ALT)
    _short(({"": unit.text} for unit in draft.units), LONGEST_LABEL)


def _short(texts: Iterable[Texts], most: int) -> None:
    for by_language in texts:
        for text in by_language.values():
            if len(text) > most:
                raise Refused("question.too_long", most=most)
            if "\x00" in text:
                raise Refused("question.malformed")


def _check_numbers(draft: QuestionContent) -> None:
    given = [draft.low, draft.high, draft.key_number, draft.tolerance]
    for each in [*draft.accepted, *(each for part in draft.parts for each in part.accepted)]:
        given += [each.number, each.tolerance]
        if each.tolerance < 0:
            raise Refused("question.tolerance")
    if any(number is not None and not abs(number) <= LARGEST_NUMBER for number in given):
        raise Refused("question.number_too_large")
    if draft.tolerance < 0:
        raise Refused("question.tolerance")
    if not 0 <= draft.points <= MOST_POINTS:
        raise Refused("question.points", most=MOST_POINTS)
    if draft.max_choices is not None and not 1 <= draft.max_choices <= MOST_STEPS:
        raise Refused("question.max_choices", most=MOST_STEPS)


def _check_files(draft: QuestionContent) -> None:
    if len(draft.files) > MOST_FILES:
        raise Refused("question.too_many_files", limit=MOST_FILES)
    if any(each.use not in FileUse.values for each in draft.files):
        raise Refused("question.malformed")


def _check_choices(draft: QuestionContent) -> None:
    if len(draft.choices) < 2:
        raise Refused("question.too_few_choices")
    if len(draft.choices) > MOST_CHOICES:
        raise Refused("question.too_many_choices", limit=MOST_CHOICES)
    _check_texts(draft.choices)


def _check_texts(choices: Sequence[ChoiceContent]) -> None:
    for position, choice in enumerate(choices, start=1):
        if not has_text(choice.text):
            raise Refused("question.choice_without_text", position=position)


def _check_shares(choices: Sequence[ChoiceContent], *, several: bool) -> None:
    """Shares between −1 and 1, that reach the full mark: together where ``several`` are ticked, else one of them."""
    for position, choice in enumerate(choices, start=1):
        if choice.share is not None and not -1 <= choice.share <= 1:
            raise Refused("question.share_range", position=position)
    gains = [choice.share for choice in choices if choice.share is not None and choice.share > 0]
    if abs((sum(gains) if several else max(gains, default=0)) - 1) > NEARLY:
        raise Refused("question.shares_reach")


def _check_single(draft: QuestionContent) -> None:
    _check_choices(draft)
    if draft.mark_rule == MarkRule.SHARES:
        _check_shares(draft.choices, several=False)
    elif sum(choice.is_right for choice in draft.choices) > 1:
        raise Refused("question.one_right_choice")


def _check_multiple(draft: QuestionContent) -> None:
    _check_choices(draft)
    if draft.mark_rule == MarkRule.SHARES:
        _check_shares(draft.choices, several=True)


def _check_true_false(draft: QuestionContent) -> None:
    _check_choices(draft)
    if len(draft.choices) != 2 or sum(choice.is_right for choice in draft.choices) != 1:
        raise Refused("question.true_or_false")


def _check_matching(draft: QuestionContent) -> None:
    if len(draft.parts) < 2:
        raise Refused("question.too_few_stems")
    if len(draft.parts) > MOST_STEMS or len(draft.choices) > MOST_STEMS:
        raise Refused("question.too_many_stems", limit=MOST_STEMS)
    for position, part in enumerate(draft.parts, start=1):
        if not has_text(part.text):
            raise Refused("question.stem_without_text", position=position)
        if part.match is None or not 1 <= part.match <= len(draft.choices):
            raise Refused("question.stem_unmatched", position=position)
    if len(draft.choices) < 2:
        raise Refused("question.too_few_choices")
    _check_texts(draft.choices)


def _check_scale(draft: QuestionContent) -> None:
    low, high = draft.low, draft.high
    whole = low is not None and high is not None and low == int(low) and high == int(high)
    if not whole or not 0 < high - low <= MOST_STEPS:  # type: ignore[operator]
        raise Refused("question.scale_ends", steps=MOST_STEPS)


def _check_numeric(draft: QuestionContent) -> None:
    low = -math.inf if draft.low is None else draft.low
    high = math.inf if draft.high is None else draft.high
    if low >= high or not low <= (low if draft.key_number is None else draft.key_number) <= high:
        raise Refused("question.number_range")
    if draft.key_number is None and (draft.accepted or draft.units):
        raise Refused("question.no_key_number")
    if draft.accepted:
        _check_accepted(draft.accepted, numbers=True, full=False)
    if draft.units:
        texts = [unit.text.strip() for unit in draft.units]
        factors = [unit.factor for unit in draft.units]
        usable = all(texts) and len(set(texts)) == len(texts) and all(0 < each <= LARGEST_NUMBER for each in factors)
        if not usable or factors.count(1) != 1 or len(texts) > MOST_UNITS:
            raise Refused("question.units", limit=MOST_UNITS)


def _check_short_text(draft: QuestionContent) -> None:
    _check_accepted(draft.accepted, numbers=False)


def _check_accepted(accepted: Sequence[Accepted], *, numbers: bool, full: bool = True, gap: int = 0) -> None:
    """Answers that count: one at least, each something, each for a part of the mark, and (``full``) one for all of it."""
    if not accepted:
        raise Refused("question.gap_empty", position=gap) if gap else Refused("question.nothing_accepted")
    if len(accepted) > MOST_ACCEPTED:
        raise Refused("question.too_many_accepted", limit=MOST_ACCEPTED)
    for position, each in enumerate(accepted, start=1):
        if (each.number is None) if numbers else not each.text.strip():
            raise Refused("question.accepted_empty", position=position)
        if each.language and each.language not in LANGUAGES:
            raise Refused("question.malformed")
        if not 0 <= each.share <= 1:
            raise Refused("question.share_range", position=position)
    if full and max(each.share for each in accepted) < 1 - NEARLY:
        raise Refused("question.shares_reach")


def _check_cloze(draft: QuestionContent) -> None:
    if not draft.parts:
        raise Refused("question.no_gaps")
    if len(draft.parts) > MOST_GAPS:
        raise Refused("question.too_many_gaps", limit=MOST_GAPS)
    numbers = list(range(1, len(draft.parts) + 1))
    for language, text in draft.text.items():
        if text.strip() and sorted(map(int, GAP.findall(text))) != numbers:
            raise Refused("question.gaps_differ", language=NATIVE_NAMES.get(language, language), number=len(numbers))
    for position, part in enumerate(draft.parts, start=1):
        _check_gap(position, part)


def _check_gap(position: int, part: PartContent) -> None:
    if part.kind != PartKind.GAP_CHOICE:
        _check_accepted(part.accepted, numbers=part.kind == PartKind.GAP_NUMBER, gap=position)
        return
    if len(part.choices) < 2:
        raise Refused("question.gap_empty", position=position)
    if len(part.choices) > MOST_CHOICES:
        raise Refused("question.too_many_choices", limit=MOST_CHOICES)
    _check_texts(part.choices)
    if any(choice.share is not None for choice in part.choices):
        _check_shares(part.choices, several=False)
    elif sum(choice.is_right for choice in part.choices) != 1:
        raise Refused("question.gap_right", position=position)


def _check_hotspot(draft: QuestionContent) -> None:
    if sum(each.use == FileUse.BACKGROUND for each in draft.files) != 1:
        raise Refused("question.no_background")
    if not draft.choices:
        raise Refused("question.no_areas")
    if len(draft.choices) > MOST_AREAS:
        raise Refused("question.too_many_areas", limit=MOST_AREAS)
    _check_texts(draft.choices)
    for position, choice in enumerate(draft.choices, start=1):
        if choice.area is None or not _is_inside(choice.area):
            raise Refused("question.area_outside", position=position)
    if not any(choice.is_right for choice in draft.choices):
        raise Refused("question.no_right_area")


def _is_inside(area: AreaContent) -> bool:
    """Whether it is an area, and lies in the picture; a circle with its middle."""
    coords = area.coords
    if area.shape == "circle":
        return len(coords) == 3 and 0 <= coords[0] <= 1 and 0 <= coords[1] <= 1 and 0 < coords[2] <= 1
    if not all(0 <= each <= 1 for each in coords):
        return False
    if area.shape == "rect":
        return len(coords) == 4 and coords[0] < coords[2] and coords[1] < coords[3]
    return area.shape == "poly" and len(coords) % 2 == 0 and 6 <= len(coords) <= 2 * MOST_CORNERS


def _check_hs(draft: QuestionContent) -> None:
    if not re.fullmatch(r"[0-9]{4}(?:[0-9]{2})?", draft.hs_code):
        raise Refused("question.hs_code")


def _check_essay(draft: QuestionContent) -> None:
    if len(draft.parts) > MOST_CRITERIA:
        raise Refused("question.too_many_criteria", limit=MOST_CRITERIA)
    for position, part in enumerate(draft.parts, start=1):
        if not has_text(part.text):
            raise Refused("question.criterion_without_text", position=position)
        shares = [-1 if level.share is None else level.share for level in part.choices]
        named = all(has_text(level.text) for level in part.choices)
        if not named or not 2 <= len(shares) <= MOST_LEVELS or not all(0 <= share <= 1 for share in shares):
            raise Refused("question.levels", position=position, limit=MOST_LEVELS)
        if max(shares) < 1 - NEARLY:
            raise Refused("question.shares_reach")


CHECKS: Mapping[str, Callable[[QuestionContent], None]] = {
    QuestionKind.SINGLE: _check_single,
    QuestionKind.MULTIPLE: _check_multiple,
    QuestionKind.TRUE_FALSE: _check_true_false,
    QuestionKind.MATCHING: _check_matching,
    QuestionKind.ORDERING: _check_choices,
    QuestionKind.NUMERIC: _check_numeric,
    QuestionKind.SHORT_TEXT: _check_short_text,
    QuestionKind.CLOZE: _check_cloze,
    QuestionKind.HOTSPOT: _check_hotspot,
    QuestionKind.HS: _check_hs,
    QuestionKind.ESSAY: _check_essay,
    QuestionKind.SCALE: _check_scale,
    QuestionKind.RANKING: _check_choices,
}
"""What each kind needs beside what every question needs; open text and word clouds need nothing more."""
