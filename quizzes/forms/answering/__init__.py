"""Answering a question: how it is drawn for one reader, and back from what was typed (``docs/rules/answering.md``)."""

from quizzes.forms.answering.fields import AnswerField, Line, Option
from quizzes.forms.answering.judging import Judged
from quizzes.forms.answering.reading import read_response
from quizzes.forms.answering.review import ReviewedField, codes_in
from quizzes.forms.answering.wording import Wording, wording

__all__ = [
    "AnswerField",
    "Judged",
    "Line",
    "Option",
    "ReviewedField",
    "Wording",
    "codes_in",
    "read_response",
    "wording",
]
