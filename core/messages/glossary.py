"""The table in six languages of ``docs/glossary.md``: its English column is written by hand, the others are the catalogues'."""

from __future__ import annotations

from pathlib import Path

from core.messages.catalogues import DOMAINS, TARGETS, load, path_of

HEADING = "## In six languages"


def path(root: Path) -> Path:
    return root / "docs" / "glossary.md"


def refreshed(root: Path) -> str:
    """The page with the terms that the interface has now. A term that the interface does not have is left empty."""
    said = {
        language: {
            entry.msgid: entry.msgstr for domain in reversed(DOMAINS) for entry in load(path_of(root, language, domain))
        }
        for language in TARGETS
    }
    page, heading, table = path(root).read_text().partition(HEADING)
    lines = table.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("|---")) + 1
    for number, line in enumerate(lines[first:], start=first):
        if line.startswith("| "):
            term = line.split("|")[1].strip()
            lines[number] = f"| {' | '.join([term, *(said[language].get(term, '') for language in TARGETS)])} |"
    return page + heading + "\n".join(lines)


def refresh(root: Path) -> None:
    text = refreshed(root)
    if path(root).read_text() != text:
        path(root).write_text(text)
