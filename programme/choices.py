"""Fixed vocabularies of the programme's figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionKind(models.TextChoices):
    """Whose balance a division shows."""

    LEARNERS = "learners", _("Learners")
    TRAINERS = "trainers", _("Trainers")
    PANELS = "panels", _("Panels of a series")
    CONSENTED = "consented", _("Single panels, of those who agreed")
