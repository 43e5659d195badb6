"""``manage.py freeze``: freeze what is due, as the job does; one webinar at once; or its facts again from the evidence."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.actions import Refused
from core.refusals import sentence
from programme.actions.freezing import freeze_webinar, rebuild_facts
from programme.queries.freezing import any_webinar
from programme.tasks import freeze


class Command(BaseCommand):
    help = "Freeze the figures of webinars that are over for long enough."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", help="only this webinar, without waiting for corrections")
        parser.add_argument("--again", metavar="SLUG", help="make the facts of a frozen webinar anew from its evidence")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["again"] or options["slug"]
        if not slug:
            freeze()
            return
        webinar = any_webinar(slug)
        if webinar is None:
            raise CommandError(f"There is no webinar {slug}.")
        try:
            done = rebuild_facts(webinar) if options["again"] else freeze_webinar(webinar)
        except Refused as refused:
            raise CommandError(sentence(refused.code, refused.data)) from refused
        self.stdout.write(f"{slug}: frozen, definition {done.definition}.")
