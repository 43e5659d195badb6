"""Fixed vocabularies of webinars and the live room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REHEARSAL_SLUG = "rehearsal-of-its-own-"
"""How the address of a webinar begins that was made for a rehearsal alone: it is in no list."""


class WebinarRole(models.TextChoices):
    """What a person does in one webinar. Everybody else who takes part is an attendee."""

    HOST = "host", _("Host")
    CO_HOST = "co_host", _("Co-host")
    PRESENTER = "presenter", _("Presenter")
    INTERPRETER = "interpreter", _("Interpreter")
    MODERATOR = "moderator", _("Moderator")


class WebinarState(models.TextChoices):
    """``draft``: planners only. ``announced``: people may come. ``cancelled``: stays readable. ``template``: to copy from."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    CANCELLED = "cancelled", _("Cancelled")
    TEMPLATE = "template", _("Template")


class RegistrationMode(models.TextChoices):
    """How people come to a place. Planners may always give one by hand or by a list."""

    OPEN = "open", _("Open to everybody")
    APPROVAL = "approval", _("On request, a manager decides")
    NOMINATION = "nomination", _("By nomination of national coordinators")
    INVITATION = "invitation", _("By invitation only")


class RegistrationState(models.TextChoices):
    """Only ``confirmed`` is a place. ``docs/rules/places.md`` says how one state follows another."""

    INVITED = "invited", _("Invited")
    REQUESTED = "requested", _("Waits for a decision")
    NOMINATED = "nominated", _("Nominated")
    CONFIRMED = "confirmed", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Withdrawn")


class RegistrationSource(models.TextChoices):
    """Who began it."""

    PERSON = "person", _("By the person")
    MANAGER = "manager", _("By a manager")
    COORDINATOR = "coordinator", _("By the national coordinator")
    LIST = "list", _("By an invitation list")


class MailKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    CONFIRMATION = "confirmation", _("Confirmation")
    REQUESTED = "requested", _("Request received")
    DECLINED = "declined", _("No place")
    WAITING = "waiting", _("Waiting list")
    PROMOTED = "promoted", _("A place after waiting")
    WITHDRAWN = "withdrawn", _("Place given back")
    REMINDER_WEEK = "reminder_week", _("Reminder, 7 days before")
    REMINDER_DAY = "reminder_day", _("Reminder, 1 day before")
    REMINDER_HOUR = "reminder_hour", _("Reminder, 1 hour before")
    # Translators: a kind of mail: that something about the webinar changed
    CHANGE = "change", pgettext_lazy("mail", "Change")
    CANCELLATION = "cancellation", _("Cancellation")
    THANKS = "thanks", _("Thanks, with the evaluation")
    FOLLOW_UP = "follow_up", _("Follow-up, months later")


class MailState(models.TextChoices):
    """``sending`` for long means that nobody knows: it is not sent again by itself."""

    QUEUED = "queued", _("To be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    BOUNCED = "bounced", _("Returned")
    DROPPED = "dropped", _("No longer needed")


class DropReason(models.TextChoices):
    """Why a mail that was queued is no longer needed: kept as its ``error``."""

    PLACE_GONE = "place_gone", _("The place was given back or taken meanwhile")
    PERSON_GONE = "person_gone", _("The person has no active account")
    CANCELLED = "cancelled", _("The webinar is not announced any more")
    MOVED = "moved", _("The sitting was moved or removed meanwhile")
    BEGUN = "begun", _("The sitting had begun")
    REPLACED = "replaced", _("A later change replaced it")
    CLOSED = "closed", _("The questions were closed meanwhile")


class SurveyKind(models.TextChoices):
    EVALUATION = "evaluation", _("Evaluation")
    PRE_TEST = "pre_test", _("Test before")
    POST_TEST = "post_test", _("Test after")
    FOLLOW_UP_3 = "follow_up_3", _("Follow-up after 3 months")
    FOLLOW_UP_6 = "follow_up_6", _("Follow-up after 6 months")


SURVEYS_IN_ORDER = (
    SurveyKind.PRE_TEST,
    SurveyKind.EVALUATION,
    SurveyKind.POST_TEST,
    SurveyKind.FOLLOW_UP_3,
    SurveyKind.FOLLOW_UP_6,
)
"""As a webinar's forms are offered: in the order in which they open."""

MONTHS_AFTER = {SurveyKind.FOLLOW_UP_3: 3, SurveyKind.FOLLOW_UP_6: 6}
"""So many months after a webinar's end a follow-up opens."""

ANONYMOUS_SURVEYS = (SurveyKind.EVALUATION, *MONTHS_AFTER)


class SurveyState(models.TextChoices):
    """``closed``: its days are past, or somebody closed it."""

    PLANNED = "planned", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class AgendaKind(models.TextChoices):
    MODULE = "module", _("Module")
    QUIZ = "quiz", _("Quiz")
    POLL = "poll", _("Poll")
    DISCUSSION = "discussion", _("Discussion point")
    BREAK = "break", _("Break")


class RoomState(models.TextChoices):
    """``lobby``: people may wait. ``live``: attendance counts. ``ended``: read-only."""

    LOBBY = "lobby", _("Lobby")
    LIVE = "live", _("Live")
    ENDED = "ended", _("Ended")


class ActivityKind(models.TextChoices):
    POLL = "poll", _("Poll")
    QUIZ = "quiz", _("Live quiz")
    DISCUSSION = "discussion", _("Discussion point")


class ActivityState(models.TextChoices):
    """Prepared → open → closed → revealed. Back from revealed to closed is *hide*, from closed to open *open again*."""

    PREPARED = "prepared", _("Prepared")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    REVEALED = "revealed", _("Results shown")


class AskedState(models.TextChoices):
    PENDING = "pending", _("To approve")
    PUBLISHED = "published", _("Published")
    ANSWERING = "answering", _("Being answered")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")


class HandState(models.TextChoices):
    RAISED = "raised", _("Raised")
    SPEAKING = "speaking", _("Has the floor")
    LOWERED = "lowered", _("Lowered")


class ChatChannel(models.TextChoices):
    ROOM = "room", _("Room")
    BACKSTAGE = "backstage", _("Team")


class Reaction(models.TextChoices):
    """Four that help a trainer. Sent as counts, shown to the team, never stored."""

    AGREE = "agree", _("I agree")
    WELL_DONE = "well_done", _("Well done")
    NOT_CLEAR = "not_clear", _("Not clear")
    TOO_FAST = "too_fast", _("Too fast")


class LineQuality(models.TextChoices):
    GOOD = "good", _("Good line")
    FAIR = "fair", _("Fair line")
    POOR = "poor", _("Poor line")
