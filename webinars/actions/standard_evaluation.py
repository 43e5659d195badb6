"""The evaluation that a manager adds with one button: seven questions in six languages, to be changed as one likes.

As long as nobody has changed one of its questions in the library, that question is used again by the next webinar, so that
answers can be compared from webinar to webinar; a changed one is made anew.
"""

from __future__ import annotations

from django.db.models import Q

from core.actions import action
from core.languages import LANGUAGES
from people.models import Person
from quizzes.actions.questions import add_question
from quizzes.actions.quizzes import add_quiz
from quizzes.choices import QuestionKind
from quizzes.content import ChoiceContent, QuestionContent, Texts
from quizzes.models import Question, Quiz
from webinars.models import Webinar

LONGEST_TITLE = 200


def _texts(en: str, fr: str, ru: str, es: str, pt: str, ar: str) -> Texts:
    return {"en": en, "fr": fr, "ru": ru, "es": es, "pt": pt, "ar": ar}


def _scale(text: Texts, low_label: Texts, high_label: Texts) -> QuestionContent:
    return QuestionContent(QuestionKind.SCALE, text, low=1, high=5, low_label=low_label, high_label=high_label)


TITLE = _texts(
    "Evaluation", "Évaluation", "Оценка вебинара", "Evaluación", "Avaliação", "تقييم"
)  # followed by the title of the webinar

_USEFUL = (
    _texts("Not useful at all", "Pas utile du tout", "Совсем не полезно", "Nada útil", "Nada útil", "غير مفيد"),
    _texts("Very useful", "Très utile", "Очень полезно", "Muy útil", "Muito útil", "مفيد جدًا"),
)

