"""Forms of the question bank: what is looked for, what is done with many questions, drawers and labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from quizzes.choices import BankState, QuestionKind, TagKind
from quizzes.models import Category, Question, Tag
from quizzes.queries.bank import NOWHERE, Branch, Wanted

DIFFICULTIES = [
    ("1", _("1, very easy")),
    ("2", _("2, easy")),
    ("3", _("3, medium")),
    ("4", _("4, hard")),
    ("5", _("5, very hard")),
]
MOST_AT_ONCE = 5000


class WantedForm(Drawn):
    """Filters in an address. What is not one of the choices is left aside."""

    words = forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    language = forms.ChoiceField(
        label=_("Search in"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *BankState.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *QuestionKind.choices])
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[("", _("All")), *DIFFICULTIES, (NOWHERE, _("Not stated"))]
    )
    lacks = forms.ChoiceField(
        label=_("Lacks a translation in"), required=False, choices=[("", _("Does not matter")), *settings.LANGUAGES]
    )

    def __init__(self, *args: Any, tree: list[Branch], tags: dict[str, list[Tag]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("All categories")),
            (NOWHERE, _("Without a category")),
            *branches(tree),
        ]
        self.kinds = [kind for kind in TagKind.values if tags[kind]]
        for kind in self.kinds:
            self.fields[f"tag_{kind}"] = forms.ChoiceField(
                label=TagKind(kind).label,
                required=False,
                choices=[("", _("All")), *((str(tag.pk), _label(tag)) for tag in tags[kind])],
                widget=forms.Select(attrs={"class": "select"}),
            )

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        names = ("words", "language", "category", "state", "kind", "difficulty", "lacks")
        tags = tuple(int(given[name]) for name in self._tag_names() if given.get(name))
        return Wanted(tags=tags, **{name: given.get(name, "") for name in names})

    def _tag_names(self) -> list[str]:
        return [f"tag_{kind}" for kind in self.kinds]

    def narrow(self) -> Iterator[forms.BoundField]:
        """The fields beside the words and their language."""
        for name in ("category", *self._tag_names(), "state", "kind", "difficulty", "lacks"):
            yield self[name]

    @property
    def is_narrow(self) -> bool:
        return any(self.cleaned_data.get(field.name) for field in self.narrow())

    def kept(self) -> str:
        """The filters again, for the address of another page of the list."""
        self.is_valid()
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})


def branches(tree: list[Branch]) -> list[tuple[str, str]]:
    """Categories as options of a select."""
    return [(str(branch.category.pk), branch.label) for branch in tree]


def _label(tag: Tag) -> str:
    return f"{tag.key} {tag}" if tag.kind == TagKind.HS and str(tag) != tag.key else str(tag)


def grouped(tags: dict[str, list[Tag]]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Tags as options, by kind."""
    return [(TagKind(kind).label, [(str(tag.pk), _label(tag)) for tag in held]) for kind, held in tags.items() if held]


class ChosenForm(forms.Form):
    """Which questions were ticked, or with ``all`` whichever the list's filters find."""

    chosen: forms.ModelMultipleChoiceField[Question] = forms.ModelMultipleChoiceField(
        queryset=Question.objects.none(), required=False
    )
    all = forms.BooleanField(required=False)

    def __init__(self, *args: Any, questions: QuerySet[Question], found: QuerySet[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = questions  # type: ignore[attr-defined]
        self.found = found

    def ids(self) -> list[int]:
        if not self.is_valid():
            return []
        rows = self.found if self.cleaned_data["all"] else self.cleaned_data["chosen"]
        return list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])


class BulkForm(Drawn):
    """What is done with the chosen questions. Each part is done by a button of its own."""

    move = forms.ChoiceField(label=_("Move to the category"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[*DIFFICULTIES, ("", _("Not stated"))], initial="3"
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=BankState.choices, initial=BankState.IN_REVIEW)

    def __init__(self, *args: Any, tree: list[Branch], tags: dict[str, list[Tag]], **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "to")
        super().__init__(*args, **kwargs)
        self.fields["move"].initial = str(tree[0].category.pk) if tree else ""
        self.fields["move"].choices = [*branches(tree), ("", _("Without a category"))]  # type: ignore[attr-defined]
        self.fields["tag"].choices = grouped(tags)  # type: ignore[attr-defined]


class FilingForm(Drawn):
    """Where one question lies in the bank."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    tags = forms.MultipleChoiceField(label=_("Tags"), required=False, widget=forms.CheckboxSelectMultiple)
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        required=False,
        choices=[("", _("Not stated")), *DIFFICULTIES],
        coerce=int,
        empty_value=None,
    )

    def __init__(
        self, *args: Any, question: Question, tree: list[Branch], tags: dict[str, list[Tag]], **kwargs: Any
    ) -> None:
        held = [tag.pk for tag in question.tags.all()]
        kwargs["initial"] = {
            "category": question.category_id,
            "tags": [str(pk) for pk in held],
            "difficulty": question.difficulty,
        }
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Without a category")), *branches(tree)]  # type: ignore[attr-defined]
        self.fields["tags"].choices = grouped(tags)  # type: ignore[attr-defined]
        self.known = {tag.pk: tag for each in tags.values() for tag in each}
        self.drawers = {branch.category.pk: branch.category for branch in tree}

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "category": self.drawers[int(given["category"])] if given["category"] else None,
            "tags": [self.known[int(pk)] for pk in given["tags"]],
            "difficulty": given["difficulty"],
        }


class CategoryForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {"name": TextField(_("Name"), 120, required=True)}
    parent = forms.ChoiceField(label=_("Within"), required=False)

    def __init__(self, *args: Any, tree: list[Branch], category: Category | None = None, **kwargs: Any) -> None:
        if category is not None:
            kwargs["initial"] = {**initial_texts(category, "name"), "parent": category.parent_id}
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("At the top")), *branches(tree)]  # type: ignore[attr-defined]
        self.drawers = {branch.category.pk: branch.category for branch in tree}

    def values(self) -> dict[str, Any]:
        parent = self.cleaned_data["parent"]
        return {"name": self.texts("name"), "parent": self.drawers[int(parent)] if parent else None}


class TagForm(LocalForm, Once):
    """A new tag; one that is there keeps its kind and key."""

    local: ClassVar[dict[str, TextField]] = {
        "name": TextField(_("Name"), 120, help=_("An HS code without a name is called as in the nomenclature."))
    }
    kind = forms.ChoiceField(label=_("Kind"), choices=TagKind.choices)
    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=60,
        help_text=_(
            "Of an HS heading: its code. Of other tags: a short word for files; empty, it is made of the name."
        ),
    )

    def __init__(self, *args: Any, tag: Tag | None = None, **kwargs: Any) -> None:
        if tag is not None:
            kwargs["initial"] = initial_texts(tag, "name")
        super().__init__(*args, **kwargs)
        if tag is not None:
            del self.fields["kind"], self.fields["key"]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"name": self.texts("name"), **{name: given[name] for name in ("kind", "key") if name in given}}
