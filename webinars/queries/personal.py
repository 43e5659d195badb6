"""What webinars, rooms and slides hold of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, holds

WEBINAR = ("webinar", _("Webinar"), "webinar__slug")
IN_ROOM = ("webinar", _("Webinar"), "room__sitting__webinar__slug")
NOTHING_OF_THEIR_OWN = "Says who did something to a page of the room; it holds nothing else."

holds(
    Holding(
        "webinars.Registration.person",
        Fate.WITH_ACCOUNT,
        _("Registrations"),
        (
            WEBINAR,
            ("state", _("State"), "state"),
            ("source", _("Where from"), "source"),
            ("registered_at", _("When"), "registered_at"),
            ("decided_at", _("Decided"), "decided_at"),
            ("name", _("Name"), "listed_name"),
            ("reason", _("Reason"), "reason"),
        ),
    ),
    Holding(
        "webinars.TeamMember.person",
        Fate.WITH_ACCOUNT,
        _("Team"),
        (WEBINAR, ("role", _("Role"), "role"), ("spoken_language", _("Spoken language"), "spoken_language")),
    ),
    Holding(
        "webinars.Mail.person",
        Fate.WITH_ACCOUNT,
        _("Mails"),
        (
            WEBINAR,
            ("kind", _("Kind"), "kind"),
            ("state", _("State"), "state"),
            ("due_at", _("When"), "due_at"),
            ("sent_at", _("Sent"), "sent_at"),
            ("language", _("Language"), "language"),
        ),
    ),
    Holding(
        "webinars.Connection.person",
        Fate.WITH_ACCOUNT,
        _("Attendance"),
        (
            IN_ROOM,
            ("opened_at", _("From"), "opened_at"),
            ("last_seen_at", _("Until"), "last_seen_at"),
            ("language", _("Language"), "language"),
            ("quality", _("Connection"), "quality"),
        ),
    ),
    Holding(
        "webinars.Companion.person",
        Fate.WITH_ACCOUNT,
        _("At somebody else's screen"),
        (IN_ROOM, ("since", _("From"), "since"), ("until", _("Until"), "until")),
    ),
    Holding(
        "webinars.Companion.host",
        Fate.WITH_ACCOUNT,
        _("People at your screen"),
        (IN_ROOM, ("name", _("Name"), "guest_name"), ("since", _("From"), "since"), ("until", _("Until"), "until")),
    ),
    Holding(
        "webinars.Correction.person",
        Fate.WITH_ACCOUNT,
        _("Corrections of your attendance"),
        (
            ("webinar", _("Webinar"), "sitting__webinar__slug"),
            ("minutes", _("Minutes"), "minutes"),
            ("reason", _("Reason"), "reason"),
            ("signed_at", _("When"), "signed_at"),
        ),
    ),
    Holding(
        "webinars.Answer.person",
        Fate.AT_ONCE,
        _("Answers in rooms"),
        (
            ("webinar", _("Webinar"), "activity__room__sitting__webinar__slug"),
            ("question", _("Question"), "activity__question__text_en"),
            ("response", _("Answer"), "response"),
            ("answered_at", _("When"), "answered_at"),
        ),
    ),
    Holding(
        "webinars.Participation.person",
        Fate.WITH_ACCOUNT,
        _("Activities in which you answered"),
        (
            ("webinar", _("Webinar"), "activity__room__sitting__webinar__slug"),
            ("question", _("Question"), "activity__question__text_en"),
        ),
    ),
    Holding(
        "webinars.SurveyAnswer.person",
        Fate.AT_ONCE,
        _("Answers in tests"),
        (
            ("webinar", _("Webinar"), "survey__webinar__slug"),
            ("question", _("Question"), "question__text_en"),
            ("response", _("Answer"), "response"),
            ("share", _("Points"), "share"),
        ),
    ),
    Holding(
        "webinars.SurveyParticipation.person",
        Fate.WITH_ACCOUNT,
        _("Evaluations and tests filled in"),
        (("webinar", _("Webinar"), "survey__webinar__slug"), ("kind", _("Kind"), "survey__kind")),
    ),
    Holding(
        "webinars.ReplayView.person",
        Fate.WITH_ACCOUNT,
        _("Replays seen"),
        (
            ("webinar", _("Webinar"), "sitting__webinar__slug"),
            ("begun_at", _("From"), "begun_at"),
            ("done_at", _("Completed"), "done_at"),
        ),
    ),
    Holding(
        "webinars.ReplayAnswer.person",
        Fate.WITH_ACCOUNT,
        _("Answers in replays, for yourself"),
        (
            ("webinar", _("Webinar"), "activity__room__sitting__webinar__slug"),
            ("question", _("Question"), "activity__question__text_en"),
            ("response", _("Answer"), "response"),
        ),
    ),
    Holding(
        "webinars.AskedQuestion.author",
        Fate.AT_ONCE,
        _("Questions"),
        (IN_ROOM, ("text", _("Text"), "text"), ("asked_at", _("When"), "asked_at"), ("state", _("State"), "state")),
    ),
    Holding(
        "webinars.QuestionVote.person",
        Fate.WITH_ACCOUNT,
        _("Questions you supported"),
        (("webinar", _("Webinar"), "question__room__sitting__webinar__slug"), ("text", _("Text"), "question__text")),
    ),
    Holding(
        "webinars.ChatMessage.author",
        Fate.AT_ONCE,
        _("Chat"),
        (IN_ROOM, ("text", _("Text"), "text"), ("sent_at", _("When"), "sent_at")),
    ),
    Holding(
        "webinars.Hand.person",
        Fate.WITH_ACCOUNT,
        _("Raised hands"),
        (IN_ROOM, ("raised_at", _("From"), "raised_at"), ("lowered_at", _("Until"), "lowered_at")),
    ),
    Holding("webinars.Mute.person", Fate.WITH_ACCOUNT, _("Muted"), (IN_ROOM, ("muted_at", _("When"), "muted_at"))),
    Holding("webinars.ExtraTime.person", Fate.WITH_ACCOUNT, _("Extra time"), (IN_ROOM, ("percent", "%", "percent"))),
    Holding(
        "webinars.Webinar.created_by", Fate.WITHOUT_NAME, _("Webinars planned"), (("webinar", _("Webinar"), "slug"),)
    ),
    Holding("webinars.Series.created_by", Fate.WITHOUT_NAME, _("Series made"), (("title", _("Title"), "title_en"),)),
    Holding(
        "webinars.AgendaItem.presenter",
        Fate.WITHOUT_NAME,
        _("Parts presented"),
        (("webinar", _("Webinar"), "sitting__webinar__slug"), ("title", _("Title"), "title_en")),
    ),
    Holding(
        "webinars.Correction.signed_by",
        Fate.WITHOUT_NAME,
        _("Corrections you signed"),
        (("webinar", _("Webinar"), "sitting__webinar__slug"), ("signed_at", _("When"), "signed_at")),
    ),
    Holding(
        "webinars.ImportedList.made_by",
        Fate.WITH_ACCOUNT,
        _("Invitation lists read"),
        (WEBINAR, ("file", _("File"), "file_name"), ("made_at", _("When"), "made_at")),
    ),
    *(
        Holding(column, Fate.WITHOUT_NAME, why=NOTHING_OF_THEIR_OWN)
        for column in (
            "webinars.Room.page_by",
            "webinars.Room.controller",
            "webinars.AskedQuestion.decided_by",
            "webinars.ChatMessage.removed_by",
            "webinars.Mute.muted_by",
            "webinars.ExtraTime.given_by",
            "webinars.Registration.registered_by",
            "webinars.Registration.decided_by",
        )
    ),
)
