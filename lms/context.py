"""What every page's frame needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fingerprint import reader_key
from core.languages import LANGUAGES, NATIVE_NAMES, direction
from people.access import Right, has_right, rights_of, roles_of
from people.choices import Role

THEME_COOKIE = "lectern_theme"
THEMES = ("light", "dark")


BESIDE = {"courses:curriculum": ("courses:decks", "courses:scorm_packages")}
"""Pages that belong to an entry though their addresses do not begin with its own."""


@dataclass(frozen=True)
class Link:
    """An entry of a menu. ``is_current`` on the page itself and on those below it."""

    label: str | Promise
    url: str
    is_current: bool
    icon: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        **words(),
        "theme": theme if theme in THEMES else "",
        "reader_of_page": SimpleLazyObject(lambda: _reader(request)),
        "public_pages": settings.PUBLIC_PAGES,
        "languages": [(code, NATIVE_NAMES[code], direction(code)) for code in LANGUAGES],
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "account_links": SimpleLazyObject(lambda: _account_links(request)),
    }


def _reader(request: HttpRequest) -> str:
    """Stands for the person in the browser; empty for whoever is not signed in."""
    person = getattr(request, "user", None)
    return reader_key(person.pk) if person is not None and person.is_authenticated else ""


def words() -> dict[str, str]:
    """The language of the page, for the ``html`` element."""
    language = (get_language() or "en")[:2]
    return {"language": language, "direction": direction(language)}


def _navigation(request: HttpRequest) -> list[Link]:
    entries = [
        ("home", _("Home"), ""),
        ("webinars:list", _("Webinars"), ""),
        ("courses:catalogue", _("Courses"), ""),
        ("courses:library", _("Library"), ""),
        ("quizzes:mine", _("My quizzes"), ""),
    ]
    if has_right(request.user, Right.TEACH):  # type: ignore[arg-type]
        entries += [
            ("courses:curriculum", _("Curriculum"), ""),
            ("quizzes:questions", _("Questions"), ""),
        ]
    if has_right(request.user, Right.PLAN):  # type: ignore[arg-type]
        entries.append(("programme:programme", _("Programme"), ""))
    if Role.NATIONAL_COORDINATOR in roles_of(request.user):  # type: ignore[arg-type]
        entries.append(("programme:administration", _("My administration"), ""))
    if {Right.MANAGE_PEOPLE, Right.COORDINATE} & rights_of(request.user):  # type: ignore[arg-type]
        entries.append(("people:list", _("People"), ""))
    return _links(request, entries)


def _account_links(request: HttpRequest) -> list[Link]:
    entries = [
        ("people:profile", _("Profile"), "person"),
        ("programme:certificates", _("My certificates"), "cert"),
        ("people:export", _("Your data"), "lock"),
        ("account_email", _("E-mail addresses"), "mail"),
        ("mfa_index", _("Two-step sign-in"), "shield"),
        ("usersessions_list", _("Where you are signed in"), "screen"),
    ]
    if has_right(request.user, Right.ADMINISTER):  # type: ignore[arg-type]
        entries.append(("people:mail", _("Mails not sent"), "mail"))
        entries.append(("people:audit", _("Audit trail"), "list"))
    if request.user.is_staff:
        entries.append(("admin:index", _("Administration site"), "gear"))
    return _links(request, entries)


def _links(request: HttpRequest, entries: Sequence[tuple[str, str | Promise, str]]) -> list[Link]:
    found = []
    for name, label, icon in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        below = [url, *map(reverse, BESIDE.get(name, ()))]
        is_current = request.path == url or any(each != "/" and request.path.startswith(each) for each in below)
        found.append(Link(label, url, is_current, icon))
    return found
