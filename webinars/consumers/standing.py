"""Whether people may stay in a room as they came: asked again and again while they are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from people.sessions import ended_accounts
from webinars.access import rights_by_room

if TYPE_CHECKING:
    from webinars.consumers.welcome import Guest


def no_longer(guests: Sequence[Guest]) -> dict[int, int]:
    """Close codes, by index, of guests who may not stay as they came. The number of queries does not grow with theirs.

    4401: the account was closed, or its password changed. 4404: no right is left in the room. 4405: other rights than then.
    """
    ended = ended_accounts({guest.person.pk: guest.person.password for guest in guests})
    rights = rights_by_room({(guest.person.pk, guest.room.pk) for guest in guests})
    codes = {}
    for index, guest in enumerate(guests):
        now = rights.get((guest.person.pk, guest.room.pk), frozenset())
        if guest.person.pk in ended:
            codes[index] = 4401
        elif not now:
            codes[index] = 4404
        elif now != guest.rights:
            codes[index] = 4405
    return codes
