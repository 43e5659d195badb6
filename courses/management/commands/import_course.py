"""``manage.py import_course``: a text in several languages becomes a published course of one lesson for each article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.actions import Refused
from core.refusals import sentence
from courses.access.importing import find_author, find_course
from courses.actions.articles import import_course
from courses.importers.articles import read_articles


class Command(BaseCommand):
    help = (
        "Make a course of a JSON file: by language (en, fr, ru, es, pt, ar) a title, a preamble and articles with headings and "
        "paragraphs. It is published in every language that is complete. The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument(
            "--by", default="", metavar="ADDRESS", help="whose course it is; else the first administrator's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        by = find_author(options["by"])
        if by is None:
            raise CommandError("There is no such account, or no administrator yet. Nothing was changed.")
        try:
            plan = read_articles(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from error
        except Refused as refused:
            raise CommandError(f"{path}: {sentence(refused.code, refused.data)} Nothing was changed.") from refused
        for language in plan.left_out:
            self.stdout.write(f"{language} is left out: courses are in six languages.")
        done = import_course(plan, find_course(by, plan.title[plan.source_language]), by=by, said=self.stdout.write)
        self.stdout.write(
            f"{done.lessons.new} lessons are new, {done.lessons.changed} changed, {done.lessons.unchanged} were there already."
        )
        self.stdout.write(f"Published in {', '.join(done.languages)}: /courses/{done.course.slug}/")
