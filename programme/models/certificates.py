"""Certificates: of courses completed and of webinars attended. The rules in words: ``docs/rules/certificates.md``."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from courses.models import Course
from people.models import Person
from programme.choices import CertificateKind, RevocationReason
from webinars.models import Webinar

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No sign that is taken for another when somebody types a number from paper."""

GROUPS, SIGNS = 4, 4


def new_number() -> str:
    """A number that cannot be guessed (78 bits), e.g. ``7K3M-9XQ2-B4TN-8V6H``."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)) for _ in range(GROUPS))


class Certificate(models.Model):
    """What one paper says, as it was when it was issued. One stands for each person and course or webinar.

    ``name``, ``titles`` (by language, those that were published) and the rest never change: a correction issues another that
    ``replaces`` this one, which keeps its number and is ``replaced_at``. ``earned_on`` is a day of its holder's calendar,
    ``minutes`` what the course or the webinar takes, ``version`` the course's. ``reason`` is a manager's, while it is revoked.
    ``letter_claimed_at``, ``letter_sent_at``: as of every letter, claimed before it goes (ADR 14).
    """

    number = models.CharField(max_length=19, unique=True, default=new_number)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=10, choices=CertificateKind.choices)
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates")
    webinar = models.ForeignKey(Webinar, null=True, blank=True, on_delete=models.SET_NULL, related_name="certificates")
    name = models.CharField(max_length=150)
    titles = models.JSONField()
    source_language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    earned_on = models.DateField()
    minutes = models.PositiveIntegerField()
    version = models.PositiveIntegerField(null=True, blank=True)
    issued_at = models.DateTimeField(auto_now_add=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=RevocationReason.choices, blank=True)
    letter_claimed_at = models.DateTimeField(null=True, blank=True)
    letter_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(replaced_at__isnull=True), name="one_certificate_of_a_course"
            ),
            models.UniqueConstraint(
                fields=["person", "webinar"], condition=Q(replaced_at__isnull=True), name="one_certificate_of_a_webinar"
            ),
            models.CheckConstraint(
                condition=Q(course__isnull=True) | Q(webinar__isnull=True), name="a_certificate_is_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, reason="") | (Q(revoked_at__isnull=False) & ~Q(reason="")),
                name="who_revokes_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["issued_at"], condition=Q(letter_claimed_at__isnull=True), name="certificates_not_announced"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ErasedCertificate(models.Model):
    """The number of a certificate whose holder's data were erased: nothing else is left of it."""

    number = models.CharField(max_length=19, primary_key=True)
    erased_on = models.DateField()

    def __str__(self) -> str:
        return self.number
