"""Forms of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, Once
from core.languages import NATIVE_NAMES
from people import countries, zones
from people.actions.profiles import begin_profile
from people.choices import Audience, Gender, Role
from people.models import Administration, Person
from people.queries.persons import administration_choices, region_choices

LANGUAGES = [(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES]
FILTERED = {"data-filter": _("Type to narrow the list")}
"""Marks a long select: a script puts a field above it that narrows the list."""


def _country_choices() -> list[tuple[str, Any]]:
    return [("", _("Choose a country")), *countries.choices()]


def _administrations() -> list[Any]:
    return [("", _("None, or not in the list")), *administration_choices()]


class SignupForm(forms.Form):
    """What allauth adds to its own form of sign-up."""

    full_name = forms.CharField(
        label=_("Name as on a certificate"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    country = forms.ChoiceField(label=_("Country"), choices=_country_choices)
    language = forms.ChoiceField(label=_("Your language"), choices=LANGUAGES, initial=get_language)

    def signup(self, request: object, user: Person) -> None:
        begin_profile(
            user,
            full_name=self.cleaned_data["full_name"],
            country=self.cleaned_data["country"],
            language=self.cleaned_data["language"],
        )


class ProfileForm(forms.Form):
    """A profile; ``seen`` stands for the state from which it was edited."""

    full_name = forms.CharField(
        label=_("Name as on a certificate"),
        help_text=_("Printed exactly so, in the letters that you type."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    administration = forms.TypedChoiceField(
        label=_("Administration"),
        help_text=_("The customs service that you work for, by its country. Leave it empty in the private sector."),
        choices=_administrations,
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs=FILTERED),
    )
    country = forms.ChoiceField(label=_("Country"), choices=_country_choices, widget=forms.Select(attrs=FILTERED))
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Preferred language"), help_text=_("For pages, rooms and mails."), choices=LANGUAGES
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("All times are shown in it."),
        choices=zones.choices,
        widget=forms.Select(attrs=FILTERED),
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        help_text=_(
            "Used only in counts, to see whether panels and training are balanced; never shown beside your name."
        ),
        choices=[
            (Gender.WOMAN, Gender.WOMAN.label),
            (Gender.MAN, Gender.MAN.label),
            (Gender.ANOTHER, Gender.ANOTHER.label),
            (Gender.NOT_STATED, _("I would rather not say")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    agrees_to_panel_balance = forms.BooleanField(
        label=_("My declared gender may be counted in the balance of a single panel"),
        help_text=_(
            "For trainers. A panel has few people: whoever plans it may guess what you declared."
            " Without this you are counted in large groups only."
        ),
        required=False,
    )

    @classmethod
    def values_of(cls, person: Person) -> dict[str, Any]:
        values = {name: getattr(person, name) for name in cls.base_fields}
        return values | {"administration": person.administration_id}

    def clean_time_zone(self) -> str:
        return str(self.cleaned_data["time_zone"])

    def clean_gender(self) -> str:
        return self.cleaned_data["gender"] or Gender.NOT_STATED

    def clean_administration(self) -> Administration | None:
        key = self.cleaned_data["administration"]
        return Administration.objects.get(pk=key) if key else None

    def without_gender(self) -> ProfileForm:
        """For somebody else's profile: what a person declares of their gender is shown to nobody but them."""
        del self.fields["gender"]
        del self.fields["agrees_to_panel_balance"]
        return self

    def differences(self, person: Person) -> list[tuple[str, str]]:
        """``(label, saved value)`` of the fields in which what was typed differs from what is saved."""
        saved = {name: value for name, value in self.values_of(person).items() if name in self.fields}
        found = []
        for name, value in saved.items():
            typed = self.data.get(name, "")
            if isinstance(value, bool):
                typed = str(value or "") if bool(typed) == value else "changed"
            if str(value or "") != typed:
                labels = dict(_flat(getattr(self.fields[name], "choices", [])))
                found.append((str(self.fields[name].label), str(labels.get(str(value or ""), value or "–"))))
        return found


def _flat(choices: Any) -> list[tuple[str, str]]:
    found = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            found += [(str(key), str(text)) for key, text in label]
        else:
            found.append((str(value), str(label)))
    return found


class PeopleFilter(forms.Form):
    words = forms.CharField(label=_("Name, address or country"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices])
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=lambda: [("", _("All regions")), *region_choices()]
    )


class TrailForm(forms.Form):
    """Which entries of the audit trail."""

    verb = forms.RegexField(
        r"^[a-z_.]*$", label=_("What"), required=False, max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    subject = forms.RegexField(
        r"^[\w.:-]*$",
        label=_("To whom or what"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=[pair for pair in Role.choices if pair[0] != Role.TRAINEE])
    administration = forms.TypedChoiceField(
        label=_("Administration"),
        help_text=_("For a national coordinator only."),
        choices=_administrations,
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs=FILTERED),
    )

    def clean_administration(self) -> Administration | None:
        key = self.cleaned_data["administration"]
        return Administration.objects.get(pk=key) if key else None


class AddressesForm(Drawn):
    """Addresses of many people, one on each line or parted by commas, semicolons or tabs."""

    emails = forms.CharField(
        label=_("E-mail addresses"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("One on each line. Addresses that are in already change nothing."),
    )

    def addresses(self) -> list[str]:
        text: str = self.cleaned_data["emails"]
        for sign in ",;\t":
            text = text.replace(sign, "\n")
        return text.splitlines()


class OfficerForm(Drawn, Once):
    """An officer of a coordinator's own people, or somebody new by their address: whom they nominate."""

    administration: forms.ModelChoiceField[Administration] = forms.ModelChoiceField(
        label=_("Administration"), queryset=Administration.objects.none(), empty_label=None
    )
    officer: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Officer who has an account"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody else, named below"),
        widget=forms.Select(attrs=FILTERED),
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
        field.label_from_instance = lambda one: countries.country_name(one.country)
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

    def named(self) -> tuple[str, str, str]:
        """Address, name and language of whom they nominate."""
        given, officer = self.cleaned_data, self.cleaned_data["officer"]
        if officer is not None:
            return officer.email, officer.display_name, officer.language
        return given["email"], given["full_name"], given["language"]
