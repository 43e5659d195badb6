"""Sentences for the codes that rules of webinars and their rooms refuse with, in order of code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "activity.already_answered": _(
            "You answered before this was opened again. Nobody knows any more which answer is yours."
        ),
        "activity.answer_shown": _("The right answer was shown: this question cannot be opened again."),
        "activity.incomplete": _("This question needs at least two choices before it can be opened."),
        "activity.not_closed": _("Close it first, then show the results."),
        "activity.not_open": _("This is closed. Your answer was not taken."),
        "activity.results_shown": _("Hide the results first, then open it again."),
        "activity.too_late": _("The time was over. Your answer was not taken."),
        "activity.unknown": _("This is no longer there."),
        "activity.discussion_is_open_text": _("A discussion point is answered in words: choose open text."),
        "activity.kind_unknown": _("Choose a poll or a discussion point."),
        "activity.quiz_already_there": _("This quiz is already prepared for this sitting."),
        "agenda.changed_meanwhile": _("Somebody else changed this agenda meanwhile. It is shown here as it is now."),
        "agenda.kind_unknown": _("Choose what kind of part this is."),
        "agenda.minutes": _("A part takes between 1 and %(limit)d minutes."),
        "agenda.presenter_not_on_team": _("Choose a presenter from the team of this webinar."),
        "agenda.room_has_begun": _("The sitting has begun: people see this part, so it stays."),
        "agenda.untitled": _("Give the part a title in one language at least."),
        "agenda.unknown_item": _("This part is not in the plan of this sitting."),
        "chat.closed": _("The chat is closed."),
        "chat.muted": _("A moderator has stopped you from writing in this room. You can still read and answer."),
        "chat.slow_mode": _("The chat is in slow mode. You can write again in %(seconds)d s."),
        "companion.elsewhere": _("This person is already counted at another screen."),
        "companion.is_host": _("You are counted already. Add only those beside you."),
        "companion.not_registered": _(
            "This address does not belong to anybody registered for this webinar. Add the person as a guest, by name."
        ),
        "companion.one_of_both": _("Give either an e-mail address or a name."),
        "companion.too_many": _("At most %(limit)d people can be added at one screen."),
        "companion.unknown": _("This person is not at your screen."),
        "companion.unknown_administration": _("Choose the guest’s administration from the list."),
        "copy.time_does_not_exist": _(
            "Sitting %(number)d: %(time)s on %(day)s does not exist there, because the clocks are put forward. "
            "Choose another first day."
        ),
        "copy.time_exists_twice": _(
            "Sitting %(number)d: %(time)s on %(day)s comes twice there, because the clocks are put back. "
            "Choose another first day."
        ),
        "correction.no_reason": _("Say why the minutes are corrected."),
        "correction.not_over": _("Attendance can be corrected when the sitting is over."),
        "correction.too_long": _("The sitting was live for %(limit)d minutes: nobody was there for longer."),
        "correction.unknown_person": _("This person does not belong to this webinar."),
        "hand.not_raised": _("This person’s hand is not up any more."),
        "link.used": _("This link was used already. Sign in with your e-mail address instead."),
        "list.name_too_long": _("The name is too long: at most %(limit)d letters."),
        "list.no_address": _("There is no e-mail address."),
        "list.no_addresses": _(
            "No column holds e-mail addresses. Give one the heading “E-mail address”, or start from the template."
        ),
        "list.nobody": _("There is nobody on the list."),
        "list.not_an_address": _("This is not an e-mail address."),
        "list.too_many_waiting": _(
            "%(limit)d lists of this webinar wait for a decision already. Apply them or throw them away first."
        ),
        "list.twice": _("The address stands in row %(row)d already."),
        "list.unknown_audience": _(
            "This is not one of the audiences: senior manager, operational officer, private sector."
        ),
        "list.unknown_country": _("No country has this name or code. Write its ISO code, such as KE."),
        "list.unknown_language": _("This is not one of the six languages. Write en, fr, ru, es, pt or ar."),
        "nomination.no_name": _("Give the officer’s name."),
        "nomination.not_here": _("National coordinators do not nominate for this webinar."),
        "nomination.region": _("This webinar is for other regions."),
        "nomination.unusable_address": _("This address cannot be used."),
        "mail.not_to_be_repeated": _("This mail is on its way, arrived, or is no longer needed. It is not sent again."),
        "person.not_here": _("This person does not belong to this webinar."),
        "person.of_the_team": _("A member of the team cannot be muted."),
        "question.not_shown": _("This question is not shown any more."),
        "question.too_many": _("You have asked several questions at once. You can ask again in %(seconds)d s."),
        "registration.by_invitation": _("People come to this webinar by invitation only."),
        "registration.by_nomination": _("National coordinators nominate people for this webinar. Ask yours."),
        "registration.cancelled": _("This webinar is cancelled."),
        "registration.closed": _("Registration is closed."),
        "registration.declined": _("The managers of this webinar could not give you a place."),
        "registration.full": _(
            "No place is free within the bounds for those you chose. Raise the number of places or the quota first."
        ),
        "registration.no_places": _("A webinar has one place at least."),
        "registration.none": _("You are not registered for this webinar."),
        "registration.not_announced": _("This webinar is not announced yet."),
        "registration.over": _("This webinar is over."),
        "registration.too_many": _("At most %(limit)d addresses are taken at once."),
        "room.ended": _("The sitting is over. The room can only be read."),
        "room.not_joined": _("The room has not let you in yet. Reload the page if this happens again."),
        "room.not_live": _("The sitting has not begun."),
        "room.shut": _("This webinar is called off: its room stays shut."),
        "series.untitled": _("Give the series a title in one language at least."),
        "sitting.already_live": _("This sitting has been live. Its plan stays as it was."),
        "sitting.ends_before_it_starts": _("The end must be after the start."),
        "sitting.time_does_not_exist": _(
            "This time does not exist there on that day: the clocks are put forward. Choose a later one."
        ),
        "sitting.time_exists_twice": _(
            "This time comes twice there on that day: the clocks are put back. Choose a time outside that hour."
        ),
        "sitting.too_long": _("A sitting takes at most %(hours)d hours. Make two of it."),
        "stage.no_deck": _("There are no slides on stage."),
        "stage.no_such_page": _("There is no such page. The last one is %(pages)d."),
        "stage.not_a_presenter": _("The controls can only go to somebody who may present here."),
        "stage.unknown_deck": _("These slides do not belong to this sitting."),
        "survey.already_there": _("The webinar has one already."),
        "survey.begun": _("A sitting has begun: a test before comes too late."),
        "survey.closed": _("This is closed. Your answers were not taken; what you wrote is still on this page."),
        "survey.days": _("It stays open between 1 and %(limit)d days."),
        "survey.empty": _("Answer one question at least."),
        "survey.filled_in": _("Somebody has filled it in already: it stays as it is."),
        "survey.kind_unknown": _("Choose an evaluation or a test."),
        "survey.no_questions": _("This quiz has no questions."),
        "survey.not_for_you": _("This is for those who have a place in the webinar or took part in it."),
        "survey.not_open": _("This is not open yet."),
        "survey.nothing_to_mark": _("A test needs a question with a right answer and points."),
        "survey.webinar_cancelled": _("The webinar is cancelled."),
        "team.interpreter_without_language": _("Say which language the interpreter speaks into."),
        "team.language_unknown": _("Choose one of the six languages."),
        "team.role_unknown": _("Choose a role."),
        "team.unknown_address": _("Nobody has signed up with this address yet."),
        "text.empty": _("Write something first."),
        "text.too_long": _("This text is too long. Characters: %(length)d, at most %(limit)d."),
        "time_zone.unknown": _("Choose a time zone from the list."),
        "webinar.audience_unknown": _("Choose the audiences from the list."),
        "webinar.changed_meanwhile": _(
            "Somebody else saved this webinar while you were writing. What is there now is shown below; "
            "save again to keep your text."
        ),
        "webinar.holds_people": _("People are registered in it, so it stays."),
        "webinar.is_live": _("A sitting is live now. End it first."),
        "webinar.is_over": _("Every sitting has been held: there is nothing left to cancel."),
        "webinar.language_unknown": _("Choose one of the six languages."),
        "webinar.mode_unknown": _("Choose how people come to a place."),
        "webinar.not_a_draft": _("Only a draft can be announced or removed."),
        "webinar.not_announced": _("This webinar is not announced."),
        "webinar.places": _("A webinar has between 1 and %(limit)d places."),
        "webinar.quota": _("A quota is between 0 and %(limit)d places."),
        "webinar.threshold": _("The share is between 1 and 100 percent."),
        "webinar.untitled": _("Give the webinar a title in one language at least."),
        "webinar.without_sittings": _("Add a sitting first: people want to know when it is."),
    }
)
