"""``manage.py demonstration``: the demonstration content, made once; ``make run`` calls it before it serves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from webinars.demonstration import cast, make_or_move

WHAT = {
    "admin": "administrator",
    "manager": "programme manager",
    "coordinator": "national coordinator",
    "trainer": "trainer, host of the room that is live now",
}
"""What the printed accounts are; the others are trainees."""


class Command(BaseCommand):
    help = "Make the demonstration content, or bring its times up to date; print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        done = make_or_move()
        if done.made and options["verbosity"] > 1:
            self.stdout.write(f"Made: {', '.join(done.made)}")
        self.stdout.write(
            f"Accounts of the demonstration; sign in with a password, which is {cast.PASSWORD} for all of them:"
        )
        for name in cast.SHOWN:
            role = WHAT.get(name) or f"trainee who reads {name.partition('.')[2]}"
            self.stdout.write(f"  {cast.address(name):28}{role}")
