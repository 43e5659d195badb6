"""A certificate as a paper in one of the six languages, and lists of certificates as tables for Excel."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.languages import active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from people.countries import country_name
from programme.exporters.codes import code_of
from programme.models import Certificate
from programme.queries.certificates import reason_words, title_of


def address_of(row: Certificate) -> str:
    """Under which anybody verifies it."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("programme:verify_certificate", args=[row.number])


def paper(row: Certificate, language: str) -> str:
    """The certificate as HTML, all of it in ``language`` whatever that of the page is; a title that was never published in it
    is in the language that it was written in, and says which."""
    address = address_of(row)
    with translation.override(language):
        title = title_of(row, language)
        context = {
            "certificate": row,
            "title": title,
            "is_fallback": title.language != language,
            "language": language,
            "direction": direction(language),
            "address": address,
            "shown_address": address.partition("://")[2].rstrip("/"),
            "code": code_of(address),
        }
        return render_to_string("programme/paper.html", context)


def paper_title(row: Certificate, language: str) -> str:
    """What the page is called, and so the file when it is saved."""
    with translation.override(language):
        return f"{title_of(row, language).text} · {row.number}"


def certificates_csv(rows: Iterable[Certificate]) -> bytes:
    return as_csv(_sheet(rows))


def certificates_xlsx(rows: Iterable[Certificate]) -> bytes:
    return as_xlsx([_sheet(rows)], right_to_left=direction(active()) == "rtl")


def _sheet(rows: Iterable[Certificate]) -> Sheet:
    head = [
        _("Number of the certificate"),
        _("Name"),
        _("E-mail address"),
        _("Administration"),
        _("Title"),
        _("Date"),
        _("Minutes"),
        _("Version"),
        _("Issued"),
        _("State"),
        _("Reason"),
        _("Address to verify it"),
    ]
    return Sheet(_("Certificates"), head, [_line(row) for row in rows])


def _line(row: Certificate) -> list[Value]:
    administration = row.person.administration
    return [
        row.number,
        row.name,
        row.person.email,
        country_name(administration.country) if administration else "",
        title_of(row, active()).text,
        row.earned_on.isoformat(),
        row.minutes,
        row.version,
        timezone.localtime(row.issued_at),
        state_words(row),
        reason_words(row),
        address_of(row),
    ]


def state_words(row: Certificate) -> str:
    if row.replaced_at is not None:
        return _("Replaced")
    return _("Revoked") if row.revoked_at is not None else _("Valid")
