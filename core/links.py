"""Links in mails: single-purpose, signed, and ended by raising a version that is kept with what they open.

A token is ``1a2b-3~signature``: whole numbers in base 36 and an HMAC under the installation's secret and the purpose.
It tells nothing beside the numbers, cannot be made without the secret, and is of no use for another purpose. Whoever
reads it compares the version with the one that is kept, and treats every mismatch as an unknown address.
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.utils.http import base36_to_int, int_to_base36


def make_token(purpose: str, *numbers: int) -> str:
    """A token for ``numbers`` (at least one, none negative), good for ``purpose`` alone."""
    return _signer(purpose).sign("-".join(int_to_base36(number) for number in numbers))


def read_token(purpose: str, token: str, *, count: int) -> tuple[int, ...] | None:
    """The ``count`` numbers of a token of ``purpose``; None for anything else."""
    try:
        numbers = tuple(base36_to_int(part) for part in _signer(purpose).unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None
    return numbers if len(numbers) == count else None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"lectern.link.{purpose}", sep="~")
