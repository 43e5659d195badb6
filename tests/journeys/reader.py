"""A person before a browser window, and the words of the interface in their language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from core.messages.room import catalogue

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "test-output"
SECONDS = 15
"""How long something may take on a busy machine before it counts as not happening."""


@cache
def _messages(language: str) -> dict[str, Any]:
    messages: dict[str, Any] = catalogue(ROOT, language)["messages"]
    return messages


def words(language: str, message: str, /, **values: object) -> str:
    """A text of the room as its catalogue has it; one that is missing there fails the test."""
    found = message if language == "en" else _messages(language)[message]
    for name, value in values.items():
        found = found.replace(f"{{{name}}}", str(value))
    return str(found)


class Reader:
    """Finds things in one window by what is written in the reader's language."""

    def __init__(self, page: Any, language: str) -> None:
        self.page = page
        self.language = language
        expect.set_options(timeout=SECONDS * 1000)

    def t(self, message: str, /, **values: object) -> str:
        return words(self.language, message, **values)

    def text(self, message: str, /, **values: object) -> Locator:
        return self.page.get_by_text(self.t(message, **values))

    def sees(self, message: str, /, **values: object) -> None:
        expect(self.text(message, **values).first).to_be_visible()

    def sees_not(self, message: str) -> None:
        expect(self.text(message)).to_have_count(0)

    def reads(self, content: str) -> None:
        expect(self.page.get_by_text(content).first).to_be_visible()

    def button(self, message: str, /, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.t(message, **values), exact=True)

    def press(self, message: str, /, **values: object) -> None:
        self.button(message, **values).click()

    @property
    def card(self) -> Locator:
        """The activity that asks for an answer, or shows its results."""
        return self.page.locator("#activity")

    def sees_slide(self, text: str) -> None:
        """The slide of one's own language, drawn: its alternative begins with the text, its image has arrived."""
        image = self.page.locator(".slide img")
        expect(image).to_have_attribute("alt", re.compile(f"^{re.escape(text)}"))
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0

    def answers(self, content: str) -> None:
        """Pick the choice with this text and send it."""
        self.card.locator("label.choice", has_text=content).click()
        self.press("Send my answer")

    def has_answered(self) -> None:
        """The server has the answer, and says since when."""
        expect(self.card).to_contain_text(self.t("Answer saved at {time}").split("{")[0].strip())

    def keeps_to_the_screen(self) -> None:
        beside = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(beside) <= 0

    def is_in_the_language(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl" if self.language == "ar" else "ltr")

    def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{self.language}.png")
