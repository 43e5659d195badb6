"""Tables of the question bank, of quizzes, and of attempts at them."""

from quizzes.models.attempt import Attempt, AttemptAnswer, Regrade, RegradeChange
from quizzes.models.bank import Category, HSCode, HSSection, HSSet, HSSetCode, SearchText, Tag
from quizzes.models.imported import ImportedQuestion, QuestionImport
from quizzes.models.question import (
    AcceptedAnswer,
    Choice,
    Part,
    PartChoice,
    Question,
    QuestionFile,
    QuestionVersion,
)
from quizzes.models.quiz import Allowance, Quiz, QuizDraw, QuizQuestion, QuizSection

__all__ = [
    "AcceptedAnswer",
    "Allowance",
    "Attempt",
    "AttemptAnswer",
    "Category",
    "Choice",
    "HSCode",
    "HSSection",
    "HSSet",
    "HSSetCode",
    "ImportedQuestion",
    "Part",
    "PartChoice",
    "Question",
    "QuestionFile",
    "QuestionImport",
    "QuestionVersion",
    "Quiz",
    "QuizDraw",
    "QuizQuestion",
    "QuizSection",
    "Regrade",
    "RegradeChange",
    "SearchText",
    "Tag",
]
