"""Packages are checked before anything is kept: each thing that can be wrong has a code, and good ones are understood."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry
from courses.importers import scorm
from courses.importers.scorm import ScormItem, parts_of, read_package
from courses.models import Lesson, LessonRevision, ScormPackage, ScormState
from people.choices import Role
from tests.factories import make_person, make_published_course
from tests.factories.curriculum import make_lesson, make_module
from tests.factories.scorm import ITEM, MANIFEST, ORDERED, RESOURCE, make_zip


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("singlesco_scorm12.zip", ("1.2", "Golf Explained - CP Single SCO", 1)),
        ("RuntimeMinimumCalls_SCORM12-mini.zip", ("1.2", "Golf Explained - Minimum Run-time Calls", 9)),
        ("RuntimeBasicCalls_SCORM20043rdEdition.zip", ("2004", "Golf Explained - Run-time Basic Calls", 1)),
        ("badscorm.zip", "scorm.manifest_in_folder"),
        ("singlescobasic_missingorg.zip", "scorm.no_organisation"),
    ],
)
def test_real_packages_are_understood_or_refused_as_their_names_say(shared: Path, name: str, told: Any) -> None:
    with (shared / "fixtures" / "scorm" / name).open("rb") as file:
        if isinstance(told, str):
            with pytest.raises(Refused) as refused:
                read_package(file)
            assert refused.value.code == told
            return
        found = read_package(file)
        assert (found.version, found.title, len(found.items)) == told
        kept = {part: b"".join(pieces) for part, pieces in parts_of(file, found.names)}
        assert {item.href for item in found.items} <= kept.keys()
        assert sum(map(len, kept.values())) == found.size


def test_items_are_told_in_order_with_what_starts_them() -> None:
    organisation = """<organizations default="b"><organization identifier="a"><title>Other</title></organization>
      <organization identifier="b"><title>Valuation</title>
        <item identifier="part"><title>Part one</title>
          <item identifier="i1" identifierref="r1" parameters="?page=2"><title> First </title>
            <adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>x=1</adlcp:datafromlms></item>
          <item identifier="i2" identifierref="r2" parameters="b=2"><title>Second</title>
            <adlcp:prerequisites type="aicc_script">i1</adlcp:prerequisites></item>
        </item>
        <item identifier="i3" identifierref="r2"><title>Third</title>
          <adlcp:prerequisites type="aicc_script">i1|i2</adlcp:prerequisites></item>
      </organization></organizations>"""
    resources = """<resources xml:base="content/">
      <resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="one%20page.html"/>
      <resource identifier="r2" type="webcontent" adlcp:scormtype="asset" href="two.html?a=1#top"/></resources>"""
    data = make_zip(
        MANIFEST.format(organisation + resources), {"content/one page.html": b"1", "content/two.html": b"2"}
    )
    assert read_package(BytesIO(data)).items == (
        ScormItem("i1", "First", "content/one page.html", "?page=2", ("Part one",), True, 80.0, None, (), "x=1"),
        ScormItem("i2", "Second", "content/two.html", "?a=1&b=2#top", ("Part one",), False, needs=("i1",)),
        ScormItem("i3", "Third", "content/two.html", "?a=1#top", (), False),
    )


def test_what_a_manifest_says_of_the_order_is_handed_on_in_the_words_of_the_run_time() -> None:
    found = read_package(BytesIO(make_zip(ORDERED)))
    assert found.version == "2004"
    condition = {"referencedObjective": "first", "operator": "not"}
    maps = {"readSatisfiedStatus": True, "readNormalizedMeasure": True, "writeNormalizedMeasure": False}
    assert found.sequencing == {
        "activityTree": {
            "id": "o",
            "title": "In order",
            "sequencingControls": {"choice": True, "flow": True},
            "children": [
                {
                    "id": "rules",
                    "title": "The rules",
                    "deliveryControls": {"completionSetByContent": True, "objectiveSetByContent": True},
                    "primaryObjective": {
                        "objectiveID": "own",
                        "mapInfo": [{"targetObjectiveID": "known", "writeSatisfiedStatus": True, **maps}],
                    },
                },
                {
                    "id": "case",
                    "title": "The case",
                    "sequencingRules": {
                        "preConditionRules": [
                            {
                                "action": "disabled",
                                "conditionCombination": "any",
                                "conditions": [
                                    {"condition": "satisfied", **condition},
                                    {"condition": "objectiveStatusKnown", **condition},
                                ],
                            }
                        ]
                    },
                    "primaryObjective": {"objectiveID": "case-primary"},
                    "objectives": [
                        {
                            "objectiveID": "first",
                            "mapInfo": [{"targetObjectiveID": "known", "writeSatisfiedStatus": False, **maps}],
                        }
                    ],
                },
                {"id": "more", "title": "Read more"},
            ],
        }
    }


SAID = """<controlMode choice="yes" forwardOnly="1"/><limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"
  beginTimeLimit="&lt;script>"/><sequencingRules><preConditionRule><ruleConditions><ruleCondition condition="tired"/>
  </ruleConditions><ruleAction action="skip"/></preConditionRule><postConditionRule><ruleConditions>
  <ruleCondition condition="objectiveMeasureLessThan" measureThreshold="0.5"/></ruleConditions><ruleAction action="retry"/>
  </postConditionRule></sequencingRules><rollupRules objectiveMeasureWeight="0.25"><rollupRule childActivitySet="atLeastCount"
  minimumCount="2"><rollupConditions><rollupCondition condition="activityProgressKnown"/></rollupConditions>
  <rollupAction action="completed"/></rollupRule></rollupRules><randomizationControls selectCount="1" selectionTiming="once"/>"""


def test_half_a_rule_and_words_that_are_none_say_nothing() -> None:
    data = make_zip(ORDERED.replace('<imsss:controlMode choice="true" flow="true"/>', SAID))
    tree = read_package(BytesIO(data)).sequencing["activityTree"]
    assert {name: value for name, value in tree.items() if name not in ("children", "id", "title")} == {
        "sequencingControls": {
            "forwardOnly": True, "objectiveMeasureWeight": 0.25, "selectionTiming": "once", "selectCount": 1
        },
        "sequencingRules": {
            "postConditionRules": [
                {
                    "action": "retry",
                    "conditionCombination": "all",
                    "conditions": [{"condition": "objectiveMeasureLessThan", "parameters": {"threshold": 0.5}}],
                }
            ]
        },
        "rollupRules": {
            "rules": [
                {
                    "action": "completed",
                    "consideration": "atLeastCount",
                    "conditionCombination": "any",
                    "minimumCount": 2.0,
                    "conditions": [{"condition": "progressKnown"}],
                }
            ]
        },
        "attemptLimit": 2,
        "attemptAbsoluteDurationLimit": "PT1H",
    }  # fmt: skip
    assert read_package(BytesIO(make_zip())).sequencing == {}


def link() -> bytes:
    file = BytesIO(make_zip())
    with zipfile.ZipFile(file, "a") as archive:
        info = zipfile.ZipInfo("passwords")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def bomb() -> bytes:
    return make_zip(files={"index.html": b"", "zeros.bin": bytes(3 * 1024**2)})


def of(inner: str) -> bytes:
    return make_zip(MANIFEST.format(inner))


ENTITIES = '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><manifest>&b;</manifest>'
TWICE = ITEM.replace("</item>", '</item><item identifier="one" identifierref="r"><title>Twice</title></item>')


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("scorm.not_a_zip", b"GIF89a"),
        ("scorm.not_a_zip", b""),
        ("scorm.no_manifest", make_zip(None)),
        ("scorm.manifest_in_folder", make_zip(None, {"course/imsmanifest.xml": b"<manifest/>"})),
        ("scorm.manifest_broken", make_zip("<manifest")),
        ("scorm.manifest_broken", make_zip("<html/>")),
        ("scorm.manifest_broken", of(TWICE + RESOURCE)),
        ("scorm.manifest_hostile", make_zip(ENTITIES)),
        ("scorm.not_scorm", make_zip("<manifest>" + ITEM + RESOURCE.replace("adlcp:", "") + "</manifest>")),
        ("scorm.no_organisation", of("<organizations/>" + RESOURCE)),
        ("scorm.no_organisation", of(RESOURCE)),
        ("scorm.wrong_organisation", of(ITEM.replace('default="o"', 'default="gone"') + RESOURCE)),
        ("scorm.nothing_to_start", of(ITEM.replace(' identifierref="r"', "") + RESOURCE)),
        ("scorm.nothing_behind", of(ITEM.replace('identifierref="r"', 'identifierref="gone"') + RESOURCE)),
        ("scorm.missing_file", of(ITEM + RESOURCE.replace('href="index.html"', 'href="gone.html"'))),
        (
            "scorm.missing_file",
            of(ITEM + RESOURCE.replace("/></resources>", '><file href="a.js"/></resource></resources>')),
        ),
        ("scorm.missing_file", of(ITEM + RESOURCE.replace('href="index.html"', 'href="../../etc/passwd"'))),
        ("scorm.elsewhere", of(ITEM + RESOURCE.replace('href="index.html"', 'href="https://example.org/x"'))),
        ("scorm.unsafe_name", make_zip(files={"index.html": b"", "../evil.html": b""})),
        ("scorm.unsafe_name", make_zip(files={"index.html": b"", "/etc/evil": b""})),
        ("scorm.unsafe_name", make_zip(files={"index.html": b"", "a\\..\\evil": b""})),
        ("scorm.unsafe_name", make_zip(files={"index.html": b"", "a": b"", "a/b": b""})),
        ("scorm.unsafe_name", make_zip(files={"index.html": b"", "a" * 250: b""})),
        ("scorm.unsafe_name", link()),
        ("scorm.grows", bomb()),
    ],
)
def test_what_is_wrong_has_a_code_of_its_own(code: str, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_package(BytesIO(data))
    assert refused.value.code == code


def test_more_parts_or_bytes_than_real_packages_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_zip(files={"index.html": b"<p>12345</p>"})
    monkeypatch.setattr(scorm, "MOST_PARTS", 1)
    with pytest.raises(Refused, match=r"scorm\.too_many_files"):
        read_package(BytesIO(data))
    monkeypatch.setattr(scorm, "MOST_PARTS", 2)
    monkeypatch.setattr(scorm, "MOST_UNPACKED", 11)
    with pytest.raises(Refused, match=r"scorm\.too_large"):
        read_package(BytesIO(data))


def send(client: Client, data: bytes) -> Any:
    return client.post(reverse("courses:upload_scorm"), {"file": SimpleUploadedFile("Valuation.zip", data)})


def stored() -> list[str]:
    """Every file below the packages' folder."""

    def below(path: str) -> list[str]:
        folders, files = default_storage.listdir(path) if default_storage.exists(path) else ([], [])
        return [f"{path}/{name}" for name in files] + [each for name in folders for each in below(f"{path}/{name}")]

    return below("scorm")


