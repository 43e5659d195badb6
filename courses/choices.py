from django.db import models
from django.utils.translation import gettext_lazy as _


class RenderState(models.TextChoices):
    """Waiting → rendering → ready or failed. A ready one becomes ``replaced`` when a newer file is ready."""

    WAITING = "waiting", _("Waiting")
    RENDERING = "rendering", _("Being prepared")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be prepared")
    REPLACED = "replaced", _("Replaced")


UNFINISHED = (RenderState.WAITING, RenderState.RENDERING)
NEWEST = (RenderState.WAITING, RenderState.RENDERING, RenderState.FAILED)
"""States of a file that was uploaded after the one being shown."""
