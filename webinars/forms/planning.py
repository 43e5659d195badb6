"""Forms of planning."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, WallTimeField, initial_texts
from core.languages import active
from core.wall_time import wall
from courses.access import visible_decks
from courses.models import Deck
from people.models import Person
from quizzes.access import visible_quizzes
from quizzes.models import Quiz
from quizzes.queries.library import for_rooms
from webinars.actions.agenda import LONGEST_MINUTES, ItemDraft, seen_item
from webinars.actions.sittings import seen_sitting
from webinars.choices import AgendaKind, WebinarRole
from webinars.models import AgendaItem, Sitting


@cache
def _zones() -> list[tuple[str, str]]:
    places = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    names = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in places)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class SittingForm(Drawn, Once):
    """Wall times in the zone chosen beside them."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Start and end are told by the clocks of this place.")
    )
    starts = WallTimeField(label=_("Start"))
    ends = WallTimeField(label=_("End"), help_text=_("A sitting lasts three hours at most."))

    def __init__(self, *args: Any, sitting: Sitting | None = None, person: Person, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"time_zone": person.time_zone}
        if sitting is not None:
            initial = {
                "time_zone": sitting.time_zone,
                "starts": wall(sitting.starts_at, sitting.time_zone),
                "ends": wall(sitting.ends_at, sitting.time_zone),
                "seen": seen_sitting(sitting),
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["time_zone"].choices = _zones()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts", "ends", "time_zone")}


class ItemForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {"title": TextField(_("Title"), 200, required=True)}
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices)
    planned_minutes = forms.IntegerField(
        label=_("Planned minutes"), min_value=1, max_value=240, initial=45, help_text=_("A module takes 40 to 50.")
    )
    deck: forms.ModelChoiceField[Deck] = forms.ModelChoiceField(
        label=_("Slides"), queryset=Deck.objects.none(), required=False, empty_label=_("No slides")
    )
    presenter: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Presenter"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("One of the team: who is to speak most."),
    )
    notes = forms.CharField(
        label=_("Notes for the team"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only trainers, interpreters and hosts see this."),
    )

    def __init__(
        self, *args: Any, sitting: Sitting, item: AgendaItem | None = None, person: Person, **kwargs: Any
    ) -> None:
        if item is not None:
            kwargs["initial"] = {
                **initial_texts(item, "title"),
                "kind": item.kind,
                "planned_minutes": item.planned_minutes,
                "deck": item.deck_id,
                "presenter": item.presenter_id,
                "notes": item.notes,
                "seen": seen_item(item),
            }
        super().__init__(*args, **kwargs)
        decks = visible_decks(person)
        if item is not None and item.deck_id:
            decks = decks | Deck.objects.filter(pk=item.deck_id)
        self.fields["deck"].queryset = decks.order_by("-created_at")  # type: ignore[attr-defined]
        team = Person.objects.filter(team_roles__webinar=sitting.webinar_id, is_rehearsal=False)
        self.fields["presenter"].queryset = team.distinct().order_by("full_name", "pk")  # type: ignore[attr-defined]

    def draft(self) -> ItemDraft:
        given = self.cleaned_data
        return ItemDraft(
            kind=given["kind"],
            title=self.texts("title"),
            planned_minutes=given["planned_minutes"],
            notes=given["notes"],
            deck=given["deck"],
            presenter=given["presenter"],
        )


class QuickItemForm(Drawn):
    """A part in one line: its title in the language of the page."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    planned_minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES, initial=45)

    def draft(self) -> ItemDraft:
        given = self.cleaned_data
        return ItemDraft(given["kind"], {active(): given["title"]}, given["planned_minutes"])


class MinutesForm(forms.Form):
    """``was``: the minutes that the page showed."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    was = forms.IntegerField(required=False)


class OrderForm(forms.Form):
    """Ids of all parts in their order, with commas between them; ``moved``: the one that was taken."""

    ids = forms.CharField(max_length=4000)
    seen = forms.CharField(required=False, max_length=64)
    moved = forms.IntegerField(required=False)

    def clean_ids(self) -> list[int]:
        words: list[str] = self.cleaned_data["ids"].split(",")
        if not all(word.isascii() and word.isdigit() and len(word) < 19 for word in words):
            raise forms.ValidationError(_("Choose a part of this agenda."))
        return [int(word) for word in words]


class MemberForm(Drawn):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=WebinarRole.choices, initial=WebinarRole.PRESENTER)
    spoken_language = forms.ChoiceField(
        label=_("Spoken language"),
        required=False,
        choices=[("", _("Not stated")), *settings.LANGUAGES],
        help_text=_("What a presenter speaks, or an interpreter speaks into."),
    )


class QuizChoiceForm(Drawn):
    quiz: forms.ModelChoiceField[Quiz] = forms.ModelChoiceField(label=_("Quiz"), queryset=Quiz.objects.none())

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = for_rooms(visible_quizzes(person)).order_by("-created_at")  # type: ignore[attr-defined]


class ActivityOptionsForm(Drawn):
    """What a poll has beside its question."""

    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("Nobody can tie an answer to a person once it is closed, not even in the database."),
    )
    live_results = forms.BooleanField(label=_("Attendees see the bars while it is open"), required=False)
    seconds = forms.IntegerField(
        label=_("Seconds"), required=False, min_value=5, max_value=3600, help_text=_("Empty: it is open until closed.")
    )
