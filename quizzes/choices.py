"""Kinds of questions, with their labels in six languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    SCALE = "scale", _("Scale")
    RANKING = "ranking", _("Ranking")
    NUMERIC = "numeric", _("Number")
    OPEN_TEXT = "open_text", _("Open text")
    WORD_CLOUD = "word_cloud", _("Word cloud")


CHOICE_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING})
"""Kinds that offer choices, and whose answers hold ids of choices."""
