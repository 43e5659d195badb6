"""Moodle XML in and out: what Moodle has, what it lacks, six languages, and files that others made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.exporters import moodle as exporter
from quizzes.importers import moodle
from quizzes.importers.reading import ReadQuestion
from tests.factories.contents import CONTENTS as FEW
from tests.quizzes.importing.kinds import CONTENTS, as_read


def read_one(xml: bytes) -> ReadQuestion:
    (question,) = moodle.read(xml, "en")
    return question


def question(kind: str, inside: str) -> ReadQuestion:
    return read_one(
        f'<quiz><question type="{kind}"><name><text>Q</text></name><questiontext format="html"><text>What?</text>'
        f"</questiontext>{inside}</question></quiz>".encode()
    )


def test_samples_are_of_every_kind() -> None:
    assert {content.kind for content in CONTENTS.values()} == set(QuestionKind.values)


@pytest.mark.parametrize("name", CONTENTS)
def test_what_is_written_is_read_again(name: str) -> None:
    written = as_read(name)
    read = read_one(exporter.export([written]))
    assert read == written


def test_questions_in_some_languages_come_back_together() -> None:
    written = [ReadQuestion(name, replace(content, files=())) for name, content in FEW.items()]
    assert [each.content for each in moodle.read(exporter.export(written), "en")] == [each.content for each in written]


@pytest.mark.parametrize("name", ["single", "multiple", "true_false", "ordering", "matching"])
def test_moodles_own_elements_say_it_without_ours(name: str) -> None:
    root = etree.fromstring(exporter.export([as_read(name)]))
    etree.strip_elements(root, "{urn:lectern:questions}extras")
    read, wanted = read_one(etree.tostring(root)).content, CONTENTS[name]
    assert read is not None
    assert (read.kind, read.text, read.explanation, read.points) == (
        wanted.kind,
        wanted.text,
        wanted.explanation,
        wanted.points,
    )
    assert {frozenset(choice.text.items()) for choice in read.choices} == {
        frozenset(choice.text.items()) for choice in wanted.choices
    }
    assert [choice.is_right for choice in read.choices] == [choice.is_right for choice in wanted.choices]


PIECES = [*"ab *`~^[]{}=#\\()<>&;\"'-\n%$:|", "العربية", "ё", "\u200f", "{mlang}", "]]>", "&amp;", "<p>", "\\( x \\)"]
TEXT = st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).strip() or "x")


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_any_text_comes_back(first: str, second: str, third: str) -> None:
    texts = {"en": first, "ar": second}
    content = QuestionContent(
        kind="single",
        text=texts,
        choices=(ChoiceContent({"fr": third}, texts, True), ChoiceContent(texts)),
        explanation={"ru": third},
        name="Name",
    )
    assert read_one(exporter.export([ReadQuestion("Name", content)])).content == content


def test_a_change_by_hand_counts_more_than_what_we_wrote_beside() -> None:
    xml = exporter.export([as_read("multiple_all")])
    read = read_one(xml.replace(b"Choice 1", b"Choice one"))
    assert read.content is not None
    assert read.content.choices[0].text["en"].startswith("Choice one")
    assert read.content.mark_rule == "difference"
    assert [note.code for note in read.notes] == ["import.note.changed_by_hand"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("description", "import.left_out.description"),
        ("calculatedmulti", "import.left_out.calculated"),
        ("ddimageortext", "import.left_out.labels_on_picture"),
        ("coderunner", "import.left_out.kind"),
        ("truefalse", "import.left_out.no_key"),
        ("cloze", "import.left_out.gaps"),
    ],
)
def test_what_has_no_place_is_left_out_with_its_reason(kind: str, reason: str) -> None:
    read = question(kind, "")
    assert read.content is None
    assert read.left_out is not None
    assert read.left_out.code == reason


def test_gaps_in_the_text() -> None:
    text = "A {2:MULTICHOICE:=right\\}#Yes~%50%half~wrong#No} b {:SHORTANSWER:=Paris~%25%Lyon} c {1:NM:=23.8:0.1#Good}"
    read = read_one(
        '<quiz><question type="cloze"><name><text>Q</text></name><questiontext format="html">'
        f"<text>{text}</text></questiontext></question></quiz>".encode()
    ).content
    assert read is not None
    assert read.text == {"en": "A [[1]] b [[2]] c [[3]]"}
    choices, words, numbers = read.parts
    assert (choices.kind, choices.weight) == ("gap_choice", 2)
    assert [(choice.text["en"], choice.is_right, choice.share) for choice in choices.choices] == [
        ("right}", True, None),
        ("half", False, 0.5),
        ("wrong", False, None),
    ]
    assert [(each.text, each.share) for each in words.accepted] == [("Paris", 1), ("Lyon", 0.25)]
    assert [(each.number, each.tolerance, each.feedback) for each in numbers.accepted] == [(23.8, 0.1, {"en": "Good"})]


def test_languages_in_one_text_become_languages_of_the_question() -> None:
    read = read_one(
        "<quiz><question type='shortanswer'><name><text>Q</text></name><questiontext format='html'><text>"
        "{mlang en}Which office?{mlang}{mlang fr}Quel bureau ?{mlang}{mlang ar}أي مكتب؟{mlang}</text></questiontext>"
        "<answer fraction='100'><text>customs</text><feedback><text>&lt;span lang='fr' class='multilang'&gt;Oui"
        "&lt;/span&gt; &lt;span lang='en' class='multilang'&gt;Yes&lt;/span&gt;</text></feedback></answer>"
        "<generalfeedback><text>8471</text></generalfeedback>"
        "</question></quiz>".encode()
    ).content
    assert read is not None
    assert read.text == {"en": "Which office?", "fr": "Quel bureau ?", "ar": "أي مكتب؟"}
    assert read.accepted[0].feedback == {"en": "Yes", "fr": "Oui"}
    assert read.explanation == {"en": "8471", "fr": "8471", "ar": "8471"}


def test_drop_down_words_are_gaps_with_the_choices_of_their_group() -> None:
    read = read_one(
        b"<quiz><question type='gapselect'><name><text>Q</text></name><questiontext format='html'><text>"
        b"The [[2]] is [[3]] and [[2]].</text></questiontext>"
        b"<selectoption><text>dog</text><group>1</group></selectoption>"
        b"<selectoption><text>cat</text><group>1</group></selectoption>"
        b"<selectoption><text>red</text><group>2</group></selectoption>"
        b"<selectoption><text>blue</text><group>2</group></selectoption></question></quiz>"
    ).content
    assert read is not None
    assert read.text == {"en": "The [[1]] is [[2]] and [[3]]."}
    assert [[(choice.text["en"], choice.is_right) for choice in part.choices] for part in read.parts] == [
        [("dog", False), ("cat", True)],
        [("red", True), ("blue", False)],
        [("dog", False), ("cat", True)],
    ]


def test_what_is_lost_is_said() -> None:
    read = question(
        "multichoice",
        "<defaultgrade>1.5</defaultgrade><single>true</single><hint><text>Look up</text></hint>"
        "<correctfeedback><text>Bravo</text></correctfeedback>"
        "<answer fraction='33'><text>&lt;img src='http://example.org/a.png' alt='A'&gt;</text></answer>"
        "<answer fraction='100'><text>b</text></answer>",
    )
    assert [note.code for note in read.notes] == [
        "import.note.picture_elsewhere",
        "import.note.share_rounded",
        "import.note.points_rounded",
        "import.note.feedback_lost",
        "import.note.hints_lost",
    ]
    assert read.content is not None
    assert read.content.choices[0].text == {"en": "A"}


def test_every_file_of_others_is_read(root: Path) -> None:
    folder = root.parent / "shared" / "fixtures" / "questions" / "moodle-xml"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    read = {file.name: list(moodle.read(file.read_bytes(), "en")) for file in folder.glob("*.xml")}
    assert {name: [each.content and each.content.kind for each in found] for name, found in read.items()} == {
        "category_with_description.xml": ["true_false"],
        "error_invalid_grades.xml": ["multiple"],
        "multianswer.xml": ["cloze"],
        "multichoice.xml": ["single"],
        "nested_categories_with_questions.xml": ["true_false", "essay", "true_false", "true_false", "true_false"],
        "truefalse.xml": ["true_false", "true_false"],
    }
    assert [each.category for each in read["nested_categories_with_questions.xml"]][2:4] == [
        ("Iota", "Kappa"),
        ("Iota", "Kappa", "Lambda"),
    ]
    (cloze,) = read["multianswer.xml"]
    assert [file.name for file in cloze.files] == ["california-state-flag.png", "arizona_2.png"]
    (greeting,) = read["multichoice.xml"]
    assert [(file.name, file.use) for file in greeting.files] == [("bonjour.mp3", "attachment")]
