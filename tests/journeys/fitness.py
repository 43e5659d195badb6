"""Is a page fit for everyone: no finding of axe, nothing beside the screen, nothing refused by the content policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from people.models import Person
from tests.journeys.reader import PICTURES

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run make frontend")


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    language: str
    scheme: str
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.scheme} {self.width}"


LOOKS = [Look("en", "light", 360), Look("ru", "dark", 1280), Look("ar", "dark", 360), Look("ar", "light", 1280)]
each_look = pytest.mark.parametrize("look", LOOKS, ids=str)
BOTH_WAYS = [Look("en", "dark", 1280), Look("ar", "light", 360)]
looked_at_both_ways = pytest.mark.parametrize("look", BOTH_WAYS, ids=str)
"""For the many pages that are made of the same parts: each language's direction, width and scheme once."""

Row = tuple[str, str | None, str]
"""A page: the name of its address, its arguments, and who looks at it."""


@contextmanager
def opened(browser: Any, site: str, person: Person | None, look: Look) -> Iterator[tuple[Any, list[str]]]:
    """A page of a window of the person, and what it refused."""
    cookies = [{"name": "lectern_language", "value": look.language, "url": site}]
    if person is not None:
        client = Client()
        client.force_login(person)
        cookies.append({"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site})
    context = browser.new_context(
        viewport={"width": look.width, "height": 800}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    context.add_cookies(cookies)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield page, refused
    context.close()


def problems_of(page: Any) -> list[str]:
    """What is wrong with the page as it stands."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    problems = [f"{each['id']} at {node['target']}" for each in found["violations"] for node in each["nodes"]]
    return [*problems, f"{beside} px beside the screen"] if beside > 0 else problems


def problems_of_all(
    browser: Any,
    site: str,
    look: Look,
    pages: Iterable[Row],
    people: Mapping[str, Person | None],
    argument: Callable[[str], Any],
) -> list[str]:
    """What is wrong with any of ``pages``: each person opens theirs one after the other in one window."""
    problems = []
    by_person: dict[str, list[Row]] = {}
    for row in pages:
        by_person.setdefault(row[2], []).append(row)
    for who, rows in by_person.items():
        with opened(browser, site, people[who], look) as (page, refused):
            for name, words, _ in rows:
                given = [look.language if word == "language" else argument(word) for word in (words or "").split()]
                answer = page.goto(site + reverse(name, args=given))
                seen = (answer.status, page.evaluate("document.documentElement.lang"))
                found = problems_of(page) if seen == (200, look.language) else [f"answers {seen}"]
                problems += [f"{name} {words or ''} for {who}: {each}" for each in [*found, *refused]]
                refused.clear()
                if PICTURES.is_dir():
                    file = f"page-{name.replace(':', '-')}-{(words or '').replace(' ', '-')}-{str(look).replace(' ', '-')}.png"
                    page.screenshot(path=PICTURES / file, full_page=True)
    return problems
