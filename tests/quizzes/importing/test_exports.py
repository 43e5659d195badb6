"""What an export writes, an import reads back: the same question, for every kind that the format holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.content import Accepted, ChoiceContent, QuestionContent, Texts, to_json
from quizzes.exporters import one_language, table
from quizzes.exporters.writing import Written
from quizzes.importers.formats import read, sniff
from quizzes.importers.reading import ReadQuestion
from quizzes.importers.true_false import FALSE, TRUE
from quizzes.markup import to_plain
from tests.factories.contents import CONTENTS as FEW
from tests.quizzes.importing.kinds import CONTENTS as MANY

SAMPLES = {f"few {name}": content for name, content in FEW.items()} | {
    f"many {name}": content for name, content in MANY.items()
}
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"])
SHEETS = {"csv": table.csv, "xlsx": table.xlsx}


def _asked(name: str, content: QuestionContent) -> ReadQuestion:
    return ReadQuestion(
        name, replace(content, files=()), key=f"k {name}", category=("A / B", "C"), tags=("hs:8481", "Wert")
    )


def _back(data: bytes, language: str = "en") -> list[ReadQuestion]:
    return list(read(data, language, sniff(data)))


@pytest.mark.parametrize("form", SHEETS)
def test_a_table_holds_every_kind(form: str) -> None:
    asked = [_asked(name, content) for name, content in SAMPLES.items()]
    written = SHEETS[form](asked)
    assert (sniff(written.data), written.taken) == (form, len(asked))
    for before, after in zip(asked, _back(written.data), strict=True):
        assert after.content is not None, after.left_out
        assert to_json(after.content) == to_json(before.content), before.label
        assert (after.key, after.category, after.tags) == (before.key, before.category, before.tags)


@given(
    st.lists(
        st.text(LETTERS | st.just("\n"), max_size=12)
        .map(lambda text: "\n".join(line for line in text.split("\n") if line))
        .filter(bool),
        min_size=3,
        max_size=3,
    )
)
def test_no_text_is_a_formula_and_none_changes(texts: list[str]) -> None:
    first, second, third = texts
    content = QuestionContent(
        "single",
        {"en": first},
        (ChoiceContent({"en": second}), ChoiceContent({"en": third, "fr": f"={third}"}, {"en": first})),
    )
    written = table.csv([ReadQuestion("x", content)])
    (after,) = _back(written.data)
    assert after.content == content


def _project(content: QuestionContent, language: str) -> dict[str, Any]:
    """What GIFT holds of a question, in one language."""

    def own(texts: Texts) -> Texts:
        return {language: texts[language]} if language in texts else {}

    accepted = [each for each in content.accepted if each.language in ("", language)]
    order = list(dict.fromkeys([*((part.match or 1) - 1 for part in content.parts), *range(len(content.choices))]))
    if content.kind != "matching":
        order = list(range(len(content.choices)))
    choices = content.choices
    if content.kind == "true_false":
        choices = tuple(replace(each, text=words) for each, words in zip(choices, (TRUE, FALSE), strict=True))
    projected = replace(
        content,
        text=own(content.text),
        explanation=own(content.explanation),
        choices=tuple(
            replace(each, text=own(each.text), feedback=own(each.feedback))
            for each in (choices[number] for number in order)
        ),
        accepted=tuple(
            Accepted(**{**each.__dict__, "language": "", "feedback": own(each.feedback)}) for each in accepted
        ),
        parts=tuple(
            replace(part, text=own(part.text), match=order.index((part.match or 1) - 1) + 1, weight=1)
            for part in content.parts
        )
        if content.kind == "matching"
        else (),
        source_language=language,
        mark_rule="difference" if content.mark_rule == "all" else content.mark_rule,
        points=1,
        units=(),
        low=None,
        high=None,
        max_choices=None,
        keeps_order=False,
        case_matters=False,
        files=(),
    )
    return dict(to_json(projected))


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_gift_holds_what_it_can(language: str) -> None:
    asked = {name: _asked(name, content) for name, content in SAMPLES.items()}
    written = one_language.gift(asked.values(), language)
    left = {loss.label for loss in written.losses if loss.is_left_out}
    kinds = {asked[name].content.kind for name in asked if name not in left}  # type: ignore[union-attr]
    if language == "en":
        assert kinds == {"single", "multiple", "true_false", "short_text", "numeric", "matching", "essay"}
    after = _back(written.data, language)
    assert len(after) == written.taken == len(asked) - len(left)
    for found in after:
        assert found.content is not None, found.left_out
        before = asked[found.key.removeprefix("k ")]
        assert before.content is not None
        assert to_json(found.content) == _project(before.content, language), before.label
        assert (found.category, found.tags) == (before.category, before.tags)


def test_what_gift_cannot_say_is_told() -> None:
    content = FEW["numeric"]
    written: Written = one_language.gift([_asked("n", content), _asked("h", FEW["hs"])], "en")
    told = {loss.label: (loss.is_left_out, [note.code for note in loss.notes]) for loss in written.losses}
    assert told["h"] == (True, ["export.left_out.kind"])
    assert "export.note.number_rules" in told["n"][1]


def test_aiken_holds_single_choices_in_plain_words() -> None:
    asked = [_asked(name, content) for name, content in SAMPLES.items()]
    written = one_language.aiken(asked, "fr")
    after = _back(written.data, "fr")
    singles = [
        each.content
        for each in asked
        if each.content
        and each.content.kind == "single"
        and sum(choice.is_right for choice in each.content.choices) == 1
    ]
    assert written.taken == len(after) == len(singles) > 0
    for before, found in zip(singles, after, strict=True):
        assert found.content is not None
        assert [choice.is_right for choice in found.content.choices] == [choice.is_right for choice in before.choices]
        words = [to_plain(choice.text["fr"]) for choice in found.content.choices]
        assert words == [to_plain(choice.text["fr"]) for choice in before.choices]
