"""The filters of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES
from courses.queries.catalogue import MINE
from people.choices import Audience
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

    def __init__(self, *args: Any, topics: Iterable[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All topics")), *((tag.pk, str(tag.name)) for tag in topics)]
        self.fields["tag"].choices = choices  # type: ignore[attr-defined]
