"""Forms of a course's people: finding, deciding, putting in, nominating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from courses.actions.nominating import Nominee
from courses.choices import DeclineReason, EnrolmentState
from courses.queries.learners import OVERDUE
from people.forms import AddressesForm, OfficerForm
from people.queries.persons import region_choices


def ticked_in(data: Any) -> list[str]:
    """Numbers of rows that were ticked; what is none is passed over."""
    ticked = data.getlist("chosen") if data is not None else []
    return [value for value in ticked if value.isascii() and value.isdigit() and len(value) < 19]


class LearnersFilter(Drawn):
    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *EnrolmentState.choices, (OVERDUE, _("Overdue"))],
    )
    administration = forms.TypedChoiceField(
        label=_("Administration"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(self, *args: Any, administrations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All administrations")), *administrations]
        self.fields["administration"].choices = choices  # type: ignore[attr-defined]


class PutInForm(AddressesForm):
    without_prerequisites = forms.BooleanField(label=_("Even if other courses come first"), required=False)


class FindForm(Drawn):
    words = forms.CharField(
        label=_("Name, address or administration"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=lambda: [("", _("All regions")), *region_choices()]
    )


class FoundForm(Drawn):
    """The people ticked among those whom a search found."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, choices=[])
    without_prerequisites = forms.BooleanField(label=_("Even if other courses come first"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = [(value, value) for value in ticked_in(data)]  # type: ignore[attr-defined]


class DecisionForm(Drawn):
    """What is to happen to the people ticked."""

    GIVE, DECLINE = "give", "decline"

    do = forms.ChoiceField(choices=[(GIVE, ""), (DECLINE, "")])
    chosen = forms.TypedMultipleChoiceField(coerce=int, choices=[])
    reason = forms.ChoiceField(
        label=_("Reason"), choices=DeclineReason.choices, required=False, help_text=_("They are told it by mail.")
    )
    without_prerequisites = forms.BooleanField(label=_("Even if other courses come first"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["chosen"].choices = [(value, value) for value in ticked_in(data)]  # type: ignore[attr-defined]


class NominationForm(OfficerForm):
    def nominee(self) -> Nominee:
        return Nominee(*self.named())
