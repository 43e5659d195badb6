"""Sentences for the codes that rules of the programme refuse with, in order of code."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.refusals import describe

describe(
    {
        "certificate.nameless": _("The profile has no name. The certificate cannot be issued anew."),
        "certificate.not_revoked": _("This certificate is not revoked."),
        "certificate.reason": _("Choose one of the reasons."),
        "certificate.replaced": _("This certificate was replaced by another one. Nothing was changed."),
        "certificate.revoked": _("This certificate is revoked. Nothing was changed."),
        "certificate.unchanged": _("The name in the profile is the one on the certificate."),
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
