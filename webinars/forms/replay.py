"""Where somebody is in a replay."""

from __future__ import annotations

from django import forms


class PlaceForm(forms.Form):
    second = forms.IntegerField(min_value=0, required=False)
    is_done = forms.BooleanField(required=False)

    def clean_second(self) -> int:
        return self.cleaned_data["second"] or 0

    def is_quiet(self) -> bool:
        """Whether a script sent it, which wants no page."""
        return "quiet" in self.data
