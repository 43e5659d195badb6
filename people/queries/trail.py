"""The audit trail as administrators read it."""

from __future__ import annotations

from django.db.models import QuerySet

from core.models import AuditEntry


def entries(*, verb: str = "", subject: str = "") -> QuerySet[AuditEntry]:
    """The newest first, with their actors. ``verb`` is the beginning of one (``place``), ``subject`` a whole one
    (``webinar:17``) or the beginning before its number (``webinar``)."""
    found = AuditEntry.objects.select_related("actor").order_by("-pk")
    if verb:
        found = found.filter(verb__startswith=verb)
    if subject:
        found = found.filter(subject=subject) if ":" in subject else found.filter(subject__startswith=f"{subject}:")
    return found
