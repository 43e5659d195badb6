"""The letter that a certificate was issued, in its holder's language."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core import moments
from core.languages import direction
from core.posting import automatic_mail, message_id
from programme.choices import CertificateKind
from programme.models import Certificate
from programme.queries.certificates import title_of


def write(row: Certificate) -> EmailMultiAlternatives:
    """Without a query: ``row`` comes with its person."""
    person = row.person
    language = person.language
    site = settings.PUBLIC_URL.rstrip("/")
    with translation.override(language):
        title = title_of(row, language)
        is_course = row.kind == CertificateKind.COURSE
        what = _("Your certificate") if is_course else _("Your proof of attendance")
        context = {
            "language": language,
            "direction": direction(language),
            "words": {
                "heading": _("You have completed this course") if is_course else _("You attended this webinar"),
                "paragraphs": [
                    _("Your certificate is ready, in six languages, to print or to keep as a PDF."),
                    _("Whoever you give it to can verify it under the address printed on it."),
                ],
                "button": (_("Open the certificate"), site + reverse("programme:certificate", args=[row.number])),
                "notes": [],
            },
            "title": title.text,
            "title_language": title.language,
            "title_direction": direction(title.language),
            "is_fallback": title.language != language,
            "times": [],
            "why": _("You get this mail because you completed this course, or attended this webinar."),
            "city": moments.zone_city(person.time_zone),
            "profile": site + reverse("people:profile"),
            "public_url": settings.PUBLIC_URL,
        }
        subject = _("%(what)s: %(title)s") % {"what": what, "title": title.text}
        return automatic_mail(
            to=person.email,
            subject=subject,
            text=render_to_string("frame/letter.txt", context).strip() + "\n",
            html=render_to_string("frame/letter.html", context),
            language=language,
            message_id=message_id("programme.certificate", str(row.pk)),
        )
