"""The form of somebody who comes by a personal link for the first time."""

from __future__ import annotations

from core.forms import Drawn
from people.forms import SignupForm
from webinars.models import Registration


class NewcomerForm(Drawn, SignupForm):
    """What sign-up asks, prefilled with what others said of the person."""

    @classmethod
    def values_of(cls, registration: Registration) -> dict[str, str]:
        person = registration.person
        return {
            "full_name": registration.listed_name or person.full_name,
            "country": person.country_code,
            "language": person.language,
        }

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("full_name", "country", "language")}
