"""The overrides of django-allauth, and the two ways in that begin with a personal link."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from people.models import Person
from people.queries.persons import language_of_address, provisional_person
from people.reactions import NEWCOMER

CODE_SENT = "account/messages/login_code_sent.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Persons sign in by e-mail address; there are no usernames to fill."""

    def populate_username(self, request: object, user: object) -> None:
        return None

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person who has the address, else in that of the page."""
        language = language_of_address(email) or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "public_url": settings.PUBLIC_URL})

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Whoever came by a link, and did not type the address, is not told it."""
        if not (message_template == CODE_SENT and request.session.get(MASKED)):
            super().add_message(request, level, message_template, *args, **kwargs)


MASKED = "address_is_masked"
"""Of a session: the code that it waits for was asked for by a link."""


class NewAccountForm(SignupForm):
    """Whoever was named by others signs up like anybody: the account is theirs when a code has proved the address.

    Until then what they typed is kept in their session alone: a stranger who knows the address changes nothing. A password
    is not taken either.
    """

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        person = provisional_person(self.cleaned_data["email"]) if self.account_already_exists else None
        if person is None:
            user, response = super().try_save(request)
            return user, response
        typed = {name: self.cleaned_data[name] for name in ("full_name", "country", "language")}
        request.session[NEWCOMER] = {"person": person.pk, "typed": typed}
        return None, perform_login(request, Login(user=person, email=person.email, signup=True))


def send_code(request: HttpRequest, person: Person) -> bool:
    """Send a code to the person's address; the page that asks for it is ``account_confirm_login_code``.

    False when they were sent several in the last minute, or many in the last hour, whoever asked.
    """
    key = person.email.lower()
    for kind in ("request_login_code", "request_code_by_link"):
        if not ratelimit.consume(request, action=kind, key=key):
            return False
    request.session[MASKED] = True
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=person.email)
    return True


def sign_in(request: HttpRequest, person: Person, *, then: str) -> HttpResponse:
    """Sign in somebody who has just proved their address, through the steps that allauth asks of everybody."""
    record_authentication(request, person, method="link", email=person.email)
    return cast(HttpResponse, perform_login(request, Login(user=person, email=person.email, redirect_url=then)))
