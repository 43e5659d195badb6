"""The index of the search by the database's own means: made by a migration, used in SQL. ``docs/adr/0019`` says why.

PostgreSQL: two columns of the entries, ``search`` for title and text and ``search_title``, generated from the folded words, once
as they are and once as the language's own text search makes them (stems), title above text; GIN indexes. SQLite: the FTS5 table
``courses_search`` over the entries, kept by triggers. Both hold an entry's language as well, as ``=en`` or in a column of its
own: words that stand in every second entry are narrowed to a language by the index, before any entry is read.

A later migration that alters ``SearchEntry`` calls :func:`make_index` at its end: SQLite makes the table anew and drops its
triggers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from courses.words import Wanted, may_go_on, stem

CONFIGURATIONS = {
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "es": "spanish",
    "pt": "portuguese",
    "ar": "arabic",
}
"""PostgreSQL's text search configurations."""

_OWN = "CASE language {} ELSE 'simple'::regconfig END".format(
    " ".join(f"WHEN '{language}' THEN '{name}'::regconfig" for language, name in CONFIGURATIONS.items())
)
_TITLE = f"to_tsvector('simple'::regconfig, title_words) || to_tsvector({_OWN}, title_words)"
_TEXT = f"to_tsvector('simple'::regconfig, words) || to_tsvector({_OWN}, words)"
_LANGUAGE = "array_to_tsvector(ARRAY['=' || language])"
_POSTGRESQL = (
    f"""ALTER TABLE courses_searchentry
        ADD COLUMN IF NOT EXISTS search tsvector
        GENERATED ALWAYS AS (setweight({_TITLE}, 'A') || {_TEXT} || {_LANGUAGE}) STORED,
        ADD COLUMN IF NOT EXISTS search_title tsvector
        GENERATED ALWAYS AS ({_TITLE} || {_LANGUAGE}) STORED""",
    "CREATE INDEX IF NOT EXISTS search_by_words ON courses_searchentry USING gin (search)",
    "CREATE INDEX IF NOT EXISTS search_by_title ON courses_searchentry USING gin (search_title)",
)
_NEW = """INSERT INTO courses_search(rowid, title_words, words, language)
        VALUES (new.id, new.title_words, new.words, new.language)"""
_OLD = """INSERT INTO courses_search(courses_search, rowid, title_words, words, language)
        VALUES ('delete', old.id, old.title_words, old.words, old.language)"""
_SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS courses_search USING fts5(title_words, words, language,
        content='courses_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')""",
    f"CREATE TRIGGER IF NOT EXISTS courses_search_in AFTER INSERT ON courses_searchentry BEGIN {_NEW}; END",
    f"CREATE TRIGGER IF NOT EXISTS courses_search_out AFTER DELETE ON courses_searchentry BEGIN {_OLD}; END",
    f"CREATE TRIGGER IF NOT EXISTS courses_search_over AFTER UPDATE ON courses_searchentry BEGIN {_OLD}; {_NEW}; END",
    "INSERT INTO courses_search(courses_search) VALUES ('rebuild')",
)
_GONE = {
    "postgresql": ("ALTER TABLE courses_searchentry DROP COLUMN IF EXISTS search, DROP COLUMN IF EXISTS search_title",),
    "sqlite": (
        "DROP TRIGGER IF EXISTS courses_search_in",
        "DROP TRIGGER IF EXISTS courses_search_out",
        "DROP TRIGGER IF EXISTS courses_search_over",
        "DROP TABLE IF EXISTS courses_search",
    ),
}


def make_index(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For ``RunPython``; doing so again changes nothing."""
    statements = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _GONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


@dataclass(frozen=True)
class Match:
    """Pieces of SQL over the entries ``e``: where they are found, by what condition, and what is smaller for better ones."""

    source: str
    source_params: tuple[str, ...]
    condition: str
    condition_params: tuple[str, ...]
    rank: str


def match(sought: Wanted, vendor: str, language: str, *, is_own: bool, in_title: bool) -> Match:
    """Entries in ``language``, or in all others; with all words in the title, or not. ``sought`` must hold something.

    The four together find each entry once.
    """
    if vendor == "sqlite":
        words = _fts5(sought)
        where = f"{{title_words}} : ({words})"
        if not in_title:
            where = f"({{title_words words}} : ({words})) NOT ({where})"
        return Match(
            source="courses_search JOIN courses_searchentry e ON e.id = courses_search.rowid",
            source_params=(),
            condition="courses_search MATCH %s",
            condition_params=(f'({where}) {"AND" if is_own else "NOT"} ({{language}} : "{language}")',),
            rank="bm25(courses_search, 8.0, 1.0, 0.0)",
        )
    query, params = _tsquery(sought)
    narrowed = f"{query} && {'' if is_own else '!!'}%s::tsquery"
    return Match(
        source=f"courses_searchentry e CROSS JOIN (SELECT {narrowed} AS query) sought",
        source_params=(*params, f"'={language}'"),
        condition="e.search_title @@ query" if in_title else "e.search @@ query AND NOT e.search_title @@ query",
        condition_params=(),
        rank="-ts_rank(e.search, query)",
    )


def _fts5(sought: Wanted) -> str:
    terms = [f'"{" ".join(phrase)}"' for phrase in sought.phrases]
    terms += [f'"{stem(word)}" *' if may_go_on(word) else f'"{word}"' for word in sought.words]
    if sought.prefix:
        terms.append(f'"{stem(sought.prefix)}" *')
    return " AND ".join(terms)


def _tsquery(sought: Wanted) -> tuple[str, list[str]]:
    """All parts joined by *and*; a word counts as on SQLite, or as any of the six languages makes its stem."""
    parts: list[str] = []
    params: list[str] = []
    for phrase in sought.phrases:
        parts.append("phraseto_tsquery('simple', %s)")
        params.append(" ".join(phrase))
    for word in (*sought.words, *filter(None, [sought.prefix])):
        begun = stem(word)
        as_written = f"'{begun}':*" if word == sought.prefix or may_go_on(word) else f"'{word}'"
        own = [f"plainto_tsquery('{name}', %s)" for name in CONFIGURATIONS.values()]
        stems = " || ".join(["to_tsquery('simple', %s)", *own])
        parts.append(f"({stems})")
        params += [as_written, *[word] * len(CONFIGURATIONS)]
    return " && ".join(parts), params
