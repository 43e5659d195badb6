"""Sign-ins that ran out."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.actions import action


@action
def let_go_of_sessions() -> int:
    """Remove sessions that ran out, with where they were. Returns how many went."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = Session.objects.values("session_key")
    gone, _each = UserSession.objects.exclude(session_key__in=alive).delete()
    return int(gone)
