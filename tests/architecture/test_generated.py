"""What is generated or kept in step is fresh."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from core.languages import LANGUAGES
from lms import env
from webinars.management import protocol_page, protocol_types
from webinars.protocol.from_client import COMMAND


def test_the_protocol_page_is_fresh(root: Path) -> None:
    assert (root / "docs" / "protocol.md").read_text() == protocol_page.page()


def test_the_protocol_types_are_fresh(root: Path) -> None:
    assert (root / "frontend" / "src" / "protocol.ts").read_text() == protocol_types.page()


def test_every_example_of_a_command_is_a_command() -> None:
    import json
    import re

    examples = re.findall(r"```json\n(.*)\n```", protocol_page.page().split("## What the server says")[0])
    assert len(examples) > 20
    for example in examples:
        COMMAND.validate_python(json.loads(example))


def test_languages_are_the_same_everywhere() -> None:
    assert tuple(code for code, _name in settings.LANGUAGES) == LANGUAGES == settings.MODELTRANSLATION_LANGUAGES


def test_every_environment_variable_is_documented(root: Path) -> None:
    import re

    read = set()
    for path in [root / "lms" / "settings.py", *sorted((root / "lms" / "run").glob("*.py"))]:
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text()))
    documented = set(re.findall(r"`([A-Z_]+)`", (root / "docs" / "operations.md").read_text()))
    assert env.__name__ == "lms.env"
    assert read - documented == set()
