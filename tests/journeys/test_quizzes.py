"""A bank is imported, translated, made into a quiz, taken in Arabic on a bad line, and understood."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from people.choices import Role
from people.models import Person
from quizzes.actions.attempts.saving import save_page
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt
from quizzes.content import QuestionContent
from quizzes.importers.running import apply_import, read_import
from quizzes.marking.spec import Response
from quizzes.models import Attempt, AttemptAnswer, Question, QuestionImport, Quiz
from tests.factories import make_person
from tests.journeys.conftest import Enter
from tests.journeys.line import Line, line_to

pytestmark = pytest.mark.browser

BANK = """$CATEGORY: Controls

::Valves::In which heading of the Harmonized System are valves? {=8481 ~8414 ~8703#That is for cars.}

::Drums::Name the heading of vacuum pumps. {=8414}

::Mass::What do 24 drums of 50 kg weigh, in kilograms? {#1200:1}

::Broken::What is missing here? {=
"""
ARABIC = {
    "In which heading of the Harmonized System are valves?": "في أي بند من النظام المنسق تقع الصمامات؟",
    "Name the heading of vacuum pumps.": "اذكر بند مضخات تفريغ الهواء.",
    "What do 24 drums of 50 kg weigh, in kilograms?": "كم تزن 24 برميلا وزن كل منها 50 كغ، بالكيلوغرام؟",
}


def test_a_bank_becomes_a_quiz_that_is_taken_and_understood(
    enter: Enter, site: str, tmp_path: Path, transactional_db: None
) -> None:
    trainer = make_person(Role.TRAINER, language="en")
    layla = make_person(full_name="ليلى حداد", country="JO", language="ar")
    page = enter(trainer, "/questions/imports/")
    _import(page, tmp_path)
    _translate(page)
    quiz = _build(page)
    with line_to(site) as line:
        _take(enter(layla, f"/quizzes/{quiz.pk}/take/", width=360, height=740, origin=line.origin), line)
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.state, float(attempt.mark), float(attempt.max_mark)) == (
        layla,
        "submitted",
        2.0,
        3.0,
    )
    for number in range(19):
        _answer(quiz, make_person(language="ar" if number % 3 else "en"), knows=number % 4 > 0)
    _read_the_analysis(page, quiz)


def _import(page: Any, folder: Path) -> None:
    """A file with a fault: nothing is changed before the trainer has looked at it."""
    file = folder / "controls.gift"
    file.write_text(BANK)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.wait_for_url("**/imports/*/")
    imported = QuestionImport.objects.get()
    read_import(imported.pk)  # what the worker does
    page.reload()
    expect(page.locator("main")).to_contain_text("Nothing is changed yet")
    expect(page.locator("main li", has_text="Broken")).to_contain_text("Left out")
    assert Question.objects.count() == 0
    page.get_by_role("button", name="Take 3 questions in").click()
    apply_import(imported.pk)
    page.reload()
    expect(page.locator("main")).to_contain_text("The file is taken in")
    assert Question.objects.count() == 3


def _translate(page: Any) -> None:
    for question in Question.objects.order_by("pk"):
        page.goto(urlsplit(page.url)._replace(path="/questions/translations/").geturl())
        row = page.locator("tbody tr", has_text=question.text_en)
        row.get_by_role("link", name="العربية: missing").click()
        page.get_by_label("1 · Question, العربية").fill(ARABIC[question.text_en])
        for choice in page.locator("textarea").all()[1:]:
            number = choice.locator("xpath=ancestor::article").locator("p.prose").inner_text()
            choice.fill(number if number.isdigit() else "هذا للسيارات.")
        page.get_by_role("button", name="Save, and all of it is right").click()
        expect(page.locator("main")).to_contain_text("missing: 0")
        question.refresh_from_db()
        assert question.text_ar == ARABIC[question.text_en]


def _build(page: Any) -> Quiz:
    page.goto(urlsplit(page.url)._replace(path="/quizzes/new/").geturl())
    page.get_by_label("Title").first.fill("Headings")
    page.get_by_role("button", name="Make the quiz").click()
    page.get_by_role("link", name="Add questions").first.click()
    for title in ("Valves", "Drums", "Mass"):
        page.get_by_role("checkbox", name=re.compile(f"^{title} ")).check()
    page.get_by_role("button", name="Add the ticked questions").click()
    expect(page.locator("main")).to_contain_text("3 questions are added.")
    page.get_by_role("link", name="Headings").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Offered to everybody").check()
    page.get_by_label("Minutes for an attempt").fill("20")
    page.get_by_role("button", name="Save the quiz").click()
    expect(page.locator("main")).to_contain_text("saved")
    return Quiz.objects.get()


def _take(page: Any, line: Line) -> None:
    """In Arabic, on a phone, with a line that drops in the middle: what was answered meanwhile is sent when it is back."""
    page.locator("main form button.primary").click()
    page.wait_for_url("**/attempts/*/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    valves, drums, mass = (page.locator("[data-question]", has_text=ARABIC[text]) for text in ARABIC)
    valves.get_by_text("8481").click()
    expect(valves).to_contain_text("حُفظت")
    line.cut()
    drums.get_by_role("textbox").fill("٨٤١٤")
    mass.get_by_role("textbox").first.fill("74")
    expect(page.locator("main")).to_contain_text("انقطع الاتصال")
    assert AttemptAnswer.objects.filter(response__isnull=False).count() == 1
    line.mend()
    expect(mass).to_contain_text("حُفظت", timeout=60_000)
    expect(drums).to_contain_text("حُفظت")
    assert AttemptAnswer.objects.filter(response__isnull=False).count() == 3
    page.get_by_role("button", name="إنهاء").click()
    page.wait_for_url("**/submit/**")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/result/")
    expect(page.locator("main")).to_contain_text("2 من 3")


def _answer(quiz: Quiz, person: Person, *, knows: bool) -> None:
    attempt = start_attempt(quiz, person=person)

    def answers(content: QuestionContent, position: int) -> Response:
        if content.kind == "numeric":
            return Response(number=1200 if knows else 3)
        if content.kind == "short_text":
            return Response(text="8414" if knows or position == 2 else "8481")
        return Response(choices=[choice.id or 0 for choice in content.choices if choice.is_right == knows][:1])

    positions = attempt.answers.values_list("position", flat=True)
    save_page(
        attempt, lease=attempt.lease, flags=dict.fromkeys(positions, False), read=answers, language=person.language
    )
    submit_attempt(attempt, lease=attempt.lease)


def _read_the_analysis(page: Any, quiz: Quiz) -> None:
    page.goto(urlsplit(page.url)._replace(path=f"/quizzes/{quiz.pk}/analysis/").geturl())
    figures = page.locator("dl.figures")
    expect(figures.locator("div", has_text="Attempts").locator("dd")).to_have_text("20")
    questions = page.get_by_role("region", name="Questions").locator("tbody tr")
    expect(questions).to_have_count(3)
    expect(page.locator("main")).to_contain_text("العربية")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
