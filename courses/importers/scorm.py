"""SCORM packages, 1.2 and 2004, as they come: all is checked before anything of them is kept.

A part that would leave its folder, a link, a password, a name twice, more parts or bytes than any real package has, or a part
that grows beyond measure, refuses the whole; so does a manifest that cannot be read, or that names what is not there. Each
refusal has a code of its own (``scorm.…``). What the words of a manifest mean: SCORM 1.2 Content Aggregation Model, 2.3, and
SCORM 2004 4th Edition Content Aggregation Model, 3.4 and 5.1.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from posixpath import normpath
from typing import IO, Any
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from core.actions import Refused
from core.importing.xml import Element, child, children, name_of, number_of, read_xml
from courses.choices import ScormVersion
from courses.importers.sequencing import sequencing_of
from quizzes.importers.packages import LARGEST_GROWTH, SMALL

MANIFEST = "imsmanifest.xml"
MOST_PARTS = 10_000
MOST_UNPACKED = 300 * 1024**2
"""Bytes of all parts together."""
MOST_ITEMS = 500
DEEPEST = 20
"""Levels of items within items."""
LONGEST_STEP = 200
"""Bytes of one step of a part's name: disks take 255."""
_CHUNK = 1024**2


@dataclass(frozen=True)
class ScormItem:
    """One thing to start. ``href``: its file in the package; ``parameters`` begin with ``?`` or ``#``, or are "".

    ``under``: the titles above it. ``is_sco``: it talks to the run-time; what does not is done when it was opened.
    ``mastery``: 1.2, points of 100; ``passing``: 2004, from -1 to 1. ``needs``: ids of items to complete before it.
    ``completes_itself``: 2004, whether it says by itself that it is complete. ``is_visible``: whether a list shows it.
    """

    id: str
    title: str
    href: str
    parameters: str = ""
    under: tuple[str, ...] = ()
    is_sco: bool = True
    mastery: float | None = None
    passing: float | None = None
    needs: tuple[str, ...] = ()
    launch_data: str = ""
    completes_itself: bool = False
    is_visible: bool = True


@dataclass(frozen=True)
class ReadPackage:
    """What a package says of itself. ``names``: its files; ``size``: their bytes together, unpacked; ``sequencing``: the order
    of its items, as :func:`courses.importers.sequencing.sequencing_of` tells it."""

    version: str
    title: str
    items: tuple[ScormItem, ...]
    names: tuple[str, ...]
    size: int
    sequencing: dict[str, Any]

    @property
    def plain_items(self) -> list[dict[str, Any]]:
        """The items as a row keeps them."""
        return [asdict(item) for item in self.items]


def read_package(file: IO[bytes]) -> ReadPackage:
    """What the zip file holds. Refused with ``scorm.…``."""
    parts = _checked_parts(_open(file))
    names = frozenset(part.filename for part in parts)
    root = _manifest(file, names)
    chosen = _organisation(root)
    title, items = _items(root, chosen, names)
    size = sum(part.file_size for part in parts)
    version = _version(root)
    order = sequencing_of(root, chosen, _id_of) if version == ScormVersion.SCORM_2004 else {}
    return ReadPackage(version, title, items, tuple(sorted(names)), size, order)


