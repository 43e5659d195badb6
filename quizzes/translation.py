from modeltranslation.translator import TranslationOptions, register

from quizzes.models import Choice, Question, Quiz


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "explanation", "low_label", "high_label")


@register(Choice)
class ChoiceTranslation(TranslationOptions):
    fields = ("text", "feedback")


@register(Quiz)
class QuizTranslation(TranslationOptions):
    fields = ("title",)
