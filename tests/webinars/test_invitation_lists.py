"""Invitation lists: what a file says, a dry run that changes nothing, and one application of it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from core.actions import Refused
from core.languages import LANGUAGES
from core.refusals import described
from people.choices import Audience, Gender, Role
from people.countries import country_name
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.actions.lists import Way, apply_list, forget_lists, keep_list
from webinars.choices import MailKind, RegistrationSource, RegistrationState
from webinars.exporters.lists import template_csv, template_xlsx
from webinars.importers.headings import Field
from webinars.importers.invitations import audience_of, language_of, read_invitations
from webinars.models import ImportedList, Mail, Quota, Registration, Webinar

pytestmark = pytest.mark.django_db

FAULTY = """List of participants of the regional webinar;;;;;;
;;;;;;
Courriel / E-mail *;Prénom;NOM;Pays;Langue;Sexe;Remarques
amina@douane.example;Amina;DIALLO;Sénégal;Français;F;x
B@Douane.Example ;Benoît;Kaboré;BF;fr;H;
bad;;;;;;
c@douane.example;Chloé;;Atlantide;Deutsch;;
amina@douane.example;Amina;Diallo;;;;
Kofi Mensah <kofi@customs.example>;;;Ghana (GH);;;
;Personne;;;;;
"""


def rows_of(text: str) -> dict[str, Any]:
    return read_invitations(text.encode()).as_json()


def kept(webinar: Webinar, text: str, by: Person) -> ImportedList:
    return keep_list(webinar, file_name="list.csv", content=rows_of(text), by=by)


def addresses(*names: str, country: str = "") -> str:
    return "email,name,country\n" + "".join(f"{name}@example.org,{name.title()},{country}\n" for name in names)


def states(webinar: Webinar) -> dict[str, str]:
    return dict(Registration.objects.filter(webinar=webinar).values_list("person__email", "state"))


def test_people_and_faults_are_named_with_row_and_column() -> None:
    read = read_invitations(FAULTY.encode("cp1252"))
    assert read.head == 3
    assert [(one.row, one.email, one.name, one.country, one.language) for one in read.people] == [
        (4, "amina@douane.example", "Amina DIALLO", "SN", "fr"),
        (5, "b@douane.example", "Benoît Kaboré", "BF", "fr"),
        (9, "kofi@customs.example", "Kofi Mensah", "GH", ""),
    ]
    assert [(one.row, one.column, one.code, one.value) for one in read.faults] == [
        (6, "Courriel / E-mail *", "list.not_an_address", "bad"),
        (7, "Pays", "list.unknown_country", "Atlantide"),
        (7, "Langue", "list.unknown_language", "Deutsch"),
        (8, "Courriel / E-mail *", "list.twice", "amina@douane.example"),
        (10, "Courriel / E-mail *", "list.no_address", ""),
    ]
    assert read.faults[3].data == {"row": 4}
    assert {fault.code for fault in read.faults} <= set(described())
    assert read.ignored == ["Sexe", "Remarques"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [template_csv, template_xlsx])
def test_the_template_of_every_language_is_understood(language: str, make: Any) -> None:
    with translation.override(language):
        data, audience, country = make(), str(Audience.PRIVATE_SECTOR.label), country_name("MZ")
    person = ["a@example.org", "Amélia", country, "Português", audience]
    if make is template_csv:
        out = io.StringIO()
        csv.writer(out).writerow(person)
        data += out.getvalue().encode()
    else:
        book = load_workbook(io.BytesIO(data))
        book.worksheets[0].append(person)
        changed = io.BytesIO()
        book.save(changed)
        data = changed.getvalue()
    read = read_invitations(data)
    assert [field for _, field in read.columns] == [
        Field.EMAIL,
        Field.NAME,
        Field.COUNTRY,
        Field.LANGUAGE,
        Field.AUDIENCE,
    ]
    assert read.as_json()["people"] == [[2, "a@example.org", "Amélia", "MZ", "pt", "private_sector"]]
    assert (read.ignored, read.faults) == ([], [])


@pytest.mark.parametrize(
    ("head", "cells", "name"),
    [
        ("Name", "Ada Obi", "Ada Obi"),
        ("First name,Surname", "Ada,Obi", "Ada Obi"),
        ("Nom,Prénom", "OBI,Ada", "Ada OBI"),
        ("Nombre,Apellidos", "Ada,Obi", "Ada Obi"),
        ("Фамилия,Имя", "Оби,Ада", "Ада Оби"),
        ("Nome,Apelido", "Ada,Obi", "Ada Obi"),
        ("الاسم الأول,اللقب", "آدا,أوبي", "آدا أوبي"),
        ("ФИО", "Оби Ада", "Оби Ада"),
    ],
)
def test_names_are_put_together(head: str, cells: str, name: str) -> None:
    assert rows_of(f"e-mail,{head}\na@example.org,{cells}\n")["people"][0][2] == name


def test_values_are_understood_in_many_forms() -> None:
    assert [language_of(text) for text in ("EN", "pt-BR", "Français", "русский", "Árabe", "الإسبانية", "Deutsch")] == [
        "en", "pt", "fr", "ru", "ar", "es", "",
    ]  # fmt: skip
    assert [audience_of(text) for text in ("Senior manager", "private_sector", "Officer", "astronaut")] == [
        "senior_manager", "private_sector", "operational_officer", "",
    ]  # fmt: skip


def test_a_list_without_headings_is_taken_for_its_addresses_alone() -> None:
    read = read_invitations(b"Amina;a@example.org;KE\nBen;b@example.org;UG\n")
    assert [(one.row, one.email, one.name, one.country) for one in read.people] == [
        (1, "a@example.org", "", ""),
        (2, "b@example.org", "", ""),
    ]
    assert read.ignored == ["A", "C"]


def test_a_table_without_addresses_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_invitations(b"Name;Country\nAmina;KE\n")
    assert refused.value.code == "list.no_addresses"


def test_inviting_asks_everybody_once_and_keeps_what_the_list_said() -> None:
    host, kenya = make_person(), make_administration("KE")
    known = make_person(email="known@example.org", full_name="Secret Name", country="FR", region="EUR")
    webinar = make_webinar(host=host)
    done = apply_list(kept(webinar, addresses("new", "known", country="Kenya"), host), way=Way.INVITE, by=host)
    assert (done.invited, done.already, done.left_out) == (2, 0, 0)
    rows = {row.person.email: row for row in Registration.objects.select_related("person")}
    for email, row in rows.items():
        assert (row.state, row.source, row.administration) == (
            RegistrationState.INVITED,
            RegistrationSource.LIST,
            kenya,
        )
        assert row.listed_name == email.split("@")[0].title()
        assert row.answered_at is None
    new = rows["new@example.org"].person
    assert (new.is_provisional, new.full_name, new.language, new.time_zone, new.gender) == (
        True,
        "New",
        "en",
        "Africa/Nairobi",
        Gender.NOT_STATED,
    )
    assert not new.has_usable_password()
    known.refresh_from_db()
    assert (known.full_name, known.country, known.is_provisional) == ("Secret Name", "FR", False)
    assert set(Mail.objects.values_list("kind", "person__email")) == {
        (MailKind.INVITATION, "new@example.org"),
        (MailKind.INVITATION, "known@example.org"),
    }


def test_the_same_list_or_file_again_changes_nothing() -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=2)
    text = addresses("a", "b", "c")
    first = kept(webinar, text, host)
    done = apply_list(first, way=Way.PLACES, by=host)
    assert (done.placed, done.waiting) == (2, 1)
    before = (states(webinar), Mail.objects.count())
    assert apply_list(first, way=Way.PLACES, by=host) == done
    assert apply_list(first, way=Way.INVITE, by=host) == done
    again = apply_list(kept(webinar, text, host), way=Way.PLACES, by=host)
    assert (again.placed, again.waiting, again.already) == (0, 0, 3)
    assert (states(webinar), Mail.objects.count()) == before


def test_places_are_given_in_the_order_of_the_list_under_capacity_and_quota() -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=3)
    Quota.objects.create(webinar=webinar, administration=make_administration("KE"), places=1)
    text = "email,country\na@x.org,KE\nb@x.org,KE\nc@x.org,UG\nd@x.org,UG\ne@x.org,UG\n"
    make_administration("UG")
    done = apply_list(kept(webinar, text, host), way=Way.PLACES, by=host)
    assert (done.placed, done.waiting) == (3, 2)
    placed, waiting = RegistrationState.CONFIRMED, RegistrationState.WAITING
    assert states(webinar) == {
        "a@x.org": placed,
        "b@x.org": waiting,
        "c@x.org": placed,
        "d@x.org": placed,
        "e@x.org": waiting,
    }


def test_a_place_spares_the_answer_and_moves_nobody_else() -> None:
    host = make_person()
    people = {state: make_person(email=f"{state}@example.org") for state in RegistrationState}
    webinar = make_webinar(host=host)
    for number, (state, person) in enumerate(people.items(), 1):
        queue = number if state == RegistrationState.WAITING else None
        Registration.objects.create(webinar=webinar, person=person, state=state, queue_number=queue)
    Webinar.objects.filter(pk=webinar.pk).update(capacity=1)
    text = "email\n" + "\n".join(person.email for person in people.values())
    done = apply_list(kept(webinar, text, host), way=Way.INVITE, by=host)
    assert (done.invited, done.already) == (0, len(people))
    assert states(webinar) == {person.email: state.value for state, person in people.items()}
    done = apply_list(kept(webinar, text, host), way=Way.PLACES, by=host)
    assert (done.placed, done.waiting, done.already) == (0, 3, 4)
    changed = {RegistrationState.INVITED, RegistrationState.REQUESTED, RegistrationState.NOMINATED}
    assert states(webinar) == {
        person.email: RegistrationState.WAITING if state in changed else state.value for state, person in people.items()
    }


def test_a_second_address_of_a_person_is_the_same_person() -> None:
    host, person = make_person(), make_person(email="one@example.org")
    person.emailaddress_set.create(email="two@example.org", verified=True)
    webinar = make_webinar(host=host)
    done = apply_list(kept(webinar, addresses("one", "two"), host), way=Way.INVITE, by=host)
    assert (done.invited, done.already) == (1, 1)


def test_closed_accounts_get_nothing() -> None:
    host = make_person()
    make_person(email="gone@example.org", is_active=False)
    webinar = make_webinar(host=host)
    done = apply_list(kept(webinar, addresses("gone", "new"), host), way=Way.PLACES, by=host)
    assert (done.placed, done.left_out) == (1, 1)
    assert list(states(webinar)) == ["new@example.org"]


def test_a_list_that_was_half_overtaken_by_another_manager_adds_the_rest() -> None:
    host, other = make_person(), make_person(Role.PROGRAMME_MANAGER)
    webinar = make_webinar(host=host)
    mine = kept(webinar, addresses("a", "b", "c"), host)
    apply_list(kept(webinar, addresses("b", "x"), other), way=Way.PLACES, by=other)
    done = apply_list(mine, way=Way.INVITE, by=host)
    assert (done.invited, done.already) == (2, 1)
    assert states(webinar)["b@example.org"] == RegistrationState.CONFIRMED


def test_a_webinar_that_is_over_takes_no_list() -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    make_room(webinar, state="ended")
    mine = kept(webinar, addresses("a"), host)
    with pytest.raises(Refused) as refused:
        apply_list(mine, way=Way.PLACES, by=host)
    assert refused.value.code == "registration.over"
    mine.refresh_from_db()
    assert mine.applied_at is None


def test_addresses_are_let_go_after_applying_and_lists_after_a_day(django_assert_num_queries: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    host = make_person()
    webinar = make_webinar(host=host)
    used, idle = kept(webinar, addresses("a") + "bad,,\n", host), kept(webinar, addresses("b"), host)
    apply_list(used, way=Way.INVITE, by=host)
    used.refresh_from_db()
    assert "people" not in used.rows
    assert forget_lists(before=timezone.now() - timedelta(days=1)) == 0
    assert forget_lists(before=timezone.now() + timedelta(minutes=1)) == 2
    used.refresh_from_db()
    assert "bad" not in str(used.rows)
    assert used.rows["applied"]["invited"] == 1
    assert not ImportedList.objects.filter(pk=idle.pk).exists()


@pytest.mark.parametrize("people", [2, 60])
def test_applying_takes_as_many_queries_for_any_list(people: int, django_assert_max_num_queries: Any) -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=40)
    mine = kept(webinar, addresses(*(f"p{number}" for number in range(people))), host)
    with django_assert_max_num_queries(40):
        apply_list(mine, way=Way.PLACES, by=host)
