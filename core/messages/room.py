"""The room client's catalogues: one JSON file per language, with the sentences of the refusal codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import override

from core.languages import LANGUAGES
from core.messages.catalogues import filled, in_print, load, path_of
from core.refusals import described


def catalogue(root: Path, language: str) -> dict[str, Any]:
    """``messages``: text → translation, or its plural forms in gettext's order. English needs none: the sources are English.

    ``codes``: refusal code → sentence, with Python's placeholders: ``%(seconds)d``.
    """
    messages: dict[str, str | list[str]] = {}
    for entry in load(path_of(root, language, "djangojs")):
        if filled(entry):
            forms = [in_print(form, language) for _, form in sorted(entry.msgstr_plural.items())]
            messages[entry.msgid] = forms or in_print(entry.msgstr, language)
    with override(language):
        codes = {code: str(text) for code, text in sorted(described().items())}
    return {"language": language, "messages": messages, "codes": codes}


def write(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        text = json.dumps(catalogue(root, language), ensure_ascii=False, separators=(",", ":"))
        temporary = folder / f"catalogue.{language}.json.new"
        temporary.write_text(text)
        temporary.replace(folder / f"catalogue.{language}.json")
