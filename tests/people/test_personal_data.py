"""What a person is handed of their data, and what is left when they erase their account."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import personal
from core.actions import Refused
from core.audit import first_broken_entry
from core.models import AuditEntry
from core.personal import Fate
from people.actions.erasure import erase_person, remove_erased
from people.actions.roles import grant_role
from people.choices import Role
from people.exporters.personal import archive
from people.models import Person
from programme.models import Fact, Freeze
from quizzes.models import Attempt
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar
from webinars.choices import (
    ChatChannel,
    MailKind,
    MailState,
    RegistrationState,
    RoomState,
    SurveyKind,
    WebinarRole,
)
from webinars.models import (
    Answer,
    AskedQuestion,
    ChatMessage,
    Connection,
    Correction,
    Hand,
    Mail,
    Participation,
    Registration,
    Room,
    Survey,
    SurveyAnswer,
    SurveyParticipation,
    TeamMember,
)

pytestmark = pytest.mark.django_db

DATABASE_DOES = {
    # what the database does with a row whose person goes, for each fate that was declared
    Fate.AT_ONCE: {"CASCADE"},
    Fate.WITH_ACCOUNT: {"CASCADE"},
    Fate.WITHOUT_NAME: {"SET_NULL"},
    Fate.KEPT: {"DO_NOTHING"},
}


def test_every_column_that_points_to_a_person_is_declared() -> None:
    """A new one fails here: say in the ``queries/personal.py`` of its app what is handed out of it, and what becomes of it."""
    declared = {holding.column: holding.fate for holding in personal.holdings()}
    columns = personal.columns_of_people(Person)
    assert set(columns) == set(declared)
    assert [column for column, does in columns.items() if does not in DATABASE_DOES[declared[column]]] == []


def test_what_is_not_handed_out_says_why() -> None:
    assert [holding.column for holding in personal.holdings() if not holding.title and not holding.why] == []


@pytest.fixture
def amina() -> Person:
    """Somebody with a row in most tables, all of it recognisable."""
    amina = make_person(
        full_name="Amina Diallo", email="amina@douanes.example", gender="woman", time_zone="Africa/Dakar"
    )
    other = make_person(full_name="Kofi Mensah")
    webinar = make_webinar(host=make_person(), attendees=[amina, other], slug="past")
    room = make_room(webinar, state=RoomState.ENDED)
    now = timezone.now()
    Registration.objects.filter(person=amina).update(listed_name="Diallo Amina", reason="Amina is our expert")
    Mail.objects.create(
        key="m1", kind=MailKind.THANKS, webinar=webinar, person=amina, due_at=now, state=MailState.QUEUED
    )
    Connection.objects.create(
        room=room, person=amina, language="fr", opened_at=now - timedelta(hours=1), last_seen_at=now, process="1"
    )
    Correction.objects.create(sitting=room.sitting, person=amina, minutes=40, reason="Amina's line", signed_by=other)
    activity = make_activity(room, make_question())
    Answer.objects.create(activity=activity, voter=f"p{amina.pk}", person=amina, response="[3]", language="fr")
    Answer.objects.create(activity=activity, voter=f"p{other.pk}", person=other, response="[1]", language="fr")
    Participation.objects.create(activity=activity, person=amina)
    AskedQuestion.objects.create(room=room, author=amina, text="Why did Amina's seizure fail?", language="fr")
    ChatMessage.objects.create(
        room=room, channel=ChatChannel.ROOM, author=amina, text="Amina from Dakar", language="fr"
    )
    Hand.objects.create(room=room, person=amina)
    survey = Survey.objects.create(webinar=webinar, kind=SurveyKind.PRE_TEST, quiz=make_quiz())
    SurveyParticipation.objects.create(survey=survey, person=amina)
    question = survey.quiz.entries.first().question  # type: ignore[union-attr]
    SurveyAnswer.objects.create(
        survey=survey, question=question, voter=f"p{amina.pk}", person=amina, response="[2]", language="fr", share=1
    )
    Attempt.objects.create(quiz=survey.quiz, person=amina, source="sitting:1", started_at=now, mark=2, max_mark=3)
    Fact.objects.create(
        webinar=webinar, sitting=room.sitting, person=amina, ended_on=now.date(), country="SN", seconds=60
    )
    Authenticator.objects.create(user=amina, type=Authenticator.Type.TOTP, data={"secret": "AMINASECRET"})
    return amina


def freeze(person: Person) -> None:
    for registration in person.registrations.all():
        Freeze.objects.create(
            webinar=registration.webinar, frozen_at=timezone.now(), ended_on=timezone.now().date(), definition=1
        )


def read(person: Person) -> tuple[dict[str, Any], str, set[str]]:
    with ZipFile(BytesIO(archive(person))) as file:
        return json.loads(file.read("data.json")), file.read("index.html").decode(), set(file.namelist())


def test_a_person_is_handed_everything_about_them_and_nothing_about_others(amina: Person) -> None:
    data, page, names = read(amina)
    assert data["profile"]["email"] == "amina@douanes.example"
    assert data["profile"]["gender"] == "woman"
    assert [row["webinar"] for row in data["registration_person"]] == ["past"]
    assert [row["response"] for row in data["answer_person"]] == ["[3]"]
    assert [row["text"] for row in data["chatmessage_author"]] == ["Amina from Dakar"]
    assert [(row["mark"], row["max_mark"]) for row in data["attempt_person"]] == [(2.0, 3.0)]
    assert [row["minutes"] for row in data["correction_person"]] == [40]
    assert [row["kind"] for row in data["mail_person"]] == ["thanks"]
    assert "tables/registration_person.csv" in names
    assert "Amina from Dakar" in page
    everything = json.dumps(data) + page
    for secret in ("Kofi", "AMINASECRET", amina.password):
        assert secret not in everything


def test_every_declared_table_can_be_read() -> None:
    """A lookup that leads nowhere would fail for the first person who has such a row."""
    data, _page, _names = read(make_person())
    assert set(data) - {"format", "made_at", "person", "profile"} == {
        holding.column.split(".", 1)[1].replace(".", "_").lower() for holding in personal.holdings() if holding.title
    }


def test_what_people_typed_is_no_formula_and_no_markup(amina: Person) -> None:
    ChatMessage.objects.update(text='=HYPERLINK("x")<script>')
    with ZipFile(BytesIO(archive(amina))) as file:
        assert b"'=HYPERLINK" in file.read("tables/chatmessage_author.csv")
        assert b"<script>" not in file.read("index.html")


def test_an_archive_costs_one_query_for_each_table(amina: Person, django_assert_num_queries: Any) -> None:
    tables = sum(1 for holding in personal.holdings() if holding.title)
    amina = Person.objects.select_related("administration").get(pk=amina.pk)
    with django_assert_num_queries(tables):
        archive(amina)


def traces(words: tuple[str, ...]) -> list[str]:
    """Tables in which one of the words is found in some text."""
    from django.apps import apps

    found = []
    for model in apps.get_models():
        if model._meta.label != "core.AuditEntry":
            rows = [json.dumps(row, default=str) for row in model._default_manager.values()]
            found += [model._meta.label for row in rows if any(word in row for word in words)]
    return found


def test_an_erased_person_leaves_counts_and_nothing_that_names_them(amina: Person) -> None:
    number = amina.pk
    assert len(traces(("Amina", "amina", "AMINASECRET"))) == 7
    freeze(amina)
    assert erase_person(amina, by=amina)
    assert traces(("Amina", "amina", "AMINASECRET")) == []
    assert not Person.objects.filter(pk=number).exists()
    voters = list(Answer.objects.order_by("pk").values_list("response", "person"))
    assert voters[0] == ("[3]", None)
    assert len(voters) == 2
    assert not Answer.objects.filter(voter=f"p{number}").exists()
    assert list(SurveyAnswer.objects.values_list("response", "person", "share")) == [("[2]", None, 1.0)]
    assert list(Fact.objects.values_list("person", "country", "seconds")) == [(None, "SN", 60.0)]
    entry = AuditEntry.objects.get(verb="person.erased")
    assert (entry.actor_id, entry.subject, entry.details) == (number, f"person:{number}", {"account": True})
    assert first_broken_entry() is None


def test_minutes_that_are_not_counted_yet_stay_without_a_name_until_they_are(amina: Person) -> None:
    assert not erase_person(amina, by=amina)
    assert traces(("Amina", "amina", "AMINASECRET")) == []
    amina.refresh_from_db()
    assert (amina.is_active, amina.has_usable_password(), amina.gender) == (False, False, "not_stated")
    assert Connection.objects.filter(person=amina).count() == 1
    assert list(AskedQuestion.objects.values_list("text", flat=True)) == ["…"]
    assert remove_erased() == 0
    freeze(amina)
    assert remove_erased() == 1
    assert not Person.objects.filter(pk=amina.pk).exists()
    assert list(Fact.objects.values_list("person", "seconds")) == [(None, 60.0)]


def test_places_to_come_are_given_to_those_who_wait(amina: Person) -> None:
    kofi = make_person()
    room = make_room(make_webinar(capacity=1, attendees=[amina], slug="coming"), state=RoomState.LOBBY)
    coming = room.sitting.webinar
    Registration.objects.create(webinar=coming, person=kofi, state=RegistrationState.WAITING, queue_number=1)
    erase_person(amina, by=amina)
    assert list(Registration.objects.placed().filter(webinar=coming).values_list("person", flat=True)) == [kofi.pk]
    assert not Mail.objects.filter(person=amina, state=MailState.QUEUED).exists()


def test_a_sole_host_stays_until_there_is_another() -> None:
    host = make_person()
    room = make_room(make_webinar(host=host, title_en="Dual use"), state=RoomState.LOBBY)
    with pytest.raises(Refused) as refused:
        erase_person(host, by=host)
    assert (refused.value.code, refused.value.data) == ("erasure.sole_host", {"title": "Dual use"})
    assert Person.objects.filter(pk=host.pk).exists()
    TeamMember.objects.create(webinar=room.sitting.webinar, person=make_person(), role=WebinarRole.HOST)
    assert erase_person(host, by=host)


def test_the_last_administrator_stays() -> None:
    first = make_person(Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        erase_person(first, by=first)
    assert refused.value.code == "role.last_administrator"
    grant_role(make_person(), role=Role.ADMINISTRATOR, by=first)
    assert erase_person(first, by=first)


def _code() -> str:
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.M)
    assert found
    return found[1]


def test_an_account_is_erased_with_the_code_from_the_mail_only(client: Client) -> None:
    person = make_person(email="amina@douanes.example")
    elsewhere = Client()
    elsewhere.force_login(person)
    client.force_login(person)
    client.get("/")
    elsewhere.get("/")
    url = reverse("people:erase")
    assert client.post(url, {"step": "erase", "code": "000000"}).status_code == 400
    assert client.post(url, {"step": "code"}).status_code == 200
    code = _code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert client.post(url, {"step": "erase", "code": wrong}).status_code == 400
    assert elsewhere.post(url, {"step": "erase", "code": code}).status_code == 400
    assert Person.objects.filter(pk=person.pk).exists()
    answer = client.post(url, {"step": "erase", "code": f" {code[:3]} {code[3:]}"})
    assert (answer.status_code, "The account is erased" in answer.content.decode()) == (200, True)
    assert not Person.objects.filter(pk=person.pk).exists()
    assert elsewhere.get(reverse("people:profile")).status_code == 302
    assert client.get(reverse("people:profile")).status_code == 302
    assert (UserSession.objects.count(), Session.objects.filter(pk=elsewhere.session.session_key).count()) == (0, 0)


def test_a_code_that_was_tried_too_often_is_of_no_use(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    url = reverse("people:erase")
    client.post(url, {"step": "code"})
    code = _code()
    for _ in range(5):
        client.post(url, {"step": "erase", "code": f"{(int(code) + 1) % 10**6:06d}"})
    assert client.post(url, {"step": "erase", "code": code}).status_code == 400
    assert Person.objects.filter(pk=person.pk).exists()


def test_whoever_has_a_password_gives_it_again(client: Client) -> None:
    person = make_person(password="manifest-2026-harbour")
    client.force_login(person)
    for name in ("people:export", "people:erase"):
        answer = client.post(reverse(name), {"step": "code"})
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))
    assert mail.outbox == []


def test_the_archive_is_handed_to_its_person_and_kept_by_nobody(client: Client) -> None:
    person = make_person(full_name="Émilie Ndiaye")
    client.force_login(person)
    answer = client.post(reverse("people:export"))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "no-store")
    with ZipFile(BytesIO(answer.content)) as file:
        assert json.loads(file.read("data.json"))["profile"]["full_name"] == "Émilie Ndiaye"


def test_a_room_in_which_somebody_erased_was_is_still_a_page(amina: Person, client: Client) -> None:
    host = Person.objects.get(team_roles__role=WebinarRole.HOST)
    erase_person(amina, by=amina)
    client.force_login(host)
    room = Room.objects.get()
    for address in (
        reverse("webinars:room", args=[room.pk]),
        reverse("webinars:attendance", args=[room.sitting_id]),
        reverse("webinars:people", args=["past"]),
    ):
        assert client.get(address).status_code == 200
