"""Whatever file somebody has: it is read as it was written, or refused with one code. Nothing else can happen."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from core.actions import Refused
from core.importing import MOST_BYTES, Table, read_table
from core.refusals import described

HEAD = ("E-mail", "Name", "Country")
NAMES = {
    "cp1252": ["João Gonçalves", "Hélène Côté", "Iñaki Núñez", "Conceição Simões", "François Lefèvre", "Côte d’Ivoire"],
    "latin-1": ["João Gonçalves", "Hélène Côté", "Iñaki Núñez", "Conceição Simões", "François Lefèvre"],
    "cp1251": ["Иванов Иван", "ПЕТРОВА АННА", "Пётр Кузнецов", "Олена Коваленко", "Айгуль Нурланова"],
    "cp1256": ["محمد علي", "فاطمة الزهراء", "عبد الله خالد", "ليلى المغربي", "أحمد مصطفى"],
    "cp1250": ["Jiří Dvořák", "Wiśniewski Łukasz", "Božena Němcová", "Kovačević", "Ştefan Ionescu"],
    "mac_roman": ["João Gonçalves", "Hélène Côté", "Iñaki Núñez", "François Lefèvre"],
    "utf-8": ["João Gonçalves", "Иванов Иван", "محمد علي", "Łukasz", "李雷"],
}
NAMES["utf-8-sig"] = NAMES["utf-16"] = NAMES["utf-16-le"] = NAMES["utf-16-be"] = NAMES["utf-8"]
SEPARATORS = (",", ";", "\t", "|")


def known(cells: Sequence[str]) -> int:
    return sum(cell.strip() in HEAD for cell in cells)


def table_of(data: bytes, **options: str) -> Table:
    return read_table(data, known=known, **options)  # type: ignore[arg-type]


def cells_of(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def write_csv(rows: Sequence[Sequence[str]], *, encoding: str, separator: str = ",", ending: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return out.getvalue().encode(encoding)


def write_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        table_of(data)
    return refused.value.code


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", NAMES)
def test_a_file_is_read_as_it_was_written(encoding: str, separator: str, ending: str, tmp_path: Path) -> None:
    rows = [HEAD, *[(f"p{number}@example.org", name, "KE") for number, name in enumerate(NAMES[encoding])]]
    path = tmp_path / "list.csv"
    path.write_bytes(write_csv(rows, encoding=encoding, separator=separator, ending=ending))
    table = table_of(path.read_bytes())
    assert cells_of(table) == rows
    assert table.separator == separator


@pytest.mark.parametrize("encoding", [name for name in NAMES if name not in ("utf-16", "utf-8-sig", "latin-1")])
def test_each_name_alone_is_read_when_the_letters_are_chosen(encoding: str) -> None:
    for name in NAMES[encoding]:
        data = write_csv([HEAD, ("p@example.org", name, "KE")], encoding=encoding)
        assert cells_of(table_of(data, encoding=encoding))[1][1] == name


_cell = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co"]), min_size=1, max_size=30
)
_quoted = st.sampled_from(['say "hi"', "a,b;c|d", "two\nlines", "tab\there", "O’Neil; A.", '"', "=1+1", "x"])
_rows = st.lists(st.tuples(_cell | _quoted, _cell | _quoted, _cell), min_size=1, max_size=12)


@given(_rows, st.sampled_from(SEPARATORS), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
@example([("", "x", "y")], ",", "utf-8")
def test_any_table_reads_back_the_same(rows: list[tuple[str, str, str]], separator: str, encoding: str) -> None:
    wide = encoding in ("utf-16-le", "utf-16-be")
    padding = [("filler@example.org", "Filler of the list", "KE")] * (20 if wide else 0)  # no mark: told from its zeros
    data = write_csv([HEAD, *padding, *rows], encoding=encoding, separator=separator)
    expected = [tuple(cell.replace("\t", " ").strip() for cell in row) for row in [HEAD, *padding, *rows]]
    assert cells_of(table_of(data)) == expected


@given(_rows)
@settings(max_examples=25)
def test_any_table_reads_back_the_same_from_a_workbook(rows: list[tuple[str, str, str]]) -> None:
    texts = [[cell if not cell.startswith("=") else f" {cell}" for cell in row] for row in [HEAD, *rows]]
    expected = [tuple(cell.replace("\t", " ").strip() for cell in row) for row in texts]
    assert cells_of(table_of(write_xlsx(texts))) == expected


_old = {
    "cp1252": "àâçèéêëîïôùûüñáíóúãõ",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "cp1256": "ابتثجحخدرزسشصضطعغفقكلمنهوي",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýž",
    "mac_roman": "àâçèéêëîïôùûüñáíóúãõ",
}


@given(st.data(), st.sampled_from(sorted(_old)), st.sampled_from(SEPARATORS))
def test_a_chosen_old_encoding_reads_back_the_same(data: st.DataObject, encoding: str, separator: str) -> None:
    letters = st.text(_old[encoding] + "abcdeiou ", min_size=1, max_size=20).map(str.strip).filter(bool)
    rows = [HEAD, *data.draw(st.lists(st.tuples(letters, letters, letters), min_size=1, max_size=8))]
    written = write_csv(rows, encoding=encoding, separator=separator)
    assert cells_of(table_of(written, encoding=encoding)) == rows


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    text = 'E-mail;Name\n\n;;\n"a@example.org";"two\nlines"\n \nb@example.org;B\n'
    assert [row.number for row in table_of(text.encode()).rows] == [1, 4, 6]
    book = write_xlsx([HEAD, (), ("a@example.org", "A"), (), ("b@example.org", "B")])
    assert [row.number for row in table_of(book).rows] == [1, 3, 5]


def test_a_separator_that_excel_names_is_believed() -> None:
    table = table_of(b"sep=|\r\nE-mail|Name, with a comma, and one more\r\na@example.org|A, B, C\r\n")
    assert (table.separator, table.rows[1].cells) == ("|", ("a@example.org", "A, B, C"))


def test_headings_choose_the_separator_before_commas_in_names_do() -> None:
    text = "E-mail;Name\n" + "".join(f"p{number}@example.org;Mensah, Kofi, Dr\n" for number in range(9))
    assert table_of(text.encode()).separator == ";"


def test_a_list_of_one_column_is_a_table() -> None:
    assert cells_of(table_of(b"a@example.org\nb@example.org\n")) == [("a@example.org",), ("b@example.org",)]


def test_invisible_marks_around_a_cell_are_left_out() -> None:
    assert cells_of(table_of("E-mail,Name\n\u200ea@example.org\u200f,\u00a0Amina\u200b \n".encode()))[1] == (
        "a@example.org",
        "Amina",
    )


def test_a_workbook_is_read_from_the_sheet_that_holds_the_list() -> None:
    book = Workbook()
    book.active.append(["Notes of the secretariat"])  # type: ignore[union-attr]
    hidden = book.create_sheet("Old")
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    people = book.create_sheet("People")
    people.append(HEAD)
    people.append(["a@example.org", 7.0, True])
    out = io.BytesIO()
    book.save(out)
    table = table_of(out.getvalue())
    assert (table.sheet, table.rows[1].cells) == ("People", ("a@example.org", "7", "True"))


def test_a_protected_workbook_that_is_not_encrypted_is_read() -> None:
    book = Workbook()
    book.security = WorkbookProtection(workbookPassword="x", lockStructure=True)
    book.active.append(HEAD)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    assert cells_of(table_of(out.getvalue())) == [HEAD]


def _changed(book: bytes, name: str, text: bytes) -> bytes:
    """The workbook with one part put in the place of another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, text if part.filename == name else old.read(part))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
_NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_formulas_are_read_as_their_values() -> None:
    cells = b'<c r="A1" t="str"><f>"a"&amp;"@example.org"</f><v>a@example.org</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    sheet = b"<worksheet " + _NS + b'><sheetData><row r="1">' + cells + b"</row></sheetData></worksheet>"
    assert cells_of(table_of(_changed(write_xlsx([HEAD]), SHEET, sheet))) == [("a@example.org", "2")]


def test_a_wrong_dimension_hides_nothing() -> None:
    cells = b'<row r="2"><c r="B2" t="inlineStr"><is><t>Name</t></is></c></row>'
    sheet = b"<worksheet " + _NS + b'><dimension ref="A1"/><sheetData>' + cells + b"</sheetData></worksheet>"
    assert cells_of(table_of(_changed(write_xlsx([HEAD]), SHEET, sheet))) == [("", "Name")]


def test_a_row_far_below_is_no_trap() -> None:
    cells = b'<row r="2000000000"><c r="A2000000000" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = b"<worksheet " + _NS + b"><sheetData>" + cells + b"</sheetData></worksheet>"
    assert code_of(_changed(write_xlsx([HEAD]), SHEET, sheet)) == "file.empty"


@pytest.mark.parametrize("word", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
def test_definitions_inside_of_a_workbook_are_refused(word: str, letters: str) -> None:
    sheet = f'<?xml version="1.0"?>{word}<worksheet xmlns="x"/>'.encode(letters)
    assert code_of(_changed(write_xlsx([HEAD]), SHEET, sheet)) == "file.unreadable"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    book = _changed(write_xlsx([HEAD]), SHEET, b"<worksheet>" + b" " * (64 * 1024**2))
    assert len(book) < MOST_BYTES
    assert code_of(book) == "file.too_large_inside"


def test_limits_of_size_rows_and_columns() -> None:
    assert code_of(b"x" * (MOST_BYTES + 1)) == "file.too_large"
    lines = [f"p{number}@example.org,P,KE" for number in range(5001)]
    assert len(table_of("\n".join(["E-mail,Name,Country", *lines[:5000]]).encode()).rows) == 5001
    assert code_of("\n".join(["E-mail,Name,Country", *lines]).encode()) == "file.too_many_rows"
    assert code_of(b"," * 100 + b"x") == "file.too_many_columns"
    assert code_of(write_xlsx([[*[""] * 100, "x"]])) == "file.too_many_columns"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf \r\n", "file.empty"),
        (b",,\n , \n", "file.empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "file.is_pdf"),
        (b"\n%PDF-1.4", "file.is_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file.is_old_excel"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file.not_a_table"),
        (b"<!DOCTYPE html><table><tr><td>a@example.org", "file.not_a_table"),
        (b"{\\rtf1 a@example.org}", "file.not_a_table"),
        (b"a@example.org\x00\x01\x02\x03\x04\x05\x06", "file.not_a_table"),
        (bytes(range(1, 32)) * 9, "file.not_a_table"),
        (b'E-mail,Name\na@example.org,"Amina\nb@example.org,B\n', "file.quote_open"),
        ("E-mail,Name\na@example.org,Amélie\nb@example.org,José".encode()[:-1], "file.cut_short"),
        ("E-mail,Name\na@example.org,Иванов".encode()[:-1], "file.cut_short"),
        ("E-mail,Name\na@example.org,A".encode("utf-16")[:-1], "file.cut_short"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data: bytes, code: str) -> None:
    assert code_of(data) == code
    assert code in described()


def test_other_archives_are_refused_and_half_a_workbook_too() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert code_of(out.getvalue()) == "file.not_a_table"
    book = write_xlsx([HEAD, *[(f"p{number}@example.org", "P", "KE") for number in range(500)]])
    assert code_of(book[: len(book) // 2]) == "file.cut_short"


def test_letters_that_were_chosen_wrongly_are_said() -> None:
    with pytest.raises(Refused) as refused:
        table_of("E-mail,Name\na@example.org,José\n".encode("cp1252"), encoding="utf-8")
    assert refused.value.code == "file.wrong_letters"


def _reads_or_refuses(data: bytes) -> None:
    rows, codes = [], set()
    try:
        rows = [row.cells for row in table_of(data).rows]
    except Refused as refused:
        codes = {refused.code}
    assert codes <= set(described())
    assert not any("\x00" in cell for cells in rows for cell in cells)
    "".join(cell for cells in rows for cell in cells).encode()


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"PK\x05\x06" + b"\x00" * 18)
@example(b"\xff\xfe\x00\x00")
@example(b"\xff\xfe\x00\xd8\x41\x00")
@example(b"sep=")
@example(b'"')
@example(b'"' * 131_073)
@example(b"\r" * 100 + b"x")
@example(b"x," * 200)
def test_no_bytes_lead_to_anything_but_a_table_or_a_refusal(data: bytes) -> None:
    _reads_or_refuses(data)


_BOOK = write_xlsx([HEAD, ("a@example.org", "Amina", "KE"), ("b@example.org", 5.5, None)])
_TEXT = write_csv([HEAD, ("a@example.org", "João; \"x\" 'y'", "MZ")], encoding="utf-8")


@given(st.sampled_from([_BOOK, _TEXT]), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12))
@settings(max_examples=150)
def test_no_damage_leads_to_anything_but_a_table_or_a_refusal(whole: bytes, damage: list[tuple[float, int]]) -> None:
    data = bytearray(whole)
    for place, value in damage:
        data[int(place * len(data))] = value
    _reads_or_refuses(bytes(data))


_pieces = st.sampled_from(
    [
        b"<row>",
        b'<row r="x">',
        b'<row r="-5">',
        b'<row r="99999999999">',
        b"</row>",
        b'<c r="ZZZZ9" t="s"><v>7</v></c>',
        b'<c t="s"><v>-1</v></c>',
        b'<c t="n"><v>1e999</v></c>',
        b'<c t="d"><v>never</v></c>',
        b'<c t="b"><v>maybe</v></c>',
        b'<c s="999999"><v>3</v></c>',
        b'<c t="inlineStr"><is><t>a@example.org</t></is></c>',
        b"<sheetData/>",
        b'<cols><col min="0" max="x"/></cols>',
        b"&lt;",
        b"&nothing;",
        b"<x:y/>",
    ]
)


@given(st.lists(_pieces, max_size=12))
@settings(max_examples=100)
def test_no_sheet_leads_to_anything_but_a_table_or_a_refusal(pieces: list[bytes]) -> None:
    sheet = b"<worksheet " + _NS + b"><sheetData>" + b"".join(pieces) + b"</sheetData></worksheet>"
    _reads_or_refuses(_changed(_BOOK, SHEET, sheet))
