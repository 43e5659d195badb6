"""Promises about the sources themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.messages.extraction import PACKAGES
from core.refusals import described

DOORS = {"views", "consumers", "tasks", "management", "reactions", "api", "routing", "urls"}
GRAB_BAGS = {"utils", "util", "helpers", "helper", "services", "service", "misc", "common", "shared"}
MOST_LINES = 400
GENERATED = {"frontend/src/protocol.ts"}


def sources(root: Path, *suffixes: str) -> Iterator[Path]:
    for folder in (*PACKAGES, "frontend", "tests"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and "migrations" not in path.parts and "node_modules" not in path.parts:
                yield path


def trees(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sources(root, ".py"):
        if path.relative_to(root).parts[0] != "tests":
            yield path.relative_to(root), ast.parse(path.read_text())


def is_door(path: Path) -> bool:
    """``webinars/views/room.py``, ``webinars/views.py`` and the like; core's mechanisms are no doors."""
    return path.parts[0] != "core" and (path.parts[1] in DOORS or Path(path.parts[1]).stem in DOORS)


def says_objects(tree: ast.AST) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "objects"]


def test_doors_never_say_objects(root: Path) -> None:
    found = [f"{path}:{line}" for path, tree in trees(root) if is_door(path) for line in says_objects(tree)]
    assert found == []


def test_the_search_for_objects_finds_them() -> None:
    assert says_objects(ast.parse("def page():\n    return Room.objects.get(pk=1)")) == [2]


def refusals_in(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused" and node.args:
            yield node.lineno, node.args[0]


def test_every_refusal_has_a_sentence(root: Path) -> None:
    missing = [
        f"{path}:{line} {code.value}"
        for path, tree in trees(root)
        for line, code in refusals_in(tree)
        if isinstance(code, ast.Constant) and code.value not in described()
    ]
    assert missing == []


def test_no_module_is_a_grab_bag(root: Path) -> None:
    assert [str(path) for path in sources(root, ".py", ".ts", ".tsx") if path.stem.lower() in GRAB_BAGS] == []


def test_no_file_grows_without_bound(root: Path) -> None:
    long = [
        f"{name}: {count}"
        for path in sources(root, ".py", ".ts", ".tsx")
        if (name := str(path.relative_to(root))) not in GENERATED
        and (count := len(path.read_text().splitlines())) > MOST_LINES
    ]
    assert long == []


PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)(?:-\w+)*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def test_styles_name_no_physical_side(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{number} {line.strip()}"
        for path in [*sources(root, ".css")]
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if PHYSICAL.search(re.sub(r"/\*.*?\*/", "", line))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["  left: 0;", ".a { margin-right: 1rem }", "text-align: right;", "border-left-color: red"]
)
def test_the_search_for_physical_sides_finds_them(line: str) -> None:
    assert PHYSICAL.search(line)


@pytest.mark.parametrize(
    "line", ["inset-inline-start: 0;", "--left: 0;", ".left { color: red }", "transform-origin: left;"]
)
def test_the_search_for_physical_sides_finds_nothing_else(line: str) -> None:
    assert not PHYSICAL.search(line)


INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.I)
DATA_BLOCK = re.compile(r"<script[^>]*type=\"application/(?:ld\+)?json\"")


IN_MAILS = re.compile(r"<script|\son[a-z]+\s*=\s*[\"']|javascript:|<img|url\(", re.I)
"""A mail's programs know no style sheet, so that mails have styles of their own; code and what is fetched they have not."""


def test_styles_close_what_they_open(root: Path) -> None:
    texts = {path.name: path.read_text() for path in sources(root, ".css")}
    assert {name: text.count("{") - text.count("}") for name, text in texts.items()} == dict.fromkeys(texts, 0)


def is_of_mails(path: Path) -> bool:
    """Templates of mails, and the letter around them that all apps share."""
    return path.parent.name == "mail" or path.name == "letter.html"


def test_templates_hold_no_inline_code(root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{number} {line.strip()}"
        for path in sources(root, ".html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if (IN_MAILS if is_of_mails(path) else INLINE).search(line) and not DATA_BLOCK.search(line)
    ]
    assert found == []


def test_components_hold_no_inline_style(root: Path) -> None:
    """The policy forbids ``style`` attributes; a component sets a custom property through the DOM instead."""
    found = [
        f"{path.relative_to(root)}:{number}"
        for path in sources(root, ".tsx")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if "dangerouslySetInnerHTML" in line or re.search(r"\sstyle=\"", line)
    ]
    assert found == []
