"""A question of any kind that cannot be asked or marked is refused, and one that can is kept as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Refused
from core.refusals import sentence
from quizzes.actions.checks import check_content
from quizzes.actions.questions import create_question
from quizzes.choices import QuestionKind
from quizzes.content import Accepted, ChoiceContent, FileContent, PartContent, QuestionContent, Unit
from quizzes.models import Question
from quizzes.queries.contents import contents_of
from tests.factories.contents import CONTENTS, area, stem


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in QuestionKind.values if kind != QuestionKind.HOTSPOT])
def test_question_of_every_kind_is_kept_as_it_was_made(kind: str) -> None:
    made = CONTENTS[kind]
    question = create_question(made, by=None)
    kept = contents_of([question.pk])[question.pk]
    assert without_ids(kept) == without_ids(made)
    assert question.versions.get().number == question.version == 1


def without_ids(content: QuestionContent) -> QuestionContent:
    return replace(
        content,
        choices=tuple(replace(choice, id=None) for choice in content.choices),
        accepted=tuple(replace(each, id=None) for each in content.accepted),
        parts=tuple(
            replace(
                part,
                id=None,
                choices=tuple(replace(choice, id=None) for choice in part.choices),
                accepted=tuple(replace(each, id=None) for each in part.accepted),
            )
            for part in content.parts
        ),
    )


A, B = ChoiceContent({"en": "A"}), ChoiceContent({"fr": "B"}, is_right=True)
LEVELS = (ChoiceContent({"en": "Good"}, share=1), ChoiceContent({"en": "Poor"}, share=0))


@pytest.mark.parametrize(
    ("kind", "changed", "code"),
    [
        ("single", {"mark_rule": "shares", "choices": (A, replace(B, share=0.5))}, "question.shares_reach"),
        ("single", {"mark_rule": "shares", "choices": (A, replace(B, share=1.5))}, "question.share_range"),
        ("single", {"mark_rule": "guess"}, "question.malformed"),
        ("single", {"source_language": "de"}, "question.malformed"),
        ("single", {"text": {"en": "?" * 10_001}}, "question.too_long"),
        ("single", {"text": {"en": "a\x00b"}}, "question.malformed"),
        ("single", {"choices": (A, replace(B, feedback={"ru": "п" * 2001}))}, "question.too_long"),
        ("single", {"name": "n" * 201}, "question.too_long"),
        ("single", {"points": 101}, "question.points"),
        ("single", {"parts": (stem("x", 1),)}, "question.malformed"),
        ("single", {"files": tuple(FileContent(n, "picture") for n in range(11))}, "question.too_many_files"),
        ("single", {"files": (FileContent(1, "script"),)}, "question.malformed"),
        ("multiple", {"max_choices": 0}, "question.max_choices"),
        (
            "multiple",
            {"mark_rule": "shares", "choices": (replace(A, share=0.7), replace(B, share=0.7))},
            "question.shares_reach",
        ),
        ("true_false", {"choices": (A, replace(B, is_right=False))}, "question.true_or_false"),
        ("true_false", {"choices": (A, A, B)}, "question.true_or_false"),
        ("matching", {"parts": (stem("x", 1),)}, "question.too_few_stems"),
        ("matching", {"parts": (stem("x", 1), stem("y", None))}, "question.stem_unmatched"),
        ("matching", {"parts": (stem("x", 1), stem("y", 9))}, "question.stem_unmatched"),
        ("matching", {"parts": (stem("x", 1), stem(" ", 2))}, "question.stem_without_text"),
        ("matching", {"parts": (stem("x", 1), replace(stem("y", 1), weight=0))}, "question.weight"),
        ("matching", {"parts": (stem("x", 1), stem("y", 1)), "choices": (A,)}, "question.too_few_choices"),
        ("matching", {"parts": (stem("x", 1),) * 21}, "question.too_many_stems"),
        ("ordering", {"choices": (A,)}, "question.too_few_choices"),
        ("numeric", {"tolerance": -1}, "question.tolerance"),
        ("numeric", {"key_number": float("nan")}, "question.number_too_large"),
        ("numeric", {"key_number": float("inf"), "high": None}, "question.number_too_large"),
        ("numeric", {"units": (Unit("kg", 2),)}, "question.units"),
        ("numeric", {"units": (Unit("kg"), Unit("kg", 2))}, "question.units"),
        ("numeric", {"units": (Unit("kg"), Unit("t", 0))}, "question.units"),
        ("numeric", {"key_number": None}, "question.no_key_number"),
        ("numeric", {"accepted": (Accepted(text="7"),)}, "question.accepted_empty"),
        ("short_text", {"accepted": ()}, "question.nothing_accepted"),
        ("short_text", {"accepted": (Accepted(" "),)}, "question.accepted_empty"),
        ("short_text", {"accepted": (Accepted("x", share=0.5),)}, "question.shares_reach"),
        ("short_text", {"accepted": (Accepted("x"), Accepted("y", share=2))}, "question.share_range"),
        ("short_text", {"accepted": (Accepted("x", "de"),)}, "question.malformed"),
        ("short_text", {"accepted": (Accepted("x" * 501),)}, "question.too_long"),
        ("cloze", {"parts": (), "text": {"en": "No gap"}}, "question.no_gaps"),
        ("cloze", {"text": {"en": "[[1]] and [[2]] and [[3]]", "fr": "[[1]] et [[3]]"}}, "question.gaps_differ"),
        ("cloze", {"text": {"en": "[[1]] [[1]] [[2]] [[3]]"}}, "question.gaps_differ"),
        ("cloze", {"text": {"en": "[[1]]"}, "parts": (PartContent("gap_text"),)}, "question.gap_empty"),
        ("cloze", {"text": {"en": "[[1]]"}, "parts": (PartContent("gap_choice", choices=(A,)),)}, "question.gap_empty"),
        (
            "cloze",
            {"text": {"en": "[[1]]"}, "parts": (PartContent("gap_choice", choices=(A, A)),)},
            "question.gap_right",
        ),
        (
            "cloze",
            {"text": {"en": "[[1]]"}, "parts": (PartContent("gap_number", accepted=(Accepted("many"),)),)},
            "question.accepted_empty",
        ),
        ("hotspot", {"files": ()}, "question.no_background"),
        ("hotspot", {"choices": ()}, "question.no_areas"),
        ("hotspot", {"choices": (area("rect", 0.1, 0.1, 0.2, 0.2),)}, "question.no_right_area"),
        ("hotspot", {"choices": (area("rect", 0.5, 0.1, 0.2, 0.2),)}, "question.area_outside"),
        ("hotspot", {"choices": (area("rect", 0.5, 0.1, 1.2, 0.2),)}, "question.area_outside"),
        ("hotspot", {"choices": (area("circle", 0.5, 0.1, 0),)}, "question.area_outside"),
        ("hotspot", {"choices": (area("poly", 0.5, 0.1, 0.6, 0.2),)}, "question.area_outside"),
        ("hotspot", {"choices": (area("star", 0.5, 0.1, 0.6, 0.2),)}, "question.area_outside"),
        ("hotspot", {"choices": (replace(A, area=None),)}, "question.area_outside"),
        (
            "hotspot",
            {"choices": (replace(area("circle", 0.5, 0.5, 0.1), text={}),)},
            "question.choice_without_text",
        ),
        ("hs", {"hs_code": "848"}, "question.hs_code"),
        ("hs", {"hs_code": "84811"}, "question.hs_code"),
        ("hs", {"hs_code": "٨٤٨١"}, "question.hs_code"),
        ("essay", {"parts": (PartContent("criterion", {"en": "Clear"}, LEVELS[:1]),)}, "question.levels"),
        ("essay", {"parts": (PartContent("criterion", {}, LEVELS),)}, "question.criterion_without_text"),
        (
            "essay",
            {"parts": (PartContent("criterion", {"en": "Clear"}, (LEVELS[1], LEVELS[1])),)},
            "question.shares_reach",
        ),
    ],
)
def test_question_that_cannot_be_asked_is_refused_with_its_reason(
    kind: str, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_content(replace(CONTENTS[kind], **changed))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert sentence(code, refused.value.data) != sentence("unknown")


@pytest.mark.django_db
def test_file_that_is_not_there_or_another_questions_is_refused() -> None:
    with pytest.raises(Refused, match=r"question\.file_gone"):
        create_question(CONTENTS["hotspot"], by=None)
    assert Question.objects.count() == 0
