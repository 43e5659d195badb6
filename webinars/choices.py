"""Fixed vocabularies of webinars and the live room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REHEARSAL_SLUG = "rehearsal-of-its-own-"
"""How the address of a webinar begins that was made for a rehearsal alone: it is in no list."""


class WebinarRole(models.TextChoices):
    """What a person does in one webinar. Everybody else who takes part is an attendee."""

    HOST = "host", _("Host")
    CO_HOST = "co_host", _("Co-host")
    PRESENTER = "presenter", _("Presenter")
    INTERPRETER = "interpreter", _("Interpreter")
    MODERATOR = "moderator", _("Moderator")


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
