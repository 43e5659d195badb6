"""The room's socket, message by message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session

from core.realtime import socket as sockets
from people.choices import Role
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from tests.sockets import RoomClient, sign_in
from webinars.access import rights_by_room, rights_in
from webinars.choices import WebinarRole
from webinars.consumers import engine as engines
from webinars.consumers.standing import no_longer
from webinars.consumers.welcome import identify
from webinars.models import Activity, Answer, ChatMessage, Connection, Registration, Room, Sitting, TeamMember

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Scene:
    room: Room
    host: Person
    officer: Person
    colleague: Person
    poll: Activity

    def client(self, person: Person) -> RoomClient:
        return RoomClient(self.room.pk, sign_in(person))


def make_scene() -> Scene:
    host, officer, colleague = make_person(language="en"), make_person(country="SN"), make_person(country="EG")
    room = make_room(make_webinar(host=host, attendees=[officer, colleague]), moderate_questions=False)
    poll = make_activity(room, make_question(), live_results=True)
    return Scene(room, host, officer, colleague, poll)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    yield await sync_to_async(make_scene)()
    engine = await engines.engine()
    await engine.stop()


async def come(scene: Scene, person: Person, language: str = "en") -> RoomClient:
    client = await sync_to_async(scene.client)(person)
    await client.join(language)
    return client


async def test_two_people_answer_one_poll_in_their_own_languages(scene: Scene) -> None:
    host, french = await come(scene, scene.host), await come(scene, scene.officer, "fr")
    arabic = await come(scene, scene.colleague, "ar")
    assert (await host.say("open_activity", activity=scene.poll.pk))["type"] == "done"
    question = (await french.hear("activity.changed"))["event"]["activity"]["question"]
    assert question["text"] == {"text": "Que vérifiez-vous d’abord ?", "lang": "fr"}
    fallback = (await arabic.hear("activity.changed"))["event"]["activity"]["question"]["text"]
    assert fallback == {"text": "What do you check first?", "lang": "en"}
    choice = question["choices"][1]["id"]
    for client in (french, arabic):
        reply = await client.say("give_answer", activity=scene.poll.pk, response={"choices": [choice]})
        assert reply["type"] == "done"
    tally = {"answered": 0}
    while tally["answered"] < 2:
        tally = await host.hear_update("tally")
    assert {line["id"]: line["count"] for line in tally["results"]["choices"]}[choice] == 2
    for client in (host, french, arabic):
        await client.leave()


async def test_an_answer_after_the_close_is_refused_and_not_kept(scene: Scene) -> None:
    host, officer = await come(scene, scene.host), await come(scene, scene.officer)
    await host.say("open_activity", activity=scene.poll.pk)
    activity = (await officer.hear("activity.changed"))["event"]["activity"]
    await host.say("close_activity", activity=scene.poll.pk)
    choice = activity["question"]["choices"][0]["id"]
    reply = await officer.say("give_answer", activity=scene.poll.pk, response={"choices": [choice]})
    assert (reply["type"], reply["code"]) == ("refused", "activity.not_open")
    assert await Answer.objects.acount() == 0
    await host.leave()
    await officer.leave()


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", "message.malformed"),
        ("[]", "message.malformed"),
        ('{"type": "say", "id": "1"}', "message.malformed"),
        ('{"type": "raise_hand", "id": "1", "extra": 1}', "message.malformed"),
        ('{"type": "unheard_of", "id": "1"}', "message.malformed"),
        ('{"type": "give_answer", "id": "1", "activity": "7", "response": {}}', "message.malformed"),
        ('{"type": "say", "id": "1", "text": "' + "x" * sockets.MAX_BYTES + '"}', "message.too_large"),
        ('{"type": "turn_page", "id": "1", "page": 1}', "right.missing"),
    ],
)
async def test_a_bad_message_is_refused_with_a_code_and_the_connection_lives(
    scene: Scene, message: str, code: str
) -> None:
    officer = await come(scene, scene.officer)
    await officer.send(message)
    assert (await officer.hear("refused"))["code"] == code
    assert (await officer.say("raise_hand"))["type"] == "done"
    await officer.leave()


async def test_nothing_but_a_join_is_taken_first(scene: Scene) -> None:
    client = await sync_to_async(scene.client)(scene.officer)
    await client.open()
    assert (await client.say("raise_hand"))["code"] == "room.not_joined"
    await client.leave()


async def test_the_documented_close_codes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = await sync_to_async(make_person)()
    outsider = await sync_to_async(scene.client)(stranger)
    nobody, nowhere = RoomClient(scene.room.pk, None), RoomClient(scene.room.pk + 999, None)
    for client, code in ((outsider, 4404), (nobody, 4401), (nowhere, 4401)):
        await client.open()
        await client.send({"type": "join", "id": "1", "language": "en"})
        assert await client.closes() == code
    old = RoomClient(scene.room.pk, None, subprotocol="lectern.v0")
    await old.open()
    assert await old.closes() == 4406
    monkeypatch.setattr(sockets, "SILENCE_SECONDS", 0.05)
    silent = await sync_to_async(scene.client)(scene.officer)
    await silent.open()
    assert await silent.closes() == 4408


async def test_whoever_returns_receives_just_what_was_missed(scene: Scene) -> None:
    host, officer = await come(scene, scene.host), await sync_to_async(scene.client)(scene.officer)
    seqs = (await officer.join())["seqs"]
    await officer.leave()
    await host.say("say", text="Back in five")
    await host.say("open_activity", activity=scene.poll.pk)
    again = await sync_to_async(scene.client)(scene.officer)
    welcome = await again.join(seen=seqs)
    assert welcome["room"] is None
    assert [(m["topic"], m["event"]["type"]) for m in welcome["missed"]] == [
        ("room", "message.changed"),
        ("room", "activity.changed"),
    ]
    assert [m["seq"] for m in welcome["missed"]] == [seqs["room"] + 1, seqs["room"] + 2]
    third = await sync_to_async(scene.client)(scene.officer)
    whole = await third.join(seen={"room": 10_000, "me": 0})
    assert whole["missed"] is None
    assert [activity["state"] for activity in whole["room"]["activities"]] == ["open"]
    for client in (host, again, third):
        await client.leave()


async def test_a_command_that_is_sent_again_is_carried_out_once(scene: Scene) -> None:
    officer = await come(scene, scene.officer)
    assert (await officer.say("say", id="same", text="Hello"))["type"] == "done"
    await officer.leave()
    again = await come(scene, scene.officer)
    assert (await again.say("say", id="same", text="Hello"))["type"] == "done"
    assert await ChatMessage.objects.acount() == 1
    await again.leave()


async def test_a_session_that_is_ended_elsewhere_closes_its_sockets(scene: Scene) -> None:
    officer, host = await come(scene, scene.officer), await come(scene, scene.host)
    await Session.objects.all().adelete()
    engine = await engines.engine()
    await engine._end_sessions()
    assert await officer.closes() == 4401
    assert await host.closes() == 4401


async def test_a_role_that_is_taken_away_ends_at_the_next_command(scene: Scene) -> None:
    host = await come(scene, scene.host)
    await TeamMember.objects.all().adelete()
    assert (await host.say("take_controls"))["type"] == "refused"
    await host.leave()


async def test_too_many_messages_are_refused_per_person_on_all_screens_together(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "MESSAGES_PER_SECOND", 0.001)
    monkeypatch.setattr(engines, "MESSAGES_AT_ONCE", 10.0)
    one, two = await come(scene, scene.officer), await come(scene, scene.officer)
    neighbour = await come(scene, scene.colleague)
    codes = []
    for number in range(12):
        client = (one, two)[number % 2]
        codes.append((await client.say("lower_hand", id=f"n{number}")).get("code"))
    assert codes == [None] * 10 + ["message.too_many"] * 2
    assert (await neighbour.say("raise_hand"))["type"] == "done"
    for client in (one, two, neighbour):
        await client.leave()


async def test_a_connection_leaves_one_closed_interval(scene: Scene) -> None:
    officer = await come(scene, scene.officer, "fr")
    engine = await engines.engine()
    await engine._extend()
    await officer.leave()
    await engine.leavings.drain()
    connection = await Connection.objects.aget()
    assert connection.person_id == scene.officer.pk
    assert connection.language == "fr"
    assert connection.closed_at is not None
    assert connection.opened_at <= connection.last_seen_at == connection.closed_at


async def test_a_connection_that_the_sweep_took_for_dead_begins_anew(scene: Scene) -> None:
    officer = await come(scene, scene.officer)
    first = await Connection.objects.aget()
    await Connection.objects.aupdate(closed_at=first.last_seen_at)
    engine = await engines.engine()
    await engine._extend()
    assert await Connection.objects.filter(closed_at=None).acount() == 1
    assert await Connection.objects.acount() == 2
    await officer.leave()


async def test_reading_another_language_brings_the_whole_state_anew(scene: Scene) -> None:
    host, officer = await come(scene, scene.host), await come(scene, scene.officer)
    await officer.send({"type": "set_language", "id": "l", "language": "fr"})
    welcome = await officer.hear("welcome")
    assert welcome["you"]["language"] == "fr"
    assert welcome["room"]["sitting"]["webinar"]["lang"] == "fr"
    await host.say("open_activity", activity=scene.poll.pk)
    assert (await officer.hear("activity.changed"))["event"]["activity"]["question"]["text"]["lang"] == "fr"
    await host.leave()
    await officer.leave()


async def test_a_member_who_lost_the_role_no_longer_hears_the_team(scene: Scene) -> None:
    helper = await sync_to_async(make_person)()
    member = await TeamMember.objects.acreate(webinar_id=await webinar_of(scene), person=helper, role="moderator")
    await Registration.objects.acreate(webinar_id=await webinar_of(scene), person=helper)
    host, demoted, officer = await come(scene, scene.host), await come(scene, helper), await come(scene, scene.officer)
    await member.adelete()
    engine = await engines.engine()
    await engine._end_rights()
    assert await demoted.closes() == 4405
    await host.say("say", text="Only for us", channel="backstage")
    again = await sync_to_async(scene.client)(helper)
    welcome = await again.join(seen={"room": 0, "team": 0, "me": 0})
    assert (welcome["you"]["rights"], welcome["team"], welcome["missed"]) == (["see", "enter"], None, None)
    assert "Only for us" not in str([demoted.frames, again.frames, welcome, officer.frames])
    assert (host.closed, officer.closed) == (None, None)
    for client in (host, again, officer):
        await client.leave()


async def test_whoever_lost_the_place_or_the_account_is_out_of_the_room(scene: Scene) -> None:
    host, officer, colleague = (
        await come(scene, scene.host),
        await come(scene, scene.officer),
        await come(scene, scene.colleague),
    )
    await Registration.objects.filter(person=scene.officer).adelete()
    await Person.objects.filter(pk=scene.colleague.pk).aupdate(is_active=False)
    engine = await engines.engine()
    await engine._end_rights()
    assert (await officer.closes(), await colleague.closes(), host.closed) == (4404, 4401, None)
    await host.leave()


async def test_a_changed_password_closes_the_sockets_of_other_screens(scene: Scene) -> None:
    officer, host = await come(scene, scene.officer), await come(scene, scene.host)
    scene.officer.set_password("manifest-2026-harbour")
    await scene.officer.asave()
    engine = await engines.engine()
    await engine._end_rights()
    assert (await officer.closes(), host.closed) == (4401, None)
    await host.leave()


async def test_another_language_is_read_with_the_rights_of_now(scene: Scene) -> None:
    await Registration.objects.acreate(webinar_id=await webinar_of(scene), person=scene.host)
    host = await come(scene, scene.host)
    await TeamMember.objects.all().adelete()
    await host.send({"type": "set_language", "id": "l", "language": "fr"})
    welcome = await host.hear("welcome")
    assert (welcome["you"]["rights"], welcome["team"], set(welcome["seqs"])) == (["see", "enter"], None, {"room", "me"})
    await host.leave()


async def test_staff_without_the_second_step_asked_for_are_not_let_in(scene: Scene, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = True
    planner = await sync_to_async(make_person)(Role.PROGRAMME_MANAGER)
    client, officer = await sync_to_async(scene.client)(planner), await come(scene, scene.officer)
    await client.open()
    await client.send({"type": "join", "id": "1", "language": "en"})
    assert await client.closes() == 4401
    assert officer.closed is None
    await officer.leave()


async def webinar_of(scene: Scene) -> int:
    return await Sitting.objects.values_list("webinar_id", flat=True).aget(room=scene.room)


@pytest.mark.parametrize("screens", [1, 3])
def test_rights_of_those_here_are_read_in_as_many_queries_for_one_as_for_three(
    screens: int, django_assert_num_queries: Any
) -> None:
    guests = []
    for _ in range(screens):
        scene = make_scene()
        guests += [identify(sign_in(person), scene.room.pk) for person in (scene.host, scene.officer)]
    with django_assert_num_queries(5):
        assert no_longer(guests) == {}


def test_rights_read_for_many_are_those_read_for_one() -> None:
    scene = make_scene()
    people = [scene.host, scene.officer, make_person(), make_person(Role.PROGRAMME_MANAGER), make_person(Role.TRAINER)]
    people.append(make_person(is_superuser=True))
    for role in WebinarRole:
        member = make_person()
        TeamMember.objects.create(webinar=scene.room.sitting.webinar, person=member, role=role)
        people.append(member)
    TeamMember.objects.create(webinar=scene.room.sitting.webinar, person=people[-1], role=WebinarRole.PRESENTER)
    found = rights_by_room({(person.pk, scene.room.pk) for person in people} | {(scene.host.pk, scene.room.pk + 1)})
    assert found == {
        **{(person.pk, scene.room.pk): rights_in(person, scene.room.sitting.webinar) for person in people},
        (scene.host.pk, scene.room.pk + 1): frozenset(),
    }


@pytest.mark.parametrize("message", ["[" * 9000, '{"type": "say", "id": "\\ud800", "text": "x"}'])
async def test_a_message_made_to_break_the_reader_is_refused(scene: Scene, message: str) -> None:
    officer = await come(scene, scene.officer)
    await officer.send(message)
    refused = await officer.hear("refused")
    assert (refused["id"], refused["code"]) == (None, "message.malformed")
    assert (await officer.say("raise_hand"))["type"] == "done"
    await officer.leave()


async def test_a_welcome_never_shows_fewer_answers_than_were_told_before(scene: Scene) -> None:
    host, officer = await come(scene, scene.host), await come(scene, scene.officer)
    await host.say("open_activity", activity=scene.poll.pk)
    choice = (await officer.hear("activity.changed"))["event"]["activity"]["question"]["choices"][0]["id"]
    before = await sync_to_async(scene.client)(scene.colleague)
    assert (await before.join())["room"]["activities"][0]["answered"] == 0
    await officer.say("give_answer", activity=scene.poll.pk, response={"choices": [choice]})
    after = await sync_to_async(scene.client)(scene.colleague)
    view = (await after.join())["room"]["activities"][0]
    assert (view["answered"], view["results"]["answered"]) == (1, 1)
    for client in (host, officer, before, after):
        await client.leave()
