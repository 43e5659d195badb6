"""What was read of a lesson's files and slides, kept for the search. The rule in words: ``docs/rules/search.md``."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from core.actions import action
from courses.actions.searching import index_module_text, shown_modules
from courses.content import structure_from_json
from courses.models import CourseFile, FilePage, LessonText, ModuleText, ModuleVersion

Page = tuple[int, str]
"""The page, the second of a film, or the number of a piece; and its text."""


@action
def keep_words(file_id: int, *, pages: Sequence[Page]) -> None:
    """Keep what was read of a file, in the place of what was kept before, and let the search find it where it is published."""
    row = CourseFile.objects.select_for_update().filter(pk=file_id).first()
    if row is None:
        return
    by_place: dict[int, str] = {}
    for position, text in pages:
        by_place[position] = "\n".join(filter(None, [by_place.get(position, ""), text]))
    FilePage.objects.filter(file=row).delete()
    FilePage.objects.bulk_create(
        (FilePage(file=row, position=position, text=text) for position, text in by_place.items()), batch_size=500
    )
    row.read_at = timezone.now()
    row.save(update_fields=["read_at"])
    _index_again(_modules_with_file(row.key))


@action
def index_deck(deck_id: int) -> None:
    """Let the search find the words of a deck as it is shown now, in every published module that has it."""
    named = Cast("structure", TextField())
    rows = ModuleVersion.objects.filter(pk__in=shown_modules()).annotate(written=named)
    found = rows.filter(written__contains=f'"deck": {deck_id}').only("pk", "structure")
    _index_again(
        [
            version.pk
            for version in found
            if any(lesson.deck == deck_id for lesson in structure_from_json(version.structure).lessons)
        ]
    )


def _modules_with_file(key: str) -> set[int]:
    """Versions of modules that are published and name the file, in a lesson or in a block of one."""
    shown = shown_modules()
    places = ModuleVersion.objects.filter(pk__in=shown).annotate(written=Cast("structure", TextField()))
    blocks = LessonText.objects.filter(version__in=shown).annotate(written=Cast("blocks", TextField()))
    named = Q(written__contains=key)
    return {*places.filter(named).values_list("pk", flat=True), *blocks.filter(named).values_list("version", flat=True)}


def _index_again(versions: Collection[int]) -> None:
    for text in ModuleText.objects.filter(version__in=versions).select_related("version").order_by("pk"):
        index_module_text(text.version, text.language)
