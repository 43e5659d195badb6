from modeltranslation.translator import TranslationOptions, register

from quizzes.models import (
    AcceptedAnswer,
    Category,
    Choice,
    HSCode,
    HSSection,
    Part,
    PartChoice,
    Question,
    QuestionFile,
    Quiz,
    QuizSection,
    Tag,
)


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("text", "explanation", "low_label", "high_label")


@register(Choice)
class ChoiceTranslation(TranslationOptions):
    fields = ("text", "feedback")


@register(Part)
class PartTranslation(TranslationOptions):
    fields = ("text",)


@register(PartChoice)
class PartChoiceTranslation(TranslationOptions):
    fields = ("text", "feedback")


@register(AcceptedAnswer)
class AcceptedAnswerTranslation(TranslationOptions):
    fields = ("feedback",)


@register(QuestionFile)
class QuestionFileTranslation(TranslationOptions):
    fields = ("alt",)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("name",)


@register(HSSection)
class HSSectionTranslation(TranslationOptions):
    fields = ("title",)


@register(HSCode)
class HSCodeTranslation(TranslationOptions):
    fields = ("title",)


@register(Quiz)
class QuizTranslation(TranslationOptions):
    fields = ("title", "introduction")


@register(QuizSection)
class QuizSectionTranslation(TranslationOptions):
    fields = ("title", "introduction")
