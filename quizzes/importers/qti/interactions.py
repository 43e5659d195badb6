"""Each of QTI's interactions as one of our kinds, where an item has one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.importing.xml import Element, child, children, descendants, name_of, number_of
from quizzes.content import Accepted, AreaContent, ChoiceContent, PartContent, QuestionContent, Texts
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.kinds import choices_with_shares
from quizzes.importers.moodle.pictures import area_of, size_of
from quizzes.importers.qti.scoring import Key, areas_of, key_of, points_of, tolerance_of
from quizzes.importers.qti.taking import Taking

LEVELS = ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %"))


def question(taking: Taking, interaction: Element, kind: str) -> QuestionContent:
    """The body before, the prompt, and the body after the interaction as the question's text."""
    body = child(taking.item, "itemBody")

    def shown(element: Element) -> str | None:
        if element is not interaction:
            return None
        prompt = child(interaction, "prompt")
        return taking.html(prompt) if prompt is not None else ""

    text = taking.text([body], shown, use="picture", inside=True)
    return QuestionContent(kind=kind, text={taking.language: text} if text else {}, source_language=taking.language)


def choice(taking: Taking, interaction: Element) -> QuestionContent:
    key, options = key_of(taking, interaction), children(interaction, "simpleChoice")
    most = round(number_of(interaction.get("maxChoices"), 1) or 0)
    declaration = taking.declaration(interaction)
    single = most == 1 or (declaration is not None and declaration.get("cardinality") == "single")
    made = question(taking, interaction, "single" if single else "multiple")
    named = [(each.get("identifier") or "", _choice(taking, each)) for each in options]
    choices, rule = _marked(taking, key, named, single=single)
    if single and [name for name, _ in named] == ["true", "false"] and rule != "shares":
        return replace(made, kind="true_false", choices=choices, points=points_of(taking, 0))
    return replace(
        made,
        choices=choices,
        mark_rule=rule,
        max_choices=most if not single and 1 < most < len(options) else None,
        keeps_order=interaction.get("shuffle") != "true",
        points=points_of(taking, _reached(key, [each.get("identifier") or "" for each in options], single=single)),
    )


def _reached(key: Key, names: list[str], *, single: bool) -> float:
    gains = [worth for name in names if key.worth and (worth := key.worth_of(name)) > 0]
    return (max(gains) if single else sum(gains)) if gains else 0.0


def _marked(
    taking: Taking, key: Key, named: list[tuple[str, ChoiceContent]], *, single: bool
) -> tuple[tuple[ChoiceContent, ...], str]:
    """The choices with what is right. Without a mapping: for several choices all or nothing, as ``match_correct`` does."""
    full = _reached(key, [name for name, _ in named], single=single)
    if not full:
        marked = tuple(replace(each, is_right=name in key.right) for name, each in named)
        return marked, "all" if key.right and not single else "difference"
    shares = [(each, max(-1.0, min(1.0, key.worth_of(name) / full))) for name, each in named]
    return choices_with_shares(shares, single=single)


def _choice(taking: Taking, element: Element) -> ChoiceContent:
    name = element.get("identifier")
    said = [
        each
        for each in [*descendants(element, "feedbackInline", "feedbackBlock"), *children(taking.item, "modalFeedback")]
        if each.get("identifier") == name and each.get("showHide") != "hide"
    ]
    taking.used.update(said)
    return ChoiceContent(taking.texts(element), said_by(taking, said))


def said_by(taking: Taking, elements: list[Element]) -> Texts:
    texts = [taking.texts(each) for each in elements]
    found: dict[str, str] = {}
    for each in texts:
        for language, text in each.items():
            found[language] = f"{found[language]}\n\n{text}" if language in found else text
    return found


def order(taking: Taking, interaction: Element) -> QuestionContent:
    key = key_of(taking, interaction)
    named = {each.get("identifier") or "": _choice(taking, each) for each in children(interaction, "simpleChoice")}
    if not key.right:
        return replace(question(taking, interaction, "ranking"), choices=tuple(named.values()))
    if sorted(key.right) != sorted(named):
        raise LeftOut("import.left_out.scoring")
    choices = tuple(named[name] for name in key.right)
    return replace(question(taking, interaction, "ordering"), choices=choices, points=points_of(taking, 0))