def parts_of(file: IO[bytes], names: tuple[str, ...]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a package that was read, each in pieces; refused with ``scorm.broken`` when one is not what it says."""
    archive = _open(file)
    for name in names:
        yield name, _pieces(archive, name)


def _pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as part:
            while piece := part.read(_CHUNK):
                yield piece
    except Exception:  # what a broken part raises is up to the unpacking: lengths, sums, streams
        raise Refused("scorm.broken", name=name) from None


def _open(file: IO[bytes]) -> ZipFile:
    file.seek(0)
    try:
        return ZipFile(file)
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("scorm.not_a_zip") from None


def _checked_parts(archive: ZipFile) -> list[ZipInfo]:
    """The parts that are files."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused("scorm.too_many_files", limit=MOST_PARTS)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("scorm.too_large", limit=MOST_UNPACKED // 1024**2)
    names: set[str] = set()
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refused("scorm.locked")
        if not _stays_inside(part) or part.filename in names:
            raise Refused("scorm.unsafe_name", name=part.filename[:100])
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("scorm.broken", name=part.filename[:100])
        if part.file_size > SMALL and part.file_size > LARGEST_GROWTH * max(1, part.compress_size):
            raise Refused("scorm.grows", name=part.filename[:100])
        names.add(part.filename)
    files = [part for part in parts if not part.is_dir()]
    folders = {name.rpartition("/")[0] for name in names if not name.endswith("/")}
    if folders & {part.filename for part in files}:
        raise Refused("scorm.unsafe_name", name=min(folders & {part.filename for part in files})[:100])
    return files


def _stays_inside(part: ZipInfo) -> bool:
    name = part.filename
    steps = name.rstrip("/").split("/")
    return (
        bool(name)
        and not name.startswith("/")
        and not any(letter in name for letter in "\\:\x00")
        and not {"..", ".", ""} & set(steps)
        and all(len(step.encode(errors="replace")) <= LONGEST_STEP for step in steps)
        and not stat.S_ISLNK(part.external_attr >> 16)
    )


def _manifest(file: IO[bytes], names: frozenset[str]) -> Element:
    if MANIFEST not in names:
        inside = next((name for name in sorted(names) if name.rpartition("/")[2] == MANIFEST), None)
        raise (
            Refused("scorm.manifest_in_folder", folder=inside.rpartition("/")[0])
            if inside
            else Refused("scorm.no_manifest")
        )
    data = b"".join(_pieces(_open(file), MANIFEST))
    try:
        root = read_xml(data)
    except Refused as refused:
        hostile = refused.code in ("import.hostile", "import.too_large")
        raise Refused("scorm.manifest_hostile" if hostile else "scorm.manifest_broken") from None
    if name_of(root) != "manifest":
        raise Refused("scorm.manifest_broken")
    return root


def _version(root: Element) -> str:
    spaces = {space for element in root.iter() for space in element.nsmap.values()}
    if any("adlcp_v1p3" in space for space in spaces):
        return ScormVersion.SCORM_2004
    if any("adlcp_rootv1p2" in space for space in spaces):
        return ScormVersion.SCORM_12
    stated = _text(child(root, "metadata", "schemaversion"))
    if stated.startswith("1.2"):
        return ScormVersion.SCORM_12
    if "2004" in stated or "1.3" in stated:
        return ScormVersion.SCORM_2004
    raise Refused("scorm.not_scorm")


def _organisation(root: Element) -> Element:
    """The organisation to play."""
    holder = child(root, "organizations")
    found = children(holder, "organization") if holder is not None else []
    if holder is None or not found:
        raise Refused("scorm.no_organisation")
    wanted = (holder.get("default") or "").strip()
    chosen = next((each for each in found if each.get("identifier") == wanted), None) if wanted else found[0]
    if chosen is None:
        raise Refused("scorm.wrong_organisation", name=wanted[:100])
    return chosen


def _items(root: Element, chosen: Element, names: frozenset[str]) -> tuple[str, tuple[ScormItem, ...]]:
    """Title and items of an organisation."""
    reading = _Reading(root, names)
    items = tuple(reading.items(chosen, ()))
    if not items:
        raise Refused("scorm.nothing_to_start")
    if len(items) > MOST_ITEMS:
        raise Refused("scorm.too_many_files", limit=MOST_ITEMS)
    if len({item.id for item in items}) < len(items):
        raise Refused("scorm.manifest_broken")
    return _text(child(chosen, "title")) or items[0].title, items


class _Reading:
    """The resources of a manifest, and the items that name them."""

    def __init__(self, root: Element, names: frozenset[str]) -> None:
        holder = child(root, "resources")
        self.names = names
        self.base = _join(_base(root), _base(holder) if holder is not None else "")
        self.resources = {
            each.get("identifier"): each for each in (children(holder, "resource") if holder is not None else [])
        }
        self.seen: set[str] = set()

    def items(self, parent: Element, under: tuple[str, ...]) -> Iterator[ScormItem]:
        if len(under) > DEEPEST:
            raise Refused("scorm.manifest_hostile")
        for element in children(parent, "item"):
            title = _text(child(element, "title"))[:200]
            identifier = (element.get("identifierref") or "").strip()
            if identifier:
                yield self.item(element, identifier, title, under)
            yield from self.items(element, (*under, title))

    def item(self, element: Element, identifier: str, title: str, under: tuple[str, ...]) -> ScormItem:
        resource = self.resources.get(identifier)
        if resource is None or not resource.get("href"):
            raise Refused("scorm.nothing_behind", name=title or identifier[:100])
        self.check_files(resource)
        given = urlsplit(_join(_join(self.base, _base(resource)), resource.get("href")))
        marks = (f"?{given.query}" if given.query else "") + (f"#{given.fragment}" if given.fragment else "")
        own = _own(element)
        objective = child(element, "sequencing", "objectives", "primaryObjective")
        passing = None
        if objective is not None and objective.get("satisfiedByMeasure") == "true":
            passing = number_of(_text(child(objective, "minNormalizedMeasure")), 1.0)
        delivery = child(element, "sequencing", "deliveryControls")
        return ScormItem(
            id=_id_of(element),
            title=title or identifier[:200],
            href=self.file(resource, resource.get("href")),
            parameters=_parameters(marks, (element.get("parameters") or "").strip()),
            under=tuple(each for each in under if each),
            is_sco=_attribute(resource, "scormtype").lower() != "asset",
            mastery=number_of(own.get("masteryscore")),
            passing=passing,
            needs=_needs(own.get("prerequisites", "")),
            launch_data=(own.get("datafromlms") or own.get("dataFromLMS") or "")[:4096],
            completes_itself=delivery is not None and delivery.get("completionSetByContent") == "true",
            is_visible=element.get("isvisible") not in ("false", "0"),
        )

    def check_files(self, resource: Element) -> None:
        """The files of a resource, and of those that it depends on, are there."""
        identifier = resource.get("identifier") or ""
        if identifier in self.seen:
            return
        self.seen.add(identifier)
        for element in children(resource, "file"):
            self.file(resource, element.get("href") or "")
        for element in children(resource, "dependency"):
            other = self.resources.get(element.get("identifierref"))
            if other is None:
                raise Refused("scorm.missing_file", name=(element.get("identifierref") or "")[:100])
            self.check_files(other)

    def file(self, resource: Element, href: str) -> str:
        """The name of a file in the package."""
        whole = _join(_join(self.base, _base(resource)), href.replace("\\", "/"))
        path = urlsplit(whole)
        if path.scheme or path.netloc:
            raise Refused("scorm.elsewhere", name=href[:100])
        for name in (normpath(unquote(path.path)), normpath(whole)):
            if name in self.names:
                return name
        raise Refused("scorm.missing_file", name=href[:100])


def _id_of(item: Element) -> str:
    return str(item.get("identifier") or (item.get("identifierref") or "").strip())[:200]


def _join(base: str, path: str) -> str:
    return urljoin(base, path) if base else path


def _base(element: Element) -> str:
    return str(element.get("{http://www.w3.org/XML/1998/namespace}base") or "")


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace and its capitals: 1.2 writes ``scormtype``, 2004 ``scormType``."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2].lower() == name), ""
    )


def _own(element: Element) -> dict[str, str]:
    """The item's own words of ADL, by name."""
    return {name_of(each): _text(each) for each in children(element)}


def _parameters(marks: str, given: str) -> str:
    """What follows the file's name in its address: SCORM 1.2 CAM 2.3.2.6, 2004 CAM 3.4.1.11."""
    given = given.lstrip("?&") if not given.startswith("#") else given
    if not given:
        return marks
    if given.startswith("#"):
        return marks if "#" in marks else marks + given
    query, _, fragment = marks.partition("#")
    return query + ("&" if query else "?") + given + (f"#{fragment}" if fragment else "")


def _needs(expression: str) -> tuple[str, ...]:
    """Ids of ``a&b&c``. Richer expressions of AICC script (or, not, counts) ask for nothing: they would lock people out."""
    expression = expression.strip()
    if not expression or any(letter in expression for letter in "|~=<>{}*,()"):
        return ()
    return tuple(part.strip() for part in expression.split("&") if part.strip())
