"""Courses as XLIFF and PO: what goes out comes back, by independent readers too, and nothing that changed is written over."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from core.actions import Refused
from courses.actions.translated_files import start_taking
from courses.exporters.translated import course_po, course_xliff, translatable
from courses.importers.running import read_file, take_file
from courses.models import Course, Lesson, LessonRevision, TranslatedFile, TranslationTask
from courses.queries.contents import content_of, whole
from people.choices import Role
from tests.courses.test_translations import RICH, rich_key, small_course, translate
from tests.factories import make_person

pytestmark = pytest.mark.django_db
XLIFF_2 = "{urn:oasis:names:tc:xliff:document:2.0}"
FRENCH = (
    '<p>Regardez <strong>la plaque</strong> & <a href="https://example.org/a" rel="noopener noreferrer">lisez</a>.</p>'
)
FORMATS = ["1.2", "2.0", "po"]


def exported(course: Course, form: str, *, language: str = "fr") -> bytes:
    parts = translatable(course, language, todo=False)
    if form == "po":
        return course_po(course, parts, language=language)
    return course_xliff(course, parts, language=language, version=form)


def filled(data: bytes, form: str, **words: str) -> bytes:
    """What a translator's program makes of the file: the letters of ``words`` beside them, codes where they are."""
    text = data.decode()
    if form == "po":
        for source, target in words.items():
            text = re.sub(rf'(msgid "{source}"\nmsgstr )"[^"]*"', rf'\1"{target}"', text)
        return text.encode()
    root = etree.fromstring(data)
    for source in root.iter("{*}source"):
        target = source.getnext()
        assert target is not None
        letters = "".join(source.itertext())
        if letters in words:
            for each in list(target):
                target.remove(each)
            target.text = words[letters]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def codes_kept(data: bytes, change: Callable[[str], str]) -> bytes:
    """Every target made of its source by ``change``, letters only."""
    root = etree.fromstring(data)
    for source in root.iter("{*}source"):
        target = source.getnext()
        assert target is not None
        for each in list(target):
            target.remove(each)
        target.text = change(source.text) if source.text else None
        for each in source:
            target.append(etree.fromstring(etree.tostring(each)))
        for each in target.iter():
            if each is not target:
                each.text = change(each.text) if each.text else each.text
                each.tail = change(each.tail) if each.tail and each.tail.strip() else each.tail
    return etree.tostring(root, encoding="UTF-8")


def brought(course: Course, data: bytes, languages: tuple[str, ...] = ("fr",)) -> TranslatedFile:
    return read_file(course, data, "back.xlf", languages=languages, by=make_person(Role.TRAINER))


def outcomes(file: TranslatedFile) -> dict[str, int]:
    found = [line[0] for line in file.report["lines"]]
    return {outcome: found.count(outcome) for outcome in dict.fromkeys(found)}


def taken(file: TranslatedFile) -> TranslatedFile:
    start_taking(file, by=make_person(Role.TRAINER))
    take_file(file.pk)
    file.refresh_from_db()
    return file


@pytest.mark.parametrize("form", FORMATS)
def test_a_translated_file_is_looked_at_then_taken_and_again_changes_nothing(form: str) -> None:
    course, lesson = small_course()
    data = filled(exported(course, form), form, Pumps="Pompes", Goods="Biens")
    file = brought(course, data)
    assert (outcomes(file), Lesson.objects.get().title_fr) == ({"taken": 2}, "")
    assert taken(file).state == "done"
    lesson.refresh_from_db()
    assert (lesson.title_fr, lesson.module.title_fr) == ("Pompes", "Biens")
    before = LessonRevision.objects.count()
    again = brought(course, data)
    assert outcomes(again) == {"unchanged": 2}
    assert (taken(again).state, LessonRevision.objects.count()) == ("done", before)
    with pytest.raises(Refused, match=r"translated_file\.taken"):
        start_taking(again, by=make_person())


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_markup_goes_out_as_codes_and_comes_back_as_it_was(version: str) -> None:
    course, lesson = small_course()
    data = exported(course, version)
    assert b"&lt;strong" not in re.sub(rb"<data .*?</data>", b"", data)
    file = taken(brought(course, codes_kept(data, str.upper)))
    assert outcomes(file) == {"taken": 6}
    block = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get()).blocks[0]
    assert block.text["fr"] == block.text["en"].replace("Look at", "LOOK AT").replace("the plate", "THE PLATE").replace(
        " and ", " AND "
    ).replace(">read", ">READ")
    course = Course.objects.get()
    assert outcomes(brought(course, exported(course, version))) == {"unchanged": 6}


