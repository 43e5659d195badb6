"""Forms of the programme's figures and certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import LANGUAGES, NATIVE_NAMES
from people.choices import Audience
from people.countries import country_name
from people.models import Administration
from people.queries.persons import region_choices
from programme.balance import Path
from programme.choices import RevocationReason
from programme.queries.certificates import HOLDS, RENAMED, REPLACED, REVOKED
from programme.queries.periods import PERIODS, Period, twelve_months
from programme.queries.programme_figures import Filters

DATES = "dates"
LONGEST = timedelta(days=366 * 10)


class PeriodForm(Drawn):
    """A period by name, or from one day to another."""

    period = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("twelve_months", _("Last 12 months")),
            ("this_year", _("This year")),
            ("last_year", _("Last year")),
            ("this_quarter", _("This quarter")),
            ("last_quarter", _("Last quarter")),
            (DATES, _("From … to …")),
        ],
    )
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("period") != DATES:
            return values
        first, last = values.get("first"), values.get("last")
        for name in ("first", "last"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("Say from which day to which day."))
        if first and last and not first <= last:
            self.add_error("last", _("The last day must not be before the first."))
        elif first and last and (last - first > LONGEST or first.year < 1990 or last.year > 2200):
            self.add_error("last", _("Choose ten years at most."))
        return values

    def chosen(self, today: date) -> Period:
        """The period asked for; the last twelve months when what was asked for makes none."""
        if not self.is_valid():
            return twelve_months(today)
        values = self.cleaned_data
        if values.get("period") == DATES:
            return Period(values["first"], values["last"])
        return PERIODS.get(values.get("period") or "", twelve_months)(today)


class ProgrammeFilter(PeriodForm):
    region = forms.ChoiceField(label=_("WCO region"), required=False)
    language = forms.ChoiceField(
        label=_("Language read"),
        required=False,
        choices=[("", _("All languages")), *[(code, NATIVE_NAMES[code]) for code in LANGUAGES]],
    )
    audience = forms.ChoiceField(
        label=_("Audience"), required=False, choices=[("", _("All audiences")), *Audience.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["region"]).choices = [("", _("All regions")), *region_choices()]

    def filters(self) -> Filters:
        period = self.chosen(timezone.now().date())
        values = self.cleaned_data
        return Filters(period, values.get("region", ""), values.get("language", ""), values.get("audience", ""))


class TargetForm(Drawn):
    """The path on which a share of women is to go."""

    from_date = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    from_percent = forms.IntegerField(label=_("Share of women at the start, in percent"), min_value=0, max_value=100)
    until_date = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    until_percent = forms.IntegerField(label=_("Share of women at the end, in percent"), min_value=0, max_value=100)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("from_date"), self.cleaned_data.get("until_date")
        if first and last and not first < last:
            self.add_error("until_date", _("The end must be after the start."))
        return self.cleaned_data

    @classmethod
    def values_of(cls, path: Path | None) -> dict[str, Any]:
        if path is None:
            return {}
        return {
            "from_date": path.first.isoformat(),
            "from_percent": path.first_share,
            "until_date": path.last.isoformat(),
            "until_percent": path.last_share,
        }


class AdministrationFilter(PeriodForm):
    """For a national coordinator: which of their administrations, and words of a name or a webinar."""

    administration = forms.ChoiceField(label=_("Administration"), required=False)
    words = forms.CharField(label=_("Name or webinar"), required=False, max_length=100)

    def __init__(self, own: Sequence[Administration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(own) < 2:
            del self.fields["administration"]
        else:
            choices = [(one.country, country_name(one.country)) for one in own]
            cast(forms.ChoiceField, self.fields["administration"]).choices = [("", _("All of mine")), *choices]


class CertificateFilter(Drawn):
    words = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            (HOLDS, _("Valid")),
            (RENAMED, _("The profile has another name")),
            (REVOKED, _("Revoked")),
            (REPLACED, _("Replaced")),
        ],
    )

    def asked(self) -> dict[str, str]:
        """What was asked for; what is not one of the choices is left aside."""
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name, ""))}


class RevocationForm(Drawn):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *RevocationReason.choices],
        help_text=_("Its holder reads the reason. Who verifies the certificate reads only that it is revoked."),
    )
