"""A whole question of each kind, in English, French and Arabic, as plain values."""

from __future__ import annotations

from quizzes.content import Accepted, AreaContent, ChoiceContent, FileContent, PartContent, QuestionContent, Unit


def stem(text: str, match: int | None) -> PartContent:
    return PartContent("stem", {"en": text}, match=match)


def area(shape: str, *coords: float, right: bool = False) -> ChoiceContent:
    return ChoiceContent({"en": shape}, is_right=right, area=AreaContent(shape, coords))


TEXT = {"en": "What do you check first?", "fr": "Que vérifiez-vous d’abord ?", "ar": "ماذا تفحص أولاً؟"}
FEEDBACK = {"en": "Because.", "fr": "Parce que."}
WORDS = {"en": "See the Convention.", "fr": "Voyez la Convention."}
THREE = (
    ChoiceContent({"en": "The seal", "fr": "Le scellé", "ar": "الختم"}, FEEDBACK),
    ChoiceContent({"en": "The manifest", "fr": "Le manifeste", "ar": "البيان"}, is_right=True),
    ChoiceContent({"en": "The crew", "fr": "L’équipage", "ar": "الطاقم"}),
)
PLAIN = tuple(ChoiceContent(choice.text) for choice in THREE)
RIGHT_AND_WRONG = (
    ChoiceContent({"en": "True", "fr": "Vrai"}, is_right=True),
    ChoiceContent({"en": "False", "fr": "Faux"}),
)
GAPS = (
    PartContent("gap_choice", choices=(ChoiceContent({"en": "must", "fr": "doit"}, is_right=True), THREE[2])),
    PartContent(
        "gap_text", accepted=(Accepted("seal", "en"), Accepted("scellé", "fr"), Accepted("lock", "en", share=0.5))
    ),
    PartContent("gap_number", accepted=(Accepted(number=24, tolerance=1),), weight=2),
)
RUBRIC = PartContent(
    "criterion",
    {"en": "Names the risk", "fr": "Nomme le risque"},
    (
        ChoiceContent({"en": "Fully"}, share=1),
        ChoiceContent({"en": "Partly"}, {"en": "Say which goods."}, share=0.5),
        ChoiceContent({"en": "No"}, share=0),
    ),
    weight=3,
)


CONTENTS = {
    "single": QuestionContent("single", TEXT, THREE, explanation=WORDS, name="First check", points=2),
    "multiple": QuestionContent("multiple", TEXT, THREE, max_choices=2, keeps_order=True, source_language="fr"),
    "true_false": QuestionContent("true_false", TEXT, RIGHT_AND_WRONG),
    "matching": QuestionContent(
        "matching", TEXT, PLAIN, parts=(stem("Container", 1), stem("Ship", 3), stem("Crew", 3))
    ),
    "ordering": QuestionContent("ordering", TEXT, PLAIN),
    "numeric": QuestionContent(
        "numeric",
        TEXT,
        low=0,
        high=1000,
        key_number=24,
        tolerance=0.5,
        units=(Unit("t"), Unit("kg", 0.001)),
        accepted=(Accepted(number=25, tolerance=1, share=0.5, feedback=FEEDBACK),),
    ),
    "short_text": QuestionContent(
        "short_text",
        TEXT,
        accepted=(Accepted("seal*", "en", feedback=FEEDBACK), Accepted("x", share=0.25)),
        case_matters=True,
    ),
    "cloze": QuestionContent(
        "cloze",
        {
            "en": "The officer [[1]] check the [[2]] within [[3]] hours.",
            "fr": "En [[3]] heures, l’agent [[1]] voir [[2]].",
        },
        parts=GAPS,
    ),
    "hotspot": QuestionContent(
        "hotspot",
        TEXT,
        (area("rect", 0.1, 0.1, 0.4, 0.3, right=True), area("circle", 0.5, 0.5, 0.1), area("poly", 0, 0, 1, 0, 0.5, 1)),
        files=(FileContent(7, "background", alt={"en": "A ship"}),),
    ),
    "hs": QuestionContent("hs", TEXT, hs_code="848180"),
    "essay": QuestionContent("essay", TEXT, parts=(RUBRIC,)),
    "scale": QuestionContent("scale", TEXT, low=1, high=5, low_label={"en": "Poor"}, high_label={"en": "Good"}),
    "ranking": QuestionContent("ranking", TEXT, PLAIN),
    "word_cloud": QuestionContent("word_cloud", TEXT, max_choices=3),
    "open_text": QuestionContent("open_text", TEXT),
}
