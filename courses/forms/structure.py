"""Forms by which courses and modules are begun and put in order, and by which they are found."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, Once, TextField
from core.languages import active
from courses.actions.lessons import WRITTEN_KINDS
from courses.choices import LessonKind

TITLE = TextField(_("Title"), 200, required=True)
SUMMARY = TextField(
    _("Summary"), 2000, long=True, help=_("What it is about and for whom, in a few sentences for the catalogue.")
)
OBJECTIVES = TextField(_("Objectives"), 4000, long=True, help=_("What one can do afterwards: one a line."))


def one_language(text: TextField) -> forms.CharField:
    """The field for a text in the one language that something is begun in."""
    attrs = {"dir": "auto"}
    label, help_text = cast(Any, text.label), cast(Any, text.help)
    return forms.CharField(
        label=label,
        max_length=text.max_length,
        required=text.required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3, **attrs}) if text.long else forms.TextInput(attrs=attrs),
    )


def source_language() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Written in"),
        choices=settings.LANGUAGES,
        help_text=_("The other languages are translated from this one. It stays once it is published."),
    )


def minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, help_text=_("A module is meant for 40 to 50 minutes.")
    )


class CourseForm(Drawn, Once):
    """A new course: in which language it is written, and how it is called in it."""

    local: ClassVar[tuple[str, ...]] = ("title", "summary")
    source_language = source_language()
    title = one_language(TITLE)
    summary = one_language(SUMMARY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"source_language": active()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        language = given["source_language"]
        return {name: {language: given[name]} for name in self.local} | {"source_language": language}


class ModuleForm(CourseForm):
    """A new module."""

    local = ("title", "summary", "objectives")
    minutes = minutes()
    objectives = one_language(OBJECTIVES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"minutes": 45} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "minutes": self.cleaned_data["minutes"]}


class LessonForm(Drawn, Once):
    """A new lesson, called in the language of its module."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in WRITTEN_KINDS])
    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"kind": LessonKind.TEXT})
        super().__init__(*args, **kwargs)
        self.language = language
        self.fields["title"].widget.attrs.update({"lang": language})

    def values(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["kind"], "title": {self.language: self.cleaned_data["title"]}}


class FindForm(Drawn):
    """What is looked for in the curriculum, in an address."""

    words = forms.CharField(
        label=_("Words of the title"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    whose = forms.ChoiceField(label=_("Made by"), required=False, choices=[("", _("Everybody")), ("mine", _("Me"))])

    def wanted(self) -> tuple[str, bool]:
        """The words, and whether only one's own are looked for."""
        self.is_valid()
        return self.cleaned_data.get("words", ""), self.cleaned_data.get("whose") == "mine"

    def kept(self) -> str:
        """The filters again, for the address of another page of the list."""
        self.is_valid()
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


class OrderForm(forms.Form):
    """An order of rows as it was sent (``item``), with the button that moves one by a place (``up``, ``down``)."""

    seen = forms.CharField(required=False, max_length=64)

    def order(self) -> list[int]:
        data = cast(QueryDict, self.data)
        keys = [int(key) for key in data.getlist("item") if key.isdecimal()]
        for button, step in (("up", -1), ("down", 1)):
            key = data.get(button, "")
            if key.isdecimal() and int(key) in keys:
                at = keys.index(int(key))
                keys.insert(min(max(at + step, 0), len(keys) - 1), keys.pop(at))
        return keys

    @property
    def seen_order(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("seen", ""))


class ChosenModules(forms.Form):
    """Which modules were ticked."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(pk, pk) for pk in ids]  # type: ignore[attr-defined]

    def ids(self) -> list[int]:
        return list(self.cleaned_data["chosen"]) if self.is_valid() else []
