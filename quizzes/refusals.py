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
