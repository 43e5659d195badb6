"""The nomenclature as a reference: loaded from tables, browsed, and each code with what uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from core.actions import Refused
from core.models import AuditEntry
from courses.models import Document, DocumentEdition, Module
from courses.queries.nomenclature import code_page, sections, set_page
from people.choices import Role
from quizzes.importers.reference import read_set
from quizzes.models import HSCode, HSSection, HSSet, HSSetCode, Tag
from tests.factories import make_course, make_lesson, make_person, make_published_course, make_question

pytestmark = pytest.mark.django_db


def test_the_shared_files_are_loaded_once_and_a_repeat_changes_nothing(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_hs", str(shared / "data"))
    said = capsys.readouterr().out
    assert "codes" in said
    assert "UNVERIFIED.csv: not verified, left out" in said
    assert (HSSection.objects.count(), HSCode.objects.filter(section__isnull=False).count()) == (21, 96)
    assert HSCode.objects.filter(code__regex="^......$").count() == 5612
    listed = HSSet.objects.get()
    assert (listed.key, listed.name, listed.edition) == ("chpl", "Common High Priority List", "2024-02-23")
    tiers = HSSetCode.objects.filter(hs_set=listed).values_list("tier", flat=True)
    assert sorted(set(tiers)) == ["1", "2", "3.A", "3.B", "4.A", "4.B"]
    assert len(tiers) == 50
    page = set_page("chpl", "ar")
    assert page is not None
    first = page.tiers[0][1][0]
    assert (page.count, first.language, first.lists) == (50, "en", (("Common High Priority List", "1"),))
    codes = {each.code for section in sections("fr") for each in section.chapters}
    assert {"01", "84", "97"} <= codes
    before = AuditEntry.objects.count()
    call_command("import_hs", str(shared / "data"))
    assert AuditEntry.objects.count() == before
    assert "0 codes are new, 0 changed" in capsys.readouterr().out


def test_what_is_not_verified_is_nobodys_list() -> None:
    table = "hs_code,list_name,list_date,verification\n2844,Atlas,2020-01-01,UNVERIFIED: by hand\n"
    with pytest.raises(Refused) as refused:
        read_set(table.encode(), key="atlas")
    assert refused.value.code == "nomenclature.not_a_list"
    assert read_set(b"hs6,list_name,list_date,tier\n8542.31,L (A and B),2024,3.A\n", key="l").codes == {"854231": "3.A"}


@pytest.fixture
def used() -> dict[str, Any]:
    """The heading 8481, tagged on things that are published, and on things that are not."""
    for code, title in (("84", "Machines"), ("8481", "Valves"), ("848110", "Reducing valves"), ("848180", "Others")):
        HSCode.objects.create(code=code, title_en=title)
    listed = HSSet.objects.create(key="l", name="A list", edition="2024", source="Somebody")
    HSSetCode.objects.create(hs_set=listed, code="848110", tier="2")
    tag = Tag.objects.create(kind="hs", key="8481", name_en="Valves")
    seen, draft = Module.objects.create(title_en="Shown"), Module.objects.create(title_en="Draft")
    for module in (seen, draft):
        make_lesson(module)
        module.tags.add(tag)
    course = make_published_course([seen], title_en="Open course")
    make_published_course([draft], title_en="Unlisted course", is_listed=False)
    make_course([], title_en="Unpublished course")
    document = Document.objects.create(slug="d", title_en="For all")
    closed = Document.objects.create(slug="c", title_en="For seniors", audiences=["senior_manager"])
    for each in (document, closed):
        each.tags.add(tag)
        DocumentEdition.objects.create(document=each, language="en", number=1, published_at="2024-01-01T00:00Z")
    question = make_question()
    question.tags.add(tag)
    return {"course": course, "document": document, "closed": closed, "question": question, "modules": {seen, draft}}


def test_a_code_says_where_it_is_used_to_each_what_they_may_see(used: dict[str, Any]) -> None:
    officer = code_page(make_person(audience="operational_officer"), "848110", "ar")
    trainer = code_page(make_person(Role.TRAINER), "848110", "ar")
    assert officer is not None
    assert trainer is not None
    assert [line.written for line in officer.path] == ["84", "84.81"]
    assert (officer.line.written, officer.line.language, officer.titles) == (
        "8481.10",
        "en",
        (("en", "Reducing valves"),),
    )
    assert [(row.hs_set.name, row.tier) for row in officer.sets] == [("A list", "2")]
    assert (officer.courses, officer.documents) == ((used["course"],), (used["document"],))
    assert (officer.modules, officer.questions) == ((), ())
    assert set(trainer.modules) == used["modules"]
    assert trainer.questions == (used["question"],)
    assert set(trainer.documents) == {used["document"], used["closed"]}


def test_a_fallback_says_its_language_in_arabic(client: Any, used: dict[str, Any]) -> None:
    client.force_login(make_person(language="ar"))
    with override("ar"):
        page = client.get(reverse("courses:hs_code", args=["8481"])).content.decode()
    assert '<span lang="en" dir="ltr">Valves</span></h1>' in page
    assert "badge warn" in page


def test_pages_take_as_many_queries_for_few_as_for_many(
    client: Any, used: dict[str, Any], django_assert_num_queries: Any
) -> None:
    client.force_login(make_person())
    client.get(reverse("courses:hs"))
    for many in (False, True):
        if many:
            HSCode.objects.bulk_create(
                HSCode(code=f"8481{n}", title_en="Valve", folded="en valve ") for n in range(20, 60)
            )
        with django_assert_num_queries(12):
            assert client.get(reverse("courses:hs_code", args=["8481"])).status_code == 200
        with django_assert_num_queries(8):
            assert client.get(reverse("courses:hs"), {"q": "8481", "page": "99999999"}).status_code == 200
