"""An attempt as its page shows it: questions in their sections, with what was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from quizzes.content import QuestionContent, from_json
from quizzes.forms.answering import AnswerField, ReviewedField, codes_in, read_response
from quizzes.marking import has_key, waits_for_person
from quizzes.marking.contents import spec_of_content
from quizzes.marking.spec import Response
from quizzes.models import AttemptAnswer, QuizSection
from quizzes.queries.files import files_of
from quizzes.queries.nomenclature import titles_of


@dataclass(frozen=True)
class Asked:
    """A question of an attempt. ``section`` only where one begins; ``points`` only where it is marked."""

    answer: AttemptAnswer
    content: QuestionContent
    field: AnswerField
    section: QuizSection | None

    @property
    def position(self) -> int:
        return self.answer.position

    @property
    def points(self) -> int:
        spec = spec_of_content(self.content)
        return int(self.answer.max_mark) if has_key(spec) or waits_for_person(spec) else 0

    @property
    def is_answered(self) -> bool:
        return self.answer.response is not None


def asked(
    answers: Sequence[AttemptAnswer],
    *,
    data: MultiValueDict[str, str] | None = None,
    refused: Mapping[int, Refused] | None = None,
) -> list[Asked]:
    """In the order of the attempt. With ``data``, what was typed, and why some of it was ``refused``, by position."""
    contents = {answer.pk: from_json(answer.version.content) for answer in answers if answer.version}
    files, found, at = files_of(contents.values()), [], None
    for answer in answers:
        why = (refused or {}).get(answer.position)
        field = AnswerField(
            contents[answer.pk],
            position=answer.position,
            language=active(),
            order=answer.order,
            response=answer.response,
            data=data,
            files=files,
            error=sentence(why.code, why.data) if why else "",
        )
        begins = answer.section_id is not None and answer.section_id != at
        found.append(Asked(answer, contents[answer.pk], field, answer.section if begins else None))
        at = answer.section_id
    return found


@dataclass(frozen=True)
class Reviewed:
    """A question of a submitted attempt. ``section`` only where one begins."""

    field: ReviewedField
    section: QuizSection | None


def reviewed(answers: Sequence[AttemptAnswer], *, shows_key: bool) -> list[Reviewed]:
    """In the order of the attempt: what was given and what it is worth, and with ``shows_key`` what would have been right."""
    contents = {answer.pk: from_json(answer.version.content) for answer in answers if answer.version}
    codes = {code for answer in answers for code in codes_in(contents[answer.pk], answer.response)}
    files, titles = files_of(contents.values()), titles_of(codes) if codes else {}
    found, at = [], None
    for answer in answers:
        field = ReviewedField.of_answer(
            answer, contents[answer.pk], language=active(), files=files, shows_key=shows_key, titles=titles
        )
        begins = answer.section_id is not None and answer.section_id != at
        found.append(Reviewed(field, answer.section if begins else None))
        at = answer.section_id
    return found


class Typed:
    """What a form or a script sent, read by the questions as they are asked. Unprintable zeros are no part of an answer."""

    def __init__(self, data: Mapping[str, Sequence[Any]]) -> None:
        self.data: MultiValueDict[str, str] = MultiValueDict(
            {name: [_plain(value) for value in values if isinstance(value, str)] for name, values in data.items()}
        )

    def read(self, content: QuestionContent, position: int) -> Response | None:
        return read_response(content, position, self.data)


def _plain(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()
