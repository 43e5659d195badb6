"""The whole of a webinar: a trainer and trainees in French, Arabic and Russian, from signing in to the attendance page.

The slides are the Universal Declaration, the quiz is of the parallel questions, both from ``../shared/data/content``.
The French trainee is on a phone, behind a line that breaks; the Russian one arrives in English and chooses Russian.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import expect

from people.queries.mail import kept_mails
from tests.journeys.conftest import Enter
from tests.journeys.fitness import needs_axe, problems_of
from tests.journeys.line import Line, line_to
from tests.journeys.reader import Reader
from tests.journeys.regional import CONFIDENCE, POLL, Webcast, article, make_regional_webinar, title
from webinars.choices import RoomState
from webinars.models import Answer, AskedQuestion, Connection, Participation, Room, Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

BACK_WITHIN = 5
"""Seconds from the return of the line to the room as it is now."""
QUESTION = "Ces droits valent-ils aussi pour les voyageurs en transit ?"


@pytest.fixture
def webcast(transactional_db: None, shared: Path) -> Webcast:
    return make_regional_webinar(shared)


@pytest.fixture
def line(site: str) -> Iterator[Line]:
    with line_to(site) as line:
        yield line


def test_a_regional_webinar_from_signing_in_to_the_attendance_page(
    webcast: Webcast, enter: Enter, line: Line, tmp_path: Path
) -> None:
    phone = enter(webcast.french, webcast.path, width=390, height=844, origin=line.origin, signed_in=False)
    french = Reader(phone, "fr")
    _signs_in_by_code(french, webcast.french.email, tmp_path / "mail")
    arabic = Reader(enter(webcast.arabic, webcast.path), "ar")
    russian = Reader(enter(webcast.russian, webcast.path, language="en"), "en")
    russian.is_in_the_language()
    russian.page.get_by_role("radio", name="Русский").check(force=True)
    russian.language = "ru"
    trainer = Reader(enter(webcast.trainer, webcast.path), "en")
    trainees = [french, arabic, russian]
    _waits_in_the_lobby(trainees)
    _begins(webcast, trainer, trainees)
    _slides(trainer, french, arabic, russian)
    _named_poll(webcast, trainer, french, arabic, russian)
    _anonymous_poll(webcast, trainer, french, arabic, russian)
    _question(trainer, french, arabic, russian)
    _quiz_with_a_broken_line(webcast, trainer, french, arabic, russian, line)
    _quiz_with_a_return(webcast, trainer, french, arabic, russian)
    _ends(webcast, trainer, trainees)
    _attendance(webcast, trainer, arabic)
    _replay(webcast, arabic)


def _signs_in_by_code(person: Reader, email: str, mails: Path) -> None:
    page = person.page
    person.is_in_the_language()
    page.locator("#code_email").fill(email)
    page.locator("form:has(#code_email) button").click()
    code_field = page.locator("input[name=code]")
    expect(code_field).to_be_visible()
    mail = next(mail for mail in kept_mails(mails) if mail.to == email)
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", mail.text, re.MULTILINE)
    assert code is not None, mail.text
    code_field.fill(code[1])
    page.locator("form:has(input[name=code]) button.primary").click()


def _waits_in_the_lobby(trainees: list[Reader]) -> None:
    titles = title()
    for person in trainees:
        person.is_in_the_language()
        expect(person.page.get_by_role("heading", level=1)).to_have_text(titles[person.language])
        person.sees("Begins in")
        person.sees("What will happen")
        expect(person.button("Enter the room")).to_be_visible()
        person.keeps_to_the_screen()
        person.picture("lobby")


def _begins(webcast: Webcast, trainer: Reader, trainees: list[Reader]) -> None:
    expect(trainer.page.locator("#act")).to_contain_text("people are here")
    trainer.picture("console-lobby")
    trainer.press("Start sitting")
    trainer.press("Start next item")
    for person in trainees:  # nobody presses anything: the lobby opens by itself
        person.sees_slide(title()[person.language])
    # The sitting as if it had begun forty minutes ago: attendance is told in minutes.
    Sitting.objects.filter(pk=webcast.sitting.pk).update(live_from=F("live_from") - timedelta(minutes=40))
    Connection.objects.update(opened_at=F("opened_at") - timedelta(minutes=50))


def _slides(trainer: Reader, french: Reader, arabic: Reader, russian: Reader) -> None:
    trainer.press("Next slide")
    for person in (french, arabic, russian):
        person.sees_slide(article(person.language, 1))
        person.picture("slide")
    arabic.press("Previous slide")
    arabic.sees_slide(title()["ar"])
    arabic.press("Back to live, slide {page}", page=2)
    arabic.sees_slide(article("ar", 1))


def _named_poll(webcast: Webcast, trainer: Reader, french: Reader, arabic: Reader, russian: Reader) -> None:
    trainer.press("Open poll")
    french.reads(POLL["fr"])
    arabic.reads(POLL["ar"])
    russian.reads(POLL["en"])
    expect(russian.card.get_by_role("heading", level=3).locator("span[lang]").first).to_have_attribute("lang", "en")
    expect(russian.card).to_contain_text(russian.t("Shown in {language}", language="английский"))
    expect(arabic.card.locator("[lang]")).to_have_count(0)
    french.picture("poll-open")
    french.answers(article("fr", 1))
    arabic.answers(article("ar", 1))
    russian.answers(article("ru", 2))
    for person in (french, arabic, russian):
        person.has_answered()
        expect(person.card.locator(".results")).to_have_count(0)
        person.keeps_to_the_screen()
    expect(trainer.page.locator("#act")).to_contain_text("3 of 3 have answered. Nobody is missing.")
    trainer.picture("console-poll-open")
    trainer.press("Close poll")
    arabic.sees("No more answers are taken.")
    trainer.press("Reveal results")
    for person, own in ((french, 1), (arabic, 1), (russian, 2)):
        rows = person.card.locator(".results > li")
        expect(rows).to_have_count(2)
        for number, share in ((1, "67"), (2, "33")):
            row = rows.nth(number - 1)
            expect(row).to_contain_text(article(person.language, number))
            expect(row.locator("b.num")).to_contain_text(share)
            expect(row.get_by_text(person.t("Your answer"))).to_have_count(1 if number == own else 0)
        person.picture("poll-revealed")
    assert Answer.objects.filter(activity=webcast.poll, person__isnull=False).count() == 3
    trainer.press("Next: slide {page}", page=3)


def _anonymous_poll(webcast: Webcast, trainer: Reader, french: Reader, arabic: Reader, russian: Reader) -> None:
    trainer.press("Open poll")
    for person, value in ((french, "4"), (arabic, "5"), (russian, "4")):
        person.reads(CONFIDENCE[person.language])
        expect(person.card).to_contain_text(person.t("Your name is not kept with your answer."))
        person.card.locator("label", has_text=re.compile(rf"^\s*{value}\s*$")).click()
        person.press("Send my answer")
    expect(trainer.page.locator("#act")).to_contain_text("3 of 3 have answered.")
    russian.page.reload()  # while it is open, one's answer may still be changed: it is shown
    expect(russian.card.locator(".choice.on")).to_have_text("4")
    russian.sees_slide(article("ru", 2))
    trainer.press("Close poll")
    arabic.sees("No more answers are taken.")
    arabic.page.reload()  # from now on nobody can tell whose answer is whose
    arabic.sees("Your answer is not kept with your name, so this screen cannot show it.")
    arabic.sees("Your answer counts.")
    trainer.press("Reveal results")
    for person in (french, arabic, russian):
        rows = person.card.locator(".results > li")
        expect(rows).to_have_count(5)
        expect(rows.nth(3)).to_contain_text("67")
        expect(rows.nth(4)).to_contain_text("33")
        person.picture("scale-revealed")
    rows = Answer.objects.filter(activity=webcast.anonymous).values_list("person", "answered_at")
    assert list(rows) == [(None, None)] * 3
    assert Participation.objects.filter(activity=webcast.anonymous).count() == 3
    webcast.anonymous.refresh_from_db()
    assert webcast.anonymous.answer_key is None


def _question(trainer: Reader, french: Reader, arabic: Reader, russian: Reader) -> None:
    french.page.get_by_label(french.t("Your question"), exact=True).fill(QUESTION)
    french.press("Send the question")
    french.sees("Waits for approval")
    trainer.reads(QUESTION)
    expect(russian.page.get_by_text(QUESTION)).to_have_count(0)
    trainer.press("Approve")
    for person in (arabic, russian):
        row = person.page.locator("#exchange li", has_text=QUESTION)
        expect(row.locator("p[lang=fr]")).to_have_attribute("dir", "ltr")
        row.get_by_role("button").click()
        expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    for person in (french, arabic, russian):
        expect(person.page.locator("#exchange li", has_text=QUESTION).get_by_role("button")).to_contain_text("2")
    expect(trainer.page.locator(".tabbody li", has_text=QUESTION)).to_contain_text("2 votes")
    trainer.press("Answer live")
    for person in (french, arabic, russian):
        person.sees("Being answered")
    arabic.picture("question")


def _option(webcast: Webcast, number: int, language: str, key: str) -> dict[str, Any]:
    options = webcast.asked[number - 1]["lang"][language]["options"]
    return next(option for option in options if option["key"] == key)


def _quiz_with_a_broken_line(
    webcast: Webcast, trainer: Reader, french: Reader, arabic: Reader, russian: Reader, line: Line
) -> None:
    """The French line is away while the others answer and the trainer goes on; an answer is given meanwhile."""
    right, wrong = webcast.asked[0]["correct"], "a"
    trainer.press("Start next item")
    trainer.press("Open question {number}", number=1)
    for person in (french, arabic, russian):
        expect(person.card).to_contain_text(webcast.asked[0]["lang"][person.language]["prompt"])
        expect(person.card.get_by_role("timer")).to_be_visible()
    french.picture("quiz-open")
    line.cut()
    french.page.context.set_offline(True)
    french.sees("The connection is lost. It is being restored.")
    french.answers(_option(webcast, 1, "fr", right)["text"])
    french.sees("Your answer is kept and will go when you are back.")
    french.picture("offline")
    arabic.answers(_option(webcast, 1, "ar", right)["text"])
    russian.answers(_option(webcast, 1, "ru", wrong)["text"])
    expect(trainer.page.locator("#act")).to_contain_text(re.compile("^.*2 of [23] have answered."))
    trainer.press("Mark answered")
    line.mend()
    french.page.context.set_offline(False)
    returned = time.monotonic()
    french.has_answered()
    french.sees_not("The connection is lost. It is being restored.")
    assert time.monotonic() - returned < BACK_WITHIN
    expect(french.page.locator("#exchange summary")).to_be_visible()  # the question, answered meanwhile
    expect(trainer.page.locator("#act")).to_contain_text("3 of 3 have answered.")
    given = Answer.objects.filter(activity=webcast.quiz[0], person=webcast.french)
    assert given.count() == 1
    trainer.press("Close question {number}", number=1)
    trainer.press("Reveal results")
    explained = {person.language: _option(webcast, 1, person.language, right) for person in (french, arabic, russian)}
    for person in (french, arabic, russian):
        expect(person.card.locator("li.right")).to_contain_text(explained[person.language]["text"])
        expect(person.card.locator("li.right")).to_contain_text(person.t("Right answer"))
        expect(person.card).to_contain_text(explained[person.language]["feedback"])
        verdict = "Your answer is not right" if person is russian else "Your answer is right"
        expect(person.card).to_contain_text(person.t(verdict))
        standing = person.card.locator("p", has_text=person.t("You so far:"))
        expect(standing).to_contain_text(person.t("{mark} of {max} points", mark=0 if person is russian else 1, max=1))
        expect(standing).to_contain_text(person.t("Only you see this."))
        person.keeps_to_the_screen()
        person.picture("quiz-revealed")
    expect(russian.card).to_contain_text(_option(webcast, 1, "ru", wrong)["feedback"])


def _quiz_with_a_return(webcast: Webcast, trainer: Reader, french: Reader, arabic: Reader, russian: Reader) -> None:
    """The Arabic trainee leaves by the door and comes back by it, into the question that was opened meanwhile."""
    right = webcast.asked[1]["correct"]
    arabic.page.locator(".room-top a.btn").click()
    expect(arabic.page.get_by_role("heading", level=1)).to_have_text(title()["ar"])
    arabic.is_in_the_language()
    trainer.press("Open question {number}", number=2)
    arabic.page.locator(f"a[href='{webcast.path}']").first.click()
    for person in (french, arabic, russian):
        person.answers(_option(webcast, 2, person.language, right)["text"])
    expect(trainer.page.locator("#act")).to_contain_text("3 of 3 have answered.")
    trainer.picture("console-quiz")
    trainer.press("Close question {number}", number=2)
    trainer.press("Reveal results")
    for person in (french, arabic, russian):
        standing = person.card.locator("p", has_text=person.t("You so far:"))
        expect(standing).to_contain_text(person.t("{mark} of {max} points", mark=1 if person is russian else 2, max=2))


def _ends(webcast: Webcast, trainer: Reader, trainees: list[Reader]) -> None:
    trainer.press("End sitting")
    trainer.page.get_by_role("dialog").get_by_role("button", name="End sitting").click()
    for person in trainees:
        expect(person.page.get_by_role("heading", level=1)).to_have_text(person.t("The sitting has ended"))
        person.is_in_the_language()
        person.picture("ended")
    assert Room.objects.get(pk=webcast.room.pk).state == RoomState.ENDED
    assert AskedQuestion.objects.get(room=webcast.room).votes == 2


def _attendance(webcast: Webcast, trainer: Reader, arabic: Reader) -> None:
    address = reverse("webinars:attendance", args=[webcast.sitting.pk])
    page = trainer.page
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin is not None
    page.goto(origin[0] + address)
    for person in (webcast.french, webcast.arabic, webcast.russian):
        row = page.locator(f"#person-{person.pk}")
        expect(row.get_by_role("rowheader")).to_contain_text(person.full_name)
        cells = row.locator("td").all_inner_texts()
        minutes = int(next(re.findall(r"\d+", text)[0] for text in cells[4:5]))
        assert 40 <= minutes <= 43
        expect(row.locator(".badge.ok")).to_have_count(1)
    figures = page.locator("dl.figures dd").all_inner_texts()
    assert [text.split()[0] for text in (figures[0], figures[1], figures[3], figures[4])] == ["3", "3", "3", "3"]
    counts = page.locator("[aria-labelledby^=table-] tbody td.n").all_inner_texts()
    assert counts  # one person of each language, country and audience: no such number may be read anywhere
    assert [text for text in counts if re.search(r"\d", text.replace("5", "").replace("0", ""))] == []
    trainer.picture("attendance")
    answer = arabic.page.goto(origin[0] + address)
    assert answer.status in (403, 404)
    assert webcast.french.full_name not in arabic.page.content()


def _replay(webcast: Webcast, arabic: Reader) -> None:
    """Step by step with the keyboard, in Arabic: the slide, then what was asked below it; three answers stay hidden."""
    page = arabic.page
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin is not None
    there = (Connection.objects.count(), Participation.objects.count(), Answer.objects.count())
    page.goto(origin[0] + reverse("webinars:replay", args=[webcast.sitting.pk]))
    arabic.is_in_the_language()
    steps = page.locator("[data-step]")
    total = steps.count()
    asked = page.locator("[data-asked][data-now]")
    for _ in range(total):
        if asked.count() == 1:
            break
        page.keyboard.press("n")
    expect(page.locator("[data-slide][data-now] img")).to_have_attribute("lang", "ar")
    arabic.keeps_to_the_screen()
    arabic.picture("replay-asked")
    asked.locator("label").first.click()
    asked.locator("form button").click()
    expect(asked.locator(".icon use[href$='#lock']")).to_have_count(1)
    expect(asked.locator("table")).to_have_count(0)
    assert problems_of(page) == []
    now = page.locator("[data-clock]").inner_text()
    page.locator("[data-time]").press("End")
    page.locator("[data-time]").press("Home")
    page.locator("[data-go]").first.click()
    expect(page.locator("[data-clock]")).not_to_have_text(now)
    done = page.locator(".badge[data-done]")
    expect(done).to_be_hidden()
    with page.expect_request(lambda request: "is_done" in (request.post_data or "")):
        for _ in range(total + 2):
            page.keyboard.press("n")
    expect(done).to_be_visible()
    page.reload()
    expect(done).to_be_visible()
    assert (Connection.objects.count(), Participation.objects.count(), Answer.objects.count()) == there
