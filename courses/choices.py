from django.db import models
from django.utils.translation import gettext_lazy as _


class RenderState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RENDERING = "rendering", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be prepared")
