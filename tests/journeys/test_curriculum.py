"""A course is written and published in English, translated side by side into Arabic and by file into French, and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import expect

from courses.actions.editing import BlockEdit, LessonEdit, save_lesson
from courses.actions.translated_files import take_slice
from courses.choices import ProgressState
from courses.models import Course, CourseText, Lesson, LessonProgress, LessonText, TranslatedFile
from courses.queries.contents import lesson_now
from people.choices import Role
from tests.factories import make_enrolment, make_person
from tests.factories.curriculum import make_lesson
from tests.journeys.conftest import Enter
from tests.journeys.reader import PICTURES

pytestmark = pytest.mark.browser

ARABIC = {
    "Reading a data plate": "قراءة لوحة البيانات",
    "What the plate says": "ما تقوله اللوحة",
    "<p>Photograph the plate <strong>before</strong> you open the crate.</p>": (
        "<p>صوّر اللوحة <strong>قبل</strong> أن تفتح الصندوق.</p>"
    ),
}
FRENCH = {
    "Reading a data plate": "Lire une plaque signalétique",
    "What the plate says": "Ce que dit la plaque",
    "Photograph the plate ": "Photographiez la plaque ",
    "before": "avant",
    " you open the crate.": " d’ouvrir la caisse.",
}


def _go(page: Any, path: str) -> None:
    page.goto(urlsplit(page.url)._replace(path=path, query="").geturl())


def _shot(page: Any, name: str) -> None:
    if PICTURES.is_dir():
        page.screenshot(path=PICTURES / f"curriculum-{name}.png", full_page=True)


def test_a_course_is_written_translated_and_read(enter: Enter, tmp_path: Path, transactional_db: None) -> None:
    author = make_person(Role.TRAINER, language="en", full_name="James Otieno")
    translator = make_person(language="en", email="layla@example.org", full_name="Layla Haddad")
    page = enter(author, "/curriculum/courses/new/")
    course = _write(page)
    _edit_beside_another(page)
    _publish(page, course)
    _ask(enter(make_person(Role.PROGRAMME_MANAGER, language="en"), "/curriculum/"), course, translator.email)
    _translate(enter(translator, "/curriculum/translations/"), course)
    _translate_by_file(page, course, tmp_path)
    for language in ("Arabic", "French"):
        _go(page, f"/curriculum/{course.pk}/translation/")
        page.get_by_role("button", name=f"Publish in {language}").click()
        expect(page.locator("main")).to_contain_text(f"Publish anew in {language}")
    assert set(CourseText.objects.values_list("language", flat=True)) == {"en", "ar", "fr"}
    shown = {text.language: text.blocks[0]["text"] for text in LessonText.objects.all()}
    assert shown["ar"] == list(ARABIC.values())[2]
    assert shown["fr"] == "<p>Photographiez la plaque <strong>avant</strong> d’ouvrir la caisse.</p>"
    _read(enter(make_person(language="ar"), f"/courses/{course.slug}/", width=360, height=740))
    film = _bring_a_film(page, course, tmp_path)
    watcher = make_person(language="ar")
    make_enrolment(course, watcher)
    _watch(enter(watcher, f"/courses/{course.slug}/lessons/{film.pk}/", width=360, height=740))
    assert LessonProgress.objects.get(person=watcher, lesson=film).state == ProgressState.DONE


FILM = """async () => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), parts = [];
  [canvas.width, canvas.height] = [160, 90];
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
  recorder.ondataavailable = (event) => parts.push(event.data);
  const whole = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let frame = 0; frame < 75; frame += 1) {
    pen.fillStyle = `hsl(${frame * 4} 50% 40%)`;
    pen.fillRect(0, 0, 160, 90);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  recorder.stop();
  await whole;
  return Array.from(new Uint8Array(await new Blob(parts).arrayBuffer()));
}"""
"""The bytes of a real film of some seconds, which the browser makes."""


def _bring_a_film(page: Any, course: Course, folder: Path) -> Lesson:
    """Captions come as people have them: SubRip, in Windows-1256; for the wrong language they are told, not kept."""
    lesson = make_lesson(course.places.get().module, title={"en": "Opening a crate"})
    film, captions = folder / "crate.webm", folder / "crate.srt"
    film.write_bytes(bytes(page.evaluate(FILM)))
    captions.write_bytes("1\r\n00:00:00,000 --> 00:00:09,000\r\nHS 8401: صوّر اللوحة\r\n".encode("cp1256"))
    _go(page, f"/curriculum/lessons/{lesson.pk}/film/")
    page.get_by_label("Film (MP4 or WebM)").set_input_files(film)
    page.get_by_role("button", name="Bring the film").click()
    expect(page.locator("main")).to_contain_text("crate.webm")
    page.get_by_label("Captions (.vtt or .srt)").set_input_files(captions)
    page.get_by_role("button", name="Bring the captions").click()
    expect(page.locator("main")).to_contain_text("not written in these letters")
    page.get_by_label("Language").select_option("ar")
    page.get_by_label("Captions (.vtt or .srt)").set_input_files(captions)
    page.get_by_role("button", name="Bring the captions").click()
    expect(page.locator("main")).to_contain_text("crate.srt")
    _go(page, f"/curriculum/courses/{course.pk}/publish/")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Version 2")
    course.refresh_from_db()
    return lesson


def _watch(page: Any) -> None:
    """In parts, by the keyboard, to the end, captions of one's language from the right; and it goes on where one left."""
    film = page.locator("video")
    with page.expect_response(lambda answer: "/films/" in answer.url and answer.url.endswith(".webm")) as answer:
        page.reload()
    assert answer.value.status == 206
    expect(page.get_by_text("HS 8401: صوّر اللوحة")).to_be_hidden()
    page.locator(".film-words summary").click()
    expect(page.get_by_text("HS 8401: صوّر اللوحة")).to_be_visible()
    cues = film.evaluate(
        "film => new Promise(done => { const look = () => film.textTracks[0].cues?.length "
        "? done([...film.textTracks[0].cues].map(cue => cue.text)) : setTimeout(look, 50); look(); })"
    )
    assert (film.evaluate("film => [film.textTracks[0].language, film.textTracks[0].mode]"), cues) == (
        ["ar", "showing"],
        ["\u200fHS 8401: صوّر اللوحة"],
    )
    with page.expect_response(lambda answer: answer.url.endswith("/place/")):
        film.evaluate("film => { film.currentTime = 1.2; film.dispatchEvent(new Event('pause')); }")
    page.reload()
    page.wait_for_function("document.querySelector('video').currentTime === 1")
    film.focus()
    with page.expect_response(lambda answer: answer.url.endswith("/done/")):
        page.keyboard.press("Space")
    expect(page.locator("[data-is-done]")).to_be_visible()
    expect(page.locator("[data-done-form]")).to_be_hidden()
    expect(page.locator("[data-film-broken]")).to_be_hidden()
    _shot(page, "film")


