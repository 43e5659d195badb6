"""What each kind of mail says, in the active language. Titles and times are set beside these words, never inside a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from webinars.choices import MailKind, RegistrationState
from webinars.queries.mails import REMINDERS, Matter


@dataclass(frozen=True)
class Note:
    """A line under the mail: words, and the address that they speak of."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Words:
    """``subject`` stands before the title. ``button``: the one next step, with where it leads."""

    subject: str
    heading: str
    paragraphs: list[str]
    button: tuple[str, str] | None = None
    notes: list[Note] = field(default_factory=list)


def words_for(matter: Matter) -> Words:
    return _WORDS[MailKind(matter.mail.kind)](matter)


def why(matter: Matter) -> str:
    """Why the person gets the mail, in one sentence."""
    if matter.is_team:
        return _("You get this mail because you are on the team of this webinar.")
    match matter.standing:
        case RegistrationState.INVITED:
            return _("You get this mail because you were invited to this webinar.")
        case RegistrationState.REQUESTED | RegistrationState.DECLINED:
            return _("You get this mail because you asked for a place in this webinar, or were proposed for it.")
        case RegistrationState.WAITING:
            return _("You get this mail because you are on the waiting list of this webinar.")
        case RegistrationState.CONFIRMED:
            return _("You get this mail because you have a place in this webinar.")
    return _("You get this mail because you had a place in this webinar, or asked for one.")


def _open(matter: Matter) -> tuple[str, str]:
    return _("Open the webinar"), matter.links.join or matter.links.page


def _see(matter: Matter) -> tuple[str, str]:
    return _("See the webinar"), matter.links.page


def _give_back(matter: Matter) -> Note:
    text = _("You cannot come? Give your place back on the page of the webinar, so that somebody else can have it.")
    return Note(text, matter.links.page)


def _calendar(matter: Matter) -> Note:
    text = _("All your webinars in your calendar, always up to date. This address is yours alone:")
    return Note(text, matter.links.feed)


def _for_you_alone() -> str:
    return _("The link is for you alone: do not pass this mail on.")


def _invitation(matter: Matter) -> Words:
    return Words(
        _("Invitation"),
        _("You are invited"),
        [_("You are invited to take part in this live webinar."), _for_you_alone()],
        (_("Answer the invitation"), matter.links.join or matter.links.page),
    )


def _confirmation(matter: Matter) -> Words:
    return Words(
        _("Your place"),
        _("You have a place"),
        [_("Your place in this webinar is confirmed. Come in by your personal link."), _for_you_alone()],
        _open(matter),
        [_give_back(matter), _calendar(matter)],
    )


def _requested(matter: Matter) -> Words:
    return Words(
        _("Your request"),
        _("Your request has arrived"),
        [_("A manager decides on it. You get a mail as soon as it is decided.")],
        _see(matter),
    )


def _declined(matter: Matter) -> Words:
    return Words(
        _("No place"),
        _("There is no place for you this time"),
        [_("Your place in this webinar was not granted.")],
        _see(matter),
    )


def _waiting(matter: Matter) -> Words:
    leave = _("You do not want to wait? Leave the waiting list on the page of the webinar.")
    return Words(
        _("Waiting list"),
        _("You are on the waiting list"),
        [_("All places are taken at the moment. As soon as one is yours you get a mail; you need not do anything.")],
        _see(matter),
        [Note(leave, matter.links.page)],
    )


def _promoted(matter: Matter) -> Words:
    return Words(
        _("You have a place now"),
        _("A place became free, and it is yours"),
        [_("You were on the waiting list and have a place now. Come in by your personal link."), _for_you_alone()],
        _open(matter),
        [_give_back(matter), _calendar(matter)],
    )


def _withdrawn(matter: Matter) -> Words:
    return Words(
        _("Place given back"),
        _("You no longer have a place"),
        [_("Your place in this webinar was given back. The attached file takes it out of your calendar.")],
        _see(matter),
    )


def _reminder(matter: Matter) -> Words:
    heading, advice = {
        MailKind.REMINDER_WEEK: (
            _("The webinar begins in a few days"),
            _("Open your link once before that day and try sound and connection in the lobby."),
        ),
        MailKind.REMINDER_DAY: (
            _("The webinar begins within a day"),
            _("Come ten minutes early: the lobby tests sound and connection."),
        ),
        MailKind.REMINDER_HOUR: (
            _("The webinar begins within the hour"),
            _("The lobby is open. Come in and choose your language."),
        ),
    }[MailKind(matter.mail.kind)]
    if matter.is_team:
        return Words(_("Reminder"), heading, [advice], _see(matter))
    end = _("You cannot come? Give your place back on the page of the webinar: that ends these reminders too.")
    notes = [Note(end, matter.links.page)]
    return Words(_("Reminder"), heading, [advice, _for_you_alone()], _open(matter), notes)


def _change(matter: Matter) -> Words:
    subject, heading, told = {
        "moved": (
            _("New time"),
            _("A sitting has a new time"),
            _("A sitting of this webinar takes place at another time than you were told."),
        ),
        "added": (
            _("One more sitting"),
            _("A sitting was added"),
            _("This webinar has one more sitting."),
        ),
        "removed": (
            _("A sitting will not take place"),
            _("A sitting will not take place"),
            _("This sitting was taken off the plan of the webinar."),
        ),
    }[matter.mail.details["change"]]
    paragraphs = [told]
    if matter.has_place:
        paragraphs.append(_("The attached file brings your calendar up to date."))
    notes = [_give_back(matter)] if matter.standing == RegistrationState.CONFIRMED else []
    return Words(subject, heading, paragraphs, _see(matter), notes)


def _cancellation(matter: Matter) -> Words:
    paragraphs = [_("This webinar will not take place.")]
    if matter.has_place and matter.mail.details.get("sittings"):
        paragraphs.append(_("The attached file takes it out of your calendar."))
    return Words(_("Cancelled"), _("The webinar is cancelled"), paragraphs, _see(matter))


def _thanks(matter: Matter) -> Words:
    if not matter.links.evaluation:
        return Words(
            _("Thank you"), _("Thank you for taking part"), [_("You took part in this webinar.")], _see(matter)
        )
    ask = _("A few questions tell us what to do better. They are answered without your name, within three days.")
    return Words(
        _("Thank you"),
        _("Thank you for taking part"),
        [ask],
        (_("Say what you think of it"), matter.links.evaluation),
    )


def _follow_up(matter: Matter) -> Words:
    return Words(
        _("What became of it?"),
        _("Some months later"),
        [
            _("You took part in this webinar some months ago."),
            _("What have you been able to use since? A few questions, answered without your name."),
        ],
        (_("Answer the questions"), matter.links.evaluation),
    )


_WORDS: dict[MailKind, Callable[[Matter], Words]] = {
    MailKind.INVITATION: _invitation,
    MailKind.CONFIRMATION: _confirmation,
    MailKind.REQUESTED: _requested,
    MailKind.DECLINED: _declined,
    MailKind.WAITING: _waiting,
    MailKind.PROMOTED: _promoted,
    MailKind.WITHDRAWN: _withdrawn,
    **{MailKind(kind): _reminder for kind in REMINDERS},
    MailKind.CHANGE: _change,
    MailKind.CANCELLATION: _cancellation,
    MailKind.THANKS: _thanks,
    MailKind.FOLLOW_UP: _follow_up,
}
