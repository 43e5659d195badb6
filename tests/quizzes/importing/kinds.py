"""A question of every kind with all that its kind can have, in six languages: what an export has to bring back."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from core.languages import LANGUAGES
from quizzes.content import Accepted, AreaContent, ChoiceContent, PartContent, QuestionContent, Texts, Unit
from quizzes.importers.reading import ReadFile, ReadQuestion
from quizzes.importers.true_false import FALSE, TRUE


def six(text: str) -> Texts:
    words = {
        "en": "goods & “codes”",
        "fr": "marchandises – l’été",
        "ru": "товары: № 5",
        "es": "¿mercancías?",
        "pt": "mercadorias à mão",
        "ar": "البضائع، والرموز",
    }
    return {language: f"{text} {words[language]}" for language in LANGUAGES}


def _choices(*right: int, count: int = 4, **fields: object) -> tuple[ChoiceContent, ...]:
    return tuple(
        ChoiceContent(six(f"Choice {number}"), six(f"Why {number}"), number in right, **fields)  # type: ignore[arg-type]
        for number in range(1, count + 1)
    )


def _question(kind: str, **fields: object) -> QuestionContent:
    return QuestionContent(
        **{  # type: ignore[arg-type]
            "kind": kind,
            "text": six(f"A **{kind}** question:\n\n- one < two\n- `x` & \\(x^2\\)\n\nH~2~O, m^2^"),
            "explanation": six("Because"),
            "points": 2,
            "name": f"Sample {kind}",
            **fields,
        }
    )


_LEVELS = tuple(ChoiceContent(six(f"Level {share}"), share=share) for share in (0.0, 0.4, 1.0))
GAPS = {language: f"{word} [[1]] {word}, [[2]] kg; [[3]]" for language, word in six("It is").items()}

CONTENTS: dict[str, QuestionContent] = {
    "single": _question("single", choices=_choices(2), keeps_order=True),
    "single_shares": _question(
        "single",
        mark_rule="shares",
        choices=tuple(
            ChoiceContent(six(f"Choice {share}"), is_right=share == 1, share=share) for share in (1.0, 0.5, -0.25)
        ),
    ),
    "poll": _question("single", choices=_choices()),
    "multiple": _question("multiple", choices=_choices(1, 3), max_choices=3),
    "multiple_all": _question("multiple", choices=_choices(1, 3, 4), mark_rule="all"),
    "multiple_shares": _question(
        "multiple",
        mark_rule="shares",
        choices=tuple(
            ChoiceContent(six(f"Choice {share}"), is_right=share > 0, share=share) for share in (1 / 3, 2 / 3, -0.2)
        ),
    ),
    "true_false": _question(
        "true_false", choices=(ChoiceContent(TRUE, six("Yes"), True), ChoiceContent(FALSE, six("No")))
    ),
    "matching": _question(
        "matching",
        choices=tuple(ChoiceContent(six(f"Choice {number}")) for number in (1, 2, 3)),
        parts=(
            PartContent("stem", six("Stem 1"), match=3),
            PartContent("stem", six("Stem 2"), match=1),
            PartContent("stem", six("Stem 3"), match=3, weight=2),
        ),
    ),
    "ordering": _question("ordering", choices=tuple(ChoiceContent(six(f"Step {number}")) for number in (1, 2, 3))),
    "numeric": _question(
        "numeric",
        key_number=12.5,
        tolerance=0.1,
        low=0,
        high=100,
        accepted=(Accepted(number=13, tolerance=0.5, share=0.5, feedback=six("Nearly")),),
        units=(Unit("kg"), Unit("g", 0.001), Unit("lb", 0.45359237)),
    ),
    "short_text": _question(
        "short_text",
        case_matters=True,
        accepted=(
            Accepted("customs", "en"),
            Accepted("douane*", "fr", feedback={"fr": "Oui"}),
            Accepted("الجمارك", "ar"),
            Accepted('8471 & "all" {~}', share=0.5),
        ),
    ),
    "cloze": _question(
        "cloze",
        text=GAPS,
        parts=(
            PartContent("gap_choice", choices=_choices(2, count=3), weight=2),
            PartContent("gap_number", accepted=(Accepted(number=2.5, tolerance=0.5, feedback=six("Yes")),)),
            PartContent(
                "gap_text", accepted=(Accepted("rouge~}", "fr"), Accepted("red", "en"), Accepted("rad", share=0.5))
            ),
        ),
    ),
    "hotspot": _question(
        "hotspot",
        choices=(
            ChoiceContent(six("Port"), six("Yes"), True, area=AreaContent("rect", (0.1, 0.2, 0.333333, 0.4))),
            ChoiceContent(six("Airport"), area=AreaContent("circle", (0.5, 0.5, 0.125))),
            ChoiceContent(six("Border"), area=AreaContent("poly", (0.6, 0.6, 0.9, 0.6, 0.75, 0.9))),
        ),
    ),
    "hs": _question("hs", hs_code="848110"),
    "essay": _question(
        "essay", parts=tuple(PartContent("criterion", six(f"Criterion {n}"), _LEVELS, weight=n) for n in (1, 2))
    ),
    "scale": _question("scale", low=1, high=5, low_label=six("No"), high_label=six("Yes")),
    "ranking": _question("ranking", choices=_choices()),
    "word_cloud": _question("word_cloud", max_choices=2),
    "open_text": _question("open_text"),
}
"""By a name for the case; together all kinds."""


def picture(width: int = 200, height: int = 100) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), "#2b6cb0").save(data, "PNG")
    return data.getvalue()


def as_read(name: str) -> ReadQuestion:
    """What a file of this question would be read as."""
    content = CONTENTS[name]
    files: tuple[ReadFile, ...] = (ReadFile("map.png", picture(), six("A map"), "picture"),)
    if content.kind == "hotspot":
        files = (ReadFile("port.png", picture(), {}, "background"),)
    return ReadQuestion(
        label=content.name,
        content=content,
        key=f"k-{name}",
        category=("Goods", "A/B"),
        tags=("topic", "84"),
        files=files,
    )
