"""Forms of the house: fields in six languages, refusals as errors, and no second row for a double click.

Everything works without JavaScript. ``frame/field.html`` and ``frame/texts.html`` draw what these forms hold.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.fingerprint import CHANGED
from core.languages import LANGUAGES, NATIVE_NAMES, active, direction
from core.refusals import sentence
from core.wall_time import NotAnInstant, instant, wall

R = TypeVar("R")
ONCE_SECONDS = 3600


class Drawn(forms.Form):
    """A form whose controls carry the classes of the look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)

    def refuse(self, refused: Refused, field: str | None = None) -> None:
        """Show why a rule said no, on the page that keeps what was typed."""
        self.add_error(field, forms.ValidationError(sentence(refused.code, refused.data), code=refused.code))
        if refused.code == CHANGED:  # whoever saves again has read it
            data = cast(QueryDict, self.data).copy()
            data["seen"] = refused.data["seen"]
            self.data = data

    def carry_out(self, call: Callable[[], R]) -> R | None:
        """What the action returns; None when it refused, with the sentence on the form."""
        try:
            return call()
        except Refused as refused:
            self.refuse(refused)
            return None


def _dress(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.Textarea):
        css = "area"
    elif isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple | forms.HiddenInput):
        return
    elif isinstance(widget, forms.Select):
        css = "select"
    else:
        css = "input"
    widget.attrs.setdefault("class", css)


@dataclass(frozen=True)
class TextField:
    """A text in six languages. ``long`` makes it an area; ``required`` asks for one language at least."""

    label: str | Promise
    max_length: int
    long: bool = False
    required: bool = False
    help: str | Promise = ""


@dataclass(frozen=True)
class Texts:
    """A local field as it is drawn: one language first, the others folded away.

    ``language`` is the name of the first one in itself; empty when it is the page's, which needs no saying.
    """

    name: str
    language: str
    label: str | Promise
    help: str | Promise
    required: bool
    own: forms.BoundField
    others: list[forms.BoundField]
    filled: int
    has_errors: bool
    missing: list[str]


class LocalForm(Drawn):
    """A form with fields in six languages, named in :attr:`local`.

    ``written_in`` is the language that is shown first: by default the page's.
    """

    local: ClassVar[dict[str, TextField]] = {}
    written_in: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.local.items():
            self.add_texts(name, field)

    def add_texts(self, name: str, field: TextField) -> None:
        for language in LANGUAGES:
            made = forms.CharField(
                label=NATIVE_NAMES[language],
                max_length=field.max_length,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}) if field.long else forms.TextInput(),
            )
            made.widget.attrs.update({"lang": language, "dir": direction(language)})
            if language == self.first():
                made.label = str(field.label)
            _dress(made)
            self.fields[f"{name}_{language}"] = made

    def first(self) -> str:
        return self.written_in or active()

    def texts(self, name: str) -> dict[str, str]:
        """What was typed, by language."""
        return {language: self.cleaned_data.get(f"{name}_{language}", "") for language in LANGUAGES}

    def local_texts(self, name: str) -> Texts:
        field = self.local[name]
        return self.draw_texts(name, field)

    def draw_texts(self, name: str, field: TextField) -> Texts:
        bound = {language: self[f"{name}_{language}"] for language in LANGUAGES}
        own = self.first()
        empty = [language for language in LANGUAGES if not bound[language].value()]
        return Texts(
            name=name,
            language="" if own == active() else NATIVE_NAMES[own],
            label=field.label,
            help=field.help,
            required=field.required,
            own=bound[own],
            others=[bound[language] for language in LANGUAGES if language != own],
            filled=len(LANGUAGES) - len(empty),
            has_errors=any(bound[language].errors for language in LANGUAGES if language != own),
            missing=[NATIVE_NAMES[language] for language in empty],
        )

    def all_texts(self) -> Iterator[Texts]:
        for name in self.local:
            yield self.local_texts(name)


def initial_texts(instance: Any, *names: str) -> dict[str, str]:
    """The present texts of ``names`` as a form's initial values."""
    return {
        f"{name}_{language}": getattr(instance, f"{name}_{language}") or "" for name in names for language in LANGUAGES
    }


class Once(forms.Form):
    """A form that makes something: its hidden word is good for one thing made, so that a double click makes one."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    """The fingerprint of what is being changed, as it was when the page was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = secrets.token_urlsafe(16)

    def make_once(self, person_id: int | None, call: Callable[[], R | None]) -> R | bool | None:
        """What ``call`` makes; False when it was made already. A refusal (None) gives the word back."""
        word = self.cleaned_data.get("once") or secrets.token_urlsafe(16)
        key = f"once.{person_id}.{word}"
        if not cache.add(key, 1, ONCE_SECONDS):
            return False
        made = call()
        if made is None:
            cache.delete(key)
        return made


ALREADY_SAVED = _("This was saved already; nothing was done twice.")

WALL_FORMAT = "%Y-%m-%dT%H:%M"


class WallTimeField(forms.Field):
    """A date and a time of day without a zone, as the browser's own control gives them."""

    default_error_messages = {"invalid": _("Give a date and a time of day.")}
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input", "step": 60}, format=WALL_FORMAT)

    def to_python(self, value: Any) -> datetime | None:
        if value in (None, ""):
            return None
        for pattern in (WALL_FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"):
            try:
                return datetime.strptime(str(value), pattern)
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class MomentField(WallTimeField):
    """A wall time by the clocks of the viewer's zone, as an instant. An hour that does not exist, or comes twice, is refused."""

    def to_python(self, value: Any) -> datetime | None:
        given = super().to_python(value)
        try:
            return instant(given, timezone.get_current_timezone_name()) if given else None
        except NotAnInstant as error:
            raise forms.ValidationError(sentence(error.code, {}), code=error.code) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return wall(value, timezone.get_current_timezone_name())
        return value
