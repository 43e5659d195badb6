"""Each of Moodle's types of question as one of our kinds."""

from __future__ import annotations

import re
from dataclasses import replace

from core.importing.xml import Element, child, children, name_of, number_of
from quizzes.content import Accepted, ChoiceContent, PartContent, QuestionContent, Texts, Unit
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.taking import Taking
from quizzes.importers.true_false import FALSE, TRUE

_GRADES = (
    1.0,
    0.9,
    5 / 6,
    0.8,
    0.75,
    0.7,
    2 / 3,
    0.6,
    0.5,
    0.4,
    1 / 3,
    0.3,
    0.25,
    0.2,
    1 / 6,
    1 / 7,
    0.125,
    1 / 9,
    0.1,
    0.05,
    0.0,
)
"""Moodle's grades as shares of the mark, as exactly as they are meant."""
_USUAL = frozenset(("Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."))
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
_LEVELS = ((0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %"))


def common(taking: Taking, kind: str) -> QuestionContent:
    """What all types have. What has no place with us is noted."""
    element = taking.element
    text = taking.texts(child(element, "questiontext"), use="picture", gaps=kind == "cloze")
    points = taking.number("defaultgrade")
    whole = max(1, round(points)) if points is not None else 1
    if points is not None and points != whole:
        taking.note("import.note.points_rounded", points=points, taken=whole)
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        said = taking.plain(child(element, name))
        if said and said not in _USUAL:
            taking.note("import.note.feedback_lost", text=said[:200])
    hints = sum(bool(taking.plain(hint)) for hint in children(element, "hint"))
    if hints:
        taking.note("import.note.hints_lost", count=hints)
    return QuestionContent(
        kind=kind,
        text=text,
        explanation=taking.texts(child(element, "generalfeedback")),
        points=min(whole, 100),
        name=taking.name(),
        source_language=taking.language if taking.language in text or not text else next(iter(text)),
    )


def fraction(element: Element, taking: Taking) -> float:
    """An answer's part of the mark, from -1 to 1; one of Moodle's own grades exactly, when it is next to one."""
    written = (number_of(element.get("fraction"), 0.0) or 0.0) / 100
    grade = min(_GRADES, key=lambda each: abs(each - abs(written)))
    away = abs(grade - abs(written))
    if away > 0.005:
        return max(-1.0, min(1.0, written))
    if away > 0.00001:
        taking.note("import.note.share_rounded", share=100 * written, taken=round(100 * grade, 5))
    return grade if written > 0 else -grade if written else 0.0


def _answers(taking: Taking) -> list[tuple[ChoiceContent, float]]:
    return [
        (
            ChoiceContent(taking.texts(answer), taking.texts(child(answer, "feedback"))),
            fraction(answer, taking),
        )
        for answer in children(taking.element, "answer")
    ]


def multichoice(taking: Taking) -> QuestionContent:
    answers = _answers(taking)
    is_set = (taking.element.get("type") or "").lower() == "multichoiceset"
    single = not is_set and taking.flag("single", default=True)
    question = replace(
        common(taking, "single" if single else "multiple"), keeps_order=not taking.flag("shuffleanswers", default=True)
    )
    choices, rule = choices_with_shares(answers, single=single, is_set=is_set)
    return replace(question, choices=choices, mark_rule=rule)


def choices_with_shares(
    answers: list[tuple[ChoiceContent, float]], *, single: bool, is_set: bool = False
) -> tuple[tuple[ChoiceContent, ...], str]:
    """The choices and the rule by which they are marked as the file says: shares of their own where no simpler rule does."""
    right = [share for _, share in answers if share > 0]
    wrong = [share for _, share in answers if share <= 0]
    if single:
        simple = right in ([], [1.0]) and not any(wrong)
    else:
        simple = is_set or not right or all(abs(abs(share) - 1 / len(right)) < 1e-4 for share in [*right, *wrong])
    marked = tuple(
        replace(
            choice, is_right=share > 0 if simple or not single else share == max(right), share=None if simple else share
        )
        for choice, share in answers
    )
    rule = "all" if is_set else "difference" if simple else "shares"
    return marked, rule


def truefalse(taking: Taking) -> QuestionContent:
    found: dict[bool, tuple[bool, Texts]] = {}
    for answer in children(taking.element, "answer"):
        word = taking.plain(answer).lower()
        if word in ("true", "false"):
            found[word == "true"] = (fraction(answer, taking) > 0, taking.texts(child(answer, "feedback")))
    if len(found) != 2 or found[True][0] == found[False][0]:
        raise LeftOut("import.left_out.no_key")
    choices = tuple(
        ChoiceContent(texts, found[is_true][1], is_right=found[is_true][0])
        for is_true, texts in ((True, TRUE), (False, FALSE))
    )
    return replace(common(taking, "true_false"), choices=choices)


def shortanswer(taking: Taking) -> QuestionContent:
    accepted = tuple(
        Accepted(
            text=text,
            share=max(0.0, fraction(answer, taking)),
            feedback=taking.texts(child(answer, "feedback")),
        )
        for answer in children(taking.element, "answer")
        if (text := taking.plain(answer))
    )
    return replace(common(taking, "short_text"), accepted=accepted, case_matters=taking.flag("usecase"))


def numerical(taking: Taking) -> QuestionContent:
    """The first full answer is the key; others, and the feedback of the key, are beside it."""
    rows: list[Accepted] = []
    for answer in children(taking.element, "answer"):
        written = taking.plain(answer)
        number = number_of(written)
        feedback = taking.texts(child(answer, "feedback"))
        if number is None:
            if feedback or written != "*":
                taking.note("import.note.answer_lost", text=written[:100])
            continue
        tolerance = abs(number_of(taking.plain(child(answer, "tolerance")), 0.0) or 0.0)
        rows.append(
            Accepted(number=number, tolerance=tolerance, share=max(0.0, fraction(answer, taking)), feedback=feedback)
        )
    key = next((row for row in rows if row.share == 1), None)
    if key is None:
        raise LeftOut("import.left_out.no_key")
    units = []
    for unit in children(child(taking.element, "units") if child(taking.element, "units") is not None else [], "unit"):
        multiplier = number_of((getattr(child(unit, "multiplier"), "text", "") or ""), 1.0)
        name = " ".join((getattr(child(unit, "unit_name"), "text", "") or "").split())
        if name and multiplier and multiplier > 0:
            units.append(Unit(name, 1 / multiplier))
    return replace(
        common(taking, "numeric"),
        key_number=key.number,
        tolerance=key.tolerance,
        accepted=tuple(row for row in rows if row is not key or row.feedback),
        units=tuple(units),
    )


def matching(taking: Taking) -> QuestionContent:
    choices: list[Texts] = []
    parts = []
    for each in children(taking.element, "subquestion"):
        answer = taking.texts(child(each, "answer"))
        if not answer:
            continue
        if answer not in choices:
            choices.append(answer)
        stem = taking.texts(each)
        if stem:
            parts.append(PartContent("stem", stem, match=choices.index(answer) + 1))
    return replace(
        common(taking, "matching"),
        choices=tuple(ChoiceContent(texts) for texts in choices),
        parts=tuple(parts),
        keeps_order=not taking.flag("shuffleanswers", default=True),
    )


def essay(taking: Taking) -> QuestionContent:
    """What Moodle tells the grader becomes a criterion of the rubric."""
    question = common(taking, "essay")
    told = taking.texts(child(taking.element, "graderinfo"))
    if taking.plain(child(taking.element, "responsetemplate")):
        taking.note("import.note.template_lost")
    if not told:
        return question
    taking.note("import.note.grader_info_as_criterion")
    levels = tuple(ChoiceContent(dict.fromkeys(told, text), share=share) for share, text in _LEVELS)
    return replace(question, parts=(PartContent("criterion", told, levels),))


def ordering(taking: Taking) -> QuestionContent:
    """Moodle keeps an item's place in the order as its fraction."""
    items = [
        (number_of(answer.get("fraction"), 0.0) or 0.0, ChoiceContent(taking.texts(answer)))
        for answer in children(taking.element, "answer")
    ]
    items.sort(key=lambda item: item[0])
    return replace(common(taking, "ordering"), choices=tuple(choice for _, choice in items))


def gapselect(taking: Taking) -> QuestionContent:
    """``[[2]]`` names the right one of the options; with us it names the gap, and the options of its group are its choices."""
    options: list[tuple[str, Texts]] = []
    for each in taking.element:
        if name_of(each) in ("selectoption", "dragbox"):
            group = (getattr(child(each, "group"), "text", "") or "1").strip()
            options.append((group, taking.texts(each)))
    return _gaps(taking, options)


def _gaps(taking: Taking, options: list[tuple[str, Texts]]) -> QuestionContent:
    question = common(taking, "cloze")
    orders = {language: _numbers(text) for language, text in question.text.items()}
    order = orders.get(question.source_language, [])
    if not order or any(not 1 <= number <= len(options) for number in order):
        raise LeftOut("import.left_out.gaps")
    kept = {language: text for language, text in question.text.items() if orders[language] == order}
    for language in sorted(question.text.keys() - kept.keys()):
        taking.note("import.note.gaps_differ", language=language)
    parts = []
    for number in order:
        group = options[number - 1][0]
        parts.append(
            PartContent(
                "gap_choice",
                choices=tuple(
                    ChoiceContent(texts, is_right=place == number)
                    for place, (its_group, texts) in enumerate(options, start=1)
                    if its_group == group
                ),
            )
        )
    return replace(question, text={language: _renumbered(text) for language, text in kept.items()}, parts=tuple(parts))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _GAP.findall(text)]


def _renumbered(text: str) -> str:
    numbers = iter(range(1, len(text)))
    return _GAP.sub(lambda _: f"[[{next(numbers)}]]", text)
