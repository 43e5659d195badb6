"""Places that managers give and refuse, coordinators' nominations, and courses that enrol by rule."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.actions import Refused
from courses.actions import nominating, placing
from courses.actions.publishing import publish_course
from courses.actions.ruling import enrol_those_who_fit, enrol_where_it_fits
from courses.choices import DeclineReason, EnrolmentMode, EnrolmentSource, EnrolmentState, ReminderKind
from courses.models import Enrolment, Reminder
from courses.queries.finding import found_people
from people.actions.profiles import fingerprint, update_profile
from people.choices import Audience, Role
from people.models import Person
from tests.factories import make_administration, make_course, make_enrolment, make_person, make_published_course

pytestmark = pytest.mark.django_db

WITHOUT_A_PLACE: dict[str, Any] = {"version": None, "enrolled_at": None}


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _states() -> dict[str, str]:
    return dict(Enrolment.objects.values_list("person__full_name", "state"))


def test_managers_decide_on_many_and_each_is_told_once() -> None:
    manager, first = make_person(Role.PROGRAMME_MANAGER), make_published_course()
    course = make_published_course(enrolment_mode=EnrolmentMode.APPROVAL, days=5)
    course.prerequisites.set([first])
    ready, lacks, done, elsewhere = (make_person(full_name=name) for name in ("Ready", "Lacks", "Done", "Elsewhere"))
    make_enrolment(first, ready, state=EnrolmentState.COMPLETED, completed_at=timezone.now())
    asked = EnrolmentState.REQUESTED
    rows = [
        make_enrolment(course, ready, state=asked, **WITHOUT_A_PLACE),
        make_enrolment(course, lacks, state=asked, **WITHOUT_A_PLACE),
        make_enrolment(course, done, state=EnrolmentState.COMPLETED),
        make_enrolment(make_published_course(), elsewhere, state=asked, **WITHOUT_A_PLACE),
    ]
    ids = [row.pk for row in rows]
    given = placing.give_places(course, enrolments=ids, by=manager)
    assert (given.given, given.lacking) == ([rows[0].pk], [rows[1].pk])
    assert placing.give_places(course, enrolments=ids, by=manager, without_prerequisites=True).given == [rows[1].pk]
    assert placing.decline(course, enrolments=ids[1:], reason=DeclineReason.FULL, by=manager) == [rows[1].pk]
    found = {row.pk: row for row in Enrolment.objects.filter(pk__in=ids)}
    assert [found[pk].state for pk in ids] == ["active", "declined", "completed", "requested"]
    assert found[ids[0]].due_on is not None
    assert found[ids[1]].reason == DeclineReason.FULL
    assert sorted(Reminder.objects.values_list("enrolment", "kind")) == [
        (ids[0], ReminderKind.PLACE),
        (ids[1], ReminderKind.NO_PLACE),
        (ids[1], ReminderKind.PLACE),
    ]


def test_people_are_put_in_by_their_addresses_and_nobody_learns_who_has_an_account() -> None:
    manager, course = make_person(Role.PROGRAMME_MANAGER), make_published_course()
    known, left = make_person(email="known@example.org"), make_person(email="left@example.org")
    make_enrolment(course, left, state=EnrolmentState.WITHDRAWN)
    make_person(email="closed@example.org", is_active=False)
    pasted = ["known@example.org", "New@example.org", "new@example.org", "left@example.org", "closed@example.org", "=1"]
    lines = placing.put_in(course, emails=pasted, by=manager)
    assert [(line.called, str(line.outcome)) for line in lines] == [
        ("known@example.org", "added"),
        ("new@example.org", "added"),
        ("left@example.org", "left"),
        ("closed@example.org", "unusable"),
        ("=1", "unusable"),
    ]
    assert {str(line.outcome) for line in placing.put_in(course, emails=pasted[:3], by=manager)} == {"already"}
    assert Enrolment.objects.get(person=known).source == EnrolmentSource.MANAGER
    assert Person.objects.get(email="new@example.org").is_provisional


FOUND_BY_NAME = [
    ("пётр", "Петров Пётр"),
    ("ПЕТР", "Петров Пётр"),
    ("احمد القحطاني", "أحمد القحطانيّ"),
    ("قحطانى", "أحمد القحطانيّ"),
    ("jose nunez", "José Núñez"),
    ("france", "José Núñez"),
    ("nunez@", "José Núñez"),
    ("jose kenya", ""),
    ("rehearsal", ""),
    ("closed", ""),
    (" ", ""),
]


@pytest.mark.parametrize(("words", "name"), FOUND_BY_NAME)
def test_people_are_found_by_name_in_any_script(words: str, name: str) -> None:
    make_person(full_name="Петров Пётр")
    make_person(full_name="أحمد القحطانيّ")
    make_person(full_name="José Núñez", email="nunez@example.org", country="FR", region="EUR")
    make_person(full_name="Rehearsal", is_rehearsal=True)
    make_person(full_name="Closed", is_active=False)
    viewer = make_person(Role.PROGRAMME_MANAGER, full_name="Manager")
    found = found_people(viewer, words=words, region="")
    assert list(Person.objects.filter(pk__in=found).values_list("full_name", flat=True)) == ([name] if name else [])


@pytest.mark.parametrize("people", [1, 3])
def test_those_ticked_are_put_in_and_who_was_in_is_named(people: int, django_assert_num_queries: Any) -> None:
    course = make_published_course(audiences=[Audience.SENIOR_MANAGER])
    inside, left, declined = (make_person(full_name=f"Ann {name}") for name in ("inside", "left", "declined"))
    make_enrolment(course, inside)
    make_enrolment(course, left, state=EnrolmentState.WITHDRAWN)
    make_enrolment(course, declined, state=EnrolmentState.DECLINED, **WITHOUT_A_PLACE)
    new = [make_person(full_name=f"Ann new {number}", audience=Audience.SENIOR_MANAGER) for number in range(people)]
    client = _signed_in(make_person(Role.PROGRAMME_MANAGER))
    address = f"/courses/{course.pk}/learners/find/"
    client.get(f"{address}?words=ann")
    with django_assert_num_queries(9):
        page = client.get(f"{address}?words=ann").content.decode()
    assert (page.count("Outside of audience or regions"), page.count("Not in this course")) == (3, people)
    ticked = [person.pk for person in (inside, left, declined, *new)]
    page = client.post(f"{address}?words=ann", {"chosen": [*ticked, 10**17]}).content.decode()
    assert f"{people + 1} people added" in page
    assert ("Was in already" in page, "Gave the place back" in page) == (True, True)
    states = set(Enrolment.objects.filter(person__in=[declined, *new]).values_list("state", flat=True))
    assert (states, Enrolment.objects.get(person=left).state) == ({EnrolmentState.ACTIVE}, EnrolmentState.WITHDRAWN)
    assert Enrolment.objects.count() == 3 + people


def test_the_list_pages_finds_and_leaves_as_files_without_formulas(django_assert_num_queries: Any) -> None:
    maker, course = make_person(Role.TRAINER), make_course()
    course.created_by = maker
    course.save()
    publish_course(course, by=maker)
    course.refresh_from_db()
    client = _signed_in(maker)
    make_enrolment(course, make_person(full_name="=HYPERLINK(1)", gender="woman"))
    make_enrolment(make_published_course(), make_person(full_name="In another course"))
    for name in ("One", "Two"):
        client.get(f"/courses/{course.pk}/learners/")
        with django_assert_num_queries(10):
            page = client.get(f"/courses/{course.pk}/learners/").content.decode()
        make_enrolment(course, make_person(full_name=name), state=EnrolmentState.REQUESTED, **WITHOUT_A_PLACE)
    assert "In another course" not in page
    found = client.get(f"/courses/{course.pk}/learners/?words=two&state=requested").content.decode()
    assert "Two" in found
    assert "HYPERLINK" not in found
    text = client.get(f"/courses/{course.pk}/learners.csv").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert "In another course" not in text
    assert "Gender" not in text
    assert client.get(f"/courses/{course.pk}/learners.xlsx").content.startswith(b"PK")


def test_a_manager_decides_on_the_page() -> None:
    course = make_published_course(enrolment_mode=EnrolmentMode.APPROVAL)
    row = make_enrolment(course, state=EnrolmentState.REQUESTED, **WITHOUT_A_PLACE)
    client = _signed_in(make_person(Role.PROGRAMME_MANAGER))
    address = f"/courses/{course.pk}/learners/decide/"
    assert client.post(address, {"do": "give"}).status_code == 302
    assert client.post(address, {"do": "give", "chosen": ["x", str(10**20)]}).status_code == 302
    assert _states() == {row.person.full_name: "requested"}
    client.post(address, {"do": "decline", "chosen": [row.pk], "reason": "full"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "full")
    client.post(address, {"do": "give", "chosen": [row.pk]})
    row.refresh_from_db()
    assert (row.state, row.reason, row.version) == ("active", "", course.published)


def test_a_coordinator_nominates_and_sees_their_own_administration_only() -> None:
    course = make_published_course(enrolment_mode=EnrolmentMode.NOMINATION)
    coordinator = make_person(Role.NATIONAL_COORDINATOR, country="KE")
    own = make_person(full_name="Own officer", country="KE")
    make_enrolment(course, make_person(full_name="Foreign officer", country="FR", region="EUR"))
    make_enrolment(course, make_person(full_name="Compatriot", country="KE"))
    client, address = _signed_in(coordinator), f"/courses/{course.pk}/nominations/"
    client.post(address, {"administration": coordinator.administration_id, "officer": own.pk, "language": "en"})
    row = Enrolment.objects.get(person=own)
    assert (row.state, row.source, row.administration) == ("nominated", "coordinator", own.administration)
    page = client.get(address).content.decode()
    assert ("Own officer" in page, "Compatriot" in page, "Foreign officer" in page) == (True, True, False)
    client.post(f"/courses/nominations/{row.pk}/withdraw/")
    assert _states()["Own officer"] == "withdrawn"
    rival = _signed_in(make_person(Role.NATIONAL_COORDINATOR, country="UG"))
    assert rival.post(f"/courses/nominations/{row.pk}/withdraw/").status_code == 404


def test_nominations_outside_of_the_course_are_refused() -> None:
    kenya, coordinator = make_administration("KE", "ESA"), make_person(Role.NATIONAL_COORDINATOR)
    nominee = nominating.Nominee("officer@example.org", "Officer", "en")
    for fields, code in (
        ({"enrolment_mode": EnrolmentMode.OPEN}, "enrolment.not_by_nomination"),
        ({"enrolment_mode": EnrolmentMode.NOMINATION, "regions": ["EUR"]}, "enrolment.region"),
    ):
        with pytest.raises(Refused) as caught:
            nominating.nominate(make_published_course(**fields), nominee, administration=kenya, by=coordinator)
        assert caught.value.code == code
    assert not Enrolment.objects.exists()


def test_a_rule_puts_in_whom_it_fits_and_nobody_else() -> None:
    course = make_published_course(
        enrolment_mode=EnrolmentMode.RULE, audiences=[Audience.SENIOR_MANAGER], regions=["ESA"], days=30
    )
    first = make_published_course()
    course.prerequisites.set([first])
    chiefs: dict[str, Any] = {"audience": Audience.SENIOR_MANAGER}
    people = {
        "fits": make_person(**chiefs),
        "no prerequisite": make_person(**chiefs),
        "officer": make_person(),
        "elsewhere": make_person(country="FR", region="EUR", **chiefs),
        "nowhere": make_person(administration=None, country="", **chiefs),
        "left": make_person(**chiefs),
        "declined": make_person(**chiefs),
        "unused": make_person(is_provisional=True, **chiefs),
        "closed": make_person(is_active=False, **chiefs),
        "rehearsal": make_person(is_rehearsal=True, **chiefs),
    }
    for name, person in people.items():
        if name != "no prerequisite":
            make_enrolment(first, person, state=EnrolmentState.COMPLETED, completed_at=timezone.now())
    make_enrolment(course, people["left"], state=EnrolmentState.WITHDRAWN)
    make_enrolment(course, people["declined"], state=EnrolmentState.DECLINED, **WITHOUT_A_PLACE)
    assert [enrol_those_who_fit(course.pk), enrol_those_who_fit(course.pk)] == [1, 0]
    row = Enrolment.objects.get(course=course, state=EnrolmentState.ACTIVE)
    assert (row.person, row.source, row.due_on is not None) == (people["fits"], EnrolmentSource.RULE, True)
    assert Enrolment.objects.get(course=course, person=people["left"]).state == EnrolmentState.WITHDRAWN


def test_a_change_of_profile_or_publishing_puts_people_in(django_capture_on_commit_callbacks: Any) -> None:
    person, chief = make_person(), make_person(audience=Audience.SENIOR_MANAGER)
    ruled: dict[str, Any] = {"enrolment_mode": EnrolmentMode.RULE, "audiences": [Audience.SENIOR_MANAGER]}
    course = make_course(**ruled)
    with django_capture_on_commit_callbacks(execute=True):
        publish_course(course, by=person)
    assert list(Enrolment.objects.values_list("person", flat=True)) == [chief.pk]
    with django_capture_on_commit_callbacks(execute=True):
        update_profile(person, by=person, seen=fingerprint(person), audience=Audience.SENIOR_MANAGER)
    assert set(Enrolment.objects.values_list("person", flat=True)) == {chief.pk, person.pk}
    assert enrol_where_it_fits(person.pk) == 0
