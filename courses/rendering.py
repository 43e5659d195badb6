"""PDF pages to WebP images and plain text, in a process of its own: pdfium is neither thread-safe nor proof against every file.

``python -m courses.rendering inspect FILE`` prints one JSON line: ``{"pages": 12}`` or ``{"error": "deck.encrypted"}``.
``python -m courses.rendering render FILE FOLDER POSITION…`` writes ``<position>-<width>.webp`` into FOLDER and prints one
JSON line a page, as soon as it is done. ``… read FILE POSITION…`` prints the text of each page. The module knows no Django.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (960, 1600)
"""Longest side of the two images of a page, in pixels: a slide's width."""

AIMS = {960: 45_000, 1600: 110_000}
"""Bytes that an image should not pass; quality gives way until it fits or reads badly."""

QUALITIES = (82, 68, 54, 42)
LONGEST_TEXT = 4000
LONGEST_PAGE = 20_000
"""Of a page that is read for its words."""
SECONDS_A_PAGE = 60
_LAM = "\u0644"
_ALEFS = "\u0622\u0623\u0625\u0627"
"""Alef with madda, with hamza above, with hamza below, and bare: each makes one glyph with a lam before it."""
SECONDS_TO_OPEN = 15
"""For counting the pages, while the person who uploads waits."""

CPU_SECONDS = 1800
"""Of one child: a deck of many slow pages is no reason to keep the other jobs waiting for hours."""

_ROOT = Path(__file__).resolve().parent.parent
_MEMORY = 3 * 1024**3
_LARGEST_IMAGE = 32 * 1024**2
_TOLD = {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "TMPDIR", "VIRTUAL_ENV"}


class BadPdf(Exception):
    """The file cannot become slides. ``code`` is the refusal's code."""

    def __init__(self, code: str, **data: int) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@dataclass(frozen=True)
class RenderedPage:
    """One page: sizes in pixels of the larger image, and the page's own text."""

    position: int
    width: int
    height: int
    bytes_small: int
    bytes_large: int
    text: str


def inspect(path: Path) -> int:
    """How many pages the PDF has. Raises :class:`BadPdf` when it cannot be opened."""
    answer = next(_run(["inspect", str(path)], seconds=SECONDS_TO_OPEN), {"error": "deck.broken"})
    if "error" in answer:
        raise BadPdf("deck.broken" if answer["error"] == "deck.took_too_long" else answer["error"])
    return int(answer["pages"])


def render(path: Path, folder: Path, positions: Sequence[int]) -> Iterator[RenderedPage]:
    """Render pages (1 is the first) into ``folder``, one after the other. Raises :class:`BadPdf` at the first that fails."""
    done = 0
    for line in _run(["render", str(path), str(folder), *map(str, positions)], seconds=SECONDS_A_PAGE):
        if "error" in line:
            raise BadPdf(line["error"], position=line.get("position", positions[done]))
        done += 1
        yield RenderedPage(**line)
    if done < len(positions):
        raise BadPdf("deck.page_failed", position=positions[done])


