"""Delivery status notifications (RFC 3464): what a mail server sends back when a mail could not be delivered.

Only such reports are believed, and only by the ``Message-ID`` that they return: it is an HMAC, so that whoever can name it
was sent the mail. Anything else (answers, out-of-office notes, spam, garbage) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from webinars.actions.bounces import Returned, record_bounces

LARGEST = 1024 * 1024
"""Bytes of a report that are read: servers return the beginning of the mail, seldom all of it."""

MOST = 500
"""Reports of a folder that are read at once."""

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{3,120}>")


def read_report(raw: bytes) -> list[Returned]:
    """The mails that a report says failed for good; empty for whatever is no such report."""
    try:
        message = message_from_bytes(raw[:LARGEST])
        if message.get_content_type() != "multipart/report" or not message.is_multipart():
            return []
        reasons = [reason for part in _parts(message) for reason in _failures(part)]
        ids = {found for part in _parts(message) for found in _returned_ids(part)}
    except Exception:  # a mail from anywhere, made by anybody: it may break the parser in ways of its own
        return []
    return [Returned(found, reasons[0]) for found in sorted(ids)] if reasons else []


def _parts(message: Message) -> list[Message]:
    parts = message.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _failures(part: Message) -> Iterator[str]:
    """Status and words of each recipient for whom the delivery failed."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in _parts(part):
        if _plain(block.get("Action", "")).lower() == "failed":
            status = _STATUS.search(_plain(block.get("Status", "")))
            words = _plain(block.get("Diagnostic-Code", "")).partition(";")[2].strip()
            yield f"{status.group() if status else '5.0.0'} {words}".strip()[:300]


def _returned_ids(part: Message) -> Iterator[str]:
    """The ``Message-ID`` of the mail that came back, from the copy or the headers of it."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        copies = _parts(part)
    elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
        content = part.get_payload(decode=True)
        copies = [message_from_bytes(content if isinstance(content, bytes) else str(part.get_payload()).encode())]
    else:
        return
    for copy in copies:
        found = _MESSAGE_ID.search(_plain(copy.get("Message-ID", "")))
        if found:
            yield found.group()


def _plain(value: object) -> str:
    """A header as one line of printable characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(value)).split())


def read_maildir(folder: Path) -> Iterator[tuple[Path, list[Returned]]]:
    """New messages of a maildir with what they report, at most :data:`MOST`. Links and folders in it are left alone."""
    new = folder / "new"
    if not new.is_dir():
        return
    files = sorted(path for path in new.iterdir() if path.is_file() and not path.is_symlink())
    for path in files[:MOST]:
        with path.open("rb") as file:
            yield path, read_report(file.read(LARGEST))


def take_maildir(folder: Path) -> int:
    """Take each new report of a maildir and mark it as read. Returns how many mails came back."""
    total = 0
    for path, returned in read_maildir(folder):
        total += record_bounces(returned) if returned else 0
        read = folder / "cur"
        read.mkdir(exist_ok=True)
        path.rename(read / f"{path.name.partition(':')[0]}:2,S")
    return total
