"""Accounts that nobody uses."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from people.models import Person


def never_used(*, before: datetime) -> QuerySet[Person]:
    """Provisional accounts made before then with which nobody ever signed in."""
    unused = Person.objects.filter(is_provisional=True, last_login__isnull=True, erased_at__isnull=True)
    return unused.filter(date_joined__lt=before).order_by("pk")
