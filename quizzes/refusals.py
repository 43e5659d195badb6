"""Sentences of this app's refusals: why a response is not taken, or a question or quiz not kept."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "answer.malformed": _("The answer does not fit the question. Reload the page if this happens again."),
        "answer.empty": _("The answer is empty."),
        "answer.unknown_choice": _("This choice is not part of the question. Reload the page to see the present ones."),
        "answer.too_many": _("At most %(most)d can be given."),
        "answer.incomplete_ranking": _("Put all %(places)d in order."),
        "answer.not_a_code": _("An HS code has two, four or six digits."),
        "answer.not_a_number": _("This is not a number that can be counted."),
        "answer.not_whole": _("Choose a whole number."),
        "answer.out_of_picture": _("Choose a place within the picture."),
        "answer.out_of_range": _("The number is outside of what the question allows."),
        "answer.too_long": _("The answer is too long: %(most)d characters at most."),
        "answer.unknown_unit": _("The question does not know this unit. Choose one of those that it lists."),
        "attempt.elsewhere": _(
            "This attempt was opened in another window, and only the newest one saves. What you typed here is still here."
        ),
        "attempt.late": _("The time was up before this arrived. What was saved before counts."),
        "attempt.none_left": _("You have used all your attempts."),
        "attempt.not_open_yet": _("This quiz is not open yet."),
        "attempt.quiz_closed": _("This quiz is closed."),
        "attempt.stale": _("A newer answer to this question is saved. Open the page anew to see it."),
        "attempt.submitted": _("This attempt is submitted: its answers stay as they are."),
        "question.no_text": _("Write the question in one language at least."),
        "question.kind_unknown": _("This kind of question does not exist."),
        "question.scale_ends": _("A scale goes from a smaller to a larger number, with at most %(steps)d steps."),
        "question.too_few_choices": _("Give at least two different choices."),
        "question.too_many_choices": _("At most %(limit)d choices can be shown."),
        "question.choice_without_text": _("Choice %(position)d has no text. Write it or remove it."),
        "question.one_right_choice": _("A single choice question has one right choice, or none for a poll."),
        "question.number_range": _("The lower bound must be below the upper one, and the right number between them."),
        "question.answered": _(
            "People have answered this question: its kind and its choices stay. You can still correct the wording."
        ),
        "quiz.filled_in": _(
            "People have filled this in: its questions stay, in their order. You can still correct their wording."
        ),
        "quiz.untitled": _("Give the quiz a title in one language at least."),
        "quiz.no_questions": _("A quiz needs one question at least."),
        "quiz.question_twice": _("The same question is in the quiz twice."),
        "quiz.seconds": _("A question takes between 5 seconds and one hour."),
    }
)
