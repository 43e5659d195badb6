"""Mails of a webinar: what each kind will look like, what became of each, and sending one again by hand."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from core.actions import Refused
from core.languages import LANGUAGES
from core.refusals import sentence
from people.models import Person
from webinars import access
from webinars.access import Right
from webinars.actions import delivery
from webinars.choices import MailKind
from webinars.letters.writing import write
from webinars.queries import mail_page

PER_PAGE = 50
PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
"""A mail has styles of its own, runs nothing and fetches nothing; only our own pages show it."""


@login_required
@require_safe
def mails(request: HttpRequest, slug: str) -> HttpResponse:
    webinar = access.get_webinar(cast(Person, request.user), slug, Right.EDIT)
    now = timezone.now()
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    rows = mail_page.mails_of(webinar, now, kind=kind, state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "webinar": webinar,
        "counts": mail_page.mail_counts(webinar, now),
        "lines": [mail_page.mail_line(mail, now) for mail in page],
        "page": page,
        "kept": kept.urlencode(),
        "kinds": MailKind.choices,
        "kind": kind,
        "state": state,
    }
    return render(request, "webinars/mails.html", context)


@login_required
@require_safe
@never_cache
def preview(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """A mail of a kind as a person who reads ``language`` would get it now."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    if kind not in MailKind.values or language not in LANGUAGES:
        raise Http404
    letter = write(mail_page.sample(webinar, MailKind(kind), language, viewer=person), timezone.now())
    context = {
        "webinar": webinar,
        "letter": letter,
        "kind": kind,
        "kinds": MailKind.choices,
        "label": MailKind(kind).label,
        "language_shown": language,
    }
    return render(request, "webinars/mail_preview.html", context)


@login_required
@require_safe
@never_cache
@xframe_options_sameorigin
def preview_html(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """The HTML of the mail alone, for the frame of :func:`preview`."""
    person = cast(Person, request.user)
    webinar = access.get_webinar(person, slug, Right.EDIT)
    if kind not in MailKind.values or language not in LANGUAGES:
        raise Http404
    letter = write(mail_page.sample(webinar, MailKind(kind), language, viewer=person), timezone.now())
    return HttpResponse(letter.html, headers={"Content-Security-Policy": PREVIEW_POLICY})


@login_required
@require_POST
def send_again(request: HttpRequest, mail_id: int) -> HttpResponse:
    person = cast(Person, request.user)
    mail = access.get_mail(person, mail_id, Right.EDIT)
    try:
        delivery.send_again(mail, by=person)
    except Refused as refused:
        messages.error(request, sentence(refused.code, refused.data))
    else:
        messages.success(request, _("The mail is sent again."))
    return redirect("webinars:mails", mail.webinar.slug)
