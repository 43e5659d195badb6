"""The form of a webinar: its words, whom it is for, its places and how people come to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import LocalForm, Once, TextField, WallTimeField, initial_texts
from core.refusals import sentence
from core.wall_time import NotAnInstant, instant, wall
from people.choices import Audience
from people.models import Region
from people.queries.persons import administration_choices, region_choices
from webinars.actions.webinars import MOST_PLACES, Terms, terms_of
from webinars.choices import RegistrationMode
from webinars.models import Series, Webinar

MODES: dict[str, str | Promise] = {
    RegistrationMode.OPEN: _("Whoever sees the webinar takes a place at once, as long as there are any."),
    RegistrationMode.APPROVAL: _("Whoever sees the webinar asks for a place, and a manager gives or declines it."),
    RegistrationMode.NOMINATION: _(
        "National coordinators propose officers of their administration; a manager decides."
    ),
    RegistrationMode.INVITATION: _("Only people on a list, or added by a manager, come in."),
}
BLANK_ROWS = 2
MOST_ROWS = 250


@dataclass(frozen=True)
class QuotaRow:
    """One line of the table of quotas by administration."""

    number: int
    administration: forms.BoundField
    places: forms.BoundField


def _places(label: Any, least: int, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_PLACES, required=False, **kwargs)


class WebinarForm(LocalForm, Once):
    """``more`` in what was sent asks for more rows; nothing is saved then. Times are by the clocks of the viewer's zone."""

    local: ClassVar[dict[str, TextField]] = {
        "title": TextField(_("Title"), 200, required=True),
        "description": TextField(_("Description"), 4000, long=True),
    }
    series: forms.ModelChoiceField[Series] = forms.ModelChoiceField(
        label=_("Series"),
        queryset=Series.objects.none(),
        required=False,
        empty_label=_("Not part of a series"),
        help_text=_("Webinars that belong together. The balance of trainers is judged over a series."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of delivery"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is spoken or interpreted into. Pages are in all six languages anyway."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("Audiences"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all audiences."),
    )
    regions: forms.ModelMultipleChoiceField[Region] = forms.ModelMultipleChoiceField(
        label=_("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all regions."),
    )
    registration_mode = forms.ChoiceField(
        label=_("How people come to a place"),
        choices=RegistrationMode.choices,
        initial=RegistrationMode.INVITATION,
        widget=forms.RadioSelect,
        required=False,
    )
    registration_closes = WallTimeField(label=_("Registration closes"), required=False)
    is_public = forms.BooleanField(
        label=_("Shown on the public pages"),
        required=False,
        help_text=_("Everybody on the internet can read its title, description and times."),
    )
    capacity = _places(_("Places"), 1, help_text=_("Empty: no limit. Fewer than are taken take nobody’s place away."))
    quota_per_administration = _places(
        _("Places per administration"), 0, help_text=_("For each administration without a number of its own below.")
    )
    threshold_percent = forms.IntegerField(
        label=_("Share of the live time that counts as attended, in percent"), min_value=1, max_value=100, initial=80
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_ROWS)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *args: Any, webinar: Webinar | None = None, **kwargs: Any) -> None:
        self.zone = timezone.get_current_timezone_name()
        terms = terms_of(webinar) if webinar is not None else Terms()
        self.regional = region_choices()
        administrations = [("", _("Choose an administration")), *administration_choices()]
        asked = _whole(data.get("rows")) if data else 0
        wanted = max(asked, len(terms.administrations) + BLANK_ROWS)
        self.number = min(MOST_ROWS, wanted + (BLANK_ROWS if data and "more" in data else 0))
        if data is not None and "more" in data:
            data = data.copy()
            data["rows"] = str(self.number)
        kwargs["initial"] = {"rows": self.number, **_quotas(terms)}
        if webinar is not None:
            kwargs["initial"] |= self._initial(webinar, terms)
        super().__init__(data, *args, **kwargs)
        self.fields["regions"].queryset = Region.objects.all()  # type: ignore[attr-defined]
        self.fields["series"].queryset = Series.objects.all()  # type: ignore[attr-defined]
        for code, name in self.regional:
            self.fields[f"region_{code}"] = _places(name, 0, widget=forms.NumberInput(attrs={"class": "input"}))
        for number in range(1, self.number + 1):
            self.fields[f"quota{number}_administration"] = forms.TypedChoiceField(
                label=_("Administration"),
                choices=administrations,
                required=False,
                coerce=int,
                empty_value=None,
                widget=forms.Select(attrs={"class": "select"}),
            )
            self.fields[f"quota{number}_places"] = _places(
                _("Places"), 0, widget=forms.NumberInput(attrs={"class": "input"})
            )

    def _initial(self, webinar: Webinar, terms: Terms) -> dict[str, Any]:
        closes = terms.registration_closes_at
        return {
            **initial_texts(webinar, "title", "description"),
            "series": webinar.series_id,
            "languages": list(terms.languages),
            "audiences": list(terms.audiences),
            "regions": [region.pk for region in webinar.regions.all()],
            "registration_mode": terms.registration_mode,
            "registration_closes": wall(closes, self.zone) if closes else None,
            "is_public": terms.is_public,
            "capacity": terms.capacity,
            "quota_per_administration": terms.quota_per_administration,
            "threshold_percent": webinar.threshold_percent,
            "version": webinar.version,
        }

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        seen: set[int] = set()
        for number in range(1, self.number + 1):
            who, places = self._row(number)
            name = f"quota{number}_places"
            if who is None and places is not None:
                self.add_error(f"quota{number}_administration", _("Choose whom these places are for."))
            elif who is not None and places is None and name not in self.errors:
                self.add_error(name, _("Give a number of places."))
            elif who is not None and who in seen:
                self.add_error(f"quota{number}_administration", _("This administration is there twice."))
            if who is not None:
                seen.add(who)
        return given

    def clean_registration_closes(self) -> Any:
        given = self.cleaned_data["registration_closes"]
        try:
            return instant(given, self.zone) if given else None
        except NotAnInstant as error:
            raise forms.ValidationError(sentence(error.code, {}), code=error.code) from error

    def _row(self, number: int) -> tuple[int | None, int | None]:
        row = f"quota{number}"
        return self.cleaned_data.get(f"{row}_administration"), self.cleaned_data.get(f"{row}_places")

    def values(self) -> dict[str, Any]:
        return {
            "title": self.texts("title"),
            "description": self.texts("description"),
            "regions": self.cleaned_data["regions"],
            "threshold_percent": self.cleaned_data["threshold_percent"],
            "terms": self.terms(),
        }

    def terms(self) -> Terms:
        given = self.cleaned_data
        rows = [self._row(number) for number in range(1, self.number + 1)]
        regions = {code: given[f"region_{code}"] for code, _name in self.regional}
        return Terms(
            series=given["series"],
            languages=given["languages"],
            audiences=given["audiences"],
            capacity=given["capacity"],
            quota_per_administration=given["quota_per_administration"],
            administrations={who: places for who, places in rows if who is not None and places is not None},
            regions={code: places for code, places in regions.items() if places is not None},
            registration_mode=given["registration_mode"] or RegistrationMode.INVITATION,
            registration_closes_at=given["registration_closes"],
            is_public=given["is_public"],
        )

    def modes(self) -> Iterator[tuple[forms.boundfield.BoundWidget, str | Promise]]:
        """Each radio button, with what it means."""
        for radio in self["registration_mode"]:
            yield radio, MODES[radio.data["value"]]

    def quota_rows(self) -> Iterator[QuotaRow]:
        for number in range(1, self.number + 1):
            row = f"quota{number}"
            yield QuotaRow(number, self[f"{row}_administration"], self[f"{row}_places"])

    def region_rows(self) -> list[forms.BoundField]:
        return [self[f"region_{code}"] for code, _name in self.regional]

    def differing(self) -> list[tuple[str, str]]:
        """Label and present value of each field in which what was typed and what is there now differ."""
        names = [name for name in self.changed_data if name not in ("version", "once", "seen", "rows")]
        return [(str(self.fields[name].label), self._shown(name)) for name in names] or [("", "")]

    def _shown(self, name: str) -> str:
        field, value = self.fields[name], self.get_initial_for_field(self.fields[name], name)
        if value in (None, "", []):
            return "—"
        if isinstance(value, bool):
            return str(_("Yes")) if value else str(_("No"))
        if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
            wanted = {str(one) for one in (value if isinstance(value, list) else [value])}
            words = [str(label) for key, label in _flat(field.choices) if str(key) in wanted]
            return " · ".join(words) or "—"
        return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label


def _quotas(terms: Terms) -> dict[str, Any]:
    initial: dict[str, Any] = {f"region_{code}": places for code, places in terms.regions.items()}
    for number, (pk, places) in enumerate(sorted(terms.administrations.items()), 1):
        initial |= {f"quota{number}_administration": pk, f"quota{number}_places": places}
    return initial


def _whole(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
