"""Sentences for the codes with which a rule about people says no."""

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "profile.changed_meanwhile": _("The profile was changed in another window while you were editing it."),
        "role.last_administrator": _("This is the last administrator. Make somebody else one first."),
        "role.administration_missing": _("A national coordinator needs an administration."),
        "role.not_granted": _("Everybody is a trainee; this role is not granted or taken away."),
    }
)
