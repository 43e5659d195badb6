"""A letter about a course as a mail: subject, text and HTML in the person's language and by their calendar."""

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
from courses.choices import DeclineReason, ReminderKind
from courses.models import Reminder
from courses.queries.texts import Words, words_of


def write(letter: Reminder) -> EmailMultiAlternatives:
    """One query, for the title."""
    row = letter.enrolment
    person, course = row.person, row.course
    language = person.language
    with translation.override(language):
        version = row.version_id or course.published_id
        title = words_of([version] if version else [], language).get(version or 0, Words(course.slug, "", language))
        subject, heading, paragraphs, button = _words(letter)
        address = settings.PUBLIC_URL.rstrip("/") + reverse("courses:course", args=[course.slug])
        times = []
        if row.due_on is not None and letter.kind != ReminderKind.NO_PLACE:
            last_day = _("Last day: %(day)s") % {"day": moments.date_words(row.due_on)}
            times = [{"own": last_day, "city": moments.zone_city(person.time_zone)}]
        context = {
            "language": language,
            "direction": direction(language),
            "words": {"heading": heading, "paragraphs": paragraphs, "button": (button, address), "notes": []},
            "title": title.title,
            "title_language": title.language,
            "title_direction": direction(title.language),
            "is_fallback": title.language != language,
            "times": times,
            "why": _("You get this mail because you are in this course, or asked for a place in it."),
            "city": moments.zone_city(person.time_zone),
            "profile": settings.PUBLIC_URL.rstrip("/") + reverse("people:profile"),
            "public_url": settings.PUBLIC_URL,
        }
        return automatic_mail(
            to=person.email,
            subject=_("%(what)s: %(title)s") % {"what": subject, "title": title.title},
            text=render_to_string("frame/letter.txt", context).strip() + "\n",
            html=render_to_string("frame/letter.html", context),
            language=language,
            message_id=message_id("courses.letter", str(letter.pk)),
        )


def _words(letter: Reminder) -> tuple[str, str, list[str], str]:
    """What stands before the title in the subject, the heading, the paragraphs and the one next step."""
    leave = _("You do not want to go on? Leave the course on its page: that ends these reminders too.")
    match ReminderKind(letter.kind):
        case ReminderKind.DUE_WEEK:
            advice = _("You go on where you left, on any device.")
            return _("Reminder"), _("A week is left for this course"), [advice, leave], _("Go on with the course")
        case ReminderKind.DUE_DAY:
            advice = _("You go on where you left, on any device.")
            return _("Reminder"), _("The last day for this course is here"), [advice, leave], _("Go on with the course")
        case ReminderKind.OVERDUE:
            advice = _("You may still complete it: nothing is lost.")
            return (
                _("Overdue"),
                _("The last day for this course has passed"),
                [advice, leave],
                _("Go on with the course"),
            )
        case ReminderKind.PLACE:
            begin = _("You study it at your own pace, on any device.")
            return _("Your place"), _("You have a place in this course"), [begin], _("Open the course")
        case ReminderKind.NO_PLACE:
            paragraphs = [_("Your place in this course was not granted.")]
            if letter.enrolment.reason:
                paragraphs.append(str(DeclineReason(letter.enrolment.reason).label))
            return _("No place"), _("There is no place for you this time"), paragraphs, _("See the course")
