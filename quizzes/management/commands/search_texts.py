"""``manage.py search_texts``: make anew what the question bank's search looks through."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from quizzes.actions.searching import refresh_search_texts


class Command(BaseCommand):
    help = "Make anew what the question bank's search looks through, e.g. after an update that folds texts differently."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sum(refresh_search_texts())} questions can be searched.")
