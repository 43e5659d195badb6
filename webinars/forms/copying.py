"""Forms of series, and of a new webinar from one that is there."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from webinars.actions.series import seen_series
from webinars.models import Series


class SeriesForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {"title": TextField(_("Title"), 200, required=True)}

    def __init__(self, *args: Any, series: Series | None = None, **kwargs: Any) -> None:
        if series is not None:
            kwargs["initial"] = {**initial_texts(series, "title"), "seen": seen_series(series)}
        super().__init__(*args, **kwargs)


class CopyForm(Drawn, Once):
    """``first_day``: of the first sitting, by the calendar of the place where it is held."""

    first_day = forms.DateField(
        label=_("Day of the first sitting"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("The others follow at the same distance. Each keeps its hours by the clocks of its place."),
    )
    with_team = forms.BooleanField(
        label=_("With the team and the presenters"),
        required=False,
        help_text=_("People who are registered are never taken over."),
    )

    def __init__(self, *args: Any, has_sittings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_sittings:
            del self.fields["first_day"]
