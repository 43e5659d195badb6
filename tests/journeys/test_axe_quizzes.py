"""Pages of the bank, of quizzes and of attempts in a real browser, fit for everyone, over the bank of the demonstration."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from people.choices import Role
from people.models import Person
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.regrading import begin_regrade
from quizzes.choices import AttemptState, QuestionKind
from quizzes.demonstration.bank import make_bank, make_quiz, take_quiz
from quizzes.models import Allowance, AttemptAnswer, Category, Question, QuestionImport, Quiz, Regrade, Tag
from tests.factories import make_person
from tests.journeys.fitness import Look, Row, looked_at_both_ways, needs_axe, problems_of_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

MARKED_KINDS = [kind for kind in QuestionKind.values if kind not in ("scale", "ranking", "word_cloud", "open_text")]
PAGES: list[Row] = [
    ("quizzes:questions", None, "trainer"),
    ("quizzes:create_question", None, "trainer"),
    *(("quizzes:edit_question", kind, "trainer") for kind in MARKED_KINDS),
    ("quizzes:file_question", "single", "trainer"),
    ("quizzes:question_versions", "single", "trainer"),
    ("quizzes:question_version", "single 1", "trainer"),
    ("quizzes:categories", None, "trainer"),
    ("quizzes:category", "category", "manager"),
    ("quizzes:tags", None, "trainer"),
    ("quizzes:tag", "tag", "manager"),
    ("quizzes:translations", None, "trainer"),
    ("quizzes:translate_question", "cloze fr", "trainer"),
    ("quizzes:imports", None, "trainer"),
    ("quizzes:import", "import", "trainer"),
    ("quizzes:export_questions", None, "trainer"),
    ("quizzes:quizzes", None, "trainer"),
    ("quizzes:create_quiz", None, "trainer"),
    ("quizzes:edit_quiz", "quiz", "trainer"),
    ("quizzes:pick_questions", "quiz", "trainer"),
    ("quizzes:add_section", "quiz", "trainer"),
    ("quizzes:section", "section", "trainer"),
    ("quizzes:add_draw", "quiz", "trainer"),
    ("quizzes:draw", "draw", "trainer"),
    ("quizzes:quiz_settings", "quiz", "trainer"),
    ("quizzes:allowances", "quiz", "trainer"),
    ("quizzes:analysis", "quiz", "trainer"),
    ("quizzes:attempts", "quiz", "trainer"),
    ("quizzes:regrade_report", "regrade", "trainer"),
    ("quizzes:marking", "quiz", "trainer"),
    ("quizzes:mark_answer", "essay_answer", "trainer"),
    ("quizzes:headings", None, "trainee"),
    ("quizzes:mine", None, "trainee"),
    ("quizzes:take", "quiz", "trainee"),
    ("quizzes:attempt", "attempt", "trainee"),
    ("quizzes:submit", "attempt", "trainee"),
    ("quizzes:result", "result", "taker"),
]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Person | None]:
    return {
        "trainer": make_person(Role.TRAINER, full_name="Ana Sousa"),
        "manager": make_person(Role.PROGRAMME_MANAGER),
        "trainee": make_person(full_name="Paulo Nhantumbo"),
        "taker": make_person(full_name="Amina Diallo"),
    }


@pytest.fixture
def things(people: dict[str, Any]) -> dict[str, int]:
    """What the addresses name, by the word in :data:`PAGES`; kinds of questions among them."""
    trainer, now = people["trainer"], timezone.now()
    quiz: Quiz = make_quiz(make_bank(by=trainer, reviewer=people["manager"]), by=trainer)
    take_quiz(quiz, [people["taker"], *(make_person() for _ in range(10))], now=now)
    Allowance.objects.create(quiz=quiz, person=people["trainee"], extra_minutes=10)
    begin_regrade(quiz, by=trainer)
    imported = QuestionImport.objects.create(
        created_by=trainer, name="bank.gift", key="x", size=1, format="gift", state="ready"
    )
    kinds = dict(Question.objects.order_by("-pk").values_list("kind", "pk"))
    essays = AttemptAnswer.objects.filter(question__kind="essay", attempt__state=AttemptState.SUBMITTED)
    first = Category.objects.order_by("pk")[0], Tag.objects.order_by("pk")[0]
    return {
        **kinds,
        "quiz": quiz.pk,
        "category": first[0].pk,
        "tag": first[1].pk,
        "import": imported.pk,
        "section": quiz.sections.all()[0].pk,
        "draw": quiz.draws.all()[0].pk,
        "regrade": Regrade.objects.get().pk,
        "essay_answer": essays[0].pk,
        "attempt": start_attempt(quiz, person=people["trainee"]).pk,
        "result": quiz.attempts.filter(person=people["taker"])[0].pk,
    }


@looked_at_both_ways
def test_pages_of_quizzes_are_fit_for_everyone(
    browser: Any, live_server: Any, people: dict[str, Person | None], things: dict[str, int], look: Look
) -> None:
    def argument(word: str) -> Any:
        return word if word == "fr" else int(word) if word.isdigit() else things[word]

    problems = problems_of_all(browser, live_server.url, look, PAGES, people, argument)
    assert problems == [], "\n".join(problems)
