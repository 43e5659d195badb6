"""When a course is complete: a plain form that makes one expression of :mod:`courses.completion`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.choices import LessonKind
from courses.completion import ALL_REQUIRED, Expression
from courses.forms.picking import Finder, Picking, boxes
from courses.models import Lesson


@dataclass(frozen=True)
class QuizLine:
    """A quiz of the course with the field for its share."""

    lesson: Lesson
    field: forms.BoundField


def parts_of(expression: Expression) -> tuple[str, list[Expression]] | None:
    """How the leaves are combined, and they themselves; None for what this form cannot show: parts within parts, and lessons
    or one quiz in two parts."""
    rule = expression or ALL_REQUIRED
    for word in ("all", "any"):
        if word in rule:
            parts = list(rule[word])
            is_deep = any("all" in part or "any" in part for part in parts)
            named = [
                "lessons" if "lessons" in part else part["quiz"] for part in parts if part.keys() & {"lessons", "quiz"}
            ]
            return None if is_deep or len(named) > len(set(named)) else (word, parts)
    return "all", [rule]


class CompletionForm(Picking):
    """``expression``: the rule as it is. ``lessons``: those of the course, in order."""

    combine = forms.ChoiceField(
        label=_("Of what is asked for above"),
        choices=[("all", _("all is needed")), ("any", _("one is enough"))],
        widget=forms.RadioSelect,
    )
    lessons = forms.ChoiceField(
        label=_("Lessons"),
        choices=[
            ("required", _("All lessons that are not optional")),
            ("chosen", _("The lessons ticked here")),
            ("none", _("None: something else decides")),
        ],
        widget=forms.RadioSelect,
    )
    chosen = boxes(_("Lessons to do"), [])
    keeps = forms.BooleanField(
        label=_("Keep this rule"),
        required=False,
        help_text=_("Without the tick, it is replaced by what is chosen below."),
    )

    def __init__(
        self,
        *args: Any,
        expression: Expression,
        lessons: list[Lesson],
        finders: Mapping[str, Finder],
        **kwargs: Any,
    ) -> None:
        self.kept, self.held = expression, lessons
        flat = parts_of(expression)
        self.is_nested = flat is None
        kwargs["initial"] = _initial(*(flat or ("all", [ALL_REQUIRED]))) | {"keeps": self.is_nested}
        kwargs["prefix"] = "rule"
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(lesson.pk), str(lesson)) for lesson in lessons]  # type: ignore[attr-defined]
        self.quiz_lessons = [lesson for lesson in lessons if lesson.kind == LessonKind.QUIZ]
        for lesson in self.quiz_lessons:
            self.fields[f"quiz_{lesson.pk}"] = forms.IntegerField(
                label=_("Points at least, in percent"),
                required=False,
                min_value=0,
                max_value=100,
                widget=forms.NumberInput(attrs={"class": "input minutes"}),
            )
        for name, label in (("attended", _("Webinars attended")), ("survey", _("Evaluations filled in"))):
            if name in finders:
                self.add_pick(name, finders[name], label=label)

    def quiz_lines(self) -> Iterator[QuizLine]:
        for lesson in self.quiz_lessons:
            yield QuizLine(lesson, self[f"quiz_{lesson.pk}"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self._keeps(given) or self.errors:
            return given
        if given["lessons"] == "chosen" and not given["chosen"]:
            self.add_error("lessons", forms.ValidationError(_("Tick at least one lesson."), code="empty"))
        elif not self._parts(given):
            message = _("Ask for something: lessons, a quiz, a webinar or an evaluation.")
            self.add_error("lessons", forms.ValidationError(message, code="empty"))
        return given

    def _keeps(self, given: Mapping[str, Any]) -> bool:
        return self.is_nested and bool(given.get("keeps"))

    def _parts(self, given: Mapping[str, Any]) -> list[Expression]:
        parts: list[Expression] = []
        if given["lessons"] == "required":
            parts.append(ALL_REQUIRED)
        elif given["lessons"] == "chosen" and given["chosen"]:
            ticked = {int(pk) for pk in given["chosen"]}
            parts.append({"lessons": [lesson.pk for lesson in self.held if lesson.pk in ticked]})
        for lesson in self.quiz_lessons:
            share = given.get(f"quiz_{lesson.pk}")
            if share is not None:
                parts.append({"quiz": lesson.pk, "at_least": share})
        for name in ("attended", "survey"):
            parts += [{name: key} for key in given.get(name, ())]
        return parts

    def expression(self) -> Expression:
        """The rule as it is to be; the plainest that says the same."""
        if self._keeps(self.cleaned_data):
            return self.kept
        parts = self._parts(self.cleaned_data)
        if len(parts) == 1:
            return {} if parts[0] == ALL_REQUIRED else parts[0]
        return {self.cleaned_data["combine"]: parts}


def _initial(word: str, parts: list[Expression]) -> dict[str, Any]:
    found: dict[str, Any] = {"combine": word, "lessons": "none", "chosen": [], "attended": [], "survey": []}
    for part in parts:
        if "quiz" in part:
            found[f"quiz_{part['quiz']}"] = part.get("at_least", 0)
        elif part.get("lessons") == "required":
            found["lessons"] = "required"
        elif "lessons" in part:
            found["lessons"], found["chosen"] = "chosen", [str(pk) for pk in part["lessons"]]
        else:
            ((name, key),) = part.items()
            found[name].append(key)
    return found
