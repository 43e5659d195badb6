"""Forms of places: adding, finding, bounds, nominations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from people.forms import OfficerForm
from webinars.actions.registration.by_coordinator import Nominee
from webinars.actions.webinars import MOST_PLACES
from webinars.choices import RegistrationState
from webinars.models import Webinar


class RegistrationFilter(Drawn):
    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *RegistrationState.choices]
    )
    administration = forms.TypedChoiceField(
        label=_("Administration"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(self, *args: Any, administrations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All administrations")), *administrations]
        self.fields["administration"].choices = choices  # type: ignore[attr-defined]


class PlacesForm(Drawn):
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=MOST_PLACES, required=False, help_text=_("Empty: no limit.")
    )
    per_administration = forms.IntegerField(
        label=_("Places per administration"), min_value=0, max_value=MOST_PLACES, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, webinar: Webinar) -> PlacesForm:
        return cls(
            initial={
                "capacity": webinar.capacity,
                "per_administration": webinar.quota_per_administration,
                "version": webinar.version,
            }
        )


class DecisionForm(forms.Form):
    """What is to happen to the people ticked. ``sure``: the question before taking something away was answered."""

    APPROVE, GIVE, DECLINE = "approve", "give", "decline"

    do = forms.ChoiceField(choices=[(APPROVE, ""), (GIVE, ""), (DECLINE, "")])
    chosen = forms.TypedMultipleChoiceField(coerce=int, choices=[])
    sure = forms.BooleanField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ticked = [value for value in data.getlist("chosen") if value.isascii() and value.isdigit()]
        self.fields["chosen"].choices = [(value, value) for value in ticked]  # type: ignore[attr-defined]


class NominationForm(OfficerForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The managers of the webinar read this, and nobody else."),
    )

    def nominee(self) -> Nominee:
        return Nominee(*self.named(), self.cleaned_data["reason"])
