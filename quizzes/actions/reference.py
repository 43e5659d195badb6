"""What stands around the nomenclature: its sections, and lists of codes that others published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core import audit
from core.actions import action
from core.languages import LANGUAGES
from quizzes.models import HSCode, HSSection, HSSet, HSSetCode


@dataclass(frozen=True)
class ReadSection:
    """A section: its Roman number, the same as a number, and what it is called by language."""

    key: str
    position: int
    titles: Mapping[str, str]


@dataclass(frozen=True)
class ReadSet:
    """A published list: its own name, edition and source, and its codes with their tiers."""

    key: str
    name: str
    edition: str
    source: str
    codes: Mapping[str, str]


@action
def load_sections(sections: Iterable[ReadSection], chapters: Mapping[str, str]) -> int:
    """Name sections and put chapters into them. Returns how many rows that changed: none when it is done again."""
    changed = 0
    for one in sections:
        row, is_new = HSSection.objects.get_or_create(key=one.key, defaults={"position": one.position})
        before = [getattr(row, f"title_{language}") for language in LANGUAGES]
        for language, title in one.titles.items():
            setattr(row, f"title_{language}", title)
        if is_new or before != [getattr(row, f"title_{language}") for language in LANGUAGES]:
            row.save()
            changed += 1
    ids = dict(HSSection.objects.values_list("key", "pk"))
    for chapter in HSCode.objects.select_for_update().filter(code__in=chapters).order_by("pk"):
        section = ids.get(chapters[chapter.code])
        if section is not None and chapter.section_id != section:
            HSCode.objects.filter(pk=chapter.pk).update(section=section)
            changed += 1
    if changed:
        audit.record("nomenclature.sections_loaded", actor_id=None, subject="nomenclature", changed=changed)
    return changed


@action
def load_set(read: ReadSet) -> int:
    """The list as it was read, whole: codes that it no longer has leave it. Returns how many rows that changed."""
    row, is_new = HSSet.objects.get_or_create(
        key=read.key, defaults={"name": read.name, "edition": read.edition, "source": read.source}
    )
    row = HSSet.objects.select_for_update().get(pk=row.pk)
    changed = int(is_new)
    if (row.name, row.edition, row.source) != (read.name, read.edition, read.source):
        row.name, row.edition, row.source = read.name, read.edition, read.source
        row.save()
        changed += 1
    held = dict(HSSetCode.objects.filter(hs_set=row).values_list("code", "tier"))
    gone = held.keys() - read.codes.keys()
    HSSetCode.objects.filter(hs_set=row, code__in=gone).delete()
    new = [code for code, tier in read.codes.items() if held.get(code) != tier]
    HSSetCode.objects.bulk_create(
        (HSSetCode(hs_set=row, code=code, tier=read.codes[code]) for code in new),
        update_conflicts=True,
        unique_fields=["hs_set", "code"],
        update_fields=["tier"],
    )
    changed += len(gone) + len(new)
    if changed:
        audit.record("nomenclature.set_loaded", actor_id=None, subject=f"hs_set:{row.pk}", changed=changed)
    return changed