def read(path: Path, positions: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The words of pages, one after the other. Raises :class:`BadPdf` at the first that cannot be read."""
    done = 0
    for line in _run(["read", str(path), *map(str, positions)], seconds=SECONDS_A_PAGE):
        if "error" in line:
            raise BadPdf(line["error"], position=line.get("position", positions[done]))
        done += 1
        yield line["position"], line["text"]
    if done < len(positions):
        raise BadPdf("deck.page_failed", position=positions[done])


def _run(arguments: list[str], *, seconds: float) -> Iterator[dict[str, Any]]:
    """Lines of the child. It is ended when it is silent for ``seconds``, or when the caller loses interest.

    It is told nothing of this installation: no secret of the environment is within the reach of a bad file.
    """
    child = subprocess.Popen(  # noqa: S603  our own module, with paths of our own making
        [sys.executable, "-m", "courses.rendering", *arguments],
        cwd=_ROOT,
        env={name: value for name, value in os.environ.items() if name in _TOLD},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    silent = False

    def end() -> None:
        nonlocal silent
        silent = True
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        assert child.stdout is not None
        for line in child.stdout:
            timer.cancel()
            timer = threading.Timer(seconds, end)
            timer.start()
            yield json.loads(line)
        if silent:
            yield {"error": "deck.took_too_long"}
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


# In the child ---------------------------------------------------------------------------------------


def plain_text(raw: str, longest: int = LONGEST_TEXT) -> str:
    """A page's text for reading aloud: one space between words, a line per line, presentation forms of letters folded."""
    lines = []
    for line in raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        folded = "".join(
            unicodedata.normalize("NFKC", sign)
            if "\ufb00" <= sign <= "\ufdff" or "\ufe70" <= sign <= "\ufefc"
            else sign
            for sign in line
        )
        clean = "".join(sign for sign in folded if unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"})
        words = " ".join(clean.split())
        if words:
            lines.append(words)
    return "\n".join(lines)[:longest]


def encode(image: Image, path: Path, *, aim: int) -> int:
    """Write WebP of at most ``aim`` bytes where quality allows; returns the bytes written."""
    for quality in QUALITIES:
        image.save(path, "WEBP", quality=quality, method=4)
        size = path.stat().st_size
        if size <= aim:
            break
    return size


def _open(path: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code = "deck.encrypted" if "password" in str(error).lower() else "deck.broken"
        raise BadPdf(code) from error
    if len(document) == 0:
        raise BadPdf("deck.no_pages")
    return document


def _render_page(document: Any, position: int, folder: Path) -> RenderedPage:
    import PIL.Image

    page = document[position - 1]
    width, height = page.get_size()
    if min(width, height) <= 0 or max(width, height) > 20 * min(width, height):
        raise BadPdf("deck.page_failed", position=position)
    large = page.render(scale=WIDTHS[1] / max(width, height), fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
    ratio = WIDTHS[0] / WIDTHS[1]
    small = large.resize(
        (max(1, round(large.width * ratio)), max(1, round(large.height * ratio))), PIL.Image.Resampling.LANCZOS
    )
    sizes = [
        encode(image, folder / f"{position}-{wide}.webp", aim=AIMS[wide])
        for wide, image in zip(WIDTHS, (small, large), strict=True)
    ]
    return RenderedPage(
        position, large.width, large.height, sizes[0], sizes[1], plain_text(_text_of(page, LONGEST_TEXT))
    )


def _text_of(page: Any, longest: int) -> str:
    """The text of a page. In Arabic, letters that share a glyph come from pdfium in the order of the eye: they are put right."""
    import ctypes

    from pypdfium2 import raw

    text = page.get_textpage()
    found: str = text.get_text_range()
    if not any("\u0600" <= sign <= "\u06ff" for sign in found):
        return found
    x, y = ctypes.c_double(), ctypes.c_double()
    signs = []
    for index in range(min(text.count_chars(), 2 * longest)):
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        signs.append((chr(raw.FPDFText_GetUnicode(text, index)), (x.value, y.value)))
    return in_order_of_reading(signs)


def in_order_of_reading(signs: Sequence[tuple[str, tuple[float, float]]]) -> str:
    """Join signs with their places on the page. In one glyph, lam comes before its alef, and a mark after its letter."""
    ordered = [sign for sign, _ in signs]
    for index in range(1, len(signs)):
        before, here = ordered[index - 1], ordered[index]
        ligature = before in _ALEFS and here == _LAM
        marked = unicodedata.combining(before) and "\u0620" <= here <= "\u064a"
        if signs[index - 1][1] == signs[index][1] and (ligature or marked):
            ordered[index - 1], ordered[index] = here, before
    return "".join(ordered)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_IMAGE, _LARGEST_IMAGE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    verb, path, *rest = arguments
    position = 0
    try:
        document = _open(path)
        if verb == "inspect":
            _say({"pages": len(document)})
            return
        if verb == "read":
            for position in map(int, rest):
                words = plain_text(_text_of(document[position - 1], LONGEST_PAGE), LONGEST_PAGE)
                _say({"position": position, "text": words})
            return
        folder = Path(rest[0])
        for position in map(int, rest[1:]):
            _say(asdict(_render_page(document, position, folder)))
    except BadPdf as bad:
        _say({"error": bad.code, **bad.data})
    except Exception:
        _say({"error": "deck.page_failed", "position": position} if position else {"error": "deck.broken"})


if __name__ == "__main__":
    main(sys.argv[1:])
