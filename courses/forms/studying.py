"""What the page of a lesson sends while somebody studies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django import forms
from django.utils import timezone

PLACES = ("page", "share", "second")
"""Where one can be: a page of slides, how far down the text (in thousandths of it), a second of a film."""


LONGEST_AGO = 400 * 86_400_000
"""Milliseconds. What is older is told as this old; each action says what it still takes."""


class ChangeForm(forms.Form):
    """``change`` names what is sent, so that it is done once however often it arrives.

    ``at``: when it was done, and ``sent``: when it is sent, both by the clock of the device, in milliseconds since 1970.
    """

    change = forms.RegexField(r"^[0-9a-zA-Z-]{8,64}$", required=False)
    at = forms.IntegerField(min_value=0, max_value=2**52, required=False)
    sent = forms.IntegerField(min_value=0, max_value=2**52, required=False)

    def at_time(self) -> datetime | None:
        """When it was done by the server's clock: a device whose clock is wrong still knows how long ago it was."""
        at, sent = self.cleaned_data["at"], self.cleaned_data["sent"]
        if at is None:
            return None
        now = timezone.now()
        if sent is None:
            return datetime.fromtimestamp(min(at / 1000, now.timestamp()), UTC)
        return now - timedelta(milliseconds=min(max(sent - at, 0), LONGEST_AGO))


class PlaceForm(ChangeForm):
    """Where somebody is in a lesson, and for how long they were there."""

    seconds = forms.IntegerField(min_value=0, max_value=86_400)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    share = forms.IntegerField(min_value=0, max_value=1000, required=False)
    second = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)

    def place(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in PLACES if self.cleaned_data[name] is not None}
