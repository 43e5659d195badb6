"""The nomenclature: taken out of tables, completed but never doubled, and found by digits and by words of any language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.languages import LANGUAGES
from core.models import AuditEntry
from quizzes.actions.nomenclature import Goods, Loaded, load_nomenclature
from quizzes.demonstration.nomenclature import priority_list, short_list
from quizzes.importers.nomenclature import read_nomenclature
from quizzes.models import HSCode
from quizzes.queries.nomenclature import search_codes
from tests.factories import make_person

CountQueries = Callable[..., Any]


def found(words: str, language: str = "en", **where: int) -> list[str]:
    return [each.code for each in search_codes(words, language, **where).codes]


def test_a_table_is_read_by_its_headings():
    table = (
        "HSCode;Title EN;fr;tier;remark\n"
        "84;MACHINERY AND BOILERS;Machines;;x\n"
        "101;Live horses;Chevaux vivants du n$o 0101;;\n"
        "8542.31;Processors;;1;\n"
        "TOTAL;All;;;\n"
        "84811000;National line;;;\n"
    )
    read = read_nomenclature(table.encode())
    assert read.goods == (
        Goods("84", {"en": "Machinery and boilers", "fr": "Machines"}),
        Goods("0101", {"en": "Live horses", "fr": "Chevaux vivants du nº 0101"}),
        Goods("854231", {"en": "Processors"}, 1),
    )
    assert read.left_out == (5, 6)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("goods,en\nvalves,Valves\n", "nomenclature.no_code_column"),
        ("code,remark\n8481,Valves\n", "nomenclature.no_title_column"),
        ("code,en\nTOTAL,All\n", "nomenclature.no_codes"),
        ("", "file.empty"),
        ("%PDF-1.7", "file.is_pdf"),
    ],
)
def test_what_is_no_nomenclature_is_refused(table: str, code: str):
    with pytest.raises(Refused) as refused:
        read_nomenclature(table.encode())
    assert refused.value.code == code


def test_the_short_list_is_whole_in_six_languages():
    goods = short_list()
    codes = {one.code for one in goods}
    assert len(codes) == len(goods) >= 130
    assert [one.code for one in goods if set(one.titles) != set(LANGUAGES)] == []
    assert [code for code in codes if len(code) > 2 and code[:-2] not in codes] == []


@pytest.mark.django_db
class TestLoaded:
    def test_loading_twice_changes_nothing(self, django_assert_max_num_queries: CountQueries) -> None:
        goods = short_list()
        with django_assert_max_num_queries(12):
            assert load_nomenclature(goods) == Loaded(len(goods), 0, 0)
        with django_assert_max_num_queries(8):
            assert load_nomenclature(goods) == Loaded(0, 0, len(goods))
        assert HSCode.objects.count() == len(goods)
        assert [entry.details for entry in AuditEntry.objects.all()] == [{"new": len(goods), "changed": 0}]

    def test_what_is_said_later_replaces_and_what_is_not_said_stays(self) -> None:
        load_nomenclature([Goods("8481", {"en": "Valves", "fr": "Vannes"}, 2), Goods("84", {"en": "Machinery"})])
        row = HSCode.objects.get(code="8481")
        done = load_nomenclature(
            [Goods("8481", {"en": "Taps"}), Goods("8481", {"ru": "Краны"}), Goods("85", {"en": "Electrical"})]
        )
        assert done == Loaded(1, 1, 0)
        now = HSCode.objects.get(code="8481")
        assert (now.pk, now.title_en, now.title_fr, now.title_ru, now.tier) == (row.pk, "Taps", "Vannes", "Краны", 2)
        assert found("valves") == []
        assert found("taps") == found("краны") == ["8481"]
        assert load_nomenclature([Goods("8481", {"en": "X", "es": "Grifos"}, 4)], replaces=False) == Loaded(0, 1, 0)
        now.refresh_from_db()
        assert (now.title_en, now.title_es, now.tier) == ("Taps", "Grifos", 2)

    def test_the_command_reads_files_in_their_order(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        first, second = tmp_path / "first.csv", tmp_path / "second.csv"
        first.write_text("code,en,fr\n84,Machines,Machines\nTOTAL,All,Tout\n")
        second.write_text("hs6,desc_en,tier\n84,Machinery,\n847950,Robots,3.A\n")
        call_command("import_nomenclature", first, second)
        assert "1 rows without a code were left out: 3" in capsys.readouterr().out
        call_command("import_nomenclature", first, second)
        assert "0 codes are new, 0 changed, 2 were there already." in capsys.readouterr().out
        assert list(HSCode.objects.values_list("code", "title_en", "tier")) == [
            ("84", "Machinery", None),
            ("847950", "Robots", 3),
        ]
        call_command("import_nomenclature")
        assert HSCode.objects.get(code="84").title_en == "Machinery"
        assert HSCode.objects.count() == len(short_list())

    def test_a_file_that_cannot_be_read_changes_nothing(self, tmp_path: Path) -> None:
        good = tmp_path / "good.csv"
        good.write_text("code,en\n84,Machines\n")
        with pytest.raises(CommandError, match=r"no-such\.csv cannot be read: No such file or directory"):
            call_command("import_nomenclature", good, tmp_path / "no-such.csv")
        assert HSCode.objects.count() == 0


@pytest.fixture
def nomenclature(db: None) -> None:
    load_nomenclature(short_list())


@pytest.mark.usefixtures("nomenclature")
class TestSearch:
    @pytest.mark.parametrize(
        ("words", "language", "first"),
        [
            ("8481", "en", ["8481", "848110", "848180"]),
            ("84.81 1", "fr", ["848110"]),
            ("٨٤٨١٨٠", "ar", ["848180"]),
            ("8481100090", "en", ["848110"]),
            ("valve", "en", ["8481"]),
            ("VALVES", "en", ["8481"]),
            ("vanne", "fr", ["8481"]),
            ("clapet vannes", "fr", ["8481"]),
            ("круглые подшипники", "ru", ["8482"]),
            ("подшипник", "ru", ["8482"]),
            ("semiconducteur", "fr", ["8541"]),
            ("the ball bearings", "en", ["8482", "848210"]),
            ("reatores nucleares", "pt", ["84", "8401"]),
            ("تخفيض ضغط", "ar", ["848110"]),
            ("المكثفات الخزفية", "ar", ["853224"]),
            ("مضخة", "ar", ["8413", "8414"]),
            ("المضخات", "ar", ["8413", "8414"]),
            ("heavy water", "ar", ["284510"]),
            ("aguila pesada", "es", ["284510"]),
            ("zzzz", "en", []),
            ("", "en", []),
            ("%_'\"", "en", []),
        ],
    )
    def test_the_best_comes_first(self, words: str, language: str, first: list[str]) -> None:
        assert found(words, language)[: len(first) or None] == first

    def test_words_of_ones_own_language_come_before_others(self) -> None:
        """“Machines” is French too."""
        english, french = found("tornos", "es"), found("tornos", "pt")
        assert english[0] == french[0] == "8458"
        assert found("machines", "fr", limit=3)[0] == "84"

    def test_a_code_is_shown_under_those_above_it(self) -> None:
        (one,) = search_codes("848110", "en").codes
        assert [code for code, _ in one.above] == ["84", "8481"]
        assert one.titles["ar"] == "صمامات تخفيض الضغط"

    def test_queries_do_not_grow_with_what_is_found(
        self, client: Client, django_assert_num_queries: CountQueries
    ) -> None:
        client.force_login(make_person())
        for words in ("848110", "84", "machines"):
            client.get(reverse("quizzes:headings"), {"q": words})
            with django_assert_num_queries(5):
                client.get(reverse("quizzes:headings"), {"q": words})

    def test_the_page_and_its_json_say_the_same(self, client: Client) -> None:
        client.force_login(make_person(language="fr"))
        page = client.get(reverse("quizzes:headings"), {"q": "robots"})
        assert "8479.50" in page.content.decode()
        json = client.get(reverse("quizzes:headings"), {"q": "robots"}, headers={"accept": "application/json"}).json()
        assert (json["count"], json["page"], json["pages"]) == (1, 1, 1)
        assert json["codes"][0] | {"above": ()} == {
            "code": "847950", "written": "8479.50", "title": "Robots industriels", "lang": "fr", "dir": "ltr", "above": (),
        }  # fmt: skip
        assert [above["code"] for above in json["codes"][0]["above"]] == ["84", "8479"]

    def test_many_codes_are_paged(self, client: Client) -> None:
        client.force_login(make_person())
        seen: list[str] = []
        for page in (1, 2, 3, 99):
            json = client.get(
                reverse("quizzes:headings"), {"q": "8", "page": page}, headers={"accept": "application/json"}
            ).json()
            seen += [code["code"] for code in json["codes"]]
        assert len(seen) == len(set(seen)) == min(json["count"], 60) == 60
        hostile = client.get(reverse("quizzes:headings"), {"q": "<script>alert(1)</script>" * 20, "page": "-1x"})
        assert hostile.status_code == 200
        assert "<script>alert" not in hostile.content.decode()


@pytest.mark.django_db
def test_the_harmonized_system_is_read_and_its_headings_found(shared: Path) -> None:
    folder = shared / "data" / "hs"
    files = ["hs2022_chapters_headings_multilang.csv", "hs2022_en_comtrade.csv"]
    listed = shared / "data" / "strategic_goods" / "chpl_feb2024_50_hs6.csv"
    read = [read_nomenclature(path.read_bytes()) for path in (*(folder / file for file in files), listed)]
    assert [len(one.goods) for one in read] == [1324, 6939, 50]
    assert {one.code for one in short_list()} <= {one.code for one in read[1].goods}
    assert {one.code: one.tier for one in short_list() if one.tier}.items() <= {
        one.code: one.tier for one in read[2].goods
    }.items()
    assert load_nomenclature([*read[0].goods, *read[2].goods]) == Loaded(1374, 0, 0)
    assert found("valves", "en")[0] == "8481"
    assert found("circuits intégrés électroniques", "fr")[0] == "8542"
    assert found("apparatus", "en", limit=2000) != []


def test_the_list_of_the_demonstration_is_called_as_itself_and_has_its_codes_alone() -> None:
    read = priority_list()
    assert (read.key, read.name, read.edition) == ("chpl", "Common High Priority List", "2024-02-23")
    assert "WCO" not in read.name + read.source
    tiers = [tier[0] for tier in read.codes.values()]
    assert [tiers.count(tier) for tier in "1234"] == [4, 5, 25, 16]
    known = {one.code: one.tier for one in short_list() if one.tier is not None}
    assert all(read.codes[code].startswith(str(tier)) for code, tier in known.items())
