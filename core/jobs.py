"""Jobs by name, with ids only: ``enqueue_after_commit("courses.render_deck", version_id=3)``."""

from __future__ import annotations

from typing import Any

from celery import current_app
from django.db import transaction


def enqueue_after_commit(name: str, **ids: int | str) -> None:
    """Send the job when the running transaction commits, and never if it rolls back."""
    transaction.on_commit(lambda: _send(name, ids))


def _send(name: str, ids: dict[str, Any]) -> None:
    if name not in current_app.tasks:
        current_app.loader.import_default_modules()
    task = current_app.tasks.get(name)
    if task is not None:
        task.apply_async(kwargs=ids)
    else:
        current_app.send_task(name, kwargs=ids)
