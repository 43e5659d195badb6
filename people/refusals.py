"""Sentences for the codes with which a rule about people says no."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "erasure.sole_host": _("You are the only host of “%(title)s”. Make somebody else its host first."),
        "profile.changed_meanwhile": _("The profile was changed in another window while you were editing it."),
        "role.last_administrator": _("This is the last administrator. Make somebody else one first."),
        "role.administration_missing": _("A national coordinator needs an administration."),
        "role.not_granted": _("Everybody is a trainee; this role is not granted or taken away."),
    }
)
