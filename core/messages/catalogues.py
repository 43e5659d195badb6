"""The PO files of a project: kept in step with the sources, checked, compiled.

A catalogue holds what the sources say, sorted, without line numbers, and never a fuzzy entry: a changed text is a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from core.messages.extraction import Message

SOURCE_LANGUAGE = "en"
DOMAINS = ("django", "djangojs")


@dataclass(frozen=True)
class Plurals:
    """How a language counts, as gettext's rule.

    ``exact``: forms that stand for one number only, where the text may leave the number out.
    """

    count: int
    rule: str
    exact: frozenset[int]


PLURALS: dict[str, Plurals] = {
    "en": Plurals(2, "n != 1", frozenset({0})),
    "fr": Plurals(2, "n > 1", frozenset({0})),
    "ru": Plurals(3, "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2", frozenset()),
    "es": Plurals(2, "n != 1", frozenset({0})),
    "pt": Plurals(2, "n != 1", frozenset({0})),
    "ar": Plurals(
        6,
        "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5",
        frozenset({0, 1, 2}),
    ),
}
TARGETS = tuple(language for language in PLURALS if language != SOURCE_LANGUAGE)

Sources = dict[str, dict[tuple[str, str], Message]]
Key = tuple[str, str, str]


def path_of(root: Path, language: str, domain: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def load(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def filled(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return bool(entry.msgstr_plural) and all(entry.msgstr_plural.values())
    return bool(entry.msgstr)


def merged(old: polib.POFile, messages: Iterable[Message], language: str) -> polib.POFile:
    """A catalogue of exactly ``messages``, with the translations that ``old`` has for them."""
    plurals = PLURALS[language]
    known = {key_of(entry): entry for entry in old if not entry.obsolete and not entry.fuzzy}
    fresh = polib.POFile(wrapwidth=78)
    fresh.metadata = {
        "Project-Id-Version": "Lectern",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plurals.count}; plural=({plurals.rule});",
    }
    for message in sorted(messages, key=lambda message: (message.context, message.text)):
        entry = polib.POEntry(
            msgctxt=message.context or None, msgid=message.text, comment="\n".join(sorted(message.notes))
        )
        before = known.get((message.context, message.text, message.plural))
        if message.plural:
            entry.msgid_plural = message.plural
            forms = before.msgstr_plural if before else {}
            entry.msgstr_plural = {number: forms.get(number, "") for number in range(plurals.count)}
        elif before:
            entry.msgstr = before.msgstr
        fresh.append(entry)
    return fresh


def write(root: Path, sources: Sources) -> Iterator[tuple[Path, int]]:
    """Bring every catalogue into step; gives each path and how many of its texts wait for a translation."""
    for language in TARGETS:
        for domain in DOMAINS:
            path = path_of(root, language, domain)
            fresh = merged(load(path), sources[domain].values(), language)
            text = str(fresh)
            if not path.exists() or path.read_text() != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            yield path, sum(not filled(entry) for entry in fresh)


_PLACEHOLDER = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[a-zA-Z]|(?<!\{)\{(\w+)\}(?!\})")


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in _PLACEHOLDER.findall(text)}


def problems(root: Path, sources: Sources) -> Iterator[str]:
    """What is wrong with the catalogues, one sentence each."""
    for language in TARGETS:
        for domain in DOMAINS:
            path = path_of(root, language, domain)
            name = path.relative_to(root)
            old = load(path)
            if not path.exists() or path.read_text() != str(merged(old, sources[domain].values(), language)):
                yield f"{name} is not in step with the sources: run make messages."
            for entry in old:
                yield from (f"{name}: {entry.msgid!r} {problem}" for problem in _entry_problems(entry, language))


def _entry_problems(entry: polib.POEntry, language: str) -> Iterator[str]:
    if entry.fuzzy:
        yield "is fuzzy."
    if not filled(entry):
        yield "has no translation."
        return
    if not entry.msgid_plural:
        if placeholders(entry.msgid) != placeholders(entry.msgstr):
            yield f"has other placeholders than {entry.msgstr!r}."
        if entry.msgid.startswith("\n") != entry.msgstr.startswith("\n"):
            yield "begins with a line break in one language only."
        return
    wanted = placeholders(entry.msgid_plural) | placeholders(entry.msgid)
    for number, form in entry.msgstr_plural.items():
        has = placeholders(form)
        spare = 1 if number in PLURALS[language].exact else 0
        if has - wanted or len(wanted - has) > spare:
            yield f"has other placeholders than its form {number}, {form!r}."


_BEFORE_SIGN = re.compile(r"(?<=\S) (?=[:;!?»](?!\w))|(?<=«) ")


def in_print(text: str, language: str) -> str:
    """``text`` as it is shown: French sets its signs apart, and no line begins with one."""
    return _BEFORE_SIGN.sub("\u00a0", text) if language == "fr" else text


def compile_all(root: Path) -> int:
    """Write every MO file that is older than its PO file; gives how many were written."""
    written = 0
    for path in sorted([*root.glob("locale/*/LC_MESSAGES/*.po"), *root.glob("lms/locale/*/LC_MESSAGES/*.po")]):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > path.stat().st_mtime_ns:
            continue
        temporary = target.with_suffix(".mo.new")
        read = polib.pofile(str(path))
        for entry in read:
            entry.msgstr = in_print(entry.msgstr, path.parts[-3])
            entry.msgstr_plural = {n: in_print(form, path.parts[-3]) for n, form in entry.msgstr_plural.items()}
        read.save_as_mofile(str(temporary))
        temporary.replace(target)
        written += 1
    return written
