from modeltranslation.translator import TranslationOptions, register

from courses.models import Block, Course, Deck, Document, Lesson, Module, Term


@register(Deck)
class DeckTranslation(TranslationOptions):
    fields = ("title",)


@register(Course)
class CourseTranslation(TranslationOptions):
    fields = ("title", "summary")


@register(Module)
class ModuleTranslation(TranslationOptions):
    fields = ("title", "summary", "objectives")


@register(Lesson)
class LessonTranslation(TranslationOptions):
    fields = ("title",)


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = ("text", "caption")


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("text", "note")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "summary")
