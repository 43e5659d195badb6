"""Sentences for the codes that rules of the programme refuse with, in order of code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "freeze.already_frozen": _("The figures of this webinar are frozen already."),
        "freeze.evidence_gone": _(
            "The connections from which these figures were counted have been deleted. The frozen figures stay as they are."
        ),
        "freeze.not_frozen": _("The figures of this webinar are not frozen yet."),
        "freeze.not_over": _("Figures are frozen when every sitting is over."),
        "freeze.nothing_held": _("No sitting of this webinar was live. There is nothing to freeze."),
        "panel.too_few_agreed": _(
            "Fewer than %(fewest)d of this panel agreed to be counted in a single panel,"
            " or could be counted without telling of others."
        ),
    }
)
