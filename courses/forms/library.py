"""Forms of the library: what a document is called and for whom it is, and the file of an edition."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn, LocalForm, Once, TextField, initial_texts
from courses.actions.library import seen_document
from courses.models import Document
from people.choices import Audience
from quizzes.choices import TagKind
from quizzes.models import Tag


class DocumentForm(LocalForm, Once):
    local: ClassVar[dict[str, TextField]] = {
        "title": TextField(_("Title"), 200, required=True),
        "summary": TextField(_("Summary"), 2000, long=True),
    }
    audiences = forms.MultipleChoiceField(
        label=_("Audiences"),
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all audiences."),
    )
    tags = forms.MultipleChoiceField(label=_("Tags"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, tags: dict[str, list[Tag]], document: Document | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs["initial"] = {
                **initial_texts(document, "title", "summary"),
                "audiences": document.audiences,
                "tags": [str(tag.pk) for tag in document.tags.all()],
                "seen": seen_document(document),
            }
        super().__init__(*args, **kwargs)
        self.known = {str(tag.pk): tag for each in tags.values() for tag in each}
        self.fields["tags"].choices = [  # type: ignore[attr-defined]
            (
                TagKind(kind).label,
                [(str(tag.pk), f"{tag.key} {tag.name}" if kind == TagKind.HS else tag.name) for tag in each],
            )
            for kind, each in tags.items()
            if each
        ]
        if not self.known:
            del self.fields["tags"]

    def values(self) -> dict[str, Any]:
        return {
            "title": self.texts("title"),
            "summary": self.texts("summary"),
            "audiences": self.cleaned_data["audiences"],
            "tags": [self.known[key] for key in self.cleaned_data.get("tags", [])],
        }


class EditionForm(Drawn):
    """A file in one language. What the file is, the action finds out from its content."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    label = forms.CharField(
        label=_("Edition"),
        max_length=60,
        required=False,
        help_text=_("As readers know it, for example “2nd edition, 2024”."),
    )
    file = forms.FileField(
        label=_("PDF or HTML file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf,text/html,.html,.htm"}),
    )
