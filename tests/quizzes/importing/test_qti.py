"""QTI in and out: items and packages, what others made, and every kind that QTI has an interaction for."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from lxml import etree

from core.actions import Refused
from quizzes.content import ChoiceContent, PartContent, QuestionContent
from quizzes.exporters import qti as exporter
from quizzes.importers import qti
from quizzes.importers.reading import ReadQuestion
from tests.factories.contents import CONTENTS as FEW
from tests.quizzes.importing.kinds import CONTENTS, as_read, picture
from tests.quizzes.importing.test_moodle_xml import TEXT

LACKING = {"hs", "word_cloud"}
HELD = [name for name in CONTENTS if CONTENTS[name].kind not in LACKING]


def read_again(question: ReadQuestion, version: str) -> ReadQuestion:
    data, left = exporter.export([question], version)
    assert left == []
    (read,) = qti.read(data, "en")
    return read


@pytest.mark.parametrize("version", ["2.2", "3.0"])
@pytest.mark.parametrize("name", HELD)
def test_what_is_written_is_read_again(name: str, version: str) -> None:
    written = as_read(name)
    read = read_again(written, version)
    assert replace(read, files=()) == replace(written, files=())
    assert [(each.data, each.alt, each.use) for each in read.files] == [
        (each.data, each.alt, each.use) for each in written.files
    ]


def test_questions_in_some_languages_come_back_together() -> None:
    written = [
        ReadQuestion(name, replace(content, files=()))
        for name, content in FEW.items()
        if content.kind not in LACKING | {"hotspot"}
    ]
    data, left = exporter.export(written)
    assert left == []
    assert [each.content for each in qti.read(data, "en")] == [each.content for each in written]


def test_kinds_without_an_interaction_are_told() -> None:
    questions = [as_read(name) for name in ("single", "hs", "word_cloud")]
    data, left = exporter.export(questions)
    assert [each.label for each in left] == ["Sample hs", "Sample word_cloud"]
    assert [each.label for each in qti.read(data, "en")] == ["Sample single"]


@settings(max_examples=30, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_any_text_comes_back(first: str, second: str, third: str) -> None:
    content = QuestionContent(
        kind="matching",
        text={"en": first, "ar": second},
        choices=(ChoiceContent({"en": third}), ChoiceContent({"en": first, "ar": third})),
        parts=(PartContent("stem", {"ar": second}, match=1), PartContent("stem", {"en": third}, match=1)),
        explanation={"ru": third},
        name="Name",
    )
    assert read_again(ReadQuestion("Name", content), "2.2").content == content


@pytest.mark.parametrize("name", ["single", "multiple", "true_false", "matching", "ordering"])
def test_items_say_it_without_what_stands_beside_them(name: str) -> None:
    data, _ = exporter.export([as_read(name)])
    bare = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(bare, "w") as archive:
        for part in package.namelist():
            text = package.read(part)
            if part == "imsmanifest.xml":
                root = etree.fromstring(text)
                etree.strip_elements(root, "{urn:lectern:questions}extras")
                text = etree.tostring(root)
            archive.writestr(part, text)
    (read,) = qti.read(bare.getvalue(), "en")
    wanted = CONTENTS[name]
    assert read.content is not None
    assert (read.content.kind, read.content.text, read.content.points) == (wanted.kind, wanted.text, wanted.points)
    assert [(each.text, each.feedback, each.is_right) for each in read.content.choices] == [
        (each.text, each.feedback, each.is_right) for each in wanted.choices
    ]


@pytest.mark.parametrize(("version", "space"), [("2.2", "imsqti_v2p2"), ("3.0", "imsqtiasi_v3p0")])
def test_items_have_the_structure_of_their_version(version: str, space: str) -> None:
    """Names, namespaces, order and attributes that the schema requires."""
    data, _ = exporter.export([as_read(name) for name in HELD], version)
    prefix = "qti-" if version == "3.0" else ""
    with ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        resources = manifest.findall(".//{*}resource")
        assert {each.get("href") for each in resources} == {name for name in names if name.startswith("items/")}
        assert {file.get("href") for each in resources for file in each.findall("{*}file")} <= names
        assert len({each.get("identifier") for each in resources}) == len(resources) == 6 * len(HELD)
        items = [etree.fromstring(package.read(each.get("href") or "")) for each in resources]
    for item in items:
        assert {etree.QName(each).namespace for each in item.iter()} == {f"http://www.imsglobal.org/xsd/{space}"}
        assert etree.QName(item).localname == ("qti-assessment-item" if prefix else "assessmentItem")
        assert {"identifier", "title"} <= set(item.attrib)
        order = [etree.QName(each).localname.removeprefix("qti-").replace("-", "").lower() for each in item]
        wanted = ["responsedeclaration", "outcomedeclaration", "itembody", "responseprocessing", "modalfeedback"]
        assert [wanted.index(name) for name in order] == sorted(wanted.index(name) for name in order)
        declared = {each.get("identifier") for each in item if "identifier" in each.attrib}
        response = "response-identifier" if prefix else "responseIdentifier"
        assert {each.get(response) for each in item.iter() if response in each.attrib} <= declared
        assert not [
            each.tag
            for each in item.iter()
            if prefix and any("{" not in key and key != key.lower() for key in each.attrib)
        ]


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="T" adaptive="false"
 timeDependent="false" xml:lang="fr-CA">{before}<itemBody>{body}</itemBody>{after}</assessmentItem>"""
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}"/>'


