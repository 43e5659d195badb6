"""Two people at one form: the second to save learns that the first did, and loses nothing."""

from __future__ import annotations

import hashlib
import json

from django.utils.crypto import salted_hmac

from core.actions import Refused

CHANGED = "form.changed_meanwhile"


def fingerprint(*values: object) -> str:
    """Stands for a state as somebody saw it, so that a later save can tell whether it changed meanwhile."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, default=str).encode()).hexdigest()[:24]


def reader_key(person_id: int) -> str:
    """Stands for a person in a browser that keeps pages for them: tells one from another, and nobody who they are."""
    return salted_hmac("core.reader", str(person_id)).hexdigest()[:24]


def refuse_if_changed(*, seen: str, before: str, after: str) -> None:
    """Undo the running action unless what was there ``before`` it is what was ``seen``.

    An empty ``seen`` asks for no comparison. When nothing is different ``after`` it, there is nothing to undo: a double click.
    """
    if seen and seen != before and after != before:
        raise Refused(CHANGED, seen=before)
