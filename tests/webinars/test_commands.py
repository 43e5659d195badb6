"""Commands as they come over the wire."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from webinars.protocol.from_client import COMMAND


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "ask", "text": "a\x00b"},
        {"type": "say", "text": "\x00"},
        {"type": "give_answer", "activity": 1, "response": {"text": "a\x00"}},
        {"type": "give_answer", "activity": 1, "response": {"words": ["fine", "a\x00"]}},
        {"type": "prepare_activity", "kind": "poll", "question_kind": "single", "text": "Q", "choices": ["a", "\x00"]},
        {"type": "add_companion", "name": "A\x00", "country": "KE"},
        {"type": "list_people", "search": "\x00"},
        {"type": "say", "text": ""},
        {"type": "say", "text": "a" * 1001},
        {"type": "say", "text": "Hello", "colour": "red"},
        {"type": "raise_hand", "id": "spaces are refused"},
        {"type": "turn_page", "page": "3"},
        {"type": "fly"},
    ],
)
def test_what_cannot_be_stored_or_is_not_known_is_refused_at_the_door(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        COMMAND.validate_json(json.dumps({"id": "c1", **fields}))
