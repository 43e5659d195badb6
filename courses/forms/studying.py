"""What the page of a lesson sends while somebody studies."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms

PLACES = ("page", "share", "second")
"""Where one can be: a page of slides, how far down the text (in thousandths of it), a second of a film."""


class ChangeForm(forms.Form):
    """``change`` names what is sent, so that it is done once however often it arrives."""

    change = forms.RegexField(r"^[0-9a-zA-Z-]{8,64}$", required=False)


class PlaceForm(ChangeForm):
    """``at``: when it was so by the clock of the device, in milliseconds since 1970."""

    at = forms.IntegerField(min_value=0, max_value=2**52)
    seconds = forms.IntegerField(min_value=0, max_value=86_400)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    share = forms.IntegerField(min_value=0, max_value=1000, required=False)
    second = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)

    def place(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in PLACES if self.cleaned_data[name] is not None}

    def at_time(self) -> datetime:
        return datetime.fromtimestamp(self.cleaned_data["at"] / 1000, UTC)
