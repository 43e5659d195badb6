"""Mails that were written to the folder because no mail server is configured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATOR = b"-" * 79
"""What Django's file backend writes after each mail of a file."""


@dataclass(frozen=True)
class KeptMail:
    at: datetime | None
    to: str
    subject: str
    text: str


def kept_mails(folder: Path, *, limit: int = 50) -> list[KeptMail]:
    """The newest first, at most ``limit``; a file that cannot be read is left out."""
    found: list[KeptMail] = []
    if not folder.is_dir():
        return found
    for path in sorted(folder.glob("*.log"), key=lambda entry: entry.name, reverse=True):
        try:
            parts = path.read_bytes().split(SEPARATOR)
        except OSError:
            continue
        found += [_parsed(part) for part in reversed(parts) if part.strip()]
        if len(found) >= limit:
            break
    return found[:limit]


def forget_kept_mails(folder: Path, *, before: datetime) -> int:
    """Remove files last written before then. Returns how many went."""
    old = [path for path in folder.glob("*.log") if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _parsed(raw: bytes) -> KeptMail:
    message = message_from_bytes(raw.lstrip(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    try:
        at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    except ValueError:
        at = None
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=UTC)  # “-0000” in a mail: UTC, without telling the sender's zone
    return KeptMail(
        at=at,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body.get_content().strip() if body else "",
    )