def match(taking: Taking, interaction: Element) -> QuestionContent:
    """Stems are the set of which each member belongs to one of the other."""
    sets = children(interaction, "simpleMatchSet")
    key = key_of(taking, interaction)
    pairs = [pair.split(" ", 1) for pair in key.right or key.worth if " " in pair]
    if len(sets) != 2 or not pairs:
        raise LeftOut("import.left_out.no_key" if len(sets) == 2 else "import.left_out.scoring")
    names = [{each.get("identifier") or "": each for each in children(one, "simpleAssociableChoice")} for one in sets]
    turned = sorted(pair[0] for pair in pairs) != sorted(names[0])
    stems, choices = (names[1], names[0]) if turned else (names[0], names[1])
    matched = {pair[turned]: pair[not turned] for pair in pairs}
    if len(matched) != len(pairs) or not set(matched) <= set(stems) or not set(matched.values()) <= set(choices):
        raise LeftOut("import.left_out.scoring")
    if set(matched) != set(stems):
        taking.note("import.note.marks_simplified")
    return _matching(taking, interaction, key, stems, choices, matched, turned=turned)


def _matching(
    taking: Taking,
    interaction: Element,
    key: Key,
    stems: dict[str, Element],
    choices: dict[str, Element],
    matched: dict[str, str],
    *,
    turned: bool = False,
) -> QuestionContent:
    places = {name: number for number, name in enumerate(choices, start=1)}
    worth = {
        stem: key.worth_of(f"{choice} {stem}" if turned else f"{stem} {choice}") if key.worth else 1.0
        for stem, choice in matched.items()
    }
    parts = tuple(
        PartContent("stem", taking.texts(stems[name]), match=places[matched[name]], weight=_weight(worth[name]))
        for name in stems
        if name in matched
    )
    return replace(
        question(taking, interaction, "matching"),
        choices=tuple(_choice(taking, each) for each in choices.values()),
        parts=parts,
        keeps_order=interaction.get("shuffle") != "true",
        points=points_of(taking, sum(worth.values()) if key.worth else 0),
    )


def _weight(worth: float) -> float:
    if worth <= 0:
        raise LeftOut("import.left_out.scoring")
    return worth


def associate(taking: Taking, interaction: Element) -> QuestionContent:
    """Pairs among one set: the first of each pair is a stem, the others are what is matched to it."""
    key = key_of(taking, interaction)
    named = {each.get("identifier") or "": each for each in children(interaction, "simpleAssociableChoice")}
    pairs = [pair.split(" ", 1) for pair in key.right if " " in pair]
    used = [name for pair in pairs for name in pair]
    if not pairs or len(set(used)) != len(used) or not set(used) <= set(named):
        raise LeftOut("import.left_out.scoring" if pairs else "import.left_out.no_key")
    taking.note("import.note.marks_simplified")
    matched = dict(pairs)
    stems = {name: each for name, each in named.items() if name in matched}
    choices = {name: each for name, each in named.items() if name not in matched}
    return _matching(taking, interaction, replace(key, worth={}), stems, choices, matched)


def hotspot(taking: Taking, interaction: Element) -> QuestionContent:
    file, width, height = taking.background(interaction)
    width, height = (width, height) if width > 0 and height > 0 else size_of(file.data)
    key = key_of(taking, interaction)
    most = round(number_of(interaction.get("maxChoices"), 1) or 0)
    named = []
    for number, each in enumerate(children(interaction, "hotspotChoice"), start=1):
        area = _area(each.get("shape") or "", each.get("coords") or "", width, height)
        text = each.get("hotspotLabel") or each.get("identifier") or str(number)
        named.append((each.get("identifier") or "", ChoiceContent({taking.language: text}, area=area)))
    choices, rule = _marked(taking, key, named, single=most == 1)
    if not any(each.is_right for each in choices):
        raise LeftOut("import.left_out.no_key")
    several = None if most == 1 else min(most or len(choices), 20)
    return replace(
        question(taking, interaction, "hotspot"),
        choices=choices,
        mark_rule=rule if rule == "shares" else "difference",
        max_choices=several,
        points=points_of(taking, _reached(key, [name for name, _ in named], single=most == 1)),
    )


def select_point(taking: Taking, interaction: Element) -> QuestionContent:
    file, width, height = taking.background(interaction)
    width, height = (width, height) if width > 0 and height > 0 else size_of(file.data)
    areas = areas_of(taking, interaction)
    full = max((worth for _, _, worth in areas), default=0.0)
    if full <= 0:
        raise LeftOut("import.left_out.no_key")
    if round(number_of(interaction.get("maxChoices"), 1) or 0) != 1:
        raise LeftOut("import.left_out.scoring")
    named = [
        (
            ChoiceContent({taking.language: str(number)}, area=_area(shape, coords, width, height)),
            max(-1.0, worth / full),
        )
        for number, (shape, coords, worth) in enumerate(areas, start=1)
    ]
    choices, rule = choices_with_shares(named, single=True)
    return replace(
        question(taking, interaction, "hotspot"), choices=choices, mark_rule=rule, points=points_of(taking, full)
    )


