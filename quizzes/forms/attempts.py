"""An attempt as its page shows it: questions in their sections, with what was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from core.actions import Refused
from core.languages import active
from core.refusals import sentence
from quizzes.choices import QuestionKind
from quizzes.content import PartContent, QuestionContent, Texts, from_json
from quizzes.forms.answering import AnswerField, Wording, read_response, wording
from quizzes.marking import has_key, waits_for_person
from quizzes.marking.contents import spec_of_content
from quizzes.marking.spec import Response
from quizzes.models import AttemptAnswer, QuizSection
from quizzes.queries.files import files_of


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
    def explanation(self) -> Wording:
        return self._words(self.content.explanation)

    @property
    def feedback(self) -> list[Wording]:
        """What is said to the choices that were chosen."""
        chosen = set((self.answer.response or {}).get("choices", ()))
        said = [self._words(choice.feedback) for choice in self.content.choices if choice.id in chosen]
        return [words for words in said if words]

    @property
    def right(self) -> list[str]:
        """What would have been right, in words, where a few words can say it."""
        content = self.content
        if content.kind == QuestionKind.NUMERIC and content.key_number is not None:
            return [f"{content.key_number:g}" + (f" ± {content.tolerance:g}" if content.tolerance else "")]
        if content.kind == QuestionKind.HS:
            return [content.hs_code]
        if content.kind == QuestionKind.SHORT_TEXT:
            return [each.text for each in content.accepted if each.share == 1 and "*" not in each.text]
        if content.kind == QuestionKind.ORDERING:
            return [self._words(choice.text).plain for choice in content.choices]
        if content.kind == QuestionKind.MATCHING:
            return [
                f"{self._words(part.text).plain} – {self._words(content.choices[part.match - 1].text).plain}"
                for part in content.parts
                if part.match
            ]
        if content.kind == QuestionKind.CLOZE:
            return [gap for part in content.parts if (gap := self._right_in(part))]
        return [self._words(choice.text).plain for choice in content.choices if choice.is_right]

    def _right_in(self, gap: PartContent) -> str:
        chosen = [self._words(choice.text).plain for choice in gap.choices if choice.is_right]
        typed = [each.text or f"{each.number:g}" for each in gap.accepted if each.share == 1]
        return " / ".join([*chosen, *typed])

    def _words(self, texts: Texts) -> Wording:
        return wording(texts, active(), self.content.source_language)

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