@pytest.mark.parametrize("version", ["1.2", "2.0"])
@pytest.mark.parametrize(
    ("old", "new"), [(r'<(g|pc) id="2"', r'<\1 id="9"'), (r"<(g|pc) id=\"3\".*?</(g|pc)>", "link")]
)
def test_lost_or_foreign_codes_are_told_and_nothing_of_them_is_taken(version: str, old: str, new: str) -> None:
    course, _ = small_course()
    text = codes_kept(exported(course, version), str.upper).decode()
    text = re.sub(r"<target.*?</target>", lambda found: re.sub(old, new, found[0]), text)
    file = brought(course, text.encode())
    assert outcomes(file) == {"taken": 5, "left_out": 1}
    (why,) = [line[4] for line in file.report["lines"] if line[0] == "left_out"]
    assert why in ("translated_file.marks", "translation.markup")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("language", "code"), [("en", "translated_file.source_changed"), ("fr", "translated_file.changed_meanwhile")]
)
def test_what_changed_meanwhile_is_told_and_never_written_over(form: str, language: str, code: str) -> None:
    course, lesson = small_course()
    translate(course, f"lesson-{lesson.pk}", {"title": "Avant"})
    data = filled(exported(course, form), form, Pumps="Pompes", Goods="Biens")
    looked_at = brought(course, data)
    column = f"title_{language}"
    Lesson.objects.filter(pk=lesson.pk).update(**{column: "Changed"})
    for file in (brought(course, data), taken(looked_at)):
        lines = {line[3]: (line[0], line[4]) for line in file.report["lines"] if line[4] or line[0] == "taken"}
        assert lines.get("Changed", lines.get("Pumps")) == ("left_out", code)
        assert ("taken", "") in lines.values()
    assert getattr(Lesson.objects.get(), column) == "Changed"


def test_a_file_without_our_notes_writes_over_no_translation() -> None:
    course, lesson = small_course()
    translate(course, f"lesson-{lesson.pk}", {"title": "Avant"})
    data = re.sub(rb"#\. lectern-target.*\n", b"", filled(exported(course, "po"), "po", Pumps="Pompes", Goods="Biens"))
    file = brought(course, data)
    assert outcomes(file) == {"taken": 1, "left_out": 1}
    assert "translated_file.no_note" in {line[4] for line in file.report["lines"]}


