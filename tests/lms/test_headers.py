"""What every answer carries, and what no request can make the installation say."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.testing import WebsocketCommunicator
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.asgi import AtTheRoot, application
from lms.middleware import POLICY
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def _fails(request: object) -> None:
    raise ValueError("kofi@example.org voted for choice 3")


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/no/such/page/", "/health", "/admin/", "/slides/x.webp"])
def test_every_answer_has_a_policy(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_failure_has_the_policy_and_shows_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.views.directory.matching", _fails)
    monkeypatch.setattr("programme.queries.home.upcoming_sittings", lambda *given: _fails(given))
    client.raise_request_exception = False
    client.force_login(make_person())
    answer = client.get("/")
    assert (answer.status_code, answer["Content-Security-Policy"]) == (500, POLICY)
    assert b"kofi" not in answer.content
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize("path", ["/", "/profile/", "/webinars/", "/no/such/page/", "/profile/data/"])
def test_what_somebody_signed_in_is_answered_is_kept_by_nobody(client: Client, path: str) -> None:
    client.force_login(make_person())
    assert client.get(path)["Cache-Control"] == "no-store"


def test_pages_for_everybody_may_be_kept(client: Client) -> None:
    client.force_login(make_person())
    assert client.get("/en/upcoming/")["Cache-Control"] == "public, max-age=300"


def test_a_failing_form_check_has_the_policy() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("set_language"), {"language": "fr"})
    assert (answer.status_code, answer["Content-Security-Policy"]) == (403, POLICY)


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
@pytest.mark.parametrize("name", ["set_language", "set_theme"])
def test_switches_never_send_to_another_site(client: Client, name: str, target: str) -> None:
    answer = client.post(reverse(name), {"language": "fr", "theme": "dark", "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example/", "https:elsewhere.example"])
def test_signing_in_never_sends_to_another_site(client: Client, target: str) -> None:
    person = make_person(password="manifest-2026-harbour")
    given = {"login": person.email, "password": "manifest-2026-harbour", "next": target}
    assert client.post(reverse("account_login"), given)["Location"] == "/"


@pytest.mark.django_db(transaction=True)
async def test_a_header_cannot_lead_the_links_of_mails_elsewhere() -> None:
    """Daphne takes ``root_path`` from a header of the request; the mail below is asked for by somebody else."""
    person = await sync_to_async(make_person)(password="manifest-2026-harbour")
    page = await _ask("GET", reverse("account_reset_password"))
    cookies = [value.decode().split(";")[0] for name, value in page["headers"] if name.lower() == b"set-cookie"]
    token = next(cookie.split("=")[1] for cookie in cookies if cookie.startswith("csrftoken="))
    body = f"csrfmiddlewaretoken={token}&email={person.email}".encode()
    answer = await _ask("POST", reverse("account_reset_password"), body=body, cookie="; ".join(cookies))
    assert answer["status"] == 302
    assert "evil.example" not in str(answer["headers"])
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


async def _ask(method: str, path: str, *, body: bytes = b"", cookie: str = "") -> dict[str, Any]:
    headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    headers += [(b"content-length", str(len(body)).encode()), (b"cookie", cookie.encode())]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "https://evil.example",
        "query_string": b"",
        "headers": headers,
    }
    there = ApplicationCommunicator(application, scope)
    await there.send_input({"type": "http.request", "body": body, "more_body": False})
    start: dict[str, Any] = await there.receive_output(20)
    while (await there.receive_output(20)).get("more_body"):
        pass
    await there.wait(20)
    return start


async def test_everything_is_served_at_the_root() -> None:
    seen: list[str] = []

    async def inner(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.append(scope["root_path"])

    for kind in ("http", "websocket"):
        await AtTheRoot(inner)({"type": kind, "root_path": "https://evil.example"}, None, None)
    assert seen == ["", ""]


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", None])
async def test_the_rooms_line_is_refused_to_pages_of_other_sites(origin: bytes | None) -> None:
    headers = [(b"origin", origin)] if origin is not None else []
    there = WebsocketCommunicator(application, "/ws/rooms/1/", headers=headers, subprotocols=["lectern.v1"])
    connected, _ = await there.connect(timeout=20)
    assert not connected
