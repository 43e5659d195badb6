"""What a planner looks for in lists and in the calendar."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from people.queries.persons import region_choices
from webinars.choices import WebinarState
from webinars.queries.overview import Wanted


def _regions() -> list[tuple[str, Any]]:
    return [("", _("All regions")), *region_choices()]


class WantedForm(Drawn):
    """Filters in an address. What is not one of the choices is left aside."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            *((state.value, state.label) for state in WebinarState if state != WebinarState.TEMPLATE),
        ],
    )
    region = forms.ChoiceField(label=_("Region"), required=False, choices=_regions)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in ("state", "region", "language")})

    def kept(self) -> str:
        """The filters again, for the address of another page of the list."""
        wanted = vars(self.wanted())
        return urlencode({name: value for name, value in wanted.items() if value})