HOSTILE = {
    "entities": (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff>&a;</xliff>', "import.hostile"),
    "encoding": ("<?xml version='1.0' encoding='UTF-8'?><xliff>é</xliff>".encode("latin-1"), "import.wrong_letters"),
    "letters of PO": ('msgid "é"'.encode("latin-1"), "import.wrong_letters"),
    "large": (b"<xliff>" + b" " * 100 * 1024**2 + b"</xliff>", "import.too_large"),
    "broken": (b"<xliff>", "import.not_xml"),
    "broken PO": (b'msgid "a"\nmsgstr "b\nmsg', "translated_file.broken"),
    "a path": (b'/etc/passwd\nmsgid "x"', "translated_file.broken"),
    "other": (b"<html/>", "translated_file.unknown_format"),
    "archive": (b"PK\x03\x04", "translated_file.unknown_format"),
    "words": (b"Dear translator", "translated_file.unknown_format"),
    "empty": (b" \n", "file.empty"),
    "no language": (b'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"', "import.unknown_language"),
    "no passage": (b'msgid ""\nmsgstr "Language: fr\\n"\n', "translated_file.nothing"),
    "not ours": (
        b'<xliff version="1.2"><file original="x" target-language="fr"><trans-unit id="a"/></file></xliff>',
        "translated_file.other_course",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_cannot_be_taken_end_in_one_refusal(name: str) -> None:
    course, _ = small_course()
    data, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        brought(course, data)
    assert (refused.value.code, TranslatedFile.objects.count()) == (code, 0)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_goes_into_its_own_course_and_language_only(form: str) -> None:
    course, _ = small_course()
    other, _ = small_course()
    data = exported(course, form)
    for where, languages, code in ((other, ("fr",), "other_course"), (course, ("ar", "ru"), "other_language")):
        with pytest.raises(Refused) as refused:
            brought(where, data, languages)
        assert refused.value.code == f"translated_file.{code}"


def test_the_pages_of_files_are_for_translators_of_the_language(client: Client) -> None:
    course, lesson = small_course()
    french, arabic = make_person(), make_person()
    TranslationTask.objects.create(course=course, language="fr", person=french)
    TranslationTask.objects.create(course=course, language="ar", person=arabic)
    client.force_login(french)
    page = reverse("courses:import_translation", args=[course.pk])
    asked = client.get(page, {"language": "fr", "format": "xliff-1.2"})
    data = client.get(asked["Location"]).content
    assert client.get(reverse("courses:export_translation", args=[course.pk, "ar"])).status_code == 404
    assert client.get(page, {"language": "ar", "format": "po"}).status_code == 200
    bad = client.post(page, {"file": SimpleUploadedFile("a.xlf", b"<xliff>")})
    assert "damaged in line 1" in bad.content.decode()
    upload = SimpleUploadedFile("../back.xlf", filled(data, "1.2", Pumps="Pompes"))
    made = client.post(page, {"file": upload})
    assert "Pumps" in client.get(made["Location"], {"outcome": "taken"}).content.decode()
    (file,) = TranslatedFile.objects.all()
    take_it = reverse("courses:apply_translated_file", args=[file.pk])
    client.force_login(arabic)
    assert [client.get(made["Location"]).status_code, client.post(take_it).status_code] == [404, 404]
    client.force_login(french)
    assert client.post(take_it, follow=True).status_code == 200
    take_file(file.pk)
    assert Lesson.objects.get(pk=lesson.pk).title_fr == "Pompes"


def test_xliff_2_holds_to_the_rules_of_its_structure() -> None:
    course, lesson = small_course()
    translate(course, f"lesson-{lesson.pk}", {rich_key(lesson): FRENCH})
    root = etree.fromstring(exported(course, "2.0"))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "en", "fr")
    assert [child.tag for child in root] == [f"{XLIFF_2}file"] * 3
    assert len({child.get("id") for child in root}) == 3
    for unit in root.iter(f"{XLIFF_2}unit"):
        names = [etree.QName(child).localname for child in unit]
        assert names in (["notes", "segment"], ["notes", "originalData", "segment"])
        data = [each.get("id") for each in unit.iter(f"{XLIFF_2}data")]
        assert len(data) == len(set(data))
        for text in (*unit.iter(f"{XLIFF_2}source"), *unit.iter(f"{XLIFF_2}target")):
            codes = [each for each in text.iter() if each is not text]
            assert {etree.QName(code).localname for code in codes} <= {"pc", "ph"}
            assert len({code.get("id") for code in codes}) == len(codes)
            refs = [code.get(name) for code in codes for name in ("dataRef", "dataRefStart", "dataRefEnd")]
            assert {ref for ref in refs if ref} <= set(data)
    pair = root.find(f".//{XLIFF_2}unit[@id='{rich_key(lesson)}']/{XLIFF_2}segment")
    assert pair is not None
    both = [[code.get("id") for code in text.iter(f"{XLIFF_2}pc")] for text in pair]
    assert both == [["1", "2", "3"], ["1", "2", "3"]]


def tool(name: str, *arguments: object) -> str:
    """translate-toolkit, a program of others, under its own licence: never part of this one."""
    command = [str(Path(sys.executable).with_name(name)), "--progress=none", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def test_other_programs_read_what_goes_out(tmp_path: Path) -> None:
    course, lesson = small_course()
    translate(course, f"lesson-{lesson.pk}", {"title": "Pompes", rich_key(lesson): FRENCH})
    xliff, po, faults = tmp_path / "a.xlf", tmp_path / "a.po", tmp_path / "faults.po"
    xliff.write_bytes(exported(course, "1.2"))
    tool("xliff2po", xliff, po)
    read = {entry.msgid: entry.msgstr for entry in polib.pofile(str(po))}
    assert (read["Pumps"], read["Goods"], len(read)) == ("Pompes", "", 6)
    assert any("Look at" in words for words in read)
    po.write_bytes(exported(course, "po"))
    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(po))}["Pumps"] == "Pompes"
    tool("pofilter", "--test=xmltags", "--test=escapes", po, faults)
    assert not faults.exists()


@pytest.mark.parametrize("form", ["1.2", "po"])
def test_what_other_programs_write_comes_back(tmp_path: Path, form: str) -> None:
    course, lesson = small_course()
    ending = "po" if form == "po" else "xlf"
    out, translated, back = (tmp_path / f"{name}.{ending}" for name in ("out", "translated", "back"))
    data = exported(course, form)
    out.write_bytes(data)
    translated.write_bytes(filled(data, "po", Goods="Biens") if form == "po" else codes_kept(data, str.upper))
    tool("pomerge", "--template", out, "--input", translated, "--output", back)
    assert back.read_bytes() != data
    file = taken(brought(course, back.read_bytes()))
    assert outcomes(file) == {"taken": 1 if form == "po" else 6}
    lesson.module.refresh_from_db()
    assert lesson.module.title_fr == ("Biens" if form == "po" else "GOODS")


def test_rich_text_is_escaped_once() -> None:
    course, _ = small_course()
    (entry,) = [each for each in polib.pofile(exported(course, "po").decode()) if "<strong>" in each.msgid]
    assert entry.msgid == RICH.replace('a">', 'a" rel="noopener noreferrer">')
