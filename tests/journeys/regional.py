"""The regional webinar: real content in six languages, made by the same actions as through the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.languages import LANGUAGES
from courses.actions.decks import create_deck
from courses.actions.upload import check_pdf, upload_version
from courses.models import Deck, DeckVersion
from courses.tasks import render_deck
from people.models import Person
from quizzes.actions.questions import create_question
from quizzes.actions.quizzes import create_quiz
from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from tests.decks import declaration, make_pdf
from tests.factories import make_person
from webinars.actions.agenda import ItemDraft, add_item
from webinars.actions.planned_activities import plan_activity, plan_quiz
from webinars.actions.registration.by_hand import register_people
from webinars.actions.sittings import create_sitting
from webinars.actions.team import add_member
from webinars.actions.webinars import create_webinar
from webinars.choices import ActivityKind, AgendaKind, WebinarRole
from webinars.models import Activity, Room, Sitting, Webinar

ARTICLES = 2
POLL = {
    "en": "Which article matters most in your daily work?",
    "fr": "Quel article compte le plus dans votre travail quotidien ?",
    "ar": "أي مادة هي الأهم في عملك اليومي؟",
}
"""Without Russian, so that a Russian reader meets the fallback."""
CONFIDENCE = {
    "en": "How sure are you of your rights?",
    "fr": "Êtes-vous sûr de vos droits ?",
    "ru": "Насколько вы уверены в своих правах?",
    "es": "¿Qué seguridad tiene sobre sus derechos?",
    "pt": "Que segurança tem sobre os seus direitos?",
    "ar": "ما مدى ثقتك بحقوقك؟",
}


@dataclass(frozen=True)
class Webcast:
    """The webinar in its lobby, with its people and its prepared activities."""

    webinar: Webinar
    sitting: Sitting
    room: Room
    trainer: Person
    french: Person
    arabic: Person
    russian: Person
    poll: Activity
    anonymous: Activity
    quiz: list[Activity]
    asked: list[dict[str, Any]]
    """The questions of the quiz as their file has them."""

    @property
    def path(self) -> str:
        return f"/rooms/{self.room.pk}/"


def article(language: str, number: int) -> str:
    """The heading of an article of the declaration: “Article 1”."""
    return declaration(language, number)[number].splitlines()[0]


def title() -> dict[str, str]:
    return {language: declaration(language, 0)[0] for language in LANGUAGES}


def make_regional_webinar(shared: Path) -> Webcast:
    """A trainer from Kenya and trainees from Senegal, Morocco and Kazakhstan; the declaration, two polls, a quiz of two."""
    trainer = make_person(full_name="James Otieno", country="KE", region="ESA")
    french = make_person(full_name="Aminata Diallo", country="SN", region="WCA", language="fr", gender="woman")
    arabic = make_person(full_name="يوسف الحداد", country="MA", region="MENA", language="ar", gender="man")
    russian = make_person(full_name="Ольга Ахметова", country="KZ", region="EUR", language="ru", gender="woman")
    webinar = create_webinar(title=title(), description={}, by=trainer)
    add_member(webinar, email=trainer.email, role=WebinarRole.HOST, spoken_language="en")
    register_people(webinar, emails=[french.email, arabic.email, russian.email], by=trainer)
    starts = timezone.now() + timedelta(minutes=10)
    sitting = create_sitting(webinar, starts=starts, ends=starts + timedelta(minutes=90), time_zone="Africa/Nairobi")
    reading = add_item(
        sitting, ItemDraft(AgendaKind.MODULE, title(), 60, notes="Read article 1 aloud.", deck=_slides(trainer))
    )
    testing = add_item(sitting, ItemDraft(AgendaKind.QUIZ, {"en": "What do you know?"}, 30))
    poll = plan_activity(reading, kind=ActivityKind.POLL, draft=_poll(), by=trainer)
    anonymous = plan_activity(
        reading,
        kind=ActivityKind.POLL,
        draft=QuestionContent(QuestionKind.SCALE, CONFIDENCE, low=1, high=5),
        anonymous=True,
        by=trainer,
    )
    asked = json.loads((shared / "data" / "content" / "mcq_parallel_6lang.json").read_text(encoding="utf-8"))[:2]
    questions = [create_question(_question(entry), by=trainer) for entry in asked]
    quiz = create_quiz(title={"en": "Quiz"}, questions=[(question, 300) for question in questions], by=trainer)
    return Webcast(
        webinar=webinar,
        sitting=sitting,
        room=Room.objects.get(sitting=sitting),
        trainer=trainer,
        french=french,
        arabic=arabic,
        russian=russian,
        poll=poll,
        anonymous=anonymous,
        quiz=plan_quiz(testing, quiz=quiz),
        asked=asked,
    )


def _slides(by: Person) -> Deck:
    deck = create_deck(titles=title(), by=by)
    for language in LANGUAGES:
        content = ContentFile(make_pdf(declaration(language, ARTICLES), language))
        version = upload_version(deck, language=language, pdf=check_pdf(content, name=f"{language}.pdf"))
        render_deck(version.pk)
        assert DeckVersion.objects.get(pk=version.pk).state == "ready"
    return deck


def _poll() -> QuestionContent:
    choices = [
        ChoiceContent({language: article(language, number) for language in LANGUAGES})
        for number in range(1, ARTICLES + 1)
    ]
    return QuestionContent(QuestionKind.SINGLE, POLL, choices=choices)


def _question(entry: dict[str, Any]) -> QuestionContent:
    """One of the parallel questions: the feedback of its right choice is the explanation."""
    words = entry["lang"]
    keys = [option["key"] for option in words["en"]["options"]]
    choices = [
        ChoiceContent(
            text={language: words[language]["options"][at]["text"] for language in LANGUAGES},
            feedback=(
                {}
                if key == entry["correct"]
                else {language: words[language]["options"][at]["feedback"] for language in LANGUAGES}
            ),
            is_right=key == entry["correct"],
        )
        for at, key in enumerate(keys)
    ]
    return QuestionContent(
        QuestionKind.SINGLE,
        {language: words[language]["prompt"] for language in LANGUAGES},
        choices=choices,
        explanation={
            language: words[language]["options"][keys.index(entry["correct"])]["feedback"] for language in LANGUAGES
        },
    )
