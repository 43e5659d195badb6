"""What the floor and the accounts hold of a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.personal import Fate, Holding, holds

holds(
    Holding(
        "account.EmailAddress.user",
        Fate.AT_ONCE,
        _("E-mail addresses"),
        (("email", _("E-mail address"), "email"), ("verified", _("Confirmed"), "verified")),
    ),
    Holding(
        "mfa.Authenticator.user",
        Fate.AT_ONCE,
        _("Two-step sign-in"),
        (
            ("type", _("Kind"), "type"),
            ("created_at", _("From"), "created_at"),
            ("used", _("Last used"), "last_used_at"),
        ),
    ),
    Holding(
        "usersessions.UserSession.user",
        Fate.AT_ONCE,
        _("Where you are signed in"),
        (
            ("browser", _("Browser"), "user_agent"),
            ("address", _("Network address"), "ip"),
            ("created_at", _("From"), "created_at"),
            ("last_seen_at", _("Last used"), "last_seen_at"),
        ),
    ),
    Holding(
        "people.RoleGrant.person",
        Fate.AT_ONCE,
        _("Roles"),
        (
            ("role", _("Role"), "role"),
            ("administration", _("Administration"), "administration__country"),
            ("granted_at", _("From"), "granted_at"),
        ),
    ),
    Holding(
        "people.RoleGrant.granted_by",
        Fate.WITHOUT_NAME,
        _("Roles given to others"),
        (("role", _("Role"), "role"), ("granted_at", _("From"), "granted_at")),
    ),
    Holding(
        "core.AuditEntry.actor",
        Fate.KEPT,
        _("Changes recorded in your name"),
        (("at", _("When"), "at"), ("verb", _("What"), "verb"), ("subject", _("To whom or what"), "subject")),
        why="A changed entry would break the chain that proves the trail whole; the number leads to nobody.",
    ),
    Holding(
        "admin.LogEntry.user",
        Fate.WITH_ACCOUNT,
        why="Nothing is written there: the administration site changes nothing.",
    ),
    Holding("people.Person_groups.person", Fate.WITH_ACCOUNT, why="Groups are not used: rights are roles."),
    Holding("people.Person_user_permissions.person", Fate.WITH_ACCOUNT, why="Not used: rights are roles."),
)

PROFILE = (
    ("email", _("E-mail address")),
    ("full_name", _("Name as on a certificate")),
    ("administration", _("Administration")),
    ("country", _("Country")),
    ("audience", _("Audience")),
    ("language", _("Preferred language")),
    ("time_zone", _("Time zone")),
    ("gender", _("Gender")),
    ("agrees_to_panel_balance", _("My declared gender may be counted in the balance of a single panel")),
    ("date_joined", _("Account made")),
    ("last_login", _("Last sign-in")),
)
"""Columns of the account itself, with their words."""