def item(body: str, response: str = "", after: str = "") -> ReadQuestion:
    (read,) = qti.read(ITEM.format(before=response, body=body, after=after).encode(), "en")
    return read


def test_a_point_in_a_picture_is_worth_what_its_area_is() -> None:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("images/uk.png", picture(200, 100))
        archive.writestr(
            "item.xml",
            ITEM.format(
                before='<responseDeclaration identifier="R" cardinality="single" baseType="point"><areaMapping>'
                '<areaMapEntry shape="circle" coords="100,50,20" mappedValue="2"/>'
                '<areaMapEntry shape="rect" coords="0,0,20,50" mappedValue="1"/></areaMapping></responseDeclaration>',
                body='<selectPointInteraction responseIdentifier="R" maxChoices="1"><prompt>Où ?</prompt>'
                '<object data="images/uk.png" type="image/png">Carte</object></selectPointInteraction>',
                after=MATCH.format("map_response_point"),
            ),
        )
    (read,) = qti.read(data.getvalue(), "en")
    assert read.content is not None
    assert (read.content.kind, read.content.text, read.content.points) == ("hotspot", {"fr": "Où ?"}, 2)
    assert [(each.share, each.area and (each.area.shape, each.area.coords)) for each in read.content.choices] == [
        (1, ("circle", (0.5, 0.5, 0.1))),
        (0.5, ("rect", (0, 0, 0.1, 0.5))),
    ]
    assert [(each.name, each.use, each.alt) for each in read.files] == [("uk.png", "background", {"fr": "Carte"})]


def test_a_number_within_a_sentence_is_a_gap_and_by_itself_a_number() -> None:
    response = (
        '<responseDeclaration identifier="R" cardinality="single" baseType="float"><correctResponse><value>12.5</value>'
        "</correctResponse></responseDeclaration>"
    )
    entry = '<textEntryInteraction responseIdentifier="R"/>'
    rule = (
        '<responseProcessing><responseCondition><responseIf><equal toleranceMode="absolute" tolerance="0.5 0.5">'
        '<variable identifier="R"/><correct identifier="R"/></equal><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>'
    )
    within = item(f"<p>Il pèse {entry} kg.</p>", response, rule).content
    alone = item(f"<p>Combien ?</p><p>{entry}</p>", response, rule).content
    assert within is not None
    assert alone is not None
    assert (within.kind, within.text) == ("cloze", {"fr": "Il pèse [[1]] kg."})
    assert [(each.number, each.tolerance) for each in within.parts[0].accepted] == [(12.5, 0.5)]
    assert (alone.kind, alone.key_number, alone.tolerance) == ("numeric", 12.5, 0.5)


def test_every_item_of_others_is_read(root: Path) -> None:
    folder = root.parent / "shared" / "fixtures" / "questions" / "qti"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    told = {}
    for file in folder.glob("*.xml"):
        (read,) = qti.read(file.read_bytes(), "en")
        assert (read.content is None) == (read.left_out is not None)
        told[file.stem] = read.content.kind if read.content else read.left_out and read.left_out.code
    assert told == {
        "adaptive_template": "import.left_out.adaptive",
        "choice": "single",
        "choice_multiple": "multiple",
        "extended_text": "essay",
        "feedbackInline": "true_false",
        "feedbackblock_solution_random": "import.left_out.adaptive",
        "gap_match": "cloze",
        "graphic_gap_match": "import.left_out.labels_on_picture",
        "hotspot": "import.left_out.no_picture",
        "inline_choice": "cloze",
        "match": "matching",
        "mc_calc3": "import.left_out.calculated",
        "mc_stat2": "import.left_out.calculated",
        "multi-input": "cloze",
        "no_schema_location": "single",
        "order": "ordering",
        "orkney2": "single",
        "select_point": "import.left_out.no_picture",
        "template": "import.left_out.calculated",
    }


def test_one_broken_item_costs_the_others_nothing_and_a_hostile_one_all() -> None:
    def package(broken: bytes) -> bytes:
        data = BytesIO()
        with ZipFile(data, "w") as archive:
            archive.writestr(
                "imsmanifest.xml",
                "<manifest><resources><resource type='imsqti_item_xmlv2p1' href='a.xml'/>"
                "<resource type='imsqti_item_xmlv2p1' href='../b.xml'/>"
                "<resource type='imsqti_item_xmlv2p1' href='c.xml'/></resources></manifest>",
            )
            archive.writestr("a.xml", broken)
            body = '<extendedTextInteraction responseIdentifier="R"><prompt>P</prompt></extendedTextInteraction>'
            archive.writestr("c.xml", ITEM.format(before="", body=body, after=""))
        return data.getvalue()

    read = list(qti.read(package(b"<assessmentItem>"), "en"))
    assert [each.left_out.code if each.left_out else "" for each in read] == [
        "import.left_out.item_broken",
        "import.left_out.item_missing",
        "",
    ]
    with pytest.raises(Refused, match=r"import\.hostile"):
        list(qti.read(package(b"<!DOCTYPE a [<!ENTITY b 'c'>]><assessmentItem/>"), "en"))
    with pytest.raises(Refused, match=r"import\.not_qti"):
        list(qti.read(b"<assessmentTest/>", "en"))
