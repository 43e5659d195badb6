"""The question bank of the demonstration, with a quiz that people took: made through the actions that everybody else uses.

A start that was killed goes on where it stopped: questions are known again by what they ask, attempts by who took them.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from people.models import Person
from quizzes.actions.arranging import DrawRule, add_draw, add_questions, add_section
from quizzes.actions.attempts.saving import save_page
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt
from quizzes.actions.bank import create_category, create_tag, file_question, set_states
from quizzes.actions.files import upload_file
from quizzes.actions.nomenclature import load_nomenclature
from quizzes.actions.questions import create_question
from quizzes.actions.quizzes import QuizSettings, change_settings, create_quiz
from quizzes.actions.reference import load_set
from quizzes.choices import BankState, FileUse
from quizzes.content import FileContent, QuestionContent, from_json
from quizzes.demonstration.answers import answer_to
from quizzes.demonstration.nomenclature import priority_list, short_list
from quizzes.marking.spec import Response
from quizzes.models import AttemptAnswer, Category, HSSet, Question, Quiz, Tag
from quizzes.queries.attempts import own_attempts

BESIDE = ("key", "category", "tags", "difficulty")
"""What the file says of a question beside its content."""

DRUM = {
    "en": "A drum with a lid, an orange plate with numbers, and a pallet below",
    "fr": "Un fût avec un couvercle, une plaque orange chiffrée et une palette",
    "ru": "Бочка с крышкой, оранжевая табличка с цифрами и поддон под ней",
    "es": "Un bidón con tapa, una placa naranja con números y un palé debajo",
    "pt": "Um tambor com tampa, uma placa laranja com números e uma palete por baixo",
    "ar": "برميل بغطاء ولوحة برتقالية ذات أرقام وتحته منصة",
}


@cache
def _content() -> dict[str, Any]:
    file = resources.files("quizzes.demonstration") / "content" / "bank.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def make_bank(*, by: Person, reviewer: Person) -> dict[str, Question]:
    """The nomenclature, categories, tags, and approved questions by their key."""
    load_nomenclature(short_list(), replaces=False)
    if not HSSet.objects.filter(key="chpl").exists():
        load_set(priority_list())
    categories = {row["key"]: _category(row["name"]) for row in _content()["category"]}
    tags = {f"{row['kind']}:{row['key']}": _tag(row) for row in _content()["tag"]}
    questions = {}
    for row in _content()["question"]:
        content = from_json({name: value for name, value in row.items() if name not in BESIDE})
        question = Question.objects.filter(created_by=by, text_en=content.text["en"]).first()
        if question is None:
            question = create_question(_with_picture(content, by), by=by)
        labels = [tags[name] for name in row["tags"]]
        file_question(question, category=categories[row["category"]], tags=labels, difficulty=row["difficulty"])
        questions[row["key"]] = question
    waiting = [question.pk for question in questions.values() if question.state == BankState.DRAFT]
    if waiting:
        set_states(waiting, state=BankState.IN_REVIEW, by=by)
        set_states(waiting, state=BankState.APPROVED, by=reviewer)
    return questions


def _category(name: Mapping[str, str]) -> Category:
    return Category.objects.filter(name_en=name["en"]).first() or create_category(name=name)


def _tag(row: Mapping[str, Any]) -> Tag:
    held = Tag.objects.filter(kind=row["kind"], key=row["key"]).first()
    return held or create_tag(kind=row["kind"], name=row["name"], key=row["key"])


def _with_picture(content: QuestionContent, by: Person) -> QuestionContent:
    if not any(choice.area for choice in content.choices):
        return content
    file = upload_file("drum.png", _drum(), by=by, use=FileUse.BACKGROUND)
    picture = FileContent(file.pk, FileUse.BACKGROUND.value, file.name, DRUM)
    return QuestionContent(**{**vars(content), "files": (picture,)})


def _drum() -> bytes:
    """A drawing of 800 by 800 pixels; its parts are where the areas of ``bank.toml`` say."""
    picture = Image.new("RGB", (800, 800), "#f4f2ee")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((200, 60, 600, 700), 24, fill="#5b7f95", outline="#20323c", width=6)
    draw.rectangle((200, 40, 600, 144), fill="#3f5c6e", outline="#20323c", width=6)
    for height in (260, 560):
        draw.line((200, height, 600, height), fill="#20323c", width=6)
    draw.rectangle((288, 320, 512, 496), fill="#e8862c", outline="#111111", width=8)
    draw.line((288, 408, 512, 408), fill="#111111", width=8)
    draw.text((400, 364), "80", fill="#111111", anchor="mm", font_size=64)
    draw.text((400, 452), "1789", fill="#111111", anchor="mm", font_size=64)
    for left in range(80, 720, 110):
        draw.rectangle((left, 704, left + 80, 740), fill="#b08958", outline="#5a4326", width=4)
    draw.rectangle((80, 740, 720, 790), fill="#a37b4a", outline="#5a4326", width=4)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


IN_THE_QUIZ = {
    "first": ("resolution", "made-for-the-army", "r-of-cbrn"),
    "second": ("headings", "gaps", "mass", "classify"),
    "third": ("red-flags", "steps", "plate", "new-customer"),
}
"""The questions of each section; after those of the first, two more are drawn from their category."""


def make_quiz(questions: Mapping[str, Question], *, by: Person) -> Quiz:
    """A self-test offered to everybody: sections, a random draw, an essay for trainers to mark."""
    row = _content()["quiz"][0]
    held = Quiz.objects.filter(created_by=by, title_en=row["title"]["en"]).first()
    if held is not None and held.is_open:
        return held
    if held is not None:
        held.delete()
    quiz = create_quiz(title=row["title"], introduction=row["introduction"], by=by)
    for section in row["section"]:
        add_section(quiz, title=section["title"], introduction={})
        keys = IN_THE_QUIZ[section["key"]]
        add_questions(quiz, questions=[questions[key].pk for key in keys])
        if section["key"] == "first":
            category = questions[keys[0]].category or Question.objects.get(pk=questions[keys[0]].pk).category
            add_draw(quiz, rule=DrawRule(2, category))
    rules = QuizSettings(is_open=True, minutes=30, attempts_allowed=3, pass_share=60)
    return change_settings(quiz, title=row["title"], introduction=row["introduction"], settings=rules, by=by)


def take_quiz(quiz: Quiz, people: Iterable[Person], *, now: datetime, knows_all: bool = False) -> int:
    """An attempt of each person within the last ten days, as able people answer, or as who ``knows_all``: how many were made."""
    made = 0
    for number, person in enumerate(people):
        if own_attempts(quiz, person, source="").exists():
            continue
        chance = random.Random(person.email)  # noqa: S311  the same people answer the same at every installation
        began = now - timedelta(days=1 + number % 9, minutes=17 * number % 600)
        attempt = start_attempt(quiz, person=person, now=began)
        skill, language = 1.0 if knows_all else chance.uniform(0.35, 0.95), person.language

        def answers(
            content: QuestionContent,
            _position: int,
            skill: float = skill,
            language: str = language,
            chance: Any = chance,
        ) -> Response:
            return answer_to(content, skill, language, chance)

        positions = AttemptAnswer.objects.filter(attempt=attempt).values_list("position", flat=True)
        save_page(
            attempt,
            lease=attempt.lease,
            flags=dict.fromkeys(positions, False),
            read=answers,
            language=language,
            now=began + timedelta(minutes=13),
        )
        submit_attempt(attempt, lease=attempt.lease, now=began + timedelta(minutes=14))
        made += 1
    return made
