"""Persons, administrations and regions."""

from __future__ import annotations

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from people.choices import Audience, Gender, Role


class Region(models.Model):
    """One of the six WCO regions. ``code`` is the short code of the seed data: ESA, EUR, ASP, MENA, AMS, WCA."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Administration(models.Model):
    """A member's customs service. ``country`` is ISO 3166-1 alpha-2; its name is shown by CLDR, see ``people.countries``."""

    country = models.CharField(max_length=2, unique=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="administrations")
    member_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["country"]

    def __str__(self) -> str:
        return self.country


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone from the list."), code="time_zone.unknown")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A user account with its profile. ``is_rehearsal`` marks the made-up viewers of ``rehearse``: never in any figure.

    ``is_provisional``: made from a list or a nomination, and never yet used by the person themselves. ``link_version`` is in the
    address of the calendar feed: raising it ends the address given out before. ``erased_at``: the account is erased, and what
    is left of it waits to be counted (``docs/rules/personal-data.md``).
    """

    email = models.EmailField(_("E-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("Name as on a certificate"), max_length=150, blank=True)
    administration = models.ForeignKey(
        Administration,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="persons",
        verbose_name=_("Administration"),
    )
    country = models.CharField(_("Country"), max_length=2, blank=True)
    audience = models.CharField(
        _("Audience"), max_length=24, choices=Audience.choices, default=Audience.OPERATIONAL_OFFICER
    )
    language = models.CharField(_("Preferred language"), max_length=2, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    gender = models.CharField(_("Gender"), max_length=12, choices=Gender.choices, default=Gender.NOT_STATED)
    agrees_to_panel_balance = models.BooleanField(
        _("My declared gender may be counted in the balance of a single panel"), default=False
    )
    is_provisional = models.BooleanField(default=False)
    link_version = models.PositiveIntegerField(default=1)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_rehearsal = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()
    known_roles: frozenset[Role] | None = None
    """Set by ``people.access.roles_of`` on this object only."""

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.display_name

    def forget_roles(self) -> None:
        """Read the roles anew at the next question: for an object that outlives a request."""
        self.known_roles = None

    @property
    def display_name(self) -> str:
        return self.full_name or self.email.split("@", 1)[0]

    @property
    def initials(self) -> str:
        """One or two capitals for the face beside a name."""
        parts = [part for part in self.display_name.split() if part[:1].isalpha()]
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()

    @property
    def country_code(self) -> str:
        """The person's country, else their administration's; empty when neither is known."""
        if self.country:
            return self.country
        return self.administration.country if self.administration else ""


class RoleGrant(models.Model):
    """A role of a person. A national coordinator's holds for one administration; the others for the installation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=24, choices=Role.choices)
    administration = models.ForeignKey(
        Administration, null=True, blank=True, on_delete=models.CASCADE, related_name="grants"
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(administration__isnull=True), name="one_grant_per_role"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "administration"], name="one_grant_per_role_and_administration"
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.NATIONAL_COORDINATOR, administration__isnull=False)
                | (~models.Q(role=Role.NATIONAL_COORDINATOR) & models.Q(administration__isnull=True)),
                name="only_coordinators_have_an_administration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
