"""A question as it was answered: what was given, what it is worth, why, and what would have been right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes import marking
from quizzes.choices import QuestionKind
from quizzes.content import QuestionContent
from quizzes.forms.answering.fields import AnswerField
from quizzes.forms.answering.judging import JUDGES, MISSED, NONE, Judged, hit_areas, verdict_of, verdict_of_tick
from quizzes.forms.answering.picture import Shape, shape_of
from quizzes.forms.answering.wording import Wording
from quizzes.marking.contents import spec_of_content
from quizzes.marking.spec import worth_of
from quizzes.models import AttemptAnswer, QuestionFile

_WITH_TICKS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE})
_WITH_LINES = frozenset({QuestionKind.MATCHING, QuestionKind.ORDERING, QuestionKind.RANKING})


class ReviewedField(AnswerField):
    """``mark`` of ``max_mark`` as they are kept; reckoned anew where they are not given. ``levels``: a rubric's, by criterion.

    ``shows_key``: whether what would have been right may be shown. ``titles``: what HS codes are called, by code and language.
    """

    def __init__(
        self,
        content: QuestionContent,
        *,
        position: int,
        language: str,
        response: Mapping[str, Any] | None,
        order: Sequence[int] = (),
        files: Mapping[int, QuestionFile] | None = None,
        mark: Decimal | None = None,
        max_mark: Decimal | None = None,
        waits: bool = False,
        levels: Mapping[str, int] | None = None,
        comment: str = "",
        shows_key: bool = True,
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        super().__init__(content, position=position, language=language, order=order, response=response, files=files)
        self.spec = spec_of_content(content)
        self.response = dict(response) if response else None
        reckoned = marking.mark(self.response, self.spec)
        self.mark = reckoned.points if mark is None else mark
        self.max_mark = reckoned.max_points if max_mark is None else max_mark
        self.waits = waits
        self.levels = {int(criterion): level for criterion, level in (levels or {}).items()}
        self.comment = comment
        self.shows_key = shows_key
        self.titles = titles or {}

    @classmethod
    def of_answer(
        cls,
        answer: AttemptAnswer,
        content: QuestionContent,
        *,
        language: str,
        files: Mapping[int, QuestionFile],
        shows_key: bool,
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> ReviewedField:
        """An answer of an attempt, with the mark that is kept."""
        return cls(
            content,
            position=answer.position,
            language=language,
            order=answer.order,
            response=answer.response,
            files=files,
            mark=answer.mark,
            max_mark=answer.max_mark,
            waits=answer.needs_marking,
            levels=answer.levels,
            comment=answer.comment,
            shows_key=shows_key,
            titles=titles,
        )

    @property
    def template(self) -> str:
        return f"quizzes/answering/reviewed/{self._drawn_as}.html"

    @property
    def _drawn_as(self) -> str:
        if self.kind in (QuestionKind.HOTSPOT, QuestionKind.ESSAY, QuestionKind.CLOZE):
            return self.kind
        return "choices" if self.kind in _WITH_TICKS else "lines" if self.kind in _WITH_LINES else "written"

    @property
    def is_given(self) -> bool:
        return self.response is not None

    @property
    def verdict(self) -> str:
        """Of the whole; nothing while it waits, and where nothing is right or wrong."""
        if self.waits or not self.max_mark:
            return NONE
        return verdict_of(float(self.mark / self.max_mark))

    @cached_property
    def explanation(self) -> Wording:
        return self.say(self.content.explanation)

    @cached_property
    def judged(self) -> list[Judged]:
        """Choices in the order in which they were shown, or parts in theirs."""
        return list(JUDGES[self.kind](self))

    def filled_text(self) -> SafeString:
        """The text of a cloze with what was given in its gaps."""
        drawn = {line.number: self._drawn_gap(line) for line in self.judged}
        return self.text.filled(lambda number: drawn.get(number, SafeString("____")))

    def _drawn_gap(self, line: Judged) -> SafeString:
        return render_to_string("quizzes/answering/reviewed/gap.html", {"line": line})

    @property
    def is_keyed(self) -> bool:
        return marking.has_key(self.spec)

    @cached_property
    def shapes(self) -> list[Shape]:
        """The areas that may be shown, in pixels of the picture."""
        picture = self.background
        if picture is None or not picture.file.width or not picture.file.height:
            return []
        chosen = hit_areas(self) if "choices" in (self.response or {}) else set()
        shown = []
        for choice, area in self.spec.areas.items():
            verdict = verdict_of_tick(self, choice in chosen, worth_of(choice, self.spec))
            if choice in chosen or verdict == MISSED or (self.shows_key and worth_of(choice, self.spec) > 0):
                shape = "right" if verdict == MISSED or not verdict else verdict
                shown.append(shape_of(shape, area.shape, area.coords, picture.file.width, picture.file.height))
        return shown

    @property
    def point(self) -> tuple[float, float] | None:
        """Where was pointed, in pixels of the picture."""
        given = (self.response or {}).get("point")
        if given is None or self.background is None:
            return None
        return given[0] * (self.background.file.width or 0), given[1] * (self.background.file.height or 0)

    @property
    def cross_size(self) -> float:
        return max(8.0, (self.background.file.width or 0) / 40) if self.background else 8.0


def codes_in(content: QuestionContent, response: Mapping[str, Any] | None) -> set[str]:
    """HS codes that a review of this answer names: the right one and the one given."""
    return {code for code in (content.hs_code, (response or {}).get("code")) if code}
