"""Files made to harm, and files that are broken, end in one clear refusal each."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from core.actions import Refused
from core.importing.xml import MOST_ELEMENTS, read_xml
from quizzes.importers import moodle
from quizzes.importers.packages import Package

BOMB = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz><question type="&c;">&c;</question></quiz>"""
FILE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'
NETWORK = b'<!-- a --><?b c?><!DOCTYPE quiz SYSTEM "http://192.0.2.1/quiz.dtd"><quiz/>'
PARAMETER = '<!DOCTYPE q [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><quiz/>'.encode("utf-16")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB, "import.hostile"),
        (FILE, "import.hostile"),
        (NETWORK, "import.hostile"),
        (PARAMETER, "import.hostile"),
        (b"<a>" * 200 + b"</a>" * 200, "import.hostile"),
        (b"<a>" * 20_000, "import.hostile"),
        (b"<quiz>" + b"<a/>" * (MOST_ELEMENTS + 1) + b"</quiz>", "import.too_large"),
        (b"<quiz>" + b" " * 100 * 1024**2 + b"</quiz>", "import.too_large"),
        (b"<?xml version='1.0' encoding='UTF-8'?><quiz>\xe9</quiz>", "import.wrong_letters"),
        (b"<?xml version='1.0' encoding='UTF-7'?><quiz>+ADw-</quiz>", "import.wrong_letters"),
        (b"<?xml version='1.0' encoding='rot13'?><dhvm/>", "import.wrong_letters"),
        ("<?xml version='1.0' encoding='utf-16'?><quiz/>".encode("utf-16-le")[:-1], "import.wrong_letters"),
        (b"<quiz><question></quiz>", "import.not_xml"),
        (b"<quiz>&unknown;</quiz>", "import.not_xml"),
        (b"<quiz>\x00</quiz>", "import.not_xml"),
        (b"quiz", "import.not_xml"),
        (b"", "import.not_xml"),
    ],
    ids=range(17),
)
def test_xml_made_to_harm_or_broken_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_xml(data)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_letters_are_read_in_the_encoding_that_the_file_names(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    data = f'<?xml version="1.0" encoding="{name}"?>\n<quiz>é &lt; &#233;<![CDATA[<!DOCTYPE x>]]></quiz>'.encode(
        encoding
    )
    assert read_xml(data).text == "é < é<!DOCTYPE x>"


def _zip(fill: Callable[[ZipFile], None]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", "<manifest/>")
        fill(archive)
    return data.getvalue()


def _link(archive: ZipFile) -> None:
    part = ZipInfo("item.xml")
    part.external_attr = 0o120777 << 16
    archive.writestr(part, "/etc/passwd")


def _many(archive: ZipFile) -> None:
    for number in range(12_001):
        archive.writestr(f"{number}.xml", "")


def _twice(archive: ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("imsmanifest.xml", "<other/>")


@pytest.mark.parametrize(
    "fill",
    [
        lambda archive: archive.writestr("../../outside.xml", "x"),
        lambda archive: archive.writestr("/etc/passwd", "x"),
        lambda archive: archive.writestr("a/./b.xml", "x"),
        lambda archive: archive.writestr("C:evil.xml", "x"),
        lambda archive: archive.writestr("big.xml", b"\x00" * 4 * 1024**2),
        _link,
        _many,
        _twice,
    ],
    ids=["up", "absolute", "dot", "drive", "bomb", "link", "many", "twice"],
)
def test_packages_made_to_harm_are_refused(fill: Callable[[ZipFile], None]) -> None:
    with pytest.raises(Refused) as refused:
        Package(_zip(fill))
    assert refused.value.code == "import.hostile"


def test_a_password_is_refused_and_a_broken_package_cannot_be_read() -> None:
    data = bytearray(_zip(lambda archive: archive.writestr("a.xml", "x" * 100)))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.rindex(start) + (6 if start == b"PK\x03\x04" else 8)
        data[at] |= 1
    with pytest.raises(Refused, match=r"import\.hostile"):
        Package(bytes(data))
    with pytest.raises(Refused, match=r"import\.unreadable"):
        Package(_zip(lambda archive: None)[:-10])
    broken = bytearray(_zip(lambda archive: archive.writestr("a.xml", "x" * 100)))
    broken[broken.index(b"a.xml") + 5] ^= 0xFF
    package = Package(bytes(broken))
    with pytest.raises(Refused, match=r"import\.unreadable"):
        package.read("a.xml")
    assert package.read("b/../imsmanifest.xml") == b"<manifest/>"
    assert package.read("../imsmanifest.xml") is None


@pytest.mark.parametrize(
    "inside",
    [
        "<name><text>" + "&lt;" * 300_000 + "</text></name>",
        "<questiontext><text>" + "{1:MC:" * 50_000 + "</text></questiontext>",
        "<questiontext><text>" + "&lt;a href " * 50_000 + "</text></questiontext>",
        '<answer fraction="0"><text>a</text></answer>' * 20_000,
    ],
    ids=["tags", "gaps", "links", "answers"],
)
def test_a_question_made_to_take_long_does_not(inside: str) -> None:
    (read,) = moodle.read(f'<quiz><question type="cloze">{inside}</question></quiz>'.encode(), "en")
    assert read.left_out is not None
