"""Fixed vocabularies of the programme: its figures and certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionKind(models.TextChoices):
    """Whose balance a division shows."""

    LEARNERS = "learners", _("Learners")
    TRAINERS = "trainers", _("Trainers")
    PANELS = "panels", _("Panels of a series")
    CONSENTED = "consented", _("Single panels, of those who agreed")


class CertificateKind(models.TextChoices):
    """What a certificate says of its holder."""

    COURSE = "course", _("Course completed")
    ATTENDANCE = "attendance", _("Webinar attended")


class RevocationReason(models.TextChoices):
    """Why a certificate does not hold any more. Its holder reads it; who verifies it does not."""

    MISTAKE = "mistake", _("Issued by mistake")
    NOT_OWN_WORK = "not_own_work", _("The work was not the holder’s own")
    WRONG_PERSON = "wrong_person", _("Issued to the wrong person")
    REQUEST = "request", _("At the holder’s own request")
    ATTENDANCE = "attendance", _("The attendance was corrected")
