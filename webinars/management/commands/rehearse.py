"""``manage.py rehearse WEBINAR --viewers N --window S``: try a running installation before a big day."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from core.languages import LANGUAGES
from webinars.actions.rehearsals import create_rehearsal, remove_rehearsal
from webinars.queries.rehearsals import choices_by_person, webinar_named
from webinars.rehearsal.script import Plan, run


async def _shell(command: str) -> None:
    process = await asyncio.create_subprocess_shell(command, stdout=asyncio.subprocess.DEVNULL)
    await process.wait()


class Command(BaseCommand):
    help = "Real WebSocket clients join, answer, ask, drop and return; fails if an answer is lost or counted twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("webinar", nargs="?", help="its slug, the last part of its address; none: one made for it")
        parser.add_argument("--viewers", type=int, default=200)
        parser.add_argument("--window", type=float, default=2.0, help="seconds within which everybody answers")
        parser.add_argument("--join-window", type=float, default=10.0, help="seconds within which everybody comes")
        parser.add_argument("--languages", default=",".join(LANGUAGES), help="codes separated by commas")
        parser.add_argument("--url", default="", help="of its web processes, separated by commas; default: PUBLIC_URL")
        parser.add_argument("--steady", action="store_true", help="nobody drops")
        parser.add_argument("--disturb", default="", help="a shell command to run in the middle of the last poll")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        languages = [code for code in options["languages"].split(",") if code]
        if not languages or set(languages) - set(LANGUAGES):
            raise CommandError(f"--languages takes some of {','.join(LANGUAGES)}.")
        if not 1 <= options["viewers"] <= 5000:
            raise CommandError("--viewers must be between 1 and 5000.")
        webinar = webinar_named(options["webinar"]) if options["webinar"] else None
        if webinar is None and options["webinar"]:
            raise CommandError(f"There is no webinar {options['webinar']}.")
        urls = [url.rstrip("/") for url in (options["url"] or settings.PUBLIC_URL).split(",")]
        rehearsal = create_rehearsal(webinar, viewers=options["viewers"], languages=languages)
        disturb = partial(_shell, options["disturb"]) if options["disturb"] else None
        plan = Plan(urls, options["window"], options["join_window"], drops=not options["steady"], disturb=disturb)
        try:
            verdict = asyncio.run(run(rehearsal, plan, choices_by_person, cookie=settings.SESSION_COOKIE_NAME))
        except (TimeoutError, OSError) as error:
            raise CommandError(
                f"The installation at {', '.join(urls)} did not answer in time ({type(error).__name__})."
            ) from None
        finally:
            connections.close_all()  # a disturbance may have broken ours
            remove_rehearsal(rehearsal.sitting_id)
        self.stdout.write(verdict.as_json() if options["json"] else verdict.as_text())
        if not verdict.kept:
            raise CommandError("A promise was broken.")
