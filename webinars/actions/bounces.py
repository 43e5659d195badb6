"""Mails that came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.actions import action
from webinars.choices import MailState
from webinars.models import Mail


@dataclass(frozen=True)
class Returned:
    """That the mail of ``message_id`` could not be delivered; ``reason``: status and words of the server that said so."""

    message_id: str
    reason: str


@action
def record_bounces(returned: Iterable[Returned]) -> int:
    """Write down which mails came back. Only what was handed over can; the same report again changes nothing.

    Returns how many.
    """
    reasons = {one.message_id: one.reason for one in returned}
    mails = list(
        Mail.objects.select_for_update()
        .filter(message_id__in=reasons, state__in=(MailState.SENT, MailState.SENDING))
        .order_by("pk")
    )
    for mail in mails:
        mail.state, mail.error = MailState.BOUNCED, reasons[mail.message_id][:300]
    Mail.objects.bulk_update(mails, ["state", "error"], batch_size=200)
    return len(mails)
