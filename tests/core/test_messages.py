"""Texts for people reach the catalogues whole, and a wrong catalogue is found."""

from __future__ import annotations

import gettext
from pathlib import Path

import polib
import pytest
from babel import Locale

from core.messages import catalogues, room
from core.messages.catalogues import TARGETS, merged, problems
from core.messages.extraction import Message, NotLiteral, from_python, from_script, from_template


def test_python_gives_texts_plurals_contexts_and_notes() -> None:
    source = """
        # Translators: the size of a file
        _("Size" " of file")
        ngettext("%(count)d answer", "%(count)d answers", count)
        pgettext("verb", "Open")
        _(name)
        _("")
    """
    assert list(from_python("if True:\n" + source)) == [
        Message("", "Size of file"),
        Message("", "%(count)d answer", "%(count)d answers"),
        Message("verb", "Open"),
    ]
    assert next(iter(from_python("if True:\n" + source))).notes == ("the size of a file",)


def test_a_template_gives_texts_plurals_contexts_and_notes() -> None:
    source = """
      <p>{# Translators: a greeting #}
        {% translate "Good day" %} {% translate 'Open' context "verb" %}
        {% if a == _("Yes") %}{{ b|default:_("nobody") }}{% endif %}
        {% blocktranslate trimmed with name=person.name %}
          Hello, {{ name }}:
          it's 100% you
        {% endblocktranslate %}
        {% blocktranslate trimmed count count=rows|length context "rows" %}
          {{ count }} person
        {% plural %}
          {{ count }} people
        {% endblocktranslate %}
    """
    found = list(from_template(source))
    assert found == [
        Message("", "Good day"),
        Message("verb", "Open"),
        Message("", "Yes"),
        Message("", "nobody"),
        Message("", "Hello, %(name)s: it's 100%% you"),
        Message("rows", "%(count)s person", "%(count)s people"),
    ]
    assert found[0].notes == ("a greeting",)


def test_a_script_gives_texts_plurals_and_notes() -> None:
    source = """
      export function t(text: string) {}
      // Translators: on the button
      <b title={t("Don't \\"stop\\"")}>it's {plural(list.get("a", [1, 2]), "{count} hand", '{count} hands', { x })}</b>
      const later = mark(`Later`); other.t("no");
      t("One, " +
        "two");
    """
    found = list(from_script(source))
    assert found == [
        Message("", 'Don\'t "stop"'),
        Message("", "{count} hand", "{count} hands"),
        Message("", "Later"),
        Message("", "One, two"),
    ]
    assert found[0].notes == ("on the button",)


def test_a_text_that_is_no_literal_is_refused() -> None:
    with pytest.raises(NotLiteral, match="line 2"):
        list(from_script("\nt(`Hello ${name}`)"))


def _catalogue(*entries: polib.POEntry) -> polib.POFile:
    file = polib.POFile()
    file.extend(entries)
    return file


def test_merging_keeps_translations_drops_old_texts_and_sorts() -> None:
    old = _catalogue(polib.POEntry(msgid="Old", msgstr="Vieux"), polib.POEntry(msgid="Kept", msgstr="Gardé"))
    fresh = merged(old, [Message("", "New"), Message("", "Kept")], "fr")
    assert [(entry.msgid, entry.msgstr) for entry in fresh] == [("Kept", "Gardé"), ("New", "")]


def test_a_fuzzy_translation_is_not_taken_over() -> None:
    old = _catalogue(polib.POEntry(msgid="Kept", msgstr="Gardé", flags=["fuzzy"]))
    assert [(entry.msgstr, entry.flags) for entry in merged(old, [Message("", "Kept")], "fr")] == [("", [])]


def test_a_plural_has_as_many_forms_as_the_language() -> None:
    forms = {
        language: len(merged(polib.POFile(), [Message("", "one", "many")], language)[0].msgstr_plural)
        for language in TARGETS
    }
    assert forms == {"fr": 2, "ru": 3, "es": 2, "pt": 2, "ar": 6}


FORMS = {
    "fr": ["one", "other"],
    "ru": ["one", "few", "many"],
    "es": ["one", "other"],
    "pt": ["one", "other"],
    "ar": ["zero", "one", "two", "few", "many", "other"],
}


@pytest.mark.parametrize("language", TARGETS)
def test_plural_rules_agree_with_cldr(language: str) -> None:
    """Up to a million: what French and Spanish say of round millions is left out on purpose."""
    rule = gettext.c2py(catalogues.PLURALS[language].rule)  # type: ignore[attr-defined]
    cldr = Locale.parse({"pt": "pt_PT"}.get(language, language)).plural_form
    assert [FORMS[language][rule(n)] for n in range(1, 1000)] == [cldr(n) for n in range(1, 1000)]


def _written(root: Path, language_texts: dict[str, str]) -> list[str]:
    messages = {("", text): Message("", text) for text in language_texts}
    sources = {"django": messages, "djangojs": {}}
    for _path in catalogues.write(root, sources):
        pass
    for language in TARGETS:
        path = catalogues.path_of(root, language, "django")
        file = polib.pofile(str(path))
        for entry in file:
            entry.msgstr = language_texts[entry.msgid]
        path.write_text(str(file))
    return list(problems(root, sources))


def test_a_whole_catalogue_has_no_problem(tmp_path: Path) -> None:
    assert _written(tmp_path, {"Hello, %(name)s": "%(name)s: A", "{n} of {m}": "{m} {n}"}) == []


@pytest.mark.parametrize(
    ("text", "translation", "said"),
    [
        ("Hello", "", "has no translation"),
        ("Hello, %(name)s", "A", "other placeholders"),
        ("{n} of {m}", "{n} {k}", "other placeholders"),
    ],
)
def test_a_wrong_translation_is_found_in_every_language(tmp_path: Path, text: str, translation: str, said: str) -> None:
    found = _written(tmp_path, {text: translation})
    assert len(found) == len(TARGETS)
    assert all(said in problem for problem in found)


def test_a_stale_catalogue_is_found(tmp_path: Path) -> None:
    _written(tmp_path, {"Hello": "A"})
    sources = {"django": {("", "Bye"): Message("", "Bye")}, "djangojs": {}}
    assert sum("not in step" in problem for problem in problems(tmp_path, sources)) == len(TARGETS)


def test_compiling_serves_gettext_and_writes_only_what_changed(tmp_path: Path) -> None:
    _written(tmp_path, {"Hello": "A"})
    assert catalogues.compile_all(tmp_path) == 2 * len(TARGETS)
    assert catalogues.compile_all(tmp_path) == 0
    assert gettext.translation("django", tmp_path / "locale", ["ru"]).gettext("Hello") == "A"


def test_french_signs_begin_no_line(tmp_path: Path) -> None:
    _written(tmp_path, {"Hello": "« A » : %(b)s ? :c"})
    catalogues.compile_all(tmp_path)
    read = {each: gettext.translation("django", tmp_path / "locale", [each]).gettext("Hello") for each in ("fr", "ru")}
    assert read == {"fr": "«\u00a0A\u00a0»\u00a0: %(b)s\u00a0? :c", "ru": "« A » : %(b)s ? :c"}


def test_the_rooms_catalogue_has_the_sentences_of_codes_in_its_language(root: Path) -> None:
    russian = room.catalogue(root, "ru")
    assert russian["language"] == "ru"
    assert russian["codes"]["right.missing"] == "У вас нет права на это действие."
    assert room.catalogue(root, "en")["messages"] == {}
