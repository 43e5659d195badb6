"""What the room's client fetches about slides."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.access import Unknown
from core.languages import LANGUAGES
from people.models import Person
from webinars import access
from webinars.queries.decks import deck_of_room, pages_view


@login_required
@require_safe
def deck_pages(request: HttpRequest, room_id: int, deck_id: int) -> HttpResponse:
    """Pages of a deck for a reader: ``?language=fr``, else the language of the page. JSON of ``PagesView``."""
    room = access.get_room(cast(Person, request.user), room_id, access.Right.ENTER)
    deck = deck_of_room(room, deck_id)
    if deck is None:
        raise Unknown
    language = request.GET.get("language", "")
    if language not in LANGUAGES:
        language = (get_language() or "en")[:2]
    view = pages_view(deck, language)
    return HttpResponse(
        view.model_dump_json(), content_type="application/json", headers={"Cache-Control": "private, no-cache"}
    )
