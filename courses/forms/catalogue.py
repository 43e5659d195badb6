"""The filters of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES
from courses.choices import EnrolmentMode
from courses.queries.catalogue import MINE
from people.choices import Audience
from quizzes.choices import TagKind
from quizzes.models import Tag


class CatalogueFilter(Drawn):
    words = forms.CharField(
        label=_("Words in title or summary"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    whose = forms.ChoiceField(
        label=_("Which courses"), required=False, choices=[("", _("All courses")), (MINE, _("My courses"))]
    )
    audience = forms.ChoiceField(label=_("For whom"), required=False, choices=[("", _("Everybody")), *Audience.choices])
    tag = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(
        label=_("Published in"), required=False, choices=[("", _("Any language")), *NATIVE_NAMES.items()]
    )

    level = forms.TypedChoiceField(label=_("Maturity level"), required=False, coerce=int, empty_value=None)
    region = forms.ChoiceField(label=_("WCO region"), required=False)
    mode = forms.ChoiceField(
        label=_("Enrolment"), required=False, choices=[("", _("All ways in")), *EnrolmentMode.choices]
    )
    length = forms.ChoiceField(
        label=_("Length"),
        required=False,
        choices=[
            ("", _("Any length")),
            ("short", _("Up to one hour")),
            ("middle", _("One to three hours")),
            ("long", _("More than three hours")),
        ],
    )

    MORE = ("level", "region", "mode", "length")

    def __init__(
        self, *args: Any, tags: Mapping[str, Iterable[Tag]], regions: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, kind, every in (
            ("tag", TagKind.TOPIC, _("All topics")),
            ("level", TagKind.MATURITY, _("All levels")),
        ):
            choices = [("", every), *((tag.pk, str(tag.name)) for tag in tags[kind])]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("All regions")), *regions]  # type: ignore[attr-defined]

    def first(self) -> list[forms.BoundField]:
        """What most people look for by."""
        return [self[name] for name in self.fields if name not in self.MORE]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def asks_for_more(self) -> bool:
        return any(self[name].value() for name in self.MORE)
