"""Every variable that an operator can set is in the table of ``docs/operations.md``, and every row of it is read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest


def variables(tree: ast.AST) -> set[str]:
    """What ``env.…("NAME")`` and ``os.environ.get("NAME")`` ask for."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        source, name = ast.unparse(node.func.value), node.args[0]
        if (
            source in {"env", "os.environ"}
            and isinstance(name, ast.Constant)
            and isinstance(name.value, str)
            and name.value
        ):
            found.add(name.value)
    return found


def read_by_the_code(root: Path) -> set[str]:
    paths = [path for path in (root / "lms").rglob("*.py") if "bench" not in path.parts]
    found = set().union(*(variables(ast.parse(path.read_text())) for path in paths))
    return {name for name in found if name != "DJANGO_SETTINGS_MODULE"}


def documented(root: Path) -> list[str]:
    section = (root / "docs" / "operations.md").read_text().split("\n## Environment\n")[1].split("\n## ")[0]
    return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]


def test_every_variable_is_documented(root: Path) -> None:
    assert read_by_the_code(root) - set(documented(root)) == set()


def test_every_documented_variable_is_read(root: Path) -> None:
    assert set(documented(root)) - read_by_the_code(root) == set()


def test_no_variable_is_documented_twice(root: Path) -> None:
    assert len(documented(root)) == len(set(documented(root)))


@pytest.mark.parametrize("line", ['A = env.text("NAME", "default")', 'A = os.environ.get("NAME")', 'env.flag("NAME")'])
def test_the_search_finds_variables(line: str) -> None:
    assert variables(ast.parse(line)) == {"NAME"}
