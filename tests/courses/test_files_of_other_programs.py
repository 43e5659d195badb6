"""XLIFF 2.0 goes through a program of others and comes back; files as people's programs leave them are read, or told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from lxml import etree

from core.actions import Refused
from courses.actions.writing import write_lesson
from courses.models import Course, Lesson, LessonRevision
from courses.passages import with_translations
from courses.queries.contents import content_of, whole
from courses.queries.translations import parts_of, passages_by_part
from people.choices import Role
from quizzes.actions.questions import create_question, update_question
from quizzes.actions.translations import take_translation, translate_question
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.exporters.xliff import write_xliff
from quizzes.models import Question
from quizzes.passages import passages_of
from quizzes.queries.contents import content_of as question_of
from quizzes.queries.translations import passages_for
from tests.courses.test_translated_files import brought, codes_kept, exported, filled, outcomes, taken
from tests.courses.test_translations import small_course, translate
from tests.factories import make_person
from tests.quizzes.test_xliff import HARD, returned

pytestmark = pytest.mark.django_db
PROGRAM = Path(__file__).with_name("translators_program.py")
MARKED = (
    '<p>See <strong>the <em>small</em> plate</strong><br>&amp; <a href="https://example.org/a?b=1&amp;c">read</a>'
    " H<sub>2</sub>O.</p><ul><li>One</li></ul>"
)


def through_the_program(tmp_path: Path, data: bytes) -> bytes:
    """Each source in capitals, read and written by translate-toolkit."""
    came, goes = tmp_path / "came.xlf", tmp_path / "goes.xlf"
    came.write_bytes(data)
    subprocess.run([sys.executable, PROGRAM, came, goes], check=True, timeout=60)
    return goes.read_bytes()


def in_capitals(html: str) -> str:
    """What a person writes who keeps the marks."""
    return re.sub(r"(<[^>]*>|&[a-z]+;)|([^<&]+)", lambda found: found[1] or found[2].upper(), html)


def marked_course() -> tuple[Course, Lesson]:
    course, lesson = small_course()
    content = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
    write_lesson(lesson, with_translations(content, "en", {f"block.{content.blocks[0].id}": MARKED}), by=None)
    return course, lesson


def text_of(course: Course, form: str) -> str:
    return exported(course, form).decode().replace("></target>", "/>")


def french(course: Course) -> list[tuple[str, str, str]]:
    parts = parts_of(course)
    found = passages_by_part(parts, ["fr"])
    return [(part.kinds[each.key], each.target, each.state) for part in parts for each in found[part.subject, "fr"]]


def test_a_course_that_a_program_of_others_translated_is_as_one_written_by_hand(tmp_path: Path) -> None:
    course, lesson = marked_course()
    by_hand, _ = marked_course()
    for part in parts_of(by_hand):
        texts = {key: held["en"] for key, held in part.texts.items() if held.get("en")}
        translate(by_hand, part.name, {k: in_capitals(t) if k in part.rich else t.upper() for k, t in texts.items()})
    data = through_the_program(tmp_path, exported(course, "2.0"))
    assert outcomes(taken(brought(course, data))) == {"taken": 6}
    assert french(course) == french(by_hand)
    assert {state for _, target, state in french(course) if target} == {"draft"}
    assert any("<strong>THE <em>SMALL</em> PLATE</strong><br>&amp; <a" in target for _, target, _ in french(course))
    before = LessonRevision.objects.count()
    assert outcomes(taken(brought(course, data))) == {"unchanged": 6}
    course = Course.objects.get(pk=course.pk)
    assert outcomes(brought(course, through_the_program(tmp_path, exported(course, "2.0")))) == {"unchanged": 6}
    assert LessonRevision.objects.count() == before
    Lesson.objects.filter(pk=lesson.pk).update(title_en="Valves", title_fr="")
    lines = {line[3]: (line[0], line[4]) for line in brought(course, data).report["lines"]}
    assert lines.pop("Valves") == ("left_out", "translated_file.source_changed")
    assert set(lines.values()) == {("unchanged", "")}


def test_questions_that_a_program_of_others_translated_are_as_those_written_by_hand(tmp_path: Path) -> None:
    choices = (ChoiceContent({"en": "Valves < 2"}), ChoiceContent({"en": "Pumps"}, is_right=True))
    question, by_hand = (
        create_question(QuestionContent("single", {"en": HARD}, choices=choices), by=make_person(Role.TRAINER))
        for _ in range(2)
    )
    texts = {key: held["en"].upper() for key, held in passages_of(question_of(by_hand)).items() if held.get("en")}
    translate_question(by_hand, language="fr", texts=texts, seen={}, by=make_person())
    out = write_xliff({question.pk: passages_for(question, "fr")}, source_language="en", language="fr")
    passages = returned(through_the_program(tmp_path, out))
    taking = take_translation(question, language="fr", passages=passages, by=make_person())
    assert (len(taking.texts), taking.notes) == (3, [])
    both = [[(each.target, each.state) for each in passages_for(each, "fr")] for each in (question, by_hand)]
    assert both[0] == both[1]
    version = Question.objects.get(pk=question.pk).version
    assert take_translation(question, language="fr", passages=passages, by=make_person()).texts == {}
    assert Question.objects.get(pk=question.pk).version == version
    content = question_of(question)
    update_question(question, QuestionContent(**{**vars(content), "text": {**content.text, "en": "Which?", "fr": ""}}))
    taking = take_translation(question, language="fr", passages=passages, by=make_person())
    assert (taking.texts, taking.notes) == ({}, [("text", "translation.source_changed")])


WRAPPINGS = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    "UTF-16 without BOM": lambda text: text.replace("UTF-8", "UTF-16BE").encode("utf-16-be"),
}


@pytest.mark.parametrize("form", ["1.2", "2.0", "po"])
@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_letters_and_lines_of_other_systems_change_nothing(form: str, wrapping: str) -> None:
    if (form, wrapping) == ("po", "UTF-16 without BOM"):
        return
    course, _ = marked_course()
    data = filled(exported(course, form), form, Pumps="Pompes à vide", Goods="Biens")
    assert outcomes(taken(brought(course, WRAPPINGS[wrapping](data.decode())))) == {"taken": 2}
    assert ("title", "Pompes à vide", "draft") in french(course)


def test_half_a_file_is_refused_whole() -> None:
    course, _ = marked_course()
    for form in ("1.2", "2.0", "po"):
        data = filled(exported(course, form), form, Pumps="Pompes", Goods="Biens")
        cut = data[: data.index(b"Pompes") + 3]
        with pytest.raises(Refused, match=r"import\.not_xml|translated_file\.broken"):
            brought(course, cut)


def of_trados(text: str) -> str:
    """1.2: segments within ``mrk``, what was crossed out kept, notes and definitions of its own."""
    text = text.replace("<xliff ", '<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" ')
    text = text.replace("<body>", '<sdl:cxt-defs><sdl:cxt-def id="1"/></sdl:cxt-defs><body>')
    old = re.search(r'<source[^>]*>Pumps</source>\s*<target[^>]*state="([^"]*)"[^>]*/>', text)
    assert old is not None
    return text.replace(
        old[0],
        '<source>Pumps</source><seg-source><mrk mtype="seg" mid="1">Pumps</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="1"><mrk mtype="x-sdl-comment" sdl:cid="c">Po<mrk mtype="x-sdl-deleted">m</mrk>'
        '<mrk mtype="x-sdl-added">mpes</mrk></mrk></mrk></target><sdl:seg-defs><sdl:seg id="1" conf="Translated"/>'
        '</sdl:seg-defs><alt-trans><source>Pumps</source><target>Guess</target></alt-trans><note from="Ana">Sure?</note>',
    )


def of_memoq(text: str) -> str:
    """1.2: attributes of its own, no ``xml:space``, targets indented."""
    text = text.replace("<xliff ", '<xliff xmlns:mq="MQXliff" ').replace("<trans-unit ", '<trans-unit mq:status="x" ')
    text = re.sub(r' xml:space="preserve"', "", text)
    return re.sub(r"(Pumps</source>\s*)<target[^>]*/>", r'\1<target state="translated">\n  Pompes\n</target>', text)


def of_okapi(text: str) -> str:
    """2.0: groups, terms and comments marked, matches, segments cut and put into another order."""
    text = text.replace("<xliff ", '<xliff xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" ')
    old = re.search(r"<segment[^>]*>\s*<source[^>]*>Pumps</source>\s*<target[^>]*/>\s*</segment>", text)
    assert old is not None
    return text.replace(
        old[0],
        '<segment id="a" state="translated" subState="okf:x"><source>Pu</source><target order="3"><mrk id="m1"'
        ' type="term" its:term="yes">pes</mrk></target></segment><ignorable><source/></ignorable>'
        '<segment id="b" state="reviewed"><source>mps</source><target order="1"><sm id="m2" type="comment"/>Pom'
        '<em startRef="m2"/></target></segment>',
    )


@pytest.mark.parametrize(("form", "made"), [("1.2", of_trados), ("1.2", of_memoq), ("2.0", of_okapi)])
def test_files_in_the_ways_of_other_programs_are_understood(form: str, made: object) -> None:
    course, _ = marked_course()
    data = made(text_of(course, form)).encode()  # type: ignore[operator]
    assert outcomes(taken(brought(course, data))) == {"taken": 1}
    assert ("title", "Pompes", "draft") in french(course)


SEGMENTS = {
    "1.2": (
        '<seg-source><mrk mtype="seg" mid="1">Pu</mrk><mrk mtype="seg" mid="2">mps</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="1">Pom</mrk><mrk mtype="seg" mid="2"/></target>'
    ),
    "2.0": "<target>Pom</target></segment><segment><source>mps</source>",
}


@pytest.mark.parametrize("form", SEGMENTS)
def test_what_is_half_translated_or_not_at_all_is_named_and_not_taken(form: str) -> None:
    course, _ = marked_course()
    text = text_of(course, form)
    word = "Pumps" if form == "1.2" else "Pu"
    half = re.sub(r">Pumps</source>\s*<target[^>]*/>", f">{word}</source>{SEGMENTS[form]}", text)
    copied = re.sub(r">Pumps</source>\s*<target([^>]*)/>", r">Pumps</source><target\1>Pumps</target>", text)
    for data, code in ((half, "unfinished"), (copied, "untouched")):
        (line,) = brought(course, data.encode()).report["lines"]
        assert (line[0], line[3], line[4]) == ("left_out", "Pumps", f"translated_file.{code}")


def test_what_poedit_saves_is_taken_except_what_it_marks_as_uncertain() -> None:
    course, _ = marked_course()
    file = polib.pofile(exported(course, "po").decode())
    file.metadata |= {
        "Language": "fr_FR",
        "Language-Team": "",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
        "X-Generator": "Poedit 3.4.2",
        "PO-Revision-Date": "2026-01-01 10:00+0100",
    }
    file.wrapwidth = 40
    for entry in file:
        entry.msgstr = in_capitals(entry.msgid) if "<" in entry.msgid else entry.msgid.upper()
        if entry.msgid == "Pumps":
            entry.flags, entry.previous_msgid = ["fuzzy"], "Pump"
    file.append(polib.POEntry(msgid="Gone", msgstr="Parti", obsolete=True))
    back = brought(course, str(file).replace("\n", "\r\n").encode())
    assert outcomes(back) == {"taken": 5, "left_out": 1}
    (line,) = [line for line in back.report["lines"] if line[0] == "left_out"]
    assert (line[3], line[4]) == ("Pumps", "translated_file.fuzzy")
    taken(back)
    assert sum("<strong>THE <em>SMALL</em>" in target for _, target, _ in french(course)) == 1


@pytest.mark.parametrize("form", ["1.2", "2.0"])
@pytest.mark.parametrize("letters", ["<b onclick=alert(1)>X</b>", "</p><script>alert(1)</script>"])
def test_markup_that_a_translator_typed_stays_letters(form: str, letters: str) -> None:
    course, _ = marked_course()
    data = codes_kept(exported(course, form), str.upper)
    root = etree.fromstring(data)
    for target in root.iter("{*}target"):
        for each in target.iter():
            if each.text and "SMALL" in each.text:
                each.text = letters
    taken(brought(course, etree.tostring(root)))
    (rich,) = [target for _, target, _ in french(course) if "PLATE" in target]
    assert letters.replace("<", "&lt;").replace(">", "&gt;") in rich
