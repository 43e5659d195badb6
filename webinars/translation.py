from modeltranslation.translator import TranslationOptions, register

from webinars.models import AgendaItem, Series, Webinar


@register(Webinar)
class WebinarTranslation(TranslationOptions):
    fields = ("title", "description")


@register(AgendaItem)
class AgendaItemTranslation(TranslationOptions):
    fields = ("title",)


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("title",)