def _write(page: Any) -> Course:
    """A course of one module of one lesson of one paragraph, set in the editor with its toolbar and saved by itself."""
    page.get_by_label("Title").first.fill("Reading a data plate")
    page.get_by_role("button", name="Make the course").click()
    page.get_by_role("link", name="New module").click()
    page.get_by_label("Title").first.fill("Reading a data plate")
    page.get_by_role("button", name="Make the module").click()
    page.get_by_label("Title").first.fill("What the plate says")
    page.get_by_role("button", name="Add the lesson").click()
    expect(page.locator("main")).to_contain_text("What the plate says")
    _shot(page, "module")
    _go(page, f"/curriculum/lessons/{Lesson.objects.get().pk}/")
    _shot(page, "lesson-empty")
    page.get_by_role("button", name="Text", exact=True).click()
    words = page.get_by_role("textbox", name="Text")
    words.click()
    page.keyboard.type("Photograph the plate ")
    page.keyboard.press("Control+b")
    page.keyboard.type("before")
    page.keyboard.press("Control+b")
    page.keyboard.type(" you open the crate.")
    expect(page.locator("[data-state]")).to_contain_text("Saved", timeout=15_000)
    _shot(page, "editor")
    block = Lesson.objects.get().blocks.get()
    assert block.text_en == list(ARABIC)[2]
    return Course.objects.get()


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<h1 style='margin:0'>Plates<o:p></o:p></h1><p class=MsoNormal>It says <b>who</b>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·
<span>&nbsp;&nbsp;</span></span><![endif]>First</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>Below it</p>
<h2>Codes</h2><table border=1><tr><td><p>Code</p></td><td>Goods</td></tr><tr><td>8413</td><td>Pumps</td></tr></table>"""
PASTE = """(box, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def _edit_beside_another(page: Any) -> None:
    """A document is pasted and taken back, words are undone, a colleague saved meanwhile: nothing is lost or written over."""
    lesson, state = Lesson.objects.get(), page.locator("[data-state]")
    words = page.get_by_role("textbox", name="Text").first
    words.click()
    page.keyboard.press("Control+End")
    words.evaluate(PASTE, WORD)
    kinds = "[...document.querySelectorAll('[data-blocks] > [data-block]')].map((each) => each.dataset.kind)"
    assert page.evaluate(kinds) == ["text", "heading", "text", "heading", "table"]
    expect(state).to_have_text("Saved", timeout=15_000)
    found = [(block.kind, block.level, block.text_en) for block in lesson.blocks.order_by("position")]
    assert found[1:] == [
        ("heading", 2, "Plates"),
        ("text", 2, "<p>It says <strong>who</strong>.</p><ul><li>First<ol><li>Below it</li></ol></li></ul>"),
        ("heading", 3, "Codes"),
        (
            "table",
            2,
            '<table><thead><tr><th scope="col">Code</th><th scope="col">Goods</th></tr></thead>'
            "<tbody><tr><td>8413</td><td>Pumps</td></tr></tbody></table>",
        ),
    ]
    page.get_by_role("button", name="Undo the pasting").click()
    words.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Twice")
    words.press("Control+z")
    expect(words).to_have_text("Photograph the plate before you open the crate.")
    words.press("Control+y")
    expect(state).to_have_text("Saved", timeout=15_000)
    lesson.refresh_from_db()
    now = lesson_now(lesson)
    assert [block.text["en"] for block in now.blocks] == [list(ARABIC)[2].replace("</p>", " Twice</p>")]
    colleague = make_person(Role.PROGRAMME_MANAGER, full_name="Jean Martin")
    theirs = [BlockEdit("text", list(ARABIC)[2], id=now.blocks[0].id)]
    edit = LessonEdit(now.title["en"], now.kind, now.minutes, False, blocks=tuple(theirs))
    save_lesson(lesson, edit=edit, seen=lesson.revision, by=colleague)
    words.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" and mine")
    expect(page.get_by_role("alert")).to_contain_text("Jean Martin", timeout=15_000)
    _shot(page, "conflict")
    page.get_by_role("button", name="Keep theirs").click()
    expect(words).to_have_text("Photograph the plate before you open the crate.")
    kept = [revision.content["blocks"][0]["text"]["en"] for revision in lesson.revisions.all()[:2]]
    assert kept == [list(ARABIC)[2], list(ARABIC)[2].replace("</p>", " Twice and mine</p>")]


