"""Choosing a module of the curriculum for an agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, Once
from courses.models import Module


class FindModuleForm(Drawn):
    q = forms.CharField(label=_("Words of the title"), required=False, max_length=100)

    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class ModuleChoiceForm(Drawn, Once):
    module: forms.ModelChoiceField[Module] = forms.ModelChoiceField(
        label=_("Module"),
        queryset=Module.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose a module."),
            "invalid_choice": _("This module is not there any more. Choose another."),
        },
    )

    def __init__(self, *args: Any, modules: QuerySet[Module], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = modules  # type: ignore[attr-defined]
