"""``manage.py import_nomenclature``: what the Harmonized System calls goods, out of tables; without one, the short list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.actions import Refused
from core.refusals import sentence
from quizzes.actions.nomenclature import Goods, load_nomenclature
from quizzes.demonstration.nomenclature import short_list
from quizzes.importers.nomenclature import read_nomenclature


class Command(BaseCommand):
    help = (
        "Add HS codes and what they are called, from CSV or XLSX files with a column of codes (code, hscode, hs6) and columns "
        "of titles (en, fr, ru, es, pt, ar). A later file replaces what an earlier one says. Without a file: the short list "
        "that comes with Lectern, for codes that have no title yet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        goods: list[Goods] = []
        for path in options["files"]:
            read = self._read(path)
            goods += read
        done = load_nomenclature(goods) if options["files"] else load_nomenclature(short_list(), replaces=False)
        self.stdout.write(f"{done.new} codes are new, {done.changed} changed, {done.unchanged} were there already.")

    def _read(self, path: Path) -> tuple[Goods, ...]:
        try:
            read = read_nomenclature(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from error
        except Refused as refused:
            raise CommandError(f"{path}: {sentence(refused.code, refused.data)} Nothing was changed.") from refused
        self.stdout.write(f"{path}: {len(read.goods)} codes")
        if read.left_out:
            rows = ", ".join(map(str, read.left_out[:10])) + (", …" if len(read.left_out) > 10 else "")
            self.stdout.write(f"  {len(read.left_out)} rows without a code were left out: {rows}")
        return read.goods
