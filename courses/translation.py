from modeltranslation.translator import TranslationOptions, register

from courses.models import Deck


@register(Deck)
class DeckTranslation(TranslationOptions):
    fields = ("title",)
