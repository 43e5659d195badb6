"""Two people at one form: the second learns that the first saved, loses nothing, and saves by sending it again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.choices import Role
from tests.factories import make_deck, make_person, make_question, make_quiz, make_room
from webinars.choices import RoomState

pytestmark = pytest.mark.django_db
FIELD = re.compile(r"<(?:input|textarea|select|option)\b[^>]*>(?:[^<]*)")


def _fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form when nothing is touched."""
    found: dict[str, str] = {}
    select = ""
    form = page[page.index('<form method="post" class="stack') : page.rindex("</form>")]
    for tag in FIELD.findall(form):
        name = re.search(r'\bname="([^"]*)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if tag.startswith("<select"):
            select = name[1] if name else ""
        elif tag.startswith("<option"):
            if " selected" in tag and value:
                found[select] = unescape(value[1])
        elif tag.startswith("<textarea") and name:
            found[name[1]] = unescape(tag[tag.index(">") + 1 :]).removeprefix("\n")
        elif name and not ('type="checkbox"' in tag and " checked" not in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    return found


def _places() -> dict[str, tuple[Any, str, str]]:
    room = make_room(state=RoomState.LOBBY)
    item = room.sitting.agenda.earliest("position")
    question, quiz, deck = make_question(), make_quiz(), make_deck(en=1)
    return {
        "webinars:item": (item, "title_en", reverse("webinars:item", args=[item.pk])),
        "quizzes:edit_question": (question, "text_en", reverse("quizzes:edit_question", args=[question.pk])),
        "quizzes:quiz_settings": (quiz, "title_en", reverse("quizzes:quiz_settings", args=[quiz.pk])),
        "courses:rename_deck": (deck, "title_en", reverse("courses:rename_deck", args=[deck.pk])),
    }


@pytest.mark.parametrize(
    "place", ["webinars:item", "quizzes:edit_question", "quizzes:quiz_settings", "courses:rename_deck"]
)
def test_the_second_of_two_editors_is_told_and_loses_nothing(client: Client, place: str) -> None:
    row, field, url = _places()[place]
    other = Client()
    for each in (client, other):
        each.force_login(make_person(Role.PROGRAMME_MANAGER))
    first, second = _fields(client.get(url).content.decode()), _fields(other.get(url).content.decode())
    assert client.post(url, {**first, field: "What the first wrote"}).status_code == 302
    answer = other.post(url, {**second, field: "What the second wrote"})
    page = answer.content.decode()
    row.refresh_from_db()
    assert (answer.status_code, getattr(row, field)) == (200, "What the first wrote")
    assert "Somebody else saved this while you were writing" in page
    again = _fields(page)
    assert again[field] == "What the second wrote"
    assert other.post(url, again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "What the second wrote"


def test_a_sitting_moved_meanwhile_is_not_moved_again_unseen(client: Client) -> None:
    sitting = make_room(state=RoomState.LOBBY).sitting
    url = reverse("webinars:edit_sitting", args=[sitting.pk])
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    first = _fields(client.get(url).content.decode())
    moved = {"starts": "2031-03-03T09:00", "ends": "2031-03-03T11:00"}
    assert client.post(url, {**first, **moved}).status_code == 302
    answer = client.post(url, {**first, "starts": "2031-04-04T09:00", "ends": "2031-04-04T11:00"})
    sitting.refresh_from_db()
    assert (answer.status_code, sitting.starts_at.month) == (200, 3)
    assert client.post(url, _fields(answer.content.decode())).status_code == 302
    sitting.refresh_from_db()
    assert sitting.starts_at.month == 4


@pytest.mark.parametrize(
    "place", ["webinars:item", "quizzes:edit_question", "quizzes:quiz_settings", "courses:rename_deck"]
)
def test_a_double_click_is_no_conflict(client: Client, place: str) -> None:
    row, field, url = _places()[place]
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    fields = {**_fields(client.get(url).content.decode()), field: "New words", "choice5_text_en": "A fifth choice"}
    assert [client.post(url, fields).status_code for _ in range(2)] == [302, 302]
    row.refresh_from_db()
    assert getattr(row, field) == "New words"
