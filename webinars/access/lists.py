"""The only way to fetch an invitation list."""

from __future__ import annotations

from core.access import Unknown
from people.models import Person
from webinars.access import Right, check
from webinars.models import ImportedList


def get_list(person: Person, list_id: int, right: Right) -> ImportedList:
    imported = ImportedList.objects.select_related("webinar", "made_by").filter(pk=list_id).first()
    if imported is None:
        raise Unknown
    check(person, imported.webinar, right)
    return imported
