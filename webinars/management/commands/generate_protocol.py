"""``manage.py generate_protocol [--check]``: the protocol's page and TypeScript types, from the models."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from webinars.management import protocol_page, protocol_types


class Command(BaseCommand):
    help = "Write docs/protocol.md and frontend/src/protocol.ts, or check that they are fresh."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail when a file is stale.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        stale = []
        for name, text in (
            ("docs/protocol.md", protocol_page.page()),
            ("frontend/src/protocol.ts", protocol_types.page()),
        ):
            path = settings.BASE_DIR / name
            if path.exists() and path.read_text() == text:
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
                self.stdout.write(f"{name} written")
        if check and stale:
            raise CommandError(f"Not fresh: {', '.join(stale)}. Run make protocol.")