@pytest.mark.django_db
def test_a_package_is_unpacked_under_a_key_and_chosen_for_a_lesson(client: Client) -> None:
    trainer = make_person(Role.TRAINER)
    client.force_login(trainer)
    made = send(client, make_zip(files={"index.html": b"<p>Hello</p>", "pictures/a.png": b"x"}))
    package = ScormPackage.objects.get()
    assert made["Location"] == reverse("courses:scorm_package", args=[package.pk])
    assert (package.name, package.version, package.title, package.created_by) == (
        "Valuation.zip",
        "1.2",
        "Course",
        trainer,
    )
    folder = f"scorm/{package.key[:2]}/{package.key}"
    assert set(stored()) == {f"{folder}/{name}" for name in ("imsmanifest.xml", "index.html", "pictures/a.png")}
    assert "Valuation.zip" in client.get(reverse("courses:scorm_packages")).content.decode()
    lesson = make_lesson(make_module(0, created_by=trainer))
    address = reverse("courses:choose_package", args=[lesson.pk])
    assert client.post(address, {"scorm": package.pk}).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.kind, lesson.scorm, lesson.blocks.count()) == ("scorm", package, 1)
    assert LessonRevision.objects.filter(lesson=lesson).count() == 2
    assert "Lesson" in client.get(made["Location"]).content.decode()


