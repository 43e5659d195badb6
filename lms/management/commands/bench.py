"""``manage.py bench [--only PREFIX]``: one JSON object a line."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lms.bench.suites import measures


class Command(BaseCommand):
    help = "Measure on this machine, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", help="measures whose name begins so, e.g. room.tally")

    def handle(self, *args: Any, **options: Any) -> None:
        for measure in measures(options["only"]):
            line = {
                "name": measure.name,
                "value": measure.value,
                "unit": measure.unit,
                "target": measure.target,
                "ok": measure.ok,
                "compared_with": measure.compared_with,
            }
            self.stdout.write(json.dumps(line))
            self.stdout.flush()
