"""Texts for people, found in Python, Django templates and TypeScript."""

from __future__ import annotations

import ast
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

PACKAGES = ("core", "people", "quizzes", "courses", "webinars", "programme", "lms")
"""Where Python and templates are looked for."""
FRONTEND = "frontend/src"
_NOTE = "Translators:"

_PYTHON_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Message:
    """A text: its context (or empty), itself, its plural (or empty), and what translators are told."""

    context: str
    text: str
    plural: str = ""
    notes: tuple[str, ...] = field(default=(), compare=False)


class NotLiteral(Exception):
    """A call to ``t`` or ``plural`` whose text is not a literal cannot be translated."""


def from_python(source: str) -> Iterator[Message]:
    calls = extract_python(io.BytesIO(source.encode()), list(_PYTHON_KEYWORDS), [_NOTE], {"encoding": "utf-8"})
    for _line, name, arguments, notes in calls:
        texts = list(arguments) if isinstance(arguments, tuple) else [arguments]
        yield from _message(name, texts, notes)


def _message(name: str, texts: list[str | None], notes: list[str]) -> Iterator[Message]:
    context = texts.pop(0) if name.removesuffix("_lazy").endswith("pgettext") and texts else ""
    if not texts or not texts[0] or context is None:
        return
    plural = texts[1] if "ngettext" in name or "npgettext" in name else ""
    told = tuple(note.removeprefix(_NOTE).strip() for note in notes)
    yield Message(context, texts[0], plural or "", told)


_TEMPLATE_CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(|# *(Translators:[^\n]*)")


def from_template(source: str) -> Iterator[Message]:
    """What ``{% translate %}``, ``{% blocktranslate %}`` and ``_("…")`` say.

    Django turns a template into something like Python, which a strict reader refuses; only the calls are read here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = templatize(source)
    notes: list[str] = []
    noted_at = 0
    for match in _TEMPLATE_CALL.finditer(code):
        if match[2]:
            notes, noted_at = [match[2].strip()], match.end()
            continue
        literals, _end = _literals(code, match.end())
        near = code.count("\n", noted_at, match.start()) <= 1
        yield from _message("gettext" if match[1] == "_" else match[1], list(literals), notes if near else [])
        notes = []


_LITERAL = re.compile(r"""\s*u?(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)""", re.S)


def _literals(code: str, at: int) -> tuple[list[str], int]:
    """The leading string arguments from ``at`` on, joined where ``+`` joins them."""
    found: list[str] = []
    joining = False
    while match := _LITERAL.match(code, at):
        text = _unquote(match["quoted"])
        found = [*found[:-1], found[-1] + text] if joining else [*found, text]
        at = match.end()
        between = re.compile(r"\s*([,+])").match(code, at)
        if not between:
            break
        joining, at = between[1] == "+", between.end()
    return found, at


def _unquote(quoted: str) -> str:
    if quoted[0] == "`":
        body = quoted[1:-1].replace("\\`", "`").replace('"', '\\"').replace("\n", "\\n")
        quoted = f'"{body}"'
    value = ast.literal_eval(quoted)
    assert isinstance(value, str)
    return value


_SCRIPT_CALL = re.compile(r"""(?<![\w.$])(?<!function )(t|plural|mark(?=\(\s*["'`]))\(""")
_SCRIPT_NOTE = re.compile(r"(?://|/\*)\s*Translators:\s*(.*?)\s*(?:\*/)?\s*$")
_COMMENT_LINE = re.compile(r"^\s*(//|\*|/\*)")


def from_script(source: str) -> Iterator[Message]:
    """What ``t("…")``, ``plural(n, "one", "many")`` and ``mark("…")`` (translated later by ``t``) say."""
    for match in _SCRIPT_CALL.finditer(source):
        line_start = source.rfind("\n", 0, match.start()) + 1
        if _COMMENT_LINE.match(source[line_start : match.start() + 1]):
            continue
        at = _after_argument(source, match.end()) if match[1] == "plural" else match.end()
        texts, _end = _literals(source, at)
        wanted = 2 if match[1] == "plural" else 1
        if len(texts) < wanted:
            line = source.count("\n", 0, match.start()) + 1
            raise NotLiteral(f"line {line}: {source[match.start() : match.start() + 60].splitlines()[0]}")
        notes = _note_above(source, line_start)
        yield Message("", texts[0], texts[1] if wanted == 2 else "", notes)


def _note_above(source: str, line_start: int) -> tuple[str, ...]:
    above = source[:line_start].rstrip("\n").rsplit("\n", 1)[-1]
    found = _SCRIPT_NOTE.search(above)
    return (found[1],) if found else ()


def _after_argument(source: str, at: int) -> int:
    """Past the comma that ends the argument beginning at ``at``."""
    depth = 0
    while at < len(source):
        quoted = _LITERAL.match(source, at) if source[at] in "\"'`" else None
        if quoted:
            at = quoted.end()
            continue
        if source[at] in "([{":
            depth += 1
        elif source[at] in ")]}":
            depth -= 1
        elif source[at] == "," and depth == 0:
            return at + 1
        if depth < 0:
            break
        at += 1
    return at


def domain_messages(root: Path) -> dict[str, dict[tuple[str, str], Message]]:
    """Every text below ``root``, by domain and by (context, text)."""
    found: dict[str, dict[tuple[str, str], Message]] = {"django": {}, "djangojs": {}}
    for path, messages in _sources(root):
        domain = found["djangojs" if path.suffix in {".ts", ".tsx"} else "django"]
        try:
            for message in messages:
                _add(domain, message)
        except NotLiteral as error:
            raise NotLiteral(f"{path.relative_to(root)}, {error}") from None
    return found


def _sources(root: Path) -> Iterator[tuple[Path, Iterator[Message]]]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, from_python(path.read_text())
        for suffix in ("*.html", "*.txt", "*.svg"):
            for path in sorted((root / package).rglob(suffix)):
                if "templates" in path.parts:
                    yield path, from_template(path.read_text())
    for suffix in ("*.ts", "*.tsx"):
        for path in sorted((root / FRONTEND).rglob(suffix)):
            if (
                not path.stem.startswith("i18n")
                and "i18n" not in path.parts
                and not path.stem.endswith((".test", ".d"))
            ):
                yield path, from_script(path.read_text())


def _add(domain: dict[tuple[str, str], Message], message: Message) -> None:
    key = (message.context, message.text)
    known = domain.get(key)
    if known is None:
        domain[key] = message
        return
    notes = tuple(dict.fromkeys((*known.notes, *message.notes)))
    domain[key] = Message(message.context, message.text, known.plural or message.plural, notes)
