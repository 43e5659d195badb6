"""``manage.py audit``: whether the audit trail is whole. ``--holds HASH`` also looks for an entry written down before."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.audit import first_broken_entry, has_entry, length_and_head


class Command(BaseCommand):
    help = "Check the audit trail: fail when an entry was changed or removed. Keep the printed hash outside of this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--holds", metavar="HASH", help="a hash printed earlier: its entry must still be there")

    def handle(self, *args: Any, holds: str | None = None, **options: Any) -> None:
        broken = first_broken_entry()
        if broken is not None:
            raise CommandError(
                f"The audit trail is broken at entry {broken}: it, or one before it, was changed or removed."
            )
        if holds and not has_entry(holds):
            raise CommandError("The audit trail was cut off: the entry with this hash is gone.")
        entries, head = length_and_head()
        self.stdout.write(f"The audit trail is whole. Entries: {entries}. Last hash: {head}")
