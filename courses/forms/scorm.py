"""Forms of SCORM packages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from courses.models import ScormPackage


class PackageForm(Drawn):
    """What the file is, is told from its content."""

    file = forms.FileField(
        label=_("SCORM package (.zip)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )


class ChooseForm(Drawn):
    """Which package a lesson plays."""

    scorm: forms.ModelChoiceField[ScormPackage] = forms.ModelChoiceField(
        ScormPackage.objects.none(), label=_("Package"), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, packages: QuerySet[ScormPackage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scorm"].queryset = packages  # type: ignore[attr-defined]
