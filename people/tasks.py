"""Jobs about people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from people.actions.sessions import let_go_of_sessions
from people.queries.mail import forget_kept_mails

MAILS_KEPT = timedelta(days=30)


@shared_task(name="people.let_go")
def let_go() -> None:
    """Every night: sign-ins that ran out, and mails that were written to the folder while no mail server was there."""
    let_go_of_sessions()
    forget_kept_mails(Path(settings.EMAIL_FILE_PATH), before=timezone.now() - MAILS_KEPT)
