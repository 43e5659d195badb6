"""The documents name what exists: their links, the decision records, the terms of the interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from core.languages import LANGUAGES
from core.messages import glossary

NOT_MADE = {"share_out.py"}
"""Of the worked example in ``docs/new-feature.md``."""

FILE = re.compile(r"`([\w./-]+\.(?:py|ts|tsx|css|md))`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def documents(root: Path) -> list[Path]:
    return [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]


def anchor(heading: str) -> str:
    """As code hosts make it: small letters, hyphens for spaces, nothing else but letters, digits and hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def links(text: str) -> list[str]:
    return LINK.findall(CODE.sub("", text))


def headings(path: Path) -> set[str]:
    return {anchor(line) for line in re.findall(r"(?m)^#+ (.+)$", path.read_text())}


def broken(path: Path) -> Iterator[str]:
    for target in links(path.read_text()):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, part = target.partition("#")
        found = (path.parent / name).resolve() if name else path
        if not found.exists() or (part and part not in headings(found)):
            yield f"{path.name}: {target}"


def test_every_link_leads_somewhere(root: Path) -> None:
    assert [found for path in documents(root) for found in broken(path)] == []


def test_the_search_for_broken_links_finds_them(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# Two words, more\n")
    page = tmp_path / "page.md"
    page.write_text("[a](gone.md) [b](there.md) [c](there.md#two-words-more) [d](there.md#three) `[e](code.md)`\n")
    assert list(broken(page)) == ["page.md: gone.md", "page.md: there.md#three"]


def test_every_document_can_be_reached_from_the_readme(root: Path) -> None:
    reached, waiting = set(), [root / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        targets = [target.partition("#")[0] for target in links(page.read_text()) if "://" not in target]
        waiting += [(page.parent / target).resolve() for target in targets if target]
    assert {str(path.relative_to(root)) for path in set(documents(root)) - reached} == set()


def test_every_file_named_is_there(root: Path) -> None:
    folders = ("core", "people", "quizzes", "courses", "webinars", "programme", "lms", "tests", "frontend/src", "docs")
    names = {path.name for folder in folders for path in (root / folder).rglob("*.*")} | NOT_MADE
    named = [(path.name, name) for path in documents(root) for name in FILE.findall(path.read_text())]
    assert len(named) > 40
    assert [one for one in named if Path(one[1]).name not in names | {path.name for path in root.iterdir()}] == []


def records(root: Path) -> list[Path]:
    return sorted((root / "docs" / "adr").glob("[0-9]*.md"))


def test_every_decision_record_is_in_the_index(root: Path) -> None:
    index = root / "docs" / "adr" / "README.md"
    assert [target for target in links(index.read_text()) if target[0].isdigit()] == [one.name for one in records(root)]


def test_decision_records_are_numbered_without_gaps(root: Path) -> None:
    assert [int(one.name[:4]) for one in records(root)] == list(range(1, len(records(root)) + 1))


def test_every_decision_record_has_the_three_parts(root: Path) -> None:
    for one in records(root):
        lines = one.read_text().splitlines()
        assert lines[0].startswith(f"# {one.name[:4]} ")
        assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]


def test_the_glossary_says_what_the_interface_says(root: Path) -> None:
    """``make messages`` brings it into step."""
    assert glossary.path(root).read_text() == glossary.refreshed(root)


def test_every_term_of_the_glossary_is_in_the_interface(root: Path) -> None:
    table = glossary.refreshed(root).split(glossary.HEADING)[1]
    rows = [line.strip("| ").split("|") for line in table.splitlines() if line.startswith("| ")]
    assert len(rows) > 40
    assert [row for row in rows if not all(term.strip() for term in row) or len(row) != len(LANGUAGES)] == []