def _area(shape: str, coords: str, width: float, height: float) -> AreaContent:
    numbers = [number_of(each) for each in coords.split(",")]
    if shape == "ellipse" and len(numbers) == 4 and numbers[2] == numbers[3]:
        shape, numbers = "circle", numbers[:3]
    if shape == "default":
        shape, numbers = "rect", [0.0, 0.0, width, height]
    known = [number for number in numbers if number is not None]
    if shape == "poly" and len(known) > 6 and known[:2] == known[-2:]:
        known = known[:-2]
    area = area_of(shape, known, width, height) if len(known) in (len(numbers), len(numbers) - 2) else None
    if area is None:
        raise LeftOut("import.left_out.areas")
    return area


def extended_text(taking: Taking, interaction: Element) -> QuestionContent:
    """Written to be marked by a person. What the item tells the marker becomes a criterion."""
    made = replace(question(taking, interaction, "essay"), points=points_of(taking, 0))
    rubric = [each for each in descendants(taking.item, "rubricBlock") if "scorer" in (each.get("view") or "").split()]
    told = said_by(taking, rubric)
    if not told:
        return made
    taking.note("import.note.grader_info_as_criterion")
    levels = tuple(ChoiceContent(dict.fromkeys(told, text), share=share) for share, text in LEVELS)
    return replace(made, parts=(PartContent("criterion", told, levels),))


def text_entry(taking: Taking, interaction: Element) -> QuestionContent:
    """One entry that stands by itself: a number or a short text."""
    key = key_of(taking, interaction)
    accepted = accepted_of(taking, interaction, key)
    full = max(key.worth.values(), default=0) if key.worth else 0
    if key.base not in ("float", "integer"):
        made = question(taking, interaction, "short_text")
        return replace(made, accepted=accepted, case_matters=key.case_matters, points=points_of(taking, full))
    right = next((each for each in accepted if each.share == 1), None)
    if right is None:
        raise LeftOut("import.left_out.no_key")
    return replace(
        question(taking, interaction, "numeric"),
        key_number=right.number,
        tolerance=right.tolerance,
        accepted=tuple(each for each in accepted if each is not right),
        points=points_of(taking, full),
    )


def accepted_of(taking: Taking, interaction: Element, key: Key) -> tuple[Accepted, ...]:
    full = max(key.worth.values(), default=0.0)
    worth = {value: each / full for value, each in key.worth.items() if full > 0 and each >= 0}
    for value in key.right:
        worth.setdefault(value, 1.0)
    if not any(worth.values()):
        raise LeftOut("import.left_out.no_key")
    if key.base not in ("float", "integer"):
        return tuple(Accepted(value[:500], share=share) for value, share in worth.items() if value)
    return tuple(
        Accepted(number=number, tolerance=tolerance_of(taking, interaction, number), share=share)
        for value, share in worth.items()
        if (number := number_of(value)) is not None
    )


def slider(taking: Taking, interaction: Element) -> QuestionContent:
    low, high = number_of(interaction.get("lowerBound")), number_of(interaction.get("upperBound"))
    key = key_of(taking, interaction)
    if not key.right:
        return replace(question(taking, interaction, "scale"), low=low, high=high)
    number = number_of(key.right[0])
    if number is None:
        raise LeftOut("import.left_out.no_key")
    made = question(taking, interaction, "numeric")
    tolerance = tolerance_of(taking, interaction, number)
    return replace(made, low=low, high=high, key_number=number, tolerance=tolerance, points=points_of(taking, 0))


ALONE: dict[str, Callable[[Taking, Element], QuestionContent]] = {
    "choiceInteraction": choice,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
    "hotspotInteraction": hotspot,
    "selectPointInteraction": select_point,
    "extendedTextInteraction": extended_text,
    "sliderInteraction": slider,
}
TOLD = {
    "graphicGapMatchInteraction": "import.left_out.labels_on_picture",
    "positionObjectInteraction": "import.left_out.several_markers",
}


def is_alone(interaction: Element) -> bool:
    """Whether nothing else stands in the block of a text entry: then it is no gap of a sentence."""
    block = interaction.getparent()
    while block is not None and name_of(block) in ("span", "strong", "em", "b", "i"):
        block = block.getparent()
    if block is None or name_of(block) == "itemBody":
        return not (interaction.tail or "").strip()
    return not "".join(block.itertext()).strip()