@pytest.mark.django_db
def test_a_package_is_deleted_when_nobody_needs_it_else_its_page_says_who_does(client: Client) -> None:
    maker = make_person(Role.TRAINER)
    client.force_login(maker)
    send(client, make_zip())
    package = ScormPackage.objects.get()
    address = reverse("courses:delete_scorm", args=[package.pk])
    other = Client()
    other.force_login(make_person(Role.TRAINER))
    assert (other.get(address).status_code, other.post(address).status_code) == (403, 403)
    module = make_module(0, created_by=maker)
    lesson = make_lesson(module, kind="scorm", scorm=package.pk, title={"en": "Valuation by itself"})
    assert "Valuation by itself" in client.get(address).content.decode()
    course = make_published_course([module], created_by=maker, title_en="Rules of origin")
    Lesson.objects.filter(pk=lesson.pk).update(kind="text", scorm=None)  # the next version is to play nothing
    page = client.post(address).content.decode()
    assert ("cannot be deleted" in page, "Rules of origin" in page, "Version 1" in page) == (True, True, True)
    assert (ScormPackage.objects.count(), len(stored())) == (1, 2)
    course.versions.all().delete()
    module.versions.all().delete()
    state = ScormState.objects.create(person=maker, lesson=lesson, package=package, item="one")
    assert "1 person has left work in it" in client.post(address).content.decode()
    state.delete()
    assert client.post(address)["Location"] == reverse("courses:scorm_packages")
    assert (ScormPackage.objects.count(), stored()) == (0, [])
    assert (
        AuditEntry.objects.filter(verb="scorm.deleted", subject=f"scorm:{package.pk}", actor_id=maker.pk).count() == 1
    )


@pytest.mark.django_db
@pytest.mark.parametrize("damaged", [False, True])
def test_nothing_of_a_refused_package_is_kept(client: Client, damaged: bool) -> None:
    client.force_login(make_person(Role.TRAINER))
    data = make_zip(files={"index.html": b"<p>Hello</p>", "last.bin": b"PLAINTEXT" * 20}, stored=damaged)
    data = data.replace(b"PLAINTEXT", b"PLAINTEXU", 1) if damaged else data[:-30]
    page = send(client, data).content.decode()
    told = "“last.bin” in the package is damaged." if damaged else "This is not a zip file."
    assert (told in page, ScormPackage.objects.count(), stored()) == (True, 0, [])
