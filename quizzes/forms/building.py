"""Forms by which a quiz is built: its order, sections and random draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from quizzes.actions.arranging import MOST_POINTS, MOST_QUESTIONS, DrawRule, Entry
from quizzes.actions.quizzes import LONGEST, SHORTEST
from quizzes.forms.bank import DIFFICULTIES, branches, grouped
from quizzes.models import QuizDraw, QuizQuestion, QuizSection, Tag
from quizzes.queries.bank import Branch
from quizzes.queries.outline import Item, key_of, seen_outline


@dataclass(frozen=True)
class Line:
    """One line of the builder. ``number``: of a question, its place among questions; a draw's is that of its first."""

    key: str
    item: Item
    kind: str
    number: int = 0
    last: int = 0
    seconds: forms.BoundField | None = None
    points: forms.BoundField | None = None


class OutlineForm(Drawn):
    """The order of all items, each question with its time and points. ``items`` are those that the quiz has.

    What was sent names them in their new order (``item``); a button moves one by a place (``up``, ``down``) or takes it out
    (``remove``).
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        self.held = {key_of(item): item for item in items}
        kwargs["initial"] = {"seen": seen_outline(items)}
        super().__init__(data, *args, **kwargs)
        for item in items:
            if isinstance(item, QuizQuestion):
                self._add(item)

    def _add(self, item: QuizQuestion) -> None:
        self.fields[f"seconds-{item.question_id}"] = forms.IntegerField(
            label=_("Seconds in a room"),
            min_value=SHORTEST,
            max_value=LONGEST,
            initial=item.seconds,
            widget=forms.NumberInput(attrs={"class": "input minutes"}),
        )
        self.fields[f"points-{item.question_id}"] = forms.IntegerField(
            label=_("Points"),
            required=False,
            min_value=0,
            max_value=MOST_POINTS,
            initial=item.points,
            widget=forms.NumberInput(attrs={"class": "input minutes", "placeholder": str(item.question.points)}),
        )

    def order(self) -> list[str]:
        """The keys as they are to be: those that were sent, then what the sender did not know of."""
        if not self.is_bound:
            return list(self.held)
        named = cast(QueryDict, self.data).getlist("item")
        sent = [key for key in dict.fromkeys(named) if key in self.held]
        keys = sent + [key for key in self.held if key not in sent]
        for button, step in (("up", -1), ("down", 1)):
            key = self.data.get(button)
            if key in keys:
                at = keys.index(key)
                to = min(max(at + step, 0), len(keys) - 1)
                keys.insert(to, keys.pop(at))
        return [key for key in keys if key != self.data.get("remove")]

    def entries(self) -> dict[int, Entry]:
        given = self.cleaned_data
        return {
            item.question_id: Entry(given[f"seconds-{item.question_id}"], given[f"points-{item.question_id}"])
            for item in self.held.values()
            if isinstance(item, QuizQuestion)
        }

    def lines(self) -> Iterator[Line]:
        number = 0
        for key in self.order():
            item = self.held[key]
            if isinstance(item, QuizSection):
                yield Line(key, item, "section")
            elif isinstance(item, QuizDraw):
                yield Line(key, item, "draw", number + 1, number + item.count)
                number += item.count
            else:
                number += 1
                pk = item.question_id
                yield Line(key, item, "question", number, number, self[f"seconds-{pk}"], self[f"points-{pk}"])


class SectionForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {
        "title": TextField(_("Title"), 200, required=True),
        "introduction": TextField(_("Introduction"), 4000, long=True),
    }
    shuffles = forms.BooleanField(
        label=_("Questions in random order"), required=False, help_text=_("Another order for each attempt.")
    )

    def __init__(self, *args: Any, section: QuizSection | None = None, **kwargs: Any) -> None:
        if section is not None:
            kwargs["initial"] = {**initial_texts(section, "title", "introduction"), "shuffles": section.shuffles}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {
            "title": self.texts("title"),
            "introduction": self.texts("introduction"),
            "shuffles": self.cleaned_data["shuffles"],
        }


def _level(label: Any) -> forms.TypedChoiceField:
    choices = [("", _("Does not matter")), *DIFFICULTIES]
    return forms.TypedChoiceField(label=label, required=False, choices=choices, coerce=int, empty_value=None)


class DrawForm(Drawn, Once):
    """How many questions are drawn for each attempt, and from which."""

    count = forms.IntegerField(label=_("Questions"), min_value=1, max_value=MOST_QUESTIONS, initial=5)
    category = forms.ChoiceField(label=_("From the category"), required=False)
    tags = forms.MultipleChoiceField(
        label=_("With all of these tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    easiest = _level(_("Difficulty from"))
    hardest = _level(_("Difficulty to"))
    points = forms.IntegerField(
        label=_("Points for each"),
        required=False,
        min_value=0,
        max_value=MOST_POINTS,
        help_text=_("Empty: each question’s own. Then attempts may be out of different totals."),
    )

    def __init__(
        self,
        *args: Any,
        tree: list[Branch],
        tags: dict[str, list[Tag]],
        draw: QuizDraw | None = None,
        **kwargs: Any,
    ) -> None:
        if draw is not None:
            names = ("count", "easiest", "hardest", "points")
            kwargs["initial"] = {
                **{name: getattr(draw, name) for name in names},
                "category": draw.category_id,
                "tags": [str(tag.pk) for tag in draw.tags.all()],
            }
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("All categories")), *branches(tree)]  # type: ignore[attr-defined]
        self.fields["tags"].choices = grouped(tags)  # type: ignore[attr-defined]
        self.known = {tag.pk: tag for each in tags.values() for tag in each}
        self.drawers = {branch.category.pk: branch.category for branch in tree}

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        easiest, hardest = given.get("easiest"), given.get("hardest")
        if easiest and hardest and easiest > hardest:
            self.add_error("hardest", _("The hardest must not be easier than the easiest."))
        return given

    def rule(self) -> DrawRule:
        given = self.cleaned_data
        return DrawRule(
            count=given["count"],
            category=self.drawers[int(given["category"])] if given["category"] else None,
            tags=tuple(self.known[int(pk)] for pk in given["tags"]),
            easiest=given["easiest"],
            hardest=given["hardest"],
            points=given["points"],
        )
