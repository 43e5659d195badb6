"""The room client's catalogues: one JSON file per language, with the sentences of the refusal codes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.utils.translation import override

from core.languages import LANGUAGES
from core.messages.catalogues import PLURALS, filled, load, path_of
from core.refusals import described


def _for_browser(text: str) -> str:
    """Python's placeholders as the client's: ``%(seconds)d`` becomes ``{seconds}``."""
    return re.sub(r"%\((\w+)\)[a-z]", r"{\1}", text).replace("%%", "%")


def catalogue(root: Path, language: str) -> dict[str, Any]:
    """``messages``: text → translation, or its plural forms; ``plurals.index``: CLDR category → which form.

    English needs no ``messages``: the sources are English.
    """
    messages: dict[str, str | list[str]] = {}
    for entry in load(path_of(root, language, "djangojs")):
        if filled(entry):
            forms = entry.msgstr_plural
            messages[entry.msgid] = [forms[number] for number in sorted(forms)] if forms else entry.msgstr
    with override(language):
        codes = {code: _for_browser(str(text)) for code, text in sorted(described().items())}
    plurals = PLURALS[language]
    return {
        "lang": language,
        "plurals": {"locale": plurals.locale, "index": plurals.index},
        "messages": messages,
        "codes": codes,
    }


def write(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        text = json.dumps(catalogue(root, language), ensure_ascii=False, separators=(",", ":"))
        temporary = folder / f"catalogue.{language}.json.new"
        temporary.write_text(text)
        temporary.replace(folder / f"catalogue.{language}.json")
