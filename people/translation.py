from modeltranslation.translator import TranslationOptions, register

from people.models import Region


@register(Region)
class RegionTranslation(TranslationOptions):
    fields = ("name",)
