"""Forms of quizzes: how they are called, and by which rules they are taken."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, MomentField, Once, TextField, initial_texts
from people.models import Person
from quizzes.actions.allowances import MOST_EXTRA_ATTEMPTS, MOST_EXTRA_MINUTES
from quizzes.actions.quizzes import MOST_ATTEMPTS, MOST_MINUTES, QuizSettings, seen_settings, settings_of
from quizzes.choices import Counts, FeedbackTime
from quizzes.models import Quiz
from quizzes.queries.allowances import person_of_address


class QuizForm(LocalForm, Once):
    """A new quiz: its title and what is told before it begins."""

    local: ClassVar[dict[str, TextField]] = {
        "title": TextField(_("Title"), 200, required=True),
        "introduction": TextField(_("Introduction"), 4000, long=True),
    }


class SettingsForm(QuizForm):
    """All of a quiz but its questions. Times are by the clocks of the viewer's zone."""

    is_open = forms.BooleanField(
        label=_("Offered to everybody"),
        required=False,
        help_text=_("Everybody who has an account finds it and may take it, within the times below."),
    )
    opens_at = MomentField(label=_("Opens"), required=False)
    closes_at = MomentField(label=_("Closes"), required=False)
    minutes = forms.IntegerField(
        label=_("Minutes for an attempt"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        help_text=_("Empty: no limit. When the time is up, the server submits what is saved."),
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts"), min_value=0, max_value=MOST_ATTEMPTS, initial=1, help_text=_("0: as many as one likes.")
    )
    counts = forms.ChoiceField(label=_("What counts"), choices=Counts.choices)
    pass_share = forms.IntegerField(
        label=_("Pass mark, in percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Of the full mark. Empty: nobody passes or fails."),
    )
    feedback = forms.ChoiceField(label=_("Feedback"), choices=FeedbackTime.choices)
    shows_key = forms.BooleanField(label=_("Feedback shows the right answers"), required=False)
    shuffles_choices = forms.BooleanField(
        label=_("Choices in random order"),
        required=False,
        help_text=_("Another order for each attempt. Questions whose choices keep their order are left as they are."),
    )
    one_at_a_time = forms.BooleanField(label=_("One question on a page"), required=False)
    speed_points = forms.BooleanField(
        label=_("Points for speed"),
        required=False,
        help_text=_("In a room, part of a question’s points is for a quick answer."),
    )

    def __init__(self, *args: Any, quiz: Quiz, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **initial_texts(quiz, "title", "introduction"),
            **vars(settings_of(quiz)),
            "seen": seen_settings(quiz),
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        return given

    def settings(self) -> QuizSettings:
        return QuizSettings(**{name: self.cleaned_data[name] for name in QuizSettings.__dataclass_fields__})


class AllowanceForm(Drawn, Once):
    """What somebody, found by their address, is given beyond the rules."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    extra_minutes = forms.IntegerField(
        label=_("Extra minutes"), min_value=0, max_value=MOST_EXTRA_MINUTES, initial=0, required=False
    )
    extra_attempts = forms.IntegerField(
        label=_("Extra attempts"), min_value=0, max_value=MOST_EXTRA_ATTEMPTS, initial=0, required=False
    )
    closes_at = MomentField(label=_("Closes for them"), required=False)

    def __init__(self, *args: Any, quiz: Quiz, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiz, self.viewer = quiz, viewer

    def clean_email(self) -> Person:
        """The same words for an address that nobody has and for one of somebody whom the viewer does not know."""
        found = person_of_address(self.viewer, self.quiz, self.cleaned_data["email"])
        if found is None:
            raise forms.ValidationError(
                _("Nobody whom you know has this address: people who took this quiz, and those of your webinars."),
                code="unknown",
            )
        return found

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "person": given["email"],
            "extra_minutes": given["extra_minutes"] or 0,
            "extra_attempts": given["extra_attempts"] or 0,
            "closes_at": given["closes_at"],
        }
