"""``manage.py read_bounces [--maildir FOLDER]``: take reports of mails that came back, from standard input or a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from webinars.actions.bounces import record_bounces
from webinars.importers.bounces import LARGEST, read_report, take_maildir


class Command(BaseCommand):
    help = "Mark mails that came back. Reads one report from standard input, or the new ones of a maildir."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--maildir", metavar="FOLDER", help="read the new messages of this maildir instead")

    def handle(self, *args: Any, maildir: str | None = None, **options: Any) -> None:
        if maildir is None:
            self.stdout.write(str(record_bounces(read_report(sys.stdin.buffer.read(LARGEST)))))
            return
        if not (Path(maildir) / "new").is_dir():
            raise CommandError("This is not a maildir: there is no folder “new” in it.")
        self.stdout.write(str(take_maildir(Path(maildir))))
