"""``manage.py import_hs FOLDER``: the nomenclature with its sections, and published lists of codes, out of a folder of tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.actions import Refused
from core.refusals import sentence
from quizzes.actions.nomenclature import load_nomenclature
from quizzes.actions.reference import load_sections, load_set
from quizzes.importers.nomenclature import read_nomenclature
from quizzes.importers.reference import UNVERIFIED, read_chapters, read_sections, read_set

SECTIONS = "sections"
AT_ONCE = 1000


class Command(BaseCommand):
    help = (
        "Load the Harmonized System from the tables below a folder: *sections* (names of sections), *chapters* and *subheadings* "
        "(codes and titles by language), and lists of codes that have columns list_name and list_date. Doing so again changes "
        "nothing. Files whose name says UNVERIFIED are left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        files = sorted(options["folder"].rglob("*.csv")) + sorted(options["folder"].rglob("*.xlsx"))
        sections, tables, lists = [], [], []
        for path in files:
            head = path.read_bytes()[:1000].lower()
            if UNVERIFIED in path.name.lower():
                self.stdout.write(f"{path.name}: not verified, left out")
            elif SECTIONS in path.name:
                sections.append(path)
            elif b"list_name" in head:
                lists.append(path)
            elif "chapters" in path.name or "subheadings" in path.name:
                tables.append(path)
        if not (sections or tables or lists):
            raise CommandError(f"{options['folder']} has no tables of the nomenclature. Nothing was changed.")
        chapters: dict[str, str] = {}
        for path in tables:
            self._load_codes(path)
            chapters |= read_chapters(path.read_bytes())
        for path in sections:
            changed = self._carefully(path, lambda path=path: load_sections(read_sections(path.read_bytes()), chapters))
            self.stdout.write(f"{path.name}: {changed} sections and chapters changed")
        for path in lists:
            key = path.stem.split("_")[0].lower()
            changed = self._carefully(path, lambda path=path, key=key: load_set(read_set(path.read_bytes(), key=key)))
            self.stdout.write(f"{path.name}: list “{key}”, {changed} rows changed")

    def _load_codes(self, path: Path) -> None:
        goods = self._carefully(path, lambda: read_nomenclature(path.read_bytes())).goods
        new = changed = 0
        for start in range(0, len(goods), AT_ONCE):
            done = load_nomenclature(goods[start : start + AT_ONCE])
            new, changed = new + done.new, changed + done.changed
            self.stdout.write(f"{path.name}: {min(start + AT_ONCE, len(goods))} of {len(goods)} codes")
        self.stdout.write(f"{path.name}: {new} codes are new, {changed} changed")

    def _carefully(self, path: Path, call: Any) -> Any:
        try:
            return call()
        except Refused as refused:
            raise CommandError(f"{path}: {sentence(refused.code, refused.data)}") from refused
