"""Items whose interactions stand within a text: text entries, inline choices, gap matches, and several single choices."""

from __future__ import annotations

from dataclasses import replace

from core.importing.xml import Element, child, children, descendants, name_of
from quizzes.content import ChoiceContent, PartContent, QuestionContent
from quizzes.importers.left_out import LeftOut
from quizzes.importers.qti.interactions import accepted_of
from quizzes.importers.qti.scoring import Key, key_of, points_of
from quizzes.importers.qti.taking import Taking

WITHIN = frozenset(("textEntryInteraction", "inlineChoiceInteraction", "gapMatchInteraction", "choiceInteraction"))


def cloze(taking: Taking, interactions: list[Element]) -> QuestionContent:
    parts: list[PartContent] = []
    reached = [0.0]

    def shown(element: Element) -> str | None:
        name = name_of(element)
        if name == "textEntryInteraction":
            return _gap(_words(taking, element, reached))
        if name in ("inlineChoiceInteraction", "choiceInteraction"):
            part = _choices(taking, element, reached)
            prompt = child(element, "prompt")
            return (taking.html(prompt) if prompt is not None else "") + _gap(part)
        if name == "gap" and element in gaps:
            return _gap(gaps[element])
        if name in ("gapText", "gapImg"):
            return ""
        return None

    def _gap(part: PartContent) -> str:
        parts.append(part)
        return f"[[{len(parts)}]]"

    gaps: dict[Element, PartContent] = {}
    for each in interactions:
        if name_of(each) == "gapMatchInteraction":
            gaps.update(_matched(taking, each, reached))
    text = taking.text([child(taking.item, "itemBody")], shown, use="picture", inside=True, gaps=True)
    if not parts:
        raise LeftOut("import.left_out.gaps")
    keys = [key_of(taking, each) for each in interactions if name_of(each) == "textEntryInteraction"]
    return QuestionContent(
        kind="cloze",
        text={taking.language: text},
        parts=tuple(parts),
        points=points_of(taking, reached[0]),
        case_matters=any(key.case_matters for key in keys if key.base == "string"),
        source_language=taking.language,
    )


def _words(taking: Taking, interaction: Element, reached: list[float]) -> PartContent:
    key = key_of(taking, interaction)
    accepted = accepted_of(taking, interaction, key)
    kind = "gap_number" if key.base in ("float", "integer") else "gap_text"
    return PartContent(kind, accepted=accepted, weight=_weight(max(key.worth.values(), default=0.0), reached))


def _weight(worth: float, reached: list[float]) -> float:
    if worth <= 0:
        return 1
    reached[0] += worth
    return worth


def _choices(taking: Taking, interaction: Element, reached: list[float]) -> PartContent:
    """One right choice; others may be worth a share."""
    if name_of(interaction) == "choiceInteraction" and interaction.get("maxChoices", "1") != "1":
        raise LeftOut("import.left_out.gap_several")
    key = key_of(taking, interaction)
    named = {
        each.get("identifier") or "": taking.texts(each)
        for each in children(interaction, "inlineChoice", "simpleChoice")
    }
    full = max((key.worth_of(name) for name in named), default=0.0) if key.worth else 0.0
    right = key.right[0] if key.right else next((name for name in named if full > 0 and key.worth_of(name) == full), "")
    if right not in named:
        raise LeftOut("import.left_out.no_key")
    choices = []
    for name, texts in named.items():
        share = max(0.0, key.worth_of(name) / full) if full > 0 else float(name == right)
        choices.append(ChoiceContent(texts, is_right=name == right, share=share if 0 < share < 1 else None))
    return PartContent("gap_choice", choices=tuple(choices), weight=_weight(full, reached))


def _matched(taking: Taking, interaction: Element, reached: list[float]) -> dict[Element, PartContent]:
    """The gaps of a gap match: each has all of its texts as choices."""
    key = key_of(taking, interaction)
    named = {each.get("identifier") or "": _shown(taking, each) for each in children(interaction, "gapText", "gapImg")}
    right = {gap: name for pair in key.right or key.worth if " " in pair for name, gap in [pair.split(" ", 1)]}
    return {
        gap: _of_gap(key, named, right, gap.get("identifier") or "", reached) for gap in descendants(interaction, "gap")
    }


def _shown(taking: Taking, element: Element) -> ChoiceContent:
    texts = taking.texts(element)
    if not texts:
        raise LeftOut("import.left_out.labels_on_picture")
    return ChoiceContent(texts)


def _of_gap(
    key: Key, named: dict[str, ChoiceContent], right: dict[str, str], gap: str, reached: list[float]
) -> PartContent:
    if right.get(gap) not in named:
        raise LeftOut("import.left_out.no_key")
    choices = tuple(replace(each, is_right=name == right[gap]) for name, each in named.items())
    worth = key.worth_of(f"{right[gap]} {gap}") if key.worth else 0.0
    return PartContent("gap_choice", choices=choices, weight=_weight(worth, reached))
