"""Trying a question in any of its languages: nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.datastructures import MultiValueDict

from core.languages import LANGUAGES
from core.refusals import sentence
from quizzes import marking
from quizzes.choices import QuestionKind
from quizzes.content import QuestionContent
from quizzes.drawing import shuffled
from quizzes.forms.answering import AnswerField, ReviewedField, codes_in, read_response
from quizzes.marking.contents import spec_of_content
from quizzes.marking.spec import Malformed
from quizzes.queries.files import files_of
from quizzes.queries.nomenclature import titles_of

SHUFFLED = frozenset({QuestionKind.ORDERING, QuestionKind.MATCHING})
"""Kinds whose choices, in the order of the author, would be the answer."""


@dataclass(frozen=True)
class LanguageTab:
    language: str
    is_written: bool
    is_current: bool


class Preview:
    """The question in ``language``; with ``data``, what was given, and ``reviewed`` where it could be taken."""

    def __init__(
        self, content: QuestionContent, *, seed: int, language: str, data: MultiValueDict[str, str] | None = None
    ) -> None:
        self.content = content
        self.language = language
        files = files_of([content])
        order = [choice.id for choice in content.choices if choice.id is not None]
        if content.kind in SHUFFLED:
            order = shuffled(order, seed)
        error = ""
        self.reviewed: ReviewedField | None = None
        if data is not None:
            spec = spec_of_content(content)
            try:
                response = read_response(content, 1, data)
                kept = None if response is None else marking.canonical(response, spec)
            except Malformed as malformed:
                with translation.override(language):
                    error = sentence(malformed.code, malformed.data)
            else:
                codes = codes_in(content, kept)
                self.reviewed = ReviewedField(
                    content,
                    position=1,
                    language=language,
                    order=order,
                    response=kept,
                    files=files,
                    waits=kept is not None and marking.waits_for_person(spec),
                    titles=titles_of(codes) if codes else {},
                )
        self.field = AnswerField(
            content, position=1, language=language, order=order, files=files, data=data, error=error
        )

    @property
    def tabs(self) -> list[LanguageTab]:
        return [
            LanguageTab(language, bool(self.content.text.get(language)), language == self.language)
            for language in LANGUAGES
        ]
