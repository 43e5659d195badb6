"""Forms of a course's people: finding, deciding, putting in, nominating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, Once
from core.languages import NATIVE_NAMES
from courses.actions.nominating import Nominee
from courses.choices import DeclineReason, EnrolmentState
from courses.queries.learners import OVERDUE
from people.countries import country_name
from people.models import Administration, Person


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


class PutInForm(Drawn):
    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=130_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("One on each line. Addresses that are in already change nothing."),
    )
    without_prerequisites = forms.BooleanField(label=_("Even if other courses come first"), required=False)

    def addresses(self) -> list[str]:
        text: str = self.cleaned_data["emails"]
        for sign in ",;\t":
            text = text.replace(sign, "\n")
        return text.splitlines()


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
        ticked = data.getlist("chosen") if data is not None else []
        ticked = [value for value in ticked if value.isascii() and value.isdigit() and len(value) < 19]
        self.fields["chosen"].choices = [(value, value) for value in ticked]  # type: ignore[attr-defined]


class NominationForm(Drawn, Once):
    """An officer of one's own people, or somebody new by their address."""

    administration: forms.ModelChoiceField[Administration] = forms.ModelChoiceField(
        label=_("Administration"), queryset=Administration.objects.none(), empty_label=None
    )
    officer: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Officer who has an account"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody else, named below"),
        widget=forms.Select(attrs={"data-filter": _("Type to narrow the list")}),
    )
    full_name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(
        label=_("Preferred language"), choices=list(NATIVE_NAMES.items()), help_text=_("The first mail comes in it.")
    )

    def __init__(
        self, *args: Any, administrations: list[Administration], officers: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["administration"]
        field.queryset = Administration.objects.filter(pk__in=[one.pk for one in administrations])
        field.label_from_instance = lambda one: country_name(one.country)
        if len(administrations) == 1:
            field.initial, field.widget = administrations[0].pk, forms.HiddenInput()
        choice: Any = self.fields["officer"]
        choice.queryset = officers
        choice.label_from_instance = lambda person: f"{person.display_name} · {person.email}"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("officer") is None and not self.errors:
            for name in ("full_name", "email"):
                if not given.get(name):
                    self.add_error(name, forms.ValidationError(_("This field is required."), code="required"))
        return given

    def nominee(self) -> Nominee:
        given, officer = self.cleaned_data, self.cleaned_data["officer"]
        if officer is not None:
            return Nominee(officer.email, officer.display_name, officer.language)
        return Nominee(given["email"], given["full_name"], given["language"])
