"""The audit trail: added to and read, never changed; what was changed all the same shows."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import audit
from core.actions import action
from core.models import AuditEntry, NeverChanged
from people.choices import Role
from people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@action
def note(actor: Person, subject: str) -> AuditEntry:
    return audit.record("role.granted", actor_id=actor.pk, subject=subject, role=Role.TRAINER)


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("audit", *arguments, stdout=out)
    return out.getvalue()


def test_entries_cannot_be_changed_or_removed_in_code() -> None:
    entry = note(make_person(), "person:1")
    entry.verb = "role.revoked"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="x"),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
    ):
        with pytest.raises(NeverChanged):
            attempt()
    assert AuditEntry.objects.get().verb == "role.granted"


def test_an_erased_actor_leaves_the_trail_whole() -> None:
    actor, other = make_person(), make_person()
    pk = actor.pk
    for person in (actor, other):
        note(person, "person:1")
    actor.delete()
    assert audit.first_broken_entry() is None
    assert list(AuditEntry.objects.order_by("pk").values_list("actor_id", flat=True)) == [pk, other.pk]


@pytest.mark.parametrize("change", ["subject = 'person:2'", "actor_id = NULL", "details = '{}'"])
def test_an_entry_changed_behind_the_code_shows(change: str) -> None:
    entries = [note(make_person(), "person:1") for _ in range(3)]
    assert audit.first_broken_entry() is None
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_auditentry SET {change} WHERE id = %s", [entries[1].pk])
    assert audit.first_broken_entry() == entries[1].pk
    with pytest.raises(CommandError, match=f"entry {entries[1].pk}"):
        told()


def test_an_entry_taken_out_shows_and_a_cut_end_by_the_hash_kept_elsewhere() -> None:
    entries = [note(make_person(), "person:1") for _ in range(3)]
    head = entries[-1].hash
    assert told().strip() == f"The audit trail is whole. Entries: 3. Last hash: {head}"
    assert "whole" in told("--holds", head)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE id = %s", [entries[2].pk])
    assert "whole" in told()
    with pytest.raises(CommandError, match="cut off"):
        told("--holds", head)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE id = %s", [entries[0].pk])
    assert audit.first_broken_entry() == entries[1].pk
