"""``manage.py messages extract | compile | check``."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.messages import catalogues, glossary, room
from core.messages.extraction import NotLiteral, domain_messages


class Command(BaseCommand):
    help = "Keep the UI catalogues in locale/ in step with the sources, compile them, or check them."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        root = settings.BASE_DIR
        if step == "compile":
            catalogues.compile_all(root)
            room.write(root, settings.FRONTEND_DIR / "room")
            return
        try:
            sources = domain_messages(root)
        except NotLiteral as error:
            raise CommandError(f"A text must be a literal: {error}") from None
        if step == "extract":
            for path, waiting in catalogues.write(root, sources):
                if waiting:
                    self.stdout.write(f"{path.relative_to(root)}: {waiting} without translation")
            glossary.refresh(root)
            return
        found = list(catalogues.problems(root, sources))
        if glossary.path(root).read_text() != glossary.refreshed(root):
            found.append("docs/glossary.md is not in step with the catalogues: run make messages.")
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalogues.")
