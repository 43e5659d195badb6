"""The form that corrects a person's attendance."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """``seen`` is the newest correction that the page showed, 0 for none."""

    minutes = forms.IntegerField(label=_("Minutes attended"), min_value=0, widget=forms.NumberInput)
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
