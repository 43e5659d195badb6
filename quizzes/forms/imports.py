"""The form that brings a file of questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES, active
from quizzes.models import Category


class ImportForm(Drawn):
    """What the file is, is told from its content."""

    file = forms.FileField(
        label=_("File with questions"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml,.zip,.csv,.xlsx,.xlf,.xliff"}),
    )
    language = forms.ChoiceField(
        label=_("Language of texts that do not say theirs"),
        choices=[(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES],
    )
    category: forms.ModelChoiceField[Category] = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Into the category"),
        required=False,
        empty_label=_("None, or as the file says"),
        help_text=_("Categories that the file names are made within it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": active()})
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.order_by("position", "pk")  # type: ignore[attr-defined]
