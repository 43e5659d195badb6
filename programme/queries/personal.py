"""What the programme holds of a person: figures, certificates; and until when figures need what lies under them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, eraser, holds, need
from programme.models import Certificate, ErasedCertificate
from webinars.models import Companion, Connection, Registration, Sitting, TeamMember, Webinar

holds(
    Holding(
        "programme.Fact.person",
        Fate.WITHOUT_NAME,
        _("Figures in which you are counted"),
        (
            ("webinar", _("Webinar"), "webinar__slug"),
            ("day", _("When"), "ended_on"),
            ("seconds", _("Seconds"), "seconds"),
            ("attended", _("Attended"), "attended"),
        ),
    ),
    Holding(
        "programme.Certificate.person",
        Fate.AT_ONCE,
        _("Certificates"),
        (
            ("number", _("Number of the certificate"), "number"),
            ("name", _("Name"), "name"),
            ("title", _("Title"), "titles"),
            ("earned_on", _("When"), "earned_on"),
            ("issued_at", _("Issued"), "issued_at"),
            ("replaced_at", _("Replaced"), "replaced_at"),
            ("revoked_at", _("Revoked"), "revoked_at"),
            ("reason", _("Reason"), "reason"),
        ),
    ),
)


@eraser
def erase_certificates(person_id: int) -> None:
    """Nothing stays but that there was a certificate under each number, for whoever verifies it later."""
    rows = Certificate.objects.filter(person=person_id)
    today = timezone.now().date()
    ErasedCertificate.objects.bulk_create(
        [ErasedCertificate(number=number, erased_on=today) for number in rows.values_list("number", flat=True)]
    )
    rows.delete()


LONGEST = timedelta(days=60)
"""A webinar that is not frozen so long after its last sitting never will be; nobody waits for it."""


@need
def is_to_be_counted(person_id: int) -> bool:
    """Whether a webinar that began and is not frozen yet has the person among its people."""
    began = Sitting.objects.filter(
        webinar=OuterRef("pk"), is_rehearsal=False, live_from__isnull=False, ends_at__gt=timezone.now() - LONGEST
    )
    own = (
        Q(pk__in=Registration.objects.filter(person=person_id).values("webinar"))
        | Q(pk__in=TeamMember.objects.filter(person=person_id).values("webinar"))
        | Q(pk__in=Connection.objects.filter(person=person_id).values("room__sitting__webinar"))
        | Q(pk__in=Companion.objects.filter(Q(person=person_id) | Q(host=person_id)).values("room__sitting__webinar"))
    )
    return Webinar.objects.filter(own, Exists(began), freeze__isnull=True).exists()
