"""Sentences for refusal codes, in one registry: pages and the room's client translate the same codes.

Each app describes its own codes in ``refusals.py``; :func:`sentence` gives the text in the active language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, str | Promise] = {}


def describe(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of an app's codes. They may hold named placeholders of the refusal's data: ``%(seconds)d``."""
    for code in sentences:
        if code in _SENTENCES:
            raise ValueError(f"The code {code} is described twice.")
    _SENTENCES.update(sentences)


def sentence(code: str, data: Mapping[str, Any] | None = None) -> str:
    text = str(_SENTENCES.get(code, _SENTENCES["unknown"]))
    return text % data if data else text


def described() -> Mapping[str, str | Promise]:
    return _SENTENCES


describe(
    {
        "unknown": _("This cannot be done now. Nothing was changed."),
        "right.missing": _("You do not have the right to do this."),
        "form.changed_meanwhile": _(
            "Somebody else saved this while you were writing. Your text is still here: save again to keep it, or open "
            "the page anew to see theirs."
        ),
        "message.malformed": _("The message could not be read. Reload the page if this happens again."),
        "message.too_large": _("This is too long to send."),
        "message.too_many": _("Too many messages at once. Wait a moment."),
        "server.busy": _("The server is busy. Nothing was changed. Try again in a moment."),
    }
)
