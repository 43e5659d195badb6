"""Where somebody is in a replay, and the course that it comes into."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from courses.access.replays import courses_to_add_to
from courses.models import Course
from people.models import Person


class PlaceForm(forms.Form):
    second = forms.IntegerField(min_value=0, required=False)
    is_done = forms.BooleanField(required=False)
    seen = forms.RegexField(r"^[0-9]{1,4}(,[0-9]{1,4})*$", max_length=25000, required=False)

    def clean_seen(self) -> list[int]:
        return [int(step) for step in self.cleaned_data["seen"].split(",") if step]

    def clean_second(self) -> int:
        return self.cleaned_data["second"] or 0

    def is_quiet(self) -> bool:
        """Whether a script sent it, which wants no page."""
        return "quiet" in self.data


class FilmPlaceForm(Drawn):
    film_from = forms.IntegerField(
        label=_("The film begins at this second of the sitting"),
        help_text=_("0: both begin together. 90: the film began a minute and a half later. −90: it began earlier."),
        min_value=-30_000,
        max_value=30_000,
    )


class ReplayCourseForm(Drawn):
    course: forms.ModelChoiceField[Course] = forms.ModelChoiceField(
        label=_("Course"), queryset=Course.objects.none(), required=False, empty_label=_("A new one, published at once")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_to_add_to(person)  # type: ignore[attr-defined]
