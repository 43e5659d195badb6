"""What a rehearsal reads back."""

from __future__ import annotations

import json

from django.db import close_old_connections

from webinars.models import Answer, Webinar


def webinar_named(slug: str) -> Webinar | None:
    return Webinar.objects.filter(slug=slug).first()


def choices_by_person(activity_id: int) -> dict[int, list[int]]:
    """The chosen id of every stored answer to a single-choice activity, by person."""
    close_old_connections()
    found: dict[int, list[int]] = {}
    for person_id, response in Answer.objects.filter(activity_id=activity_id).values_list("person_id", "response"):
        found.setdefault(person_id, []).append(json.loads(response)["choices"][0])
    return found