QUESTIONS: tuple[QuestionContent, ...] = (
    _scale(
        _texts(
            "How do you rate this webinar overall?",
            "Dans l’ensemble, comment évaluez-vous ce webinaire ?",
            "Как вы в целом оцениваете этот вебинар?",
            "En conjunto, ¿cómo valora este seminario web?",
            "De um modo geral, como avalia este webinário?",
            "ما تقييمك العام لهذه الندوة؟",
        ),
        _texts("Poor", "Insuffisant", "Плохо", "Deficiente", "Fraco", "ضعيفة"),
        _texts("Very good", "Très bon", "Очень хорошо", "Muy bueno", "Muito bom", "جيدة جدًا"),
    ),
    _scale(
        _texts(
            "How useful is the content for your work?",
            "Dans quelle mesure le contenu est-il utile à votre travail ?",
            "Насколько содержание полезно для вашей работы?",
            "¿En qué medida es útil el contenido para su trabajo?",
            "Em que medida o conteúdo é útil para o seu trabalho?",
            "ما مدى فائدة المحتوى لعملك؟",
        ),
        *_USEFUL,
    ),
    _scale(
        _texts(
            "How was the pace?",
            "Comment avez-vous trouvé le rythme ?",
            "Каким вам показался темп?",
            "¿Qué le pareció el ritmo?",
            "O que achou do ritmo?",
            "ما رأيك في وتيرة العرض؟",
        ),
        _texts(
            "Much too slow",
            "Beaucoup trop lent",
            "Слишком медленный",
            "Demasiado lento",
            "Demasiado lento",
            "بطيئة جدًا",
        ),
        _texts(
            "Much too fast",
            "Beaucoup trop rapide",
            "Слишком быстрый",
            "Demasiado rápido",
            "Demasiado rápido",
            "سريعة جدًا",
        ),
    ),
    _scale(
        _texts(
            "How clearly did the trainers explain?",
            "Les explications étaient-elles claires ?",
            "Насколько понятны были объяснения?",
            "¿Fueron claras las explicaciones?",
            "As explicações foram claras?",
            "ما مدى وضوح شرح المدرّبين؟",
        ),
        _texts(
            "Not clearly at all", "Pas du tout claires", "Совсем непонятны", "Nada claras", "Nada claras", "غير واضح"
        ),
        _texts("Very clearly", "Très claires", "Очень понятны", "Muy claras", "Muito claras", "واضح جدًا"),
    ),
    QuestionContent(
        QuestionKind.SINGLE,
        _texts(
            "Will you use what you learnt in your work?",
            "Allez-vous utiliser dans votre travail ce que vous avez appris ?",
            "Будете ли вы применять в работе то, что узнали?",
            "¿Va a utilizar en su trabajo lo que ha aprendido?",
            "Vai utilizar no seu trabalho o que aprendeu?",
            "هل سيُستخدم ما تعلّمته في عملك؟",
        ),
        choices=tuple(
            ChoiceContent(text)
            for text in (
                _texts(
                    "Yes, within a month",
                    "Oui, dans le mois qui vient",
                    "Да, в течение месяца",
                    "Sí, en el próximo mes",
                    "Sim, no próximo mês",
                    "نعم، خلال شهر",
                ),
                _texts(
                    "Yes, later", "Oui, plus tard", "Да, позже", "Sí, más adelante", "Sim, mais tarde", "نعم، لاحقًا"
                ),
                _texts(
                    "I do not know yet",
                    "Je ne sais pas encore",
                    "Пока не знаю",
                    "Aún no lo sé",
                    "Ainda não sei",
                    "لا أعرف بعد",
                ),
                _texts("No", "Non", "Нет", "No", "Não", "لا"),
            )
        ),
    ),
    QuestionContent(
        QuestionKind.OPEN_TEXT,
        _texts(
            "What was most useful to you?",
            "Qu’est-ce qui vous a été le plus utile ?",
            "Что было для вас самым полезным?",
            "¿Qué le resultó más útil?",
            "O que lhe foi mais útil?",
            "ما أكثر ما أفادك؟",
        ),
    ),
    QuestionContent(
        QuestionKind.OPEN_TEXT,
        _texts(
            "What should be different next time?",
            "Que faudrait-il changer la prochaine fois ?",
            "Что следует изменить в следующий раз?",
            "¿Qué habría que cambiar la próxima vez?",
            "O que se deveria mudar da próxima vez?",
            "ما الذي ينبغي تغييره في المرة القادمة؟",
        ),
    ),
)


@action
def create_standard_quiz(webinar: Webinar, *, by: Person | None) -> Quiz:
    return standard_quiz(webinar, by)


def standard_quiz(webinar: Webinar, by: Person | None) -> Quiz:
    """A quiz of the standard questions for one webinar, made within the running action."""
    title = {
        language: f"{TITLE[language]}: {getattr(webinar, f'title_{language}') or ''}".rstrip(": ")[:LONGEST_TITLE]
        for language in LANGUAGES
    }
    questions = [(_unchanged(draft) or add_question(draft, by), 30) for draft in QUESTIONS]
    return add_quiz(title=title, questions=questions, by=by)


def _unchanged(draft: QuestionContent) -> Question | None:
    """The oldest question of the library that still says what the draft does in all six languages."""
    same = Q(kind=draft.kind, low=draft.low, high=draft.high, max_choices=None, key_number=None)
    for name, texts in (("text", draft.text), ("low_label", draft.low_label), ("high_label", draft.high_label)):
        for language in LANGUAGES:
            text = texts.get(language, "")
            same &= (
                Q(**{f"{name}_{language}": text})
                if text
                else Q(**{f"{name}_{language}__isnull": True}) | Q(**{f"{name}_{language}": ""})
            )
    wanted = [[choice.text[language] for language in LANGUAGES] for choice in draft.choices]
    for question in Question.objects.filter(same).prefetch_related("choices").order_by("pk"):
        choices = sorted(question.choices.all(), key=lambda choice: choice.position)
        if [[getattr(choice, f"text_{language}") for language in LANGUAGES] for choice in choices] == wanted:
            return question
    return None
