"""``manage.py reindex``: make anew what the search through courses and documents looks through."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from courses.actions.searching import reindex

EVERY = 500


class Command(BaseCommand):
    help = (
        "Make anew what the search finds in courses and documents, e.g. after an update that folds texts differently."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for step in reindex():
            if step.done % EVERY == 0 or step.done == step.total:
                self.stdout.write(f"{step.kind}: {step.done} of {step.total}")
        self.stdout.write("The search finds what is published.")
