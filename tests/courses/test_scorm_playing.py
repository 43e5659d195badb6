"""Packages that play: whose work it is comes from the ticket alone, and "stored" is said only of what is stored."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from core.access import Unknown
from courses.access.scorm import Ticket, read_ticket, sign_ticket
from courses.actions.playing import Commit, Told, told
from courses.choices import EnrolmentState, ProgressState
from courses.models import Enrolment, LessonProgress, ScormState
from people.choices import Role
from people.models import Person
from tests.factories import make_enrolment, make_person, make_published_course
from tests.factories.curriculum import make_lesson, make_module
from tests.factories.scorm import MANIFEST, ORDERED, make_package, make_zip

pytestmark = pytest.mark.django_db

CONTENT = "127.0.0.1:8000"
TWO = """<organizations><organization identifier="o"><title>Two</title>
 <item identifier="one" identifierref="r"><title>One</title><adlcp:masteryscore>80</adlcp:masteryscore></item>
 <item identifier="two" identifierref="r"><title>Two</title></item></organization></organizations>
 <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>"""


def learned(person: Person | None = None, manifest: str = TWO) -> Enrolment:
    """A place in a course of one lesson, which plays a package: without ``manifest`` one that orders its items."""
    package = make_package(
        make_zip(
            MANIFEST.format(manifest) if manifest else ORDERED,
            {"index.html": b"<html><head></head>Hello", "a.bin": b"0123"},
        )
    )
    module = make_module(0)
    make_lesson(module, kind="scorm", scorm=package.pk)
    return make_enrolment(make_published_course([module]), person or make_person())


def opened(client: Client, enrolment: Enrolment, host: str = "localhost:8000") -> str:
    """The ticket's address for the enrolled person, as the page says it."""
    client.force_login(enrolment.person)
    lesson = enrolment.course.places.get().module.lessons.get()
    page = client.get(reverse("courses:play", args=[enrolment.course.slug, lesson.pk]), headers={"host": host})
    found = re.search(r'<iframe[^>]* src="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def send(client: Client, address: str, item: int = 0, /, **values: Any) -> Any:
    body = {"run": "a", "number": 1, "seen": 0, "end": False, "cmi": {"core": {"lesson_status": "incomplete"}}} | values
    return client.post(
        f"{path_of(address)}commit/{item}", json.dumps(body), content_type="text/plain", headers={"host": CONTENT}
    )


def test_the_frame_is_of_another_origin_and_reaches_nothing_else(client: Client, settings: Any) -> None:
    enrolment = learned()
    address = opened(client, enrolment)
    assert address.startswith(f"http://{CONTENT}/scorm/")
    lesson = enrolment.course.places.get().module.lessons.get()
    page = client.get(
        reverse("courses:play", args=[enrolment.course.slug, lesson.pk]), headers={"host": "localhost:8000"}
    )
    assert page.headers["Content-Security-Policy"].endswith(f"frame-src http://{CONTENT}")
    assert 'sandbox="allow-scripts allow-forms allow-popups allow-modals allow-same-origin"' in page.content.decode()
    stranger = Client()
    player = stranger.get(path_of(address), headers={"host": CONTENT})
    file = stranger.get(f"{path_of(address)}files/0/index.html", headers={"host": CONTENT})
    for answer in (player, file):
        policy = answer.headers["Content-Security-Policy"]
        assert ("form-action 'none'" in policy, "sandbox allow-scripts" in policy, answer.status_code) == (
            True,
            True,
            200,
        )
        assert ("frame-ancestors" in policy, "http://localhost:8000" in policy) == (True, True)
        assert f"connect-src {address}" in policy
        assert (answer.headers["X-Content-Type-Options"], answer.cookies) == ("nosniff", {})
    assert (file.content, file.headers["Content-Type"]) == (b"<html><head></head>Hello", "text/html")
    assert enrolment.person.email not in player.content.decode()


def test_tickets_are_good_where_and_while_they_were_given(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    enrolment = learned()
    address = opened(client, enrolment)
    good = path_of(address)
    forged = signing.TimestampSigner(key="x" * 50, salt="courses.scorm", sep=".").sign_object({"person": 1})
    for path, host in (
        (good, "localhost:8000"),
        (good.replace("/scorm/", "/scorm/x"), CONTENT),
        (f"/scorm/{forged}/", CONTENT),
        (f"{good}files/0/gone.html", CONTENT),
        (f"{good}files/0/", CONTENT),
        (f"{good}files/0/../../{'0' * 40}/index.html", CONTENT),
        (f"{good}files/0/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", CONTENT),
        (f"{good}state/7", CONTENT),
    ):
        assert (path, client.get(path, headers={"host": host}).status_code) == (path, 404)
    ticket = Ticket(1, 2, 3, 4, "k", "https://content.example.org", "https://example.org", "en")
    signed = sign_ticket(ticket)
    assert read_ticket(signed, origin=ticket.origin) == ticket
    monkeypatch.setattr("django.core.signing.time.time", lambda: 10**10)
    with pytest.raises(Unknown):
        read_ticket(signed, origin=ticket.origin)


def test_without_another_origin_the_frame_is_opaque_and_says_what_does_not_run(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["example.org"]
    enrolment = learned()
    address = opened(client, enrolment, "example.org")
    assert address.startswith("http://example.org/scorm/")
    lesson = enrolment.course.places.get().module.lessons.get()
    page = client.get(reverse("courses:play", args=[enrolment.course.slug, lesson.pk]), headers={"host": "example.org"})
    assert ("allow-same-origin" in page.content.decode(), "made of several frames" in page.content.decode()) == (
        False,
        True,
    )
    file = client.get(f"{path_of(address)}files/1/index.html", headers={"host": "example.org"})
    assert "allow-same-origin" not in file.headers["Content-Security-Policy"]
    tag = f'<html><head><script src="http://example.org/static/scorm/runtime12.js" data-base="{address}" data-item="1">'
    assert file.content.decode().startswith(tag)


def test_the_configured_origin_shows_packages_and_nothing_else(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["example.org", "content.example.net"]
    settings.SCORM_ORIGIN, settings.SCORM_HOST = "http://content.example.net", "content.example.net"
    address = opened(client, learned(), "example.org")
    assert address.startswith("http://content.example.net/scorm/")
    there = {"host": "content.example.net"}
    found = [
        client.get(path, headers=there).status_code for path in (path_of(address), "/", "/accounts/login/", "/health")
    ]
    assert found == [200, 404, 404, 404]


def test_what_was_left_comes_back_and_the_lesson_is_done_with_its_last_item(client: Client) -> None:
    enrolment = learned()
    address = opened(client, enrolment)
    start = f"{path_of(address)}state/0"
    first = client.get(start, headers={"host": CONTENT}).json()
    assert (first["revision"], first["cmi"]["core"]["entry"], first["cmi"]["student_data"]) == (
        0,
        "ab-initio",
        {"mastery_score": "80"},
    )
    cmi = {
        "core": {
            "lesson_status": "passed", "lesson_location": "page-3", "exit": "suspend", "session_time": "00:01:00.00",
            "total_time": "0001:02:03.50", "score": {"raw": "45", "min": "0", "max": "50"},
        },
        "suspend_data": "half\x00way",
    }  # fmt: skip
    answer = send(client, address, cmi=cmi)
    assert (answer.status_code, answer.json()) == (200, {"revision": 1, "isComplete": True, "isDone": False})
    kept = ScormState.objects.get(person=enrolment.person, item="one")
    assert (kept.is_complete, kept.has_passed, kept.score, kept.seconds) == (True, True, 90.0, 3723)
    again = client.get(start, headers={"host": CONTENT}).json()
    core = again["cmi"]["core"]
    assert (core["entry"], core["lesson_location"], "session_time" in core) == ("resume", "page-3", False)
    assert (again["cmi"]["suspend_data"], again["revision"]) == ("halfway", 1)
    assert not LessonProgress.objects.filter(state=ProgressState.DONE).exists()
    assert send(client, address, 1, cmi={"core": {"lesson_status": "completed"}}).json()["isDone"] is True
    enrolment.refresh_from_db()
    assert (LessonProgress.objects.get().state, enrolment.state) == (ProgressState.DONE, EnrolmentState.COMPLETED)
    send(client, address, number=2, cmi={"core": {"lesson_status": "failed", "score": {"raw": "10"}}})
    kept.refresh_from_db()
    assert (kept.is_complete, kept.has_passed, kept.score, kept.data["cmi"]["core"]["lesson_status"]) == (
        True, True, 90.0, "failed",
    )  # fmt: skip


def test_stored_is_said_of_nothing_else(client: Client) -> None:
    enrolment = learned()
    address = opened(client, enrolment)
    assert send(client, address, run="window-1").status_code == 200
    assert send(client, address, run="window-1", cmi={"x": "late again"}).json()["revision"] == 1
    elsewhere = send(client, address, run="window-2", seen=0)
    assert (elsewhere.status_code, elsewhere.json()) == (409, {"code": "scorm.open_elsewhere"})
    assert send(client, address, run="window-2", seen=1).json()["revision"] == 2
    for values in (
        {"cmi": [1]},
        {"cmi": {"a": float("nan")}},
        {"run": ""},
        {"number": "x"},
        {"cmi": {"a": "x" * 2**20}},
    ):
        assert send(client, address, **values).status_code == 409
    assert send(client, address, 7).status_code == 404
    Enrolment.objects.update(state=EnrolmentState.WITHDRAWN)
    assert send(client, address, run="window-2", number=9).json() == {"code": "scorm.not_learning"}
    state = ScormState.objects.get()
    assert (state.revision, state.data["cmi"]) == (2, {"core": {"lesson_status": "incomplete"}})


def test_the_order_of_items_is_kept_and_ends_the_lesson_by_the_package_s_own_rules(client: Client) -> None:
    enrolment = learned(manifest="")
    address = opened(client, enrolment)
    player = client.get(path_of(address), headers={"host": CONTENT}).content.decode()
    config = json.loads(
        html.unescape(player.split('id="player-config" type="application/json">')[1].split("</script>")[0])
    )
    assert [each["id"] for each in config["sequencing"]["activityTree"]["children"]] == ["rules", "case", "more"]
    assert (config["sequence"]["cmi"], config["sequence"]["revision"]) == ({}, 0)

    def told_order(**values: Any) -> Any:
        body = {
            "run": "a",
            "number": 1,
            "seen": 0,
            "end": False,
            "cmi": {"state": "so far", "complete": False},
        } | values
        return client.post(
            f"{path_of(address)}sequence", json.dumps(body), content_type="text/plain", headers={"host": CONTENT}
        )

    assert told_order().json() == {"revision": 1, "isComplete": False, "isDone": False}
    assert '"state": "so far"' in client.get(path_of(address), headers={"host": CONTENT}).content.decode()
    assert told_order(run="other window").json() == {"code": "scorm.open_elsewhere"}
    assert told_order(number=2, cmi={"state": "all", "complete": True}).json()["isDone"] is True
    assert LessonProgress.objects.get().state == ProgressState.DONE


def test_a_package_that_orders_nothing_keeps_no_order(client: Client) -> None:
    address = opened(client, learned())
    body = {"run": "a", "number": 1, "seen": 0, "end": False, "cmi": {"complete": True}}
    answer = client.post(
        f"{path_of(address)}sequence", json.dumps(body), content_type="text/plain", headers={"host": CONTENT}
    )
    assert (answer.json(), ScormState.objects.count()) == ({"code": "scorm.unknown_item"}, 0)


@pytest.mark.parametrize(
    ("mastery", "raw", "says"), [(None, "", (True, None)), (80, "85", (True, True)), (80, "79", (False, False))]
)
def test_an_item_of_1_2_that_ends_without_a_word_on_itself_is_complete(mastery: float, raw: str, says: Any) -> None:
    core = {"lesson_status": "not attempted", "score": {"raw": raw}}
    for is_end, expected in ((True, says), (False, (False, None))):
        found = told("1.2", {"mastery": mastery}, Commit("one", "run", 1, 0, is_end, {"core": core}))
        assert (found.is_complete, found.has_passed) == expected


def test_the_look_of_the_team_keeps_nothing(client: Client) -> None:
    enrolment = learned()
    trainer = make_person(Role.TRAINER)
    enrolment.person = trainer
    address = opened(client, enrolment)
    assert client.get(f"{path_of(address)}state/0", headers={"host": CONTENT}).json()["isKept"] is False
    assert (send(client, address).status_code, ScormState.objects.count()) == (404, 0)


def test_a_commit_is_of_the_ticket_s_person_whoever_is_signed_in(client: Client) -> None:
    enrolment = learned()
    address = opened(client, enrolment)
    client.force_login(make_person())
    assert send(client, address).status_code == 200
    assert ScormState.objects.get().person == enrolment.person


@pytest.mark.parametrize(
    ("cmi", "is_end", "says"),
    [
        (
            {"completion_status": "completed", "score": {"scaled": "0.75"}, "total_time": "PT1H2.5S"},
            False,
            (True, None, 75.0, 3602),
        ),
        ({"completion_status": "completed", "success_status": "failed"}, True, (False, False, None, 0)),
        ({"completion_status": "unknown"}, False, (False, None, None, 0)),
        ({"completion_status": "unknown"}, True, (True, None, None, 0)),
        (
            {"success_status": "passed", "score": {"raw": "x", "scaled": "NaN"}, "total_time": "P" + "9" * 99},
            False,
            (False, True, None, 0),
        ),
        ({"score": {"raw": 5, "min": 0, "max": 0}, "completion_status": "incomplete"}, True, (False, None, None, 0)),
    ],
)
def test_data_of_2004_are_read_as_the_standard_means_them(cmi: dict[str, Any], is_end: bool, says: Any) -> None:
    commit = Commit("one", "run", 1, 0, is_end, cmi)
    assert told("2004", {"completes_itself": False}, commit) == Told(*says)
    assert told("2004", {"is_sco": False}, replace(commit, cmi={})) == Told(True, None, None, 0)
