"""Forms of questions: one for each kind, all made by :func:`question_form`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Drawn
from quizzes.choices import ROOM_KINDS, QuestionKind
from quizzes.forms.questions.base import QuestionForm
from quizzes.forms.questions.choosing import (
    MatchingForm,
    MultipleForm,
    OrderingForm,
    RankingForm,
    SingleForm,
    TrueFalseForm,
)
from quizzes.forms.questions.gaps import ClozeForm
from quizzes.forms.questions.pictures import HotspotForm
from quizzes.forms.questions.writing import FORMS as WRITING

FORMS: dict[str, type[QuestionForm]] = {
    **WRITING,
    QuestionKind.SINGLE: SingleForm,
    QuestionKind.MULTIPLE: MultipleForm,
    QuestionKind.TRUE_FALSE: TrueFalseForm,
    QuestionKind.ORDERING: OrderingForm,
    QuestionKind.RANKING: RankingForm,
    QuestionKind.MATCHING: MatchingForm,
    QuestionKind.CLOZE: ClozeForm,
    QuestionKind.HOTSPOT: HotspotForm,
}


def question_form(data: Any = None, *, kind: str, **given: Any) -> QuestionForm:
    """The form of a question of ``kind``; ``given`` is what :class:`QuestionForm` takes."""
    return FORMS[kind](data, kind=kind, **given)


class QuestionKindForm(Drawn):
    """Kinds of questions for the room, or all of them."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in ROOM_KINDS])

    def __init__(self, *args: Any, all_kinds: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if all_kinds:
            self.fields["kind"].choices = QuestionKind.choices  # type: ignore[attr-defined]


__all__ = ["FORMS", "QuestionForm", "QuestionKindForm", "question_form"]