def _publish(page: Any, course: Course) -> None:
    _go(page, f"/curriculum/courses/{course.pk}/publish/")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Version 1")
    _shot(page, "versions")


def _ask(page: Any, course: Course, email: str) -> None:
    _go(page, f"/curriculum/{course.pk}/translators/")
    page.get_by_label("Language").last.select_option("ar")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Give the task").click()
    expect(page.locator("main")).to_contain_text("Layla Haddad")


def _translate(page: Any, course: Course) -> None:
    """Side by side, part by part; nothing else of what is written is the translator's to see."""
    page.get_by_role("link", name="Reading a data plate").click()
    for _ in range(3):
        page.get_by_role("link", name="العربية: missing").first.click()
        for passage in page.locator("article.passage").all():
            source = passage.locator(".prose").inner_text().strip()
            if source in ARABIC:
                passage.locator("textarea").fill(ARABIC[source])
            else:
                _rewrite(passage)
        _shot(page, "translate")
        page.get_by_role("button", name="Save and mark all reviewed").click()
        expect(page.locator("main")).to_contain_text("reviewed")
        _go(page, f"/curriculum/{course.pk}/translation/")
    _shot(page, "matrix")
    answer = page.goto(urlsplit(page.url)._replace(path="/curriculum/").geturl())
    assert answer.status == 403


def _rewrite(passage: Any) -> None:
    """Word by word over the marks of the source, with the keys and the toolbar of the lesson's editor."""
    passage.get_by_role("button", name="Begin from the source").click()
    words = passage.get_by_role("textbox")
    expect(words).to_have_attribute("dir", "rtl")
    keyboard = passage.page.keyboard
    keyboard.press("Control+a")
    keyboard.press("Delete")
    for text, is_strong in (("صوّر اللوحة ", False), ("قبل", True), (" أن تفتح الصندوق.", False)):
        if is_strong:
            keyboard.press("Control+b")
        keyboard.type(text)
        if is_strong:
            keyboard.press("Control+b")


def _translate_by_file(page: Any, course: Course, folder: Path) -> None:
    """As a translator's program would: the words of each unit, around its inline codes."""
    _go(page, f"/curriculum/{course.pk}/translation-files/")
    page.get_by_label("To be translated into").select_option("fr")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    tree = etree.parse(download.value.path())
    for segment in tree.iter("{*}segment", "{*}trans-unit"):
        target = segment.find("{*}target")
        for child in list(target):
            target.remove(child)
        source = segment.find("{*}source")
        target.text = FRENCH.get(source.text or "", source.text)
        for child in source:
            copied = etree.fromstring(etree.tostring(child, with_tail=True))
            copied.tail = FRENCH.get(child.tail or "", child.tail)
            for inner in copied.iter():
                inner.text = FRENCH.get(inner.text or "", inner.text)
                inner.tail = FRENCH.get(inner.tail or "", inner.tail)
            target.append(copied)
    back = folder / "back.xlf"
    tree.write(back, encoding="utf-8", xml_declaration=True)
    page.locator("input[type=file]").set_input_files(back)
    page.get_by_role("button", name="Look at the file").click()
    _shot(page, "file")
    page.get_by_role("button", name="passages in").click()
    while take_slice(TranslatedFile.objects.get().pk):
        pass  # what the worker does


def _read(page: Any) -> None:
    """On a phone, in Arabic."""
    page.get_by_role("button").filter(has_text="الالتحاق").first.click()
    expect(page.locator("main")).to_contain_text("قراءة لوحة البيانات")
    page.locator("main .btn.primary").first.click()
    expect(page.locator("main")).to_contain_text("صوّر اللوحة")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    _shot(page, "lesson")
