"""Who may open which door of the question bank, of quizzes and of attempts. Letters and roles as in ``test_matrix``."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt
from quizzes.models import Allowance, Category, QuestionImport, QuizDraw, QuizSection, Regrade, Tag
from tests.access.test_matrix import library_people, status_codes
from tests.factories import make_attempt, make_person, make_question, make_quiz

pytestmark = pytest.mark.django_db

QUIZ_DOORS = [
    # method, address, its arguments, and the answer to each of IN_LIBRARY in that order; "maker" made everything named here
    ("get", "quizzes:questions", None, "L33...."),
    ("get", "quizzes:create_question", None, "L33...."),
    ("post", "quizzes:create_question", None, "L33...."),
    ("get", "quizzes:edit_question", "question", "L443..."),
    ("post", "quizzes:edit_question", "question", "L443..."),
    ("get", "quizzes:translations", None, "L33...."),
    ("get", "quizzes:export_translations", None, "L33>>>>"),
    ("get", "quizzes:translate_question", "question fr", "L44...."),
    ("post", "quizzes:translate_question", "question fr", "L44...."),
    ("get", "quizzes:translate_question", "question en", "L444444"),
    ("get", "quizzes:translate_question", "question xx", "L444444"),
    ("post", "quizzes:change_questions", None, "L33>>>>"),
    ("get", "quizzes:file_question", "question", "L44...."),
    ("post", "quizzes:file_question", "question", "L443..."),
    ("post", "quizzes:question_state", "question", "L44>>>>"),
    ("get", "quizzes:categories", None, "L33...."),
    ("post", "quizzes:categories", None, "L33...."),
    ("get", "quizzes:category", "category", "L4433.."),
    ("post", "quizzes:category", "category", "L4433.."),
    ("post", "quizzes:remove_category", "category", "L4433>>"),
    ("get", "quizzes:tags", None, "L33...."),
    ("post", "quizzes:tags", None, "L33...."),
    ("get", "quizzes:tag", "tag", "L4433.."),
    ("post", "quizzes:tag", "tag", "L4433.."),
    ("post", "quizzes:remove_tag", "tag", "L4433>>"),
    ("get", "quizzes:headings", None, "L......"),
    ("get", "quizzes:preview_question", "question", "L44...."),
    ("post", "quizzes:preview_question", "question", "L44...."),
    ("get", "quizzes:export_questions", None, "L33...."),
    ("post", "quizzes:export_questions", None, "L33...."),
    ("get", "quizzes:imports", None, "L33...."),
    ("post", "quizzes:imports", None, "L33...."),
    ("get", "quizzes:import", "import", "L444..."),
    ("get", "quizzes:import_progress", "import", "L444..."),
    ("post", "quizzes:apply_import", "import", "L444>>>"),
    ("post", "quizzes:copy_question", "question", "L44>>>>"),
    ("get", "quizzes:question_versions", "question", "L44...."),
    ("get", "quizzes:question_version", "question 1", "L444444"),
    ("post", "quizzes:bring_back_version", "question 1", "L443>>>"),
    ("get", "quizzes:quizzes", None, "L33...."),
    ("get", "quizzes:create_quiz", None, "L33...."),
    ("post", "quizzes:create_quiz", None, "L33...."),
    ("get", "quizzes:edit_quiz", "quiz", "L443..."),
    ("post", "quizzes:edit_quiz", "quiz", "L443..."),
    ("get", "quizzes:analysis", "quiz", "L443..."),
    ("get", "quizzes:analysis_csv", "quiz", "L443..."),
    ("get", "quizzes:analysis_xlsx", "quiz", "L443..."),
    ("get", "quizzes:attempts", "quiz", "L443..."),
    ("post", "quizzes:regrade", "quiz", "L443>>>"),
    ("get", "quizzes:regrade_report", "regrade", "L443..."),
    ("get", "quizzes:regrade_progress", "regrade", "L443..."),
    ("get", "quizzes:marking", "quiz", "L443..."),
    ("get", "quizzes:mark_answer", "answer", "L443>>>"),
    ("post", "quizzes:mark_answer", "answer", "L443>>>"),
    ("get", "quizzes:mine", None, "L......"),
    ("get", "quizzes:take", "open_quiz", "L......"),
    ("get", "quizzes:take", "quiz", "L444..."),
    ("post", "quizzes:start", "open_quiz", "L>>>>>>"),
    ("post", "quizzes:start", "quiz", "L444444"),
    ("get", "quizzes:start", "open_quiz", "L555555"),
    ("post", "quizzes:try_quiz", "quiz", "L443>>>"),
    ("get", "quizzes:attempt", "attempt", "L.44444"),
    ("post", "quizzes:attempt", "attempt", "L944444"),
    ("post", "quizzes:save_answer", "attempt 1", "L!!!!!!"),
    ("get", "quizzes:submit", "attempt", "L.44444"),
    ("post", "quizzes:submit", "attempt", "L944444"),
    ("get", "quizzes:result", "attempt", "L>44444"),
    ("get", "quizzes:result", "submitted", "L.44..."),
    ("get", "quizzes:pick_questions", "quiz", "L443..."),
    ("post", "quizzes:pick_questions", "quiz", "L443>>>"),
    ("get", "quizzes:add_section", "quiz", "L443..."),
    ("post", "quizzes:add_section", "quiz", "L443..."),
    ("get", "quizzes:section", "section", "L443..."),
    ("post", "quizzes:section", "section", "L443..."),
    ("get", "quizzes:add_draw", "quiz", "L443..."),
    ("post", "quizzes:add_draw", "quiz", "L443..."),
    ("get", "quizzes:draw", "draw", "L443..."),
    ("post", "quizzes:draw", "draw", "L443..."),
    ("get", "quizzes:quiz_settings", "quiz", "L443..."),
    ("post", "quizzes:quiz_settings", "quiz", "L443..."),
    ("get", "quizzes:allowances", "quiz", "L443..."),
    ("post", "quizzes:allowances", "quiz", "L443..."),
    ("post", "quizzes:take_allowance", "allowance", "L443>>>"),
]


@pytest.mark.parametrize(("method", "name", "argument", "answers"), QUIZ_DOORS)
def test_doors_of_quizzes(method: str, name: str, argument: str | None, answers: str) -> None:
    people = library_people()
    question, quiz = make_question(created_by=people["maker"]), make_quiz(created_by=people["maker"])
    assert people["trainee"] is not None
    open_quiz = make_quiz(created_by=people["maker"], is_open=True, attempts_allowed=0)
    submitted = start_attempt(open_quiz, person=people["trainee"])
    submit_attempt(submitted, lease=submitted.lease)
    attempt = start_attempt(open_quiz, person=people["trainee"])
    arguments: dict[str, object] = {
        "open_quiz": open_quiz.pk,
        "submitted": submitted.pk,
        "attempt": attempt.pk,
        "question": question.pk,
        "quiz": quiz.pk,
        "regrade": Regrade.objects.create(quiz=quiz).pk,
        "answer": make_attempt(quiz, [2]).answers.get().pk,
        "section": QuizSection.objects.create(quiz=quiz, position=1, title_en="Part").pk,
        "draw": QuizDraw.objects.create(quiz=quiz, position=1).pk,
        "allowance": Allowance.objects.create(quiz=quiz, person=make_person(), extra_minutes=5).pk,
        "category": Category.objects.create(name_en="Valuation").pk,
        "tag": Tag.objects.create(kind="topic", key="valuation", name_en="Valuation").pk,
        "import": QuestionImport.objects.create(
            created_by=people["maker"], name="bank.gift", key="x", size=1, format="gift", state="ready"
        ).pk,
    }
    url = reverse(name, args=[arguments.get(word, word) for word in (argument or "").split()])
    assert status_codes(method, url, list(people.values())) == answers
