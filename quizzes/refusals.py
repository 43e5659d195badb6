"""Why a response is not taken, in words."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "answer.malformed": _("The answer does not fit the question. Reload the page if this happens again."),
        "answer.empty": _("The answer is empty."),
        "answer.unknown_choice": _("This choice is not part of the question. Reload the page to see the present ones."),
        "answer.too_many": _("At most %(most)d can be given."),
        "answer.incomplete_ranking": _("Put all %(places)d in order."),
        "answer.not_a_number": _("This is not a number that can be counted."),
        "answer.not_whole": _("Choose a whole number."),
        "answer.out_of_range": _("The number is outside of what the question allows."),
        "answer.too_long": _("The answer is too long: %(most)d characters at most."),
    }
)
