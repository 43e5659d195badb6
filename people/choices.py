"""Fixed vocabularies of people, with their labels in six languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    SENIOR_MANAGER = "senior_manager", _("Senior manager")
    OPERATIONAL_OFFICER = "operational_officer", _("Operational officer")
    PRIVATE_SECTOR = "private_sector", _("Private sector")


class Gender(models.TextChoices):
    """Self-declared, optional, and used in counts only."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    ANOTHER = "another", _("Another")
    NOT_STATED = "not_stated", _("Not stated")


class Role(models.TextChoices):
    """What a person is in the programme. Everybody is a trainee; the others are granted."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    NATIONAL_COORDINATOR = "national_coordinator", _("National coordinator")
    TRAINER = "trainer", _("Trainer")
    TRAINEE = "trainee", _("Trainee")
