"""What is generated or kept in step is fresh."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from core.languages import LANGUAGES
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
