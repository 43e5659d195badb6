"""Forms of films and captions."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from core.languages import NATIVE_NAMES


class FilmForm(Drawn):
    file = forms.FileField(
        label=_("Film (MP4 or WebM)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm,.mp4,.webm"}),
    )


class CaptionForm(Drawn):
    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, NATIVE_NAMES[code]) for code, _name in settings.LANGUAGES]
    )
    captions = forms.FileField(
        label=_("Captions (.vtt or .srt)"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
    )


class RemoveForm(forms.Form):
    remove = forms.ChoiceField(choices=settings.LANGUAGES)
