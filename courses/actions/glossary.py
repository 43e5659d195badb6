"""The programme's glossary: adding, changing and removing terms. Everybody who teaches does; the last one to save is right."""

from __future__ import annotations

from collections.abc import Mapping

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.languages import LANGUAGES
from core.translating import Texts
from courses.actions.writing import columns
from courses.models import Term
from courses.queries.contents import texts_of
from people.models import Person


def seen_term(term: Term) -> str:
    """Stands for a term as somebody saw it."""
    return fingerprint(texts_of(term, "text"), texts_of(term, "note"))


@action
def add_term(*, text: Texts, note: Texts, by: Person) -> Term:
    """Refused: ``term.one_language`` (it says nothing to a translator), ``term.twice``."""
    term = Term(**_values(text, note))
    _refuse_unfit(term)
    term.save()
    audit.record("term.added", actor_id=by.pk, subject=f"term:{term.pk}")
    return term


@action
def change_term(term: Term, *, text: Texts, note: Texts, by: Person, seen: str = "") -> Term:
    """Refused as :func:`add_term`, and with ``form.changed_meanwhile``."""
    term = Term.objects.select_for_update().get(pk=term.pk)
    before = seen_term(term)
    for name, value in _values(text, note).items():
        setattr(term, name, value)
    refuse_if_changed(seen=seen, before=before, after=seen_term(term))
    _refuse_unfit(term)
    term.save()
    audit.record("term.changed", actor_id=by.pk, subject=f"term:{term.pk}")
    return term


@action
def remove_term(term: Term, *, by: Person) -> None:
    audit.record("term.removed", actor_id=by.pk, subject=f"term:{term.pk}")
    Term.objects.filter(pk=term.pk).delete()


def _values(text: Texts, note: Texts) -> Mapping[str, str]:
    return {**columns("text", text), **columns("note", note)}


def _refuse_unfit(term: Term) -> None:
    texts = texts_of(term, "text")
    if len(texts) < 2:
        raise Refused("term.one_language")
    for language in LANGUAGES:
        same = Term.objects.filter(**{f"text_{language}__iexact": texts.get(language, "")}).exclude(pk=term.pk)
        if language in texts and language == "en" and same.exists():
            raise Refused("term.twice")
